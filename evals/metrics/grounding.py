"""Whether every number of a reply rests on a fact that has that value."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import combinations, permutations
from typing import Final
from zoneinfo import ZoneInfo

from coach.evidence import Fact, FactId, Statement
from evals.cases.case import Expectation
from evals.metrics.numbers import Day, Number, days_in, dimension_of, numbers_in
from evals.metrics.seen import Seen, Span
from evals.metrics.verdicts import verdict
from evals.results import Verdict

COUNTS: Final = frozenset({"rep", "set", "session", "meal", "weigh-in", "rpe"})
"""What a bare number of a list may also count."""
FACTORS: Final = frozenset(
    {"rep", "set", "session", "meal", "span", "percent", "g/kg", "kcal/kg", None}
)
"""What another value may be multiplied by."""
ABOUT_ERROR: Final = 0.02
"""Largest relative error after "about". Source: own choice; 2,759 kcal is "about 2,760", and the
estimates behind such words err by more."""
WHOLE_ERROR: Final = 0.03
"""Largest relative error of a value written without its decimals. Source: own choice; 102.5 kg may
be called 103 kg in passing, 2.4 kg is never 2 kg."""
PLAIN_PERCENT: Final = 5.0
"""From here on a share may be told without its decimals. Source: own choice; 8.3 % is 8 %."""
SPAN_ERROR: Final = 0.12
"""The same for weeks, months and years. Source: own choice; 30 days are called four weeks."""
_UP: Final = re.compile(
    r"\b(?:up|gain(?:ed|ing)?|rose|ris(?:en|ing)|increas(?:ed|ing))(?: by)?\s*$", re.IGNORECASE
)
_DOWN: Final = re.compile(
    r"\b(?:down|lost|losing|fell|falling|dropp(?:ed|ing)|decreas(?:ed|ing))(?: by)?\s*$",
    re.IGNORECASE,
)
_RATED: Final[dict[tuple[str | None, str | None], str]] = {
    ("energy", "mass"): "kcal/kg",
    ("mass", "mass"): "g/kg",
}
"""What a share of two values is a rate of."""
_HOURLY: Final = frozenset({"mass", "volume", "energy"})
"""What is told by the hour: grams, millilitres."""
_HOUR: Final = 3600.0
_SIGNED: Final = ("change", "rate", "remaining")
"""Labels whose sign is a direction."""


def numbers_grounded(seen: Seen, expect: Expectation) -> Iterator[Verdict]:
    """Judge every number, number word with a unit, and date of the reply.

    Each must stand inside an evidence span, and a fact of that span must have this value in this
    dimension, rounded as written, or be what the value was worked out from.
    """
    if not expect.numbers_grounded:
        return
    loose = [*_loose_numbers(seen), *_loose_days(seen)]
    count = len(numbers_in(seen.reply)) + len(days_in(seen.reply))
    reason = "; ".join(loose) if loose else f"{count} numbers and dates rest on facts"
    yield verdict("numbers_grounded", not loose, reason)


def utf16(text: str, index: int) -> int:
    """Return the UTF-16 offset of a code point."""
    return len(text[:index].encode("utf-16-le")) // 2


def cited(seen: Seen, start: int, end: int) -> list[Fact] | None:
    """Return the facts cited for a stretch of the reply.

    Args:
        seen: The turn.
        start: Code point of the first character.
        end: Code point after the last.

    Returns:
        None where no span covers the stretch, or one names a fact that nobody returned.
    """
    first, last = utf16(seen.reply, start), utf16(seen.reply, end)
    known = seen.fact_by_id
    found: dict[str, Fact] = {}
    for span in _covering(seen.evidence, first, last):
        if not set(span.fact_ids) <= set(known):
            return None
        found |= {fact_id: known[FactId(fact_id)] for fact_id in span.fact_ids}
    return list(found.values()) or None


def _covering(spans: Sequence[Span], first: int, last: int) -> Iterator[Span]:
    return (span for span in spans if span.start <= first and last <= span.end and span.fact_ids)


def _loose_numbers(seen: Seen) -> Iterator[str]:
    for number in numbers_in(seen.reply):
        facts = cited(seen, number.start, number.end)
        if facts is None:
            yield f"{number.text} has no evidence"
        elif not any(states(number, fact, seen) for fact in facts) and not follows(number, facts):
            told = ", ".join(f"{fact.label} {fact.value}{_unit(fact)}" for fact in facts[:3])
            yield f"{number.text} is not what it cites: {told}"


def _unit(fact: Fact) -> str:
    return f" {fact.unit}" if fact.unit else ""


def _loose_days(seen: Seen) -> Iterator[str]:
    zone = ZoneInfo("UTC") if seen.fixture is None else ZoneInfo(seen.fixture.profile.time_zone)
    for day in days_in(seen.reply):
        facts = cited(seen, day.start, day.end)
        if facts is None:
            yield f"{day.text} has no evidence"
        elif not any(_is_dated(day, fact, zone) for fact in facts):
            yield f"{day.text} is not the day of what it cites: {facts[0].label}"


def _is_dated(day: Day, fact: Fact, zone: ZoneInfo) -> bool:
    if isinstance(fact.value, str):
        return isinstance(fact.source, Statement) or any(
            day.names(date(each.year or day.year or 1, each.month, each.day))
            for each in days_in(fact.value)
        )
    moments = [fact.as_of] if not isinstance(fact.value, date) else [fact.as_of, fact.value]
    return any(
        day.names(each.astimezone(zone).date() if isinstance(each, datetime) else each)
        for each in moments
    )


def states(number: Number, fact: Fact, seen: Seen) -> bool:
    """Tell whether a number as written is the value of a fact, or of one end of its band."""
    match fact.value:
        case bool():
            return False
        case str() as words:
            return any(_same(number, each) for each in numbers_in(words))
        case Decimal():
            values = [fact.value, fact.low, fact.high]
            if _against(number, fact, seen.reply):
                return False
            return any(_fits(number, float(v), fact.unit) for v in values if v is not None)
        case moment:
            return number.dimension is None and number.value == moment.year


def _same(number: Number, other: Number) -> bool:
    if number.clock is not None or other.clock is not None:
        return _same_clock(number, other)
    if number.value == other.value and None in {number.dimension, other.dimension}:
        return True
    same = number.dimension == other.dimension or number.implied or other.implied
    return same and math.isclose(number.value * number.factor, other.value * other.factor)


def _same_clock(number: Number, other: Number) -> bool:
    """Tell whether two times are one; a pace may be told without what it is a pace of."""
    paces = {number.dimension, other.dimension}
    if not paces <= {"time", "pace"}:
        return False
    grain = max(each.clock.grain if each.clock else 60 for each in (number, other))
    if paces == {"pace"}:
        apart = abs(number.value * number.factor - other.value * other.factor)
        return apart <= grain * max(number.factor, other.factor)
    return any(abs(a - b) <= grain / 2 for a in _seconds(number) for b in _seconds(other))


def _seconds(number: Number) -> list[float]:
    """Return the seconds that a time may mean."""
    if number.dimension == "pace":
        return [number.value * (1.0 if number.clock else number.factor)]
    clock = number.clock
    hours = [] if clock is None or clock.hours is None else [float(clock.hours)]
    return [number.value * number.factor, *hours]


def _fits(number: Number, value: float, unit: str | None) -> bool:
    """Tell whether a number, in the unit it is written in, rounds a value."""
    dimension, factor = dimension_of(unit)
    if number.clock is not None:
        if dimension not in {"time", "pace"}:
            return False
        half = max(number.clock.grain / 2, ABOUT_ERROR * value if number.about else 0)
        return any(abs(each - abs(value) * factor) <= half for each in _seconds(number))
    if number.dimension not in {None, dimension} and dimension is not None:
        return number.implied and dimension in COUNTS and number.value == abs(value)
    if number.dimension is not None and dimension is not None:
        value = value * factor / number.factor
    return rounds(number, abs(value))


def rounds(number: Number, exact: float) -> bool:
    """Tell whether a number is a value of the same unit, rounded as it is written."""
    error = abs(number.value - exact)
    if error <= 1e-9 * max(1.0, exact):
        return True
    if number.dimension in COUNTS:
        return number.decimals > 0 and error <= 0.5 * 10**-number.decimals + 1e-9
    if number.dimension == "span":
        return error < 1 if number.about else error <= min(0.5, SPAN_ERROR * exact)
    if number.about and error <= ABOUT_ERROR * exact:
        return True
    if number.dimension == "percent" and exact >= PLAIN_PERCENT:
        return error <= 0.5 * 10**-number.decimals + 1e-9
    if error > 0.5 * 10**-number.decimals + 1e-9:
        return False
    return number.decimals > 0 or error <= WHOLE_ERROR * exact


def _against(number: Number, fact: Fact, reply: str) -> bool:
    """Tell whether the word before a change points the other way than its sign."""
    if not isinstance(fact.value, Decimal) or not any(word in fact.label for word in _SIGNED):
        return False
    before = reply[max(0, number.start - 24) : number.start].rstrip("+-\u2212 ")
    up = number.sign > 0 or _UP.search(before) is not None
    down = number.sign < 0 or _DOWN.search(before) is not None
    return (up and not down and fact.value < 0) or (down and not up and fact.value > 0)


def follows(number: Number, facts: Sequence[Fact]) -> bool:
    """Tell whether a number is a difference, sum, product or share of the facts it cites."""
    values = [each for fact in facts for each in _values(fact)]
    pairs = permutations(values, 2)
    results = [each for one, other in pairs for each in _of_two(number, one, other)]
    results += [
        one[0] * other[0] / 1000
        for one, other in permutations(values, 2)
        if (one[1], other[1], number.dimension) == ("pace", "length", "time")
    ]
    results += [
        one[0] * other[0] * third[0]
        for one, other, third in combinations(values, 3)
        if _is_product(number, (one[1], other[1], third[1]))
    ]
    if number.clock is not None:
        return any(
            abs(said - abs(each)) <= number.clock.grain
            for each in results
            for said in _seconds(number)
        )
    return any(rounds(number, abs(each) / number.factor) for each in results)


def _values(fact: Fact) -> Iterator[tuple[float, str | None]]:
    """Yield what a fact measures in base units; a time of a text counts, a pace as one too."""
    if isinstance(fact.value, str):
        for each in numbers_in(fact.value):
            if each.clock is not None:
                yield each.value * each.factor, each.dimension
                yield each.value, "time"
    elif isinstance(fact.value, Decimal):
        dimension, factor = dimension_of(fact.unit)
        yield float(fact.value) * factor, dimension


def _of_two(
    number: Number, first: tuple[float, str | None], second: tuple[float, str | None]
) -> list[float]:
    """Return what two values make in the dimension of a number."""
    (one, of_one), (other, of_other) = first, second
    results: list[float] = []
    if of_one == of_other:
        if number.dimension in {None, of_one} or number.implied:
            results += [one - other, one + other]
        if other and number.dimension in {"percent", None}:
            results += [(one / other - 1) * 100, one / other * 100, one / other]
    if other and number.dimension and number.dimension == _RATED.get((of_one, of_other)):
        results.append(one / other)
    if of_one == "time":
        results += _over_time(number, one, other, of_other)
    elif of_other not in {of_one, "time"} and _is_product(number, (of_one, of_other)):
        results.append(one * other / 100 if "percent" in {of_one, of_other} else one * other)
    return results


def _over_time(number: Number, time: float, other: float, of_other: str | None) -> list[float]:
    """Return what a time in seconds makes with what is done in it."""
    if not time or not other:
        return []
    if of_other in _HOURLY and number.dimension == of_other:
        return [other * time / _HOUR, other / time * _HOUR]
    if of_other == "length" and number.dimension in {"pace", "speed"}:
        return [time / other * 1000 if number.dimension == "pace" else other / time]
    if of_other in FACTORS and number.dimension == "time":
        return [time * other, time / other]
    return []


def _is_product(number: Number, of: tuple[str | None, ...]) -> bool:
    """Tell whether values of these dimensions multiply to one of the number's.

    All but one are counts, shares or times: 3 sets of 5 repetitions with 100 kg are 1,500 kg.
    """
    counted = [each for each in of if each in FACTORS]
    if len(counted) < len(of) - 1 or len(set(of)) < len(of):
        return False
    return number.dimension is None or number.implied or number.dimension in of
