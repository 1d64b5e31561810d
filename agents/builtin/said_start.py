"""What a message of the first conversation tells, whichever question it answers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from agents.builtin.memory_words import kind_of
from agents.builtin.said_self import SaidSelf, self_in
from coach.safety.rules.screening import answered, named_in
from coach.safety.rules.text import folded
from coach.training.rules.programme.told import regions_in

_BARRIER: Final = re.compile(
    r"\b(?:barriers?|stop(?:s|ped)? me|in (?:the|my) way|problem is|held me back|holds me back"
    r"|(?:always|usually|often|tend to) (?:quit|give up|stop|skip|lose)|i (?:quit|give up) after"
    r"|struggle|hard to (?:find|stick|stay)|no time)\b"
)
_HEALTH: Final = re.compile(
    r"\b(?:healthy|fit and well|injur\w*|meds?|medic\w*|pills?|tablets?|conditions?|blood pressure"
    r"|heart (?!rate)\w+|diabet\w*|pregnan\w*|asthma|kidney\w*|chest pain|faint\w*|surgery"
    r"|doctor|health(?:-| )?wise|health (?:stuff|issues?|problems?|things?))\b"
)
_INACTIVE: Final = re.compile(
    r"\b(?:nothing sporty|inactive|not active|don'?t exercise|do(?:ing)? nothing|no exercise"
    r"|no sport"
    r"|couch|never exercised?|not exercis\w+)\b"
)
_CLAUSE: Final = re.compile(r"[.;!?\n,]+|\bbut\b|\bcos\b|\bbecause\b")
_SENTENCE: Final = re.compile(r"[.;!?\n]+")
MANY: Final = 3
"""Fields from which on a message tells of everything, not only of what was asked. Source: own
choice."""


@dataclass(frozen=True, slots=True)
class SaidStart:
    """What a message tells at the start."""

    told: SaidSelf = field(default_factory=SaidSelf)
    keep: tuple[dict[str, Any], ...] = ()
    """Arguments of `remember`."""
    health: str = ""
    """The part about health."""
    active: bool | None = None

    @property
    def any(self) -> bool:
        """Whether anything was told."""
        return self.told.any or bool(self.keep) or bool(self.health)


def start_in(text: str) -> SaidStart:
    """Return everything a message tells that a first conversation asks for."""
    keep: list[dict[str, Any]] = []
    barrier = next((s for s in _parts(_SENTENCE, text) if _BARRIER.search(folded(s))), None)
    if barrier:
        keep.append(note("barrier", _from_barrier(barrier), text))
    hurt = next((c for c in _parts(_CLAUSE, text) if injured(c)), None)
    if hurt:
        keep.append(note("injury", hurt, text))
    health = ", ".join(c for c in _parts(_CLAUSE, text) if _of_health(c))[:400]
    if health and answered({}, health, asked=False) is None:
        health = ""
    active = False if _INACTIVE.search(folded(text)) else None
    return SaidStart(self_in(text, loose=True), tuple(keep), health, active)


def _of_health(clause: str) -> bool:
    """Tell whether a clause is about health; a mere part of the body is not."""
    named = set(named_in(clause)) - {"bone_or_joint", "other_condition"}
    return _HEALTH.search(folded(clause)) is not None or bool(named)


def injured(text: str) -> bool:
    """Tell whether a text names a region that hurts."""
    return bool(regions_in(text)) and kind_of(text) == "injury"


def note(kind: str, words: str, said: str) -> dict[str, Any]:
    """Return the arguments of `remember`."""
    text = words.strip()
    return {"kind": kind, "text": text[:300], "said": said.strip()[:500]}


def _from_barrier(sentence: str) -> str:
    """Return a sentence from the clause on that tells what gets in the way."""
    clauses = [c.strip() for c in sentence.split(",")]
    first = next((n for n, c in enumerate(clauses) if _BARRIER.search(folded(c))), 0)
    return ", ".join(clauses[first : first + 2])


def _parts(cut: re.Pattern[str], text: str) -> list[str]:
    return [part.strip() for part in cut.split(text) if len(part.strip()) > 2]
