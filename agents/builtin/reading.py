"""Reads a message of an athlete: every wish in it, in order, each with the skill that serves it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any, Final, Literal

from agents.builtin.choosing import (
    LEAST_IN_WHOLE,
    LEAST_OF_PART,
    SURE_OF_WHOLE,
    WHY,
    Choice,
    Chooser,
    label_of,
)
from agents.builtin.language import is_foreign
from agents.builtin.languages import in_english
from agents.builtin.parts import Clause, clauses_of, joined_of
from agents.builtin.registry import SKILLS
from agents.builtin.skill import Ask, Heard, Skill
from agents.builtin.skills import form_look
from agents.builtin.skills.small_talk import SMALL
from agents.builtin.slots import exercise_in, spelt
from agents.builtin.transcript import Exchange, Transcript
from agents.builtin.understanding import Understanding, Weights, packaged
from agents.builtin.wants import REASONS, Intent
from coach.knowledge.ports import Embedder
from coach.safety.rules.text import folded

_WHY = re.compile(r"^(?:but |and |ok(?:ay)?,? )?why\b.{0,12}$")
_SMALL: Final = frozenset(
    {
        *(Intent.GREETING, Intent.NOTED, Intent.HELP, Intent.LANGUAGE),
        *(Intent.OUT_OF_SCOPE, Intent.UNCLEAR),
    }
)
"""What is not answered on its own when the message wants something else as well."""
_POINTS_BACK = re.compile(
    r"^(?:please |pls |plz |can you |could you )*(?:note|log|save|store|record|remember|write|add"
    r"|put|track)(?: (?:it|that|this|them|these|those|down|in|for me|please|pls|plz|too|as well))+"
    r"\W*$|^(?:please|pls|plz|lol|haha|idk|help|any ideas|thoughts)\W*$"
)
"""A part that wants nothing of its own: "note it" means what was said before."""
ANYBODY: Final = ""
"""Whose turn it is while no agent has been chosen."""
REMARK: Final = "remark"
LOOKED_BACK: Final = 6
"""Earlier turns read to follow what "and for 3 reps?" refers to. Source: own choice."""
LEAST_OF_CLAUSE: Final = 0.75
"""Probability of a wish that begins at a comma or a joining word.
Source: measured 2026-11 on mixed messages and on utterances of one wish."""
MOST_WISHES: Final = 4
"""Wishes answered in one reply. Source: own choice; four short paragraphs fill a phone's screen."""


@dataclass(frozen=True, slots=True)
class _Scene:
    """What stands around a message."""

    whole: str
    earlier: tuple[str, ...]
    replied: str
    before: Ask | None
    agent: str | None
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
            asks = self._read(exchange.said, _behind(scene, exchange.said, past))
            if not _is_small(asks[-1]):
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
        if found is not None and found.ask is not None:
            return found.ask
        if is_foreign(heard.text):
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
        whole = self._chooser.chances(scene.heard(text), scene.agent)
        groups: dict[str, list[str]] = {}
        found: dict[str, Ask] = {}
        current, waiting = "", ""
        for at, clause in enumerate(clauses):
            behind = _after(scene, [each.raw for each in clauses[:at]])
            ask = self._of_clause(clause, behind, whole)
            if ask is None or _is_small(ask) or _POINTS_BACK.match(folded(clause.text)):
                if current:
                    groups[current].append(clause.raw)
                else:
                    waiting = f"{waiting} {clause.raw}".strip()
                continue
            current = ask.name
            found.setdefault(current, ask)
            groups.setdefault(current, []).append(f"{waiting} {clause.raw}".strip())
            waiting = ""
        likeliest = max(whole, key=lambda label: whole[label])
        if whole[likeliest] >= SURE_OF_WHOLE and likeliest not in map(label_of, found.values()):
            return ()
        wanted = self._uncovered(found)
        return tuple(self._grouped(scene, name, groups[name], found) for name in wanted)

    def _uncovered(self, found: dict[str, Ask]) -> list[str]:
        """Return the names of wishes that no other wish of the message answers as well."""
        covered = {name for ask in found.values() for name in ask.covers}
        return [name for name in found if name not in covered][:MOST_WISHES]

    def _grouped(
        self, scene: _Scene, name: str, pieces: Sequence[str], found: dict[str, Ask]
    ) -> Ask:
        """Return the wish of all pieces that have the same name, read together if that works."""
        before = scene.whole.partition(pieces[0])[0]
        behind = _after(scene, (before,) if before else ())
        together = behind.heard(joined_of(pieces))
        read = self._chooser.choice(together, behind.agent, LEAST_OF_PART)
        ask = None if read is None else read.ask
        chosen = ask if ask is not None and ask.name == name else found[name]
        if chosen.skill is None and chosen.exercise is None:
            return replace(chosen, exercise=exercise_in(scene.whole))
        return chosen

    def _of_clause(self, clause: Clause, scene: _Scene, whole: Mapping[str, float]) -> Ask | None:
        """Return what a piece wants, unless it means nothing in its whole message."""
        found = self._chooser.choice(scene.heard(clause.text), scene.agent, LEAST_OF_PART)
        if found is None:
            return None
        if not clause.sure and (found.chance < LEAST_OF_CLAUSE or _meagre(found, whole)):
            return None
        return None if not found.by_rule and _meagre(found, whole) else found.ask


def _meagre(choice: Choice, whole: Mapping[str, float]) -> bool:
    """Tell whether a wish of a piece is next to none of what its whole message may want."""
    return whole.get(choice.label, 0.0) < LEAST_IN_WHOLE


def _is_small(ask: Ask) -> bool:
    return ask.intent in _SMALL or ask.name in SMALL


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
        unit=seen.unit,
        today=seen.today,
    )


def _after(scene: _Scene, parts: Sequence[str]) -> _Scene:
    """Return what stands around a part of a message: the parts before it were said earlier."""
    return replace(scene, earlier=(*scene.earlier, " ".join(parts))) if parts else scene


def _behind(scene: _Scene, said: str, past: Sequence[Exchange]) -> _Scene:
    """Return what stood around an earlier message."""
    return replace(
        scene,
        whole=said,
        earlier=tuple(exchange.said for exchange in past),
        replied=past[-1].replied if past else "",
        agent=None,
    )
