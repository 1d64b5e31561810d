"""Reads a message of an athlete: every wish in it, in order, each with the skill that serves it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any, Final, Literal

from agents.builtin.choosing import LEAST_OF_PART, WHY, Choice, Chooser
from agents.builtin.language import is_foreign
from agents.builtin.languages import in_english
from agents.builtin.parts import clauses_of, joined_of
from agents.builtin.registry import SKILLS
from agents.builtin.skill import Ask, Heard, Skill
from agents.builtin.skills import form_look
from agents.builtin.slots import exercise_in, spelt
from agents.builtin.transcript import Exchange, Transcript
from agents.builtin.understanding import Understanding, Weights, packaged
from agents.builtin.wants import REASONS, Intent
from agents.builtin.wishes import Read, Wish, is_small, wishes_in
from coach.knowledge.ports import Embedder
from coach.safety.rules.text import folded

_WHY = re.compile(r"^(?:but |and |ok(?:ay)?,? )?why\b.{0,12}$")
_OF_A_VIDEO: Final = re.compile(
    r"\bvideo of\b.{0,40}\d{4}\b|\bcamera's error\b|\bspeed loss of\b|\bs to lift\b"
)
"""Words that only the form critic replies with."""
ANYBODY: Final = ""
"""Whose turn it is while no agent has been chosen."""
LOOKED_BACK: Final = 6
"""Earlier turns read to follow what "and for 3 reps?" refers to. Source: own choice."""
MOST_WISHES: Final = 6
"""Wishes answered in one reply. Source: own choice; more would be lost, and what is told of a day,
its sets, run, meal, night and weight, makes five."""


@dataclass(frozen=True, slots=True)
class _Scene:
    """What stands around a message."""

    whole: str
    earlier: tuple[str, ...]
    replied: str
    before: Ask | None
    agent: str | None
    within: bool
    unit: Literal["kg", "lb"]
    today: date

    def heard(self, text: str) -> Heard:
        return Heard(
            text=text,
            plain=folded(spelt(text)),
            exercise=exercise_in(text),
            whole=self.whole,
            earlier=self.earlier,
            replied=self.replied,
            before=self.before,
            within=self.within,
            unit=self.unit,
            today=self.today,
        )


@cache
def reader_of(embedder: Embedder) -> Reader:
    """Return the reader that everybody with this embedder shares; its seeds are embedded once."""
    return Reader(embedder)


class Reader:
    """Finds the wishes of a message: rules propose, what was learned decides between them."""

    def __init__(
        self,
        embedder: Embedder,
        skills: Sequence[Skill[Any]] = SKILLS,
        weights: Weights | None = None,
    ) -> None:
        self._chooser = Chooser(Understanding(embedder, weights or packaged()), skills)

    def asks_of(self, seen: Transcript) -> tuple[Ask, ...]:
        """Return what the newest message wants, or the part of it that was handed over."""
        scene = _scene_of(seen)
        for at, exchange in enumerate(seen.exchanges[-LOOKED_BACK:]):
            past = seen.exchanges[-LOOKED_BACK:][:at]
            asks = self._read(exchange.said, _behind(scene, exchange, past))
            if not is_small(asks[-1]):
                scene = replace(scene, before=asks[-1])
        return self._read(in_english(seen.text), scene)

    def wishes(self, text: str, exchanges: tuple[Exchange, ...] = ()) -> tuple[Ask, ...]:
        """Return the wishes of a message before any agent is chosen."""
        return self.asks_of(Transcript(ANYBODY, "kg", text, exchanges, whole=text))

    def shares(self, text: str) -> dict[str, float]:
        """Return how likely a message's wish belongs to each agent, of the wishes that do."""
        scene = _scene_of(Transcript(ANYBODY, "kg", text, whole=text))
        return self._chooser.shares(scene.heard(text))

    def _read(self, text: str, scene: _Scene) -> tuple[Ask, ...]:
        several = self._several(scene, text)
        if len(several) > 1:
            return several
        return (self._one(scene.heard(text), scene, several),)

    def _one(self, heard: Heard, scene: _Scene, part: Sequence[Ask] = ()) -> Ask:
        """Return the one wish of a message; `part` is what was read in a part of it, if any."""
        before = scene.before
        found = self._chooser.choice(heard, scene.agent)
        asks_why = found is not None and found.label == WHY
        if before is not None and (asks_why or _WHY.match(heard.plain)):
            return _reason_of(before)
        foreign = is_foreign(heard.text)
        if found is not None and found.ask is not None and (found.by_rule or not foreign):
            return found.ask
        if foreign:
            return Ask(Intent.LANGUAGE, heard.text)
        if part:
            return part[0]
        if scene.agent == "form_critic":
            seen = form_look.looking_at(heard)
            return Ask(Intent.SKILL, heard.text, heard.exercise, form_look.SEEN, seen)
        return Ask(Intent.UNCLEAR, heard.text, heard.exercise)

    def _several(self, scene: _Scene, text: str) -> tuple[Ask, ...]:
        """Return the wishes that the pieces of a message have; none if it has one piece."""
        clauses = clauses_of(text)
        if len(clauses) < 2:
            return ()

        def read(piece: str, behind: str, before: Ask | None) -> Choice | None:
            around = _after(scene, (behind,) if behind else ())
            if before is not None:
                around = replace(around, before=before, within=True)
            heard = around.heard(piece)
            return self._chooser.choice(heard, scene.agent, LEAST_OF_PART)

        whole = self._chooser.chances(scene.heard(text), scene.agent)
        return tuple(self._together(scene, wish, read) for wish in wishes_in(clauses, read, whole))[
            :MOST_WISHES
        ]

    def _together(self, scene: _Scene, wish: Wish, read: Read) -> Ask:
        """Return a wish as all its pieces tell it, if they read the same together."""
        found = read(joined_of(wish.pieces), scene.whole.partition(wish.pieces[0])[0], None)
        same = found is not None and found.ask is not None and found.ask.name == wish.ask.name
        chosen = found.ask if same and found is not None and found.ask is not None else wish.ask
        if chosen.skill is None and chosen.exercise is None:
            return replace(chosen, exercise=exercise_in(scene.whole))
        return chosen


def _reason_of(before: Ask) -> Ask:
    """Return the question why the coach said what it said last."""
    reason = before.skill.reason if before.skill is not None else REASONS.get(before.intent, "")
    return Ask(Intent.KNOWLEDGE, reason or before.text, before.exercise)


def _scene_of(seen: Transcript) -> _Scene:
    return _Scene(
        whole=in_english(seen.whole or seen.text),
        earlier=seen.earlier,
        replied=seen.exchanges[-1].replied if seen.exchanges else "",
        before=None,
        agent=None if seen.agent == ANYBODY else seen.agent,
        within=False,
        unit=seen.unit,
        today=seen.today,
    )


def _after(scene: _Scene, parts: Sequence[str]) -> _Scene:
    """Return what stands around a part of a message: the parts before it were said earlier."""
    return replace(scene, earlier=(*scene.earlier, " ".join(parts))) if parts else scene


def _behind(scene: _Scene, exchange: Exchange, past: Sequence[Exchange]) -> _Scene:
    """Return what stood around an earlier message, and that its turn was about a video."""
    return replace(
        scene,
        whole=exchange.said,
        earlier=tuple(each.said for each in past),
        replied=past[-1].replied if past else "",
        agent="form_critic" if _OF_A_VIDEO.search(exchange.replied) else None,
    )
