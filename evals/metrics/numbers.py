"""Reads the numbers and dates of a reply, by rules of its own.

The product has a reader too (`agents.numbers`); this one shares nothing with it, so that a number
one of them overlooks is seen by the other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from evals.metrics.clocks import KM_PER_MILE, Clock, clocks_in

_UNITS: Final[dict[str, tuple[str, float]]] = {
    **dict.fromkeys(("kg", "kilo", "kilos", "kilogram", "kilograms"), ("mass", 1.0)),
    **dict.fromkeys(("lb", "lbs", "pound", "pounds"), ("mass", 0.45359237)),
    **dict.fromkeys(("g", "gram", "grams"), ("mass", 0.001)),
    "mg": ("mass", 1e-6),
    **dict.fromkeys(("oz", "ounce", "ounces"), ("mass", 0.45359237 / 16)),
    **dict.fromkeys(("g/kg", "g per kg", "g per kilo", "grams per kilogram"), ("g/kg", 0.001)),
    **dict.fromkeys(("mg/kg", "mg per kg", "mg per kilo"), ("g/kg", 1e-6)),
    **dict.fromkeys(("kcal", "kcals", "calorie", "calories"), ("energy", 1.0)),
    "kj": ("energy", 1 / 4.184),
    **dict.fromkeys(("kcal/kg", "kcal per kg", "kcal per kilo"), ("kcal/kg", 1.0)),
    **dict.fromkeys(("l", "litre", "litres", "liter", "liters"), ("volume", 1.0)),
    **dict.fromkeys(("ml", "millilitre", "millilitres", "milliliters"), ("volume", 0.001)),
    **dict.fromkeys(("m", "metre", "metres", "meter", "meters"), ("length", 1.0)),
    "cm": ("length", 0.01),
    "mm": ("length", 0.001),
    **dict.fromkeys(("km", "k", "kilometre", "kilometres", "kilometers"), ("length", 1000.0)),
    **dict.fromkeys(("mi", "mile", "miles"), ("length", 1000.0 * KM_PER_MILE)),
    **dict.fromkeys(("yd", "yard", "yards"), ("length", 0.9144)),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), ("time", 1.0)),
    **dict.fromkeys(("min", "mins", "minute", "minutes"), ("time", 60.0)),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), ("time", 3600.0)),
    **dict.fromkeys(("km/h", "kmh", "kph", "km an hour", "km per hour"), ("speed", 1 / 3.6)),
    **dict.fromkeys(("mph", "miles an hour", "miles per hour"), ("speed", KM_PER_MILE / 3.6)),
    "m/s": ("speed", 1.0),
    **dict.fromkeys(("s/km", "s per km", "s a km", "seconds per km"), ("pace", 1.0)),
    **dict.fromkeys(("seconds a kilometre", "seconds per kilometre"), ("pace", 1.0)),
    **dict.fromkeys(
        ("s/mile", "s/mi", "s per mile", "seconds per mile"), ("pace", 1 / KM_PER_MILE)
    ),
    **dict.fromkeys(("min/km", "min per km", "minutes per kilometre"), ("pace", 60.0)),
    **dict.fromkeys(("min/mile", "min/mi", "min per mile"), ("pace", 60.0 / KM_PER_MILE)),
    **dict.fromkeys(("w", "watt", "watts"), ("power", 1.0)),
    **dict.fromkeys(("w/kg", "watts per kilo"), ("w/kg", 1.0)),
    **dict.fromkeys(("day", "days"), ("span", 1.0)),
    **dict.fromkeys(("week", "weeks"), ("span", 7.0)),
    **dict.fromkeys(("month", "months"), ("span", 30.44)),
    **dict.fromkeys(("year", "years"), ("span", 365.25)),
    **dict.fromkeys(("%", "percent"), ("percent", 1.0)),
    **dict.fromkeys(("\u00b0", "deg", "degree", "degrees"), ("angle", 1.0)),
    **dict.fromkeys(("rep", "reps", "repetition", "repetitions"), ("rep", 1.0)),
    **dict.fromkeys(("set", "sets"), ("set", 1.0)),
    **dict.fromkeys(("session", "sessions", "workout", "workouts"), ("session", 1.0)),
    **dict.fromkeys(("night", "nights"), ("night", 1.0)),
    **dict.fromkeys(("meal", "meals"), ("meal", 1.0)),
    **dict.fromkeys(("bpm", "beat", "beats", "beats per minute"), ("heart rate", 1.0)),
    **dict.fromkeys(("rpe", "rir"), ("rpe", 1.0)),
    "weigh-in": ("weigh-in", 1.0),
    "weigh-ins": ("weigh-in", 1.0),
}
"""Unit as written to dimension and factor. Masses after the International Yard and Pound Agreement
1959; a month is a twelfth of a year of 365.25 days; a pace in seconds a kilometre."""
_RATES: Final = re.compile(r"/(?:h|hr|hour|d|day|wk|week|session|meal|night)$")
"""A rate is told by what it is a rate of: 2,200 kcal/day are 2,200 kcal."""
_WORDS: Final[dict[str, int]] = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_MONTHS: Final[tuple[str, ...]] = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip
_MONTH: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE: Final = re.compile(
    rf"\b(?:(?P<iso>\d{{4}}-\d\d-\d\d)"
    rf"|(?P<d1>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<m1>{_MONTH})(?:,? (?P<y1>\d{{4}}))?"
    rf"|(?P<m2>{_MONTH}) (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?! ?(?:kg|lb))(?:,? (?P<y2>\d{{4}}))?)"
    r"(?![\w-])",
    re.IGNORECASE,
)
_UNIT: Final = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_NUMBER: Final = re.compile(
    r"(?<![\w.,/])(?P<sign>[-+\u2212](?=\d))?"
    r"(?P<digits>\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+(?:\.\d+)?|\d{1,2} \d{3}(?=\s?kcal\b)"
    r"|\d+(?:\.\d+)?)(?P<thousand>k(?=\s?(?:k?cal|calories)\b))?"
    rf"(?:[ \u00a0-]?(?P<unit>{_UNIT})(?!\w))?",
    re.IGNORECASE,
)
_WORD: Final = re.compile(rf"\b(?P<word>{'|'.join(_WORDS)})[ -](?P<unit>{_UNIT})\b", re.IGNORECASE)
_PLACE: Final = re.compile(
    r"\b(?:rep|repetition|set|week|day|round|step|zone|no\.)\s$", re.IGNORECASE
)
"""What makes a bare number the name of one of several: rep 4, week 2, zone 2."""
_THE: Final = re.compile(r"\b(?:the|those|these|no|your|my|any|without|pair of)\s$", re.IGNORECASE)
"""What makes "26s" a pair of dumbbells and no time."""
_NAME: Final = re.compile(r"[ -]?(?:RM\b|st\b|nd\b|rd\b|th\b)|/\d", re.IGNORECASE)
"""What makes digits part of a name: 1RM, 2nd, 5/3/1."""
_SEPARATORS: Final = re.compile(r"[,\s]")
_MARKER: Final = re.compile(r"(?:^|\n)[ *-]*$")
_TIMES: Final = re.compile(r"^\s?[x\u00d7*]\s?$")
_JOIN: Final = re.compile(r"^ ?(?:,|-|\u2013|/|to|and|or|, and) ?$")
_ABOUT: Final = re.compile(
    r"(?:about|around|roughly|approximately|nearly|almost|over|under|more than|less than|~|\u2248)"
    r"\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """One number as it is written."""

    start: int
    end: int
    """Code points; the unit is not included."""
    text: str
    value: float
    """Without its sign."""
    decimals: int
    dimension: str | None
    """None: no unit is written."""
    factor: float = 1.0
    """To the base unit of the dimension."""
    implied: bool = False
    """The unit stands at the next number of a list."""
    sign: int = 0
    about: bool = False
    """Introduced by "about", "more than" or the like."""
    clock: Clock | None = None
    """Of a time such as 52:30; its value is in seconds."""


@dataclass(frozen=True, slots=True)
class Day:
    """One date as it is written."""

    start: int
    end: int
    text: str
    day: int
    month: int
    year: int | None

    def names(self, other: date) -> bool:
        """Tell whether this is that day; a year that is not written fits any."""
        return (self.day, self.month) == (other.day, other.month) and self.year in {
            None,
            other.year,
        }


def days_in(text: str) -> list[Day]:
    """Return the dates of a text in order."""
    return [_day(match) for match in _DATE.finditer(text)]


def numbers_in(text: str) -> list[Number]:
    """Return the numbers of a text in order; those of dates, names and list markers are left out.

    A number word counts where a unit follows ("three sets"); "all three" and "one of them" are
    prose.
    """
    chars = list(text)
    for day in days_in(text):
        chars[day.start : day.end] = "\u2022" * (day.end - day.start)
    clocks = [_timed(text, each) for each in clocks_in("".join(chars))]
    for clock in clocks:
        chars[clock.start : clock.end] = "\u2022" * (clock.end - clock.start)
    blanked = "".join(chars)
    for match in list(re.finditer(r"(?<=\d)[x\u00d7](?=\d)", blanked)):
        blanked = blanked[: match.start()] + "*" + blanked[match.end() :]
    found = [_number(blanked, match) for match in _NUMBER.finditer(blanked)]
    words = [_word(match) for match in _WORD.finditer(blanked)]
    kept = sorted(
        [each for each in found if each is not None] + words + clocks, key=lambda n: n.start
    )
    return _with_units(blanked, _without_markers(blanked, kept))


def dimension_of(unit: str | None) -> tuple[str | None, float]:
    """Return dimension and factor of a fact's unit; None where it has none."""
    if unit is None:
        return None, 1.0
    word = unit.casefold()
    return _UNITS.get(word) or _UNITS.get(_RATES.sub("", word)) or (word, 1.0)


def _day(match: re.Match[str]) -> Day:
    start, end, text = match.start(), match.end(), match.group()
    if match["iso"]:
        year, month, day = map(int, match["iso"].split("-"))
        return Day(start, end, text, day, month, year)
    name, written = match["m1"] or match["m2"], match["y1"] or match["y2"]
    day = int(match["d1"] or match["d2"])
    month = _MONTHS.index(name[:3].casefold()) + 1
    return Day(start, end, text, day, month, int(written) if written else None)


def _timed(text: str, clock: Clock) -> Number:
    start, end = clock.start, clock.end
    dimension, factor = ("time", 1.0) if clock.km is None else ("pace", 1 / clock.km)
    hedged = _ABOUT.search(text[:start]) is not None
    return Number(
        start, end, text[start:end], clock.seconds, 0, dimension, factor, about=hedged, clock=clock
    )


def _number(text: str, match: re.Match[str]) -> Number | None:
    if match["unit"] is None and _NAME.match(text, match.end()):
        return None
    dimension, factor = dimension_of(match["unit"])
    before = text[: match.start()]
    if (
        match["unit"] is None
        and _PLACE.search(before)
        and not _TIMES.match(text[match.end() :][:3])
    ):
        return None
    if match["unit"] == "s" and text[match.start("unit") - 1].isdigit() and _THE.search(before):
        dimension, factor = None, 1.0
    thousands = 3 if match["thousand"] else 0
    rated = re.search(r"\b(RPE|RIR)\s+(?:of |was |is )?$", before, re.IGNORECASE)
    digits = match["digits"]
    return Number(
        start=match.start("digits"),
        end=match.end("digits"),
        text=digits,
        value=float(_SEPARATORS.sub("", digits)) * 10**thousands,
        decimals=len(digits.partition(".")[2]) - thousands,
        dimension="rpe" if rated and dimension is None else dimension,
        factor=factor,
        sign={None: 0, "+": 1}.get(match["sign"], -1),
        about=_ABOUT.search(before) is not None,
    )


def _word(match: re.Match[str]) -> Number:
    dimension, factor = dimension_of(match["unit"])
    word = match["word"]
    value = float(_WORDS[word.casefold()])
    before = match.string[: match.start()]
    hedged = _ABOUT.search(before) is not None
    end = match.end("word")
    return Number(match.start(), end, word, value, 0, dimension, factor, about=hedged)


def _without_markers(text: str, found: list[Number]) -> list[Number]:
    """Leave out 1., 2., 3. at the beginning of lines, as long as they count up."""
    kept: list[Number] = []
    marker = 0
    for each in found:
        opens = _MARKER.search(text[: each.start]) and text[each.end : each.end + 2] in {". ", ") "}
        if opens and each.value == marker + 1:
            marker += 1
        else:
            kept.append(each)
    return kept


def _with_units(text: str, found: list[Number]) -> list[Number]:
    """Give the bare numbers of a list the unit at its end; 3 x 5 is sets and repetitions."""
    out = list(found)
    for i in range(len(out) - 2, -1, -1):
        here, following = out[i], out[i + 1]
        between = text[here.end : following.start]
        if here.dimension is None and _JOIN.match(between) and following.dimension is not None:
            out[i] = replace(
                here, dimension=following.dimension, factor=following.factor, implied=True
            )
        if here.dimension is None and _TIMES.match(between):
            out[i] = replace(here, dimension="set", implied=True)
    return out


def rounded_by(text: str, exact: float) -> bool:
    """Tell whether a number, as its digits are written, rounds a value."""
    plain = text.replace(",", "")
    decimals = len(plain.partition(".")[2])
    return abs(float(plain) - exact) <= 0.5 * 10**-decimals + 1e-9
