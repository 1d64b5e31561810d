"""Whether a number in a sentence states a value; conversion and rounding are allowed."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from agents.numbers import COUNTS, Quantity, dimension_of, measures_in
from coach.evidence import Fact
from coach.units import M_PER_MILE

WHOLE_NUMBER_ERROR: Final = Decimal("0.03")
"""Largest relative error of a value stated without decimals. Source: own choice, so that 102.5 kg
may be called 103 kg in passing while 2.4 kg is never called 2 kg."""
SPAN_OF_TIME_ERROR: Final = Decimal("0.12")
"""The same for days, weeks and years, which people round coarsely ("4 weeks" for 30 days)."""
ABOUT_ERROR: Final = Decimal("0.02")
"""Largest relative error after "about". Source: own choice; 2759 kcal is "about 2,760"."""
_MINUTE: Final = Decimal(60)
_TOLD_BY: Final = {
    "heart_rate": re.compile(r"\b(?:pulse|heart rate|bpm|beats)\b", re.IGNORECASE),
    "energy": re.compile(r"\d\s?kcal\b", re.IGNORECASE),
}
"""Words of a sentence that give its bare numbers a dimension: a pulse of 55."""
_UP = re.compile(r"\b(?:up|gain\w*|gaining|rose|risen|increas\w+|higher|more|grew|surplus)\b")
_DOWN = re.compile(
    r"\b(?:down|lost|losing|lose|fell|fall\w*|drop\w*|decreas\w+|lower|less|reduc\w+|deficit|below"
    r"|under|cut)\b"
)
_OVER = re.compile(r"\b(?:over|above|past|beyond|exceed\w*)\b", re.IGNORECASE)
_LEFT = re.compile(r"\b(?:left|under|below|remain\w*|short|to go|more)\b", re.IGNORECASE)
_END_LABEL = re.compile(r"[ ,](?:low|high)$")
_RANGE_WORD = re.compile(
    r"\b(?:between|bands?|ranges?|low\w*|high\w*|upper|least|most|up to|anything|minimum|give or"
    r" take|floor|ceiling|ends?|within|limits?|under|below|above|over|through|cap)\b",
    re.IGNORECASE,
)
_RANGE_LEFT = re.compile(r"\d[^\d.,;]{0,12}(?:\bto|-|\u2013|\band)\s*$", re.IGNORECASE)
_RANGE_RIGHT = re.compile(r"^[^\d.,;]{0,12}(?:\bto\b|-|\u2013|\band\b)\s*\d", re.IGNORECASE)
_BOUND = re.compile(
    r"\b(?:(?P<over>more than|over)|almost|nearly|less than|under)\s*$", re.IGNORECASE
)
"""What makes a whole number of days, weeks or years a bound: the unit below or above."""
_SIGNED: Final = re.compile(r"\b(?:change|remaining|trend)\b|^rate$")
"""Labels whose sign means a direction."""


@dataclass(frozen=True, slots=True)
class Stated:
    """One value that a sentence may state."""

    base: Decimal
    """In the base unit of its dimension."""
    dimension: str | None
    """None fits any (a bare number of the athlete's own words)."""
    signed: bool = False
    band: bool = False
    """An end of an error band or of a range: told as one, not as the value."""
    inverse: bool = False
    """What is left of a target: below zero is above the target."""

    @classmethod
    def of_words(cls, quantity: Quantity) -> Stated:
        """Take a number the athlete wrote."""
        if quantity.implied:
            return cls(quantity.value, None)
        return cls(quantity.base, quantity.dimension)


def stated_values(fact: Fact, labels: Container[str] = ()) -> Iterator[Stated]:
    """Yield every value that a fact explains: itself, its band, or the numbers in its text.

    Args:
        fact: The fact.
        labels: Those of the turn: "maintenance energy low" is an end of "maintenance energy".
    """
    if isinstance(fact.value, bool):
        return
    if isinstance(fact.value, date):
        yield Stated(Decimal(fact.value.year), "plain")
        return
    if isinstance(fact.value, str):
        measures = measures_in(fact.value)
        yield from (Stated(q.base, q.dimension or "plain") for q in measures.quantities)
        yield from (Stated(Decimal(d.year), "plain") for d in measures.dates if d.year)
        return
    dimension, factor = dimension_of(fact.unit)
    signed = _SIGNED.search(fact.label) is not None
    inverse = fact.label.startswith("remaining")
    end = _END_LABEL.search(fact.label) is not None and _END_LABEL.sub("", fact.label) in labels
    yield Stated(fact.value * factor, dimension, signed, end, inverse)
    for value in (fact.low, fact.high):
        if value is not None:
            yield Stated(value * factor, dimension, signed, band=True)


def fits(quantity: Quantity, stated: Stated, sentence: str) -> bool:
    """Tell whether the number, as written in `sentence`, states that value."""
    if not _same_dimension(quantity, stated, sentence):
        return False
    if stated.signed and not _same_direction(quantity, stated, sentence):
        return False
    if stated.band and not _tells_a_range(quantity, sentence):
        return False
    if quantity.grain is not None:
        return _shows(quantity, quantity.grain, stated)
    exact = abs(stated.base) / (quantity.factor if quantity.dimension else Decimal(1))
    error = abs(quantity.value - exact)
    bound = _BOUND.search(sentence[: quantity.start]) if quantity.dimension == "days" else None
    if bound is not None and error:
        over = quantity.value == int(exact)
        return over if bound["over"] else quantity.value - 1 == int(exact)
    if (
        quantity.approximate
        and not stated.band
        and error <= exact * ABOUT_ERROR
        and quantity.dimension not in COUNTS
    ):
        return True
    if error > Decimal(1).scaleb(-quantity.decimals) / 2:
        return False
    if stated.dimension in COUNTS and exact == exact.to_integral_value():
        return error == 0
    if quantity.decimals:
        return True
    limit = SPAN_OF_TIME_ERROR if quantity.dimension == "days" else WHOLE_NUMBER_ERROR
    return error <= exact * limit


def _tells_a_range(quantity: Quantity, sentence: str) -> bool:
    """Tell whether the words make a number the end of a range."""
    if quantity.dimension in COUNTS or quantity.dimension is None or not sentence:
        return True
    if _RANGE_WORD.search(sentence):
        return True
    before, after = sentence[: quantity.start], sentence[quantity.end : quantity.end + 24]
    return _RANGE_LEFT.search(before[-24:]) is not None or _RANGE_RIGHT.match(after) is not None


def _shows(quantity: Quantity, grain: Decimal, stated: Stated) -> bool:
    """Tell whether a clock time is the value, to its last place.

    2:59 may be minutes or hours; a pace without "/km" may be one of a kilometre or a mile.
    """
    if stated.dimension == "pace" and quantity.dimension == "time":
        metres = (Decimal(1000), M_PER_MILE)
        return any(abs(quantity.value - stated.base * per) <= grain for per in metres)
    if stated.dimension == "time" and quantity.dimension == "pace":
        return abs(quantity.value - stated.base) <= grain / quantity.factor / 2
    half = grain / 2
    if abs(quantity.base - abs(stated.base)) <= half:
        return True
    return quantity.hours is not None and abs(quantity.hours - abs(stated.base)) <= _MINUTE / 2


def _same_dimension(quantity: Quantity, stated: Stated, sentence: str) -> bool:
    if stated.dimension is None or quantity.dimension == stated.dimension:
        return True
    if quantity.grain is not None:
        if quantity.dimension == "pace":
            return stated.dimension == "time"
        return stated.dimension == "pace" and quantity.hours is not None
    if quantity.dimension is not None:
        return False
    if stated.dimension in _TOLD_BY:
        return _TOLD_BY[stated.dimension].search(sentence) is not None
    return stated.dimension in COUNTS or (stated.dimension == "days" and "day" in sentence)


def _same_direction(quantity: Quantity, stated: Stated, sentence: str) -> bool:
    """Tell whether the words around a change point the way its sign does."""
    value = stated.base
    if stated.inverse:
        around = sentence[max(0, quantity.start - 24) : quantity.end + 24]
        over, left = _OVER.search(around), _LEFT.search(around)
        return bool(over) == bool(left) or (value < 0 if over else value >= 0)
    if quantity.negative:
        return value < 0
    around = sentence[max(0, quantity.start - 40) : quantity.end + 12].casefold()
    up, down = _UP.search(around), _DOWN.search(around)
    if bool(up) == bool(down):
        return True
    return value >= 0 if up else value <= 0
