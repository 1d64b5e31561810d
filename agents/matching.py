"""Whether a number in a sentence states a value; conversion and rounding are allowed."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
_UP = re.compile(r"\b(?:up|gain\w*|gaining|rose|risen|increas\w+|higher|more|grew|surplus)\b")
_DOWN = re.compile(
    r"\b(?:down|lost|losing|lose|fell|fall\w*|drop\w*|decreas\w+|lower|less|reduc\w+|deficit|below"
    r"|under|cut)\b"
)
_BOUND = re.compile(
    r"\b(?:(?P<over>more than|over)|almost|nearly|less than|under)\s*$", re.IGNORECASE
)
"""What makes a whole number of days, weeks or years a bound: the unit below or above."""
_SIGNED: Final = ("change", "rate", "remaining", "trend")
"""Labels whose sign means a direction."""


@dataclass(frozen=True, slots=True)
class Stated:
    """One value that a sentence may state."""

    base: Decimal
    """In the base unit of its dimension."""
    dimension: str | None
    """None fits any (a bare number of the athlete's own words)."""
    signed: bool = False

    @classmethod
    def of_words(cls, quantity: Quantity) -> Stated:
        """Take a number the athlete wrote."""
        return cls(quantity.base, quantity.dimension)


def stated_values(fact: Fact) -> Iterator[Stated]:
    """Yield every value that a fact explains: itself, its band, or the numbers in its text."""
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
    signed = any(word in fact.label for word in _SIGNED)
    for value in (fact.value, fact.low, fact.high):
        if value is not None:
            yield Stated(value * factor, dimension, signed)


def fits(quantity: Quantity, stated: Stated, sentence: str) -> bool:
    """Tell whether the number, as written in `sentence`, states that value."""
    if not _same_dimension(quantity, stated):
        return False
    if stated.signed and not _same_direction(quantity, stated.base, sentence):
        return False
    if quantity.grain is not None:
        return _shows(quantity, quantity.grain, stated)
    exact = abs(stated.base) / (quantity.factor if quantity.dimension else Decimal(1))
    error = abs(quantity.value - exact)
    bound = _BOUND.search(sentence[: quantity.start]) if quantity.dimension == "days" else None
    if bound is not None and error:
        over = quantity.value == int(exact)
        return over if bound["over"] else quantity.value - 1 == int(exact)
    if quantity.approximate and error <= exact * ABOUT_ERROR and quantity.dimension not in COUNTS:
        return True
    if error > Decimal(1).scaleb(-quantity.decimals) / 2:
        return False
    if stated.dimension in COUNTS and exact == exact.to_integral_value():
        return error == 0
    if quantity.decimals:
        return True
    limit = SPAN_OF_TIME_ERROR if quantity.dimension == "days" else WHOLE_NUMBER_ERROR
    return error <= exact * limit


def _shows(quantity: Quantity, grain: Decimal, stated: Stated) -> bool:
    """Tell whether a clock time is the value, to its last place.

    2:59 may be minutes or hours; a pace without "/km" may be one of a kilometre or a mile.
    """
    if stated.dimension == "pace" and quantity.dimension == "time":
        metres = (Decimal(1000), M_PER_MILE)
        return any(abs(quantity.value - stated.base * per) <= grain for per in metres)
    half = grain / 2
    if abs(quantity.base - abs(stated.base)) <= half:
        return True
    return quantity.hours is not None and abs(quantity.hours - abs(stated.base)) <= _MINUTE / 2


def _same_dimension(quantity: Quantity, stated: Stated) -> bool:
    if stated.dimension is None or quantity.dimension == stated.dimension:
        return True
    if quantity.grain is not None:
        return stated.dimension == "pace" and quantity.hours is not None
    return quantity.dimension is None and stated.dimension in COUNTS


def _same_direction(quantity: Quantity, value: Decimal, sentence: str) -> bool:
    """Tell whether the words around a change point the way its sign does."""
    if quantity.negative:
        return value < 0
    around = sentence[max(0, quantity.start - 40) : quantity.end + 12].casefold()
    up, down = _UP.search(around), _DOWN.search(around)
    if bool(up) == bool(down):
        return True
    return value >= 0 if up else value <= 0
