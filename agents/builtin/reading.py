"""Reads a message of an athlete: every wish in it, in order, each with the skill that serves it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from functools import cache
from typing import Any, Final, Literal

from agents.builtin.intents import NEAR_ENOUGH, Understanding, by_rule
from agents.builtin.language import is_foreign
from agents.builtin.languages import in_english
from agents.builtin.parts import parts_of
from agents.builtin.registry import SKILLS
from agents.builtin.skill import Ask, Found, Heard, Skill
from agents.builtin.slots import exercise_in, spelt
from agents.builtin.transcript import Exchange, Transcript
from agents.builtin.wants import Intent
from coach.knowledge.ports import Embedder
from coach.safety.rules.text import folded
from tools.catalog import ALL_TOOLS

_WHY = re.compile(r"^(?:but |and |ok(?:ay)?,? )?why\b.{0,30}$")
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
LOOKED_BACK: Final = 6
"""Earlier turns read to follow what "and for 3 reps?" refers to. Source: own choice."""
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
    """Finds the wishes of a message by rule, and by likeness where no rule reads it."""

    def __init__(self, embedder: Embedder, skills: Sequence[Skill[Any]] = SKILLS) -> None:
        self._embedder = embedder
        self._skills = tuple(skills)
        self._classic = Understanding(embedder)
        self._seeded = [skill for skill in self._skills for _ in skill.seeds]
        seeds = [seed for skill in self._skills for seed in skill.seeds]
        self._vectors = embedder.embed(seeds) if seeds else None

    def asks_of(self, seen: Transcript) -> tuple[Ask, ...]:
        """Return what the newest message wants, or the part of it that was handed over."""
        scene = _scene_of(seen)
        for at, exchange in enumerate(seen.exchanges[-LOOKED_BACK:]):
            past = seen.exchanges[-LOOKED_BACK:][:at]
            asks = self._read(exchange.said, _behind(scene, exchange.said, past))
            if asks[-1].intent not in _SMALL:
                scene = replace(scene, before=asks[-1])
        return self._read(in_english(seen.text), scene)

    def skills_for(self, text: str, exchanges: tuple[Exchange, ...] = ()) -> tuple[Ask, ...]:
        """Return the wishes of a message that skills serve, before any agent is chosen."""
        asks = self.asks_of(Transcript("planner", "kg", text, exchanges, whole=text))
        return tuple(ask for ask in asks if ask.skill is not None)

    def _read(self, text: str, scene: _Scene) -> tuple[Ask, ...]:
        heard = scene.heard(text)
        several = self._several(scene, text)
        if len(several) > 1:
            return several
        return (self._one(heard, scene, several),)

    def _one(self, heard: Heard, scene: _Scene, part: Sequence[Ask] = ()) -> Ask:
        """Return the one wish of a message; `part` is what rules read in a part of it, if any."""
        ask = self._by_skill(heard)
        if ask is not None:
            return ask
        if is_foreign(heard.text):
            return Ask(Intent.LANGUAGE, heard.text)
        before = scene.before
        if _WHY.match(heard.plain) and before is not None and before.skill is not None:
            about = before.skill.reason or before.text
            return Ask(Intent.KNOWLEDGE, about, before.exercise)
        return (
            self._continued(heard)
            or self._classic.ruled(heard.text, scene.earlier, scene.agent)
            or next(iter(part), None)
            or self._alike(heard, scene)
        )

    def _continued(self, heard: Heard) -> Ask | None:
        """Return the wish before, as the words change it, where no rule reads them alone."""
        before = heard.before
        if before is None or before.skill is None:
            return None
        if by_rule(heard.plain, heard.exercise, None) is not None:
            return None
        slots = None
        if before.skill.follow is not None:
            slots = before.skill.follow(heard, before.slots)
        if slots is None:
            slots = _told_on(heard, before)
        if slots is None:
            return None
        return Ask(Intent.SKILL, heard.text, heard.exercise or before.exercise, before.skill, slots)

    def _by_skill(self, heard: Heard) -> Ask | None:
        for skill in self._skills:
            slots = skill.read(heard)
            if slots is not None:
                return Ask(Intent.SKILL, heard.text, heard.exercise, skill, slots)
        return None

    def _alike(self, heard: Heard, scene: _Scene) -> Ask:
        """Return the skill or the intent whose utterances are nearest to a message."""
        classic = self._classic.ask_of(heard.text, scene.earlier, scene.agent)
        if self._vectors is None:
            return classic
        likeness = self._vectors @ self._embedder.embed([heard.text])[0]
        best = int(likeness.argmax())
        skill = self._seeded[best]
        _, near = self._classic.nearest(heard.text, scene.agent)
        if likeness[best] < max(NEAR_ENOUGH, near) or skill.default is None:
            return classic
        return Ask(Intent.SKILL, heard.text, heard.exercise, skill, skill.default(heard))

    def _several(self, scene: _Scene, text: str) -> tuple[Ask, ...]:
        """Return the wishes that rules read in the parts of a message; none if it has one part."""
        parts = parts_of(text)
        if len(parts) < 2:
            return ()
        groups: dict[str, list[str]] = {}
        found: dict[str, Ask] = {}
        current, waiting = "", ""
        for at, part in enumerate(parts):
            ask = self._by_rules(_after(scene, parts[:at]).heard(part))
            if ask is None or ask.intent in _SMALL or _POINTS_BACK.match(folded(part)):
                if current:
                    groups[current].append(part)
                else:
                    waiting = f"{waiting} {part}".strip()
                continue
            current = ask.name
            found.setdefault(current, ask)
            groups.setdefault(current, []).append(f"{waiting} {part}".strip())
            waiting = ""
        wanted = self._uncovered(found)
        return tuple(self._grouped(scene, name, groups[name], found) for name in wanted)

    def _uncovered(self, found: dict[str, Ask]) -> list[str]:
        """Return the names of wishes that no other wish of the message answers as well."""
        covered = {name for ask in found.values() for name in ask.covers}
        return [name for name in found if name not in covered][:MOST_WISHES]

    def _grouped(
        self, scene: _Scene, name: str, parts: Sequence[str], found: dict[str, Ask]
    ) -> Ask:
        """Return the wish of all parts that have the same name, read together if that works."""
        before = scene.whole.partition(parts[0])[0]
        ask = self._by_rules(_after(scene, (before,) if before else ()).heard(" ".join(parts)))
        chosen = ask if ask is not None and ask.name == name else found[name]
        if chosen.skill is None and chosen.exercise is None:
            return replace(chosen, exercise=exercise_in(scene.whole))
        return chosen

    def _by_rules(self, heard: Heard) -> Ask | None:
        ask = self._by_skill(heard)
        if ask is not None:
            return ask
        intent = by_rule(heard.plain, heard.exercise, None)
        return None if intent is None else Ask(intent, heard.text, heard.exercise)


def _scene_of(seen: Transcript) -> _Scene:
    return _Scene(
        whole=in_english(seen.whole or seen.text),
        earlier=seen.earlier,
        replied=seen.exchanges[-1].replied if seen.exchanges else "",
        before=None,
        agent=seen.agent,
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


def _told_on(heard: Heard, before: Ask) -> object | None:
    """Return what the earlier words and these say together, if that is another wish of its kind.

    "5/3/1 on bench, what is week 1" and then "n week 2". Only wishes that store nothing are read
    so: a message that stored something must not store it again.
    """
    skill = before.skill
    if skill is None:
        return None
    joined = f"{before.text} {heard.text}"
    both = replace(heard, text=joined, plain=folded(spelt(joined)))
    slots = skill.read(replace(both, exercise=exercise_in(joined), before=None))
    if slots is None or _meaning(slots) == _meaning(before.slots):
        return None
    calls = skill.calls(slots, Found())
    return slots if calls and all(call.tool in _READING for call in calls) else None


def _meaning(slots: object) -> object:
    """Return slots without the words they were read from."""
    if not is_dataclass(slots) or isinstance(slots, type):
        return slots
    return {f.name: getattr(slots, f.name) for f in fields(slots) if f.name not in _WORDING}


_WORDING: Final = frozenset({"text", "seed", "plain", "words"})
"""Slots that hold the message itself."""
_READING: Final = frozenset(spec.name for spec in ALL_TOOLS if spec.effect == "read")
