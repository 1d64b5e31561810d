"""Which numbers of the athlete's own message a sentence may repeat, and when.

An equal number is not enough: the sentence must say whose it is ("you asked for"), name the same
exercise or kind of value, or repeat the unit without giving it to another thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from agents.matching import Stated, fits
from agents.numbers import Quantity, dimension_of, measures_in
from agents.subjects import exercise_mentions, lift_words
from agents.topics import BODY, Topics, contradict, topics_in
from coach.evidence import Fact

_ATTRIBUTED: Final = re.compile(
    r"\byou(?:'ve|'re)?\b[^.;]{0,30}\b(?:said|say|told|tell|ask\w*|wrote|mention\w*|want\w*"
    r"|plan\w*|call\w*|named?|did|do|got|get|hit|made|ate|had|drank|slept|ran|rode|rowed|lifted"
    r"|weigh\w*|are|feel|felt|rated|logged|report\w*|took|take|train\w*|have|gave|counted)\b"
    r"|\byour (?:own )?(?:words?|message|request|goal|note|count|aim)\b"
    r"|\b(?:logged|noted|saved|stored|recorded|remembered|updated|changed|corrected)\b",
    re.IGNORECASE,
)
_CLAUSE_END: Final = re.compile(r"[.?!;,\n]|\b(?:and|but|then)\b", re.IGNORECASE)
_LIFTED: Final = frozenset({"mass", "rep", "set", None})
"""Dimensions of a set of an exercise."""


@dataclass(frozen=True, slots=True)
class Own:
    """One number of the athlete's message."""

    quantity: Quantity
    lifts: frozenset[str]
    """Words of the exercise that its clause names."""
    topics: Topics


@dataclass(frozen=True, slots=True)
class Asked:
    """One number of a sentence, and what the sentence says of it."""

    quantity: Quantity
    sentence: str
    lifts: frozenset[str]
    """Words of the exercise it is about."""
    topics: Topics
    led: bool
    """Whether that exercise stands before it."""
    dated: bool
    """Whether it stands beside a day that the athlete did not name."""


class OwnWords:
    """The numbers of one message."""

    def __init__(self, said: str) -> None:
        self._numbers: tuple[Own, ...] | None = None
        self._said = said

    def explain(self, asked: Asked, facts: Iterable[Fact]) -> Quantity | None:
        """Return the number of the message that the sentence repeats, if it may."""
        if asked.dated:
            return None
        if self._numbers is None:
            self._numbers = tuple(_numbers_of(self._said))
        for own in self._numbers:
            stated = Stated.of_words(own.quantity)
            if fits(asked.quantity, stated, asked.sentence) and _may(own, asked, facts):
                return own.quantity
        return None


def _numbers_of(said: str) -> Iterable[Own]:
    quantities = measures_in(said).quantities
    topics = topics_in(said, quantities)
    mentions = exercise_mentions(said, ())
    ends = [0, *(match.end() for match in _CLAUSE_END.finditer(said)), len(said)]
    for quantity, kinds in zip(quantities, topics, strict=True):
        start = max(end for end in ends if end <= quantity.start)
        end = min(end for end in ends if end >= quantity.end)
        here = [m for m in mentions if start <= m.start < end]
        words = frozenset(w for m in here for w in lift_words(said[m.start : m.end]))
        yield Own(quantity, words, {"rpe": frozenset({"done"}), **kinds})


def _may(own: Own, asked: Asked, facts: Iterable[Fact]) -> bool:
    here = asked.quantity
    if contradict(asked.topics, own.topics):
        return False
    if own.lifts and asked.lifts and not own.lifts & asked.lifts:
        return False
    bare = own.quantity.dimension is None or own.quantity.implied
    if bare and here.dimension == "mass" and here.factor not in _mass_units(facts, here.factor):
        return False
    if _ATTRIBUTED.search(asked.sentence) or own.lifts & asked.lifts:
        return True
    if asked.topics.get("body") == frozenset({BODY}) and not own.lifts:
        return True
    if any(own.topics.get(name) == kinds for name, kinds in asked.topics.items()):
        return True
    if bare:
        return here.dimension is None
    return not asked.lifts or (here.dimension not in _LIFTED and not asked.led)


def _mass_units(facts: Iterable[Fact], default: Decimal) -> frozenset[Decimal]:
    """Return the units the athlete's masses are in; a bare number is meant in one of them."""
    units = {
        dimension_of(fact.unit)[1]
        for fact in facts
        if fact.unit is not None and fact.unit.casefold() in {"kg", "lb"}
    }
    return frozenset(units) or frozenset({default})
