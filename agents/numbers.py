"""Numbers and dates in text: where they stand, what they measure, how exactly they are stated."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from coach.units import CM_PER_IN, KG_PER_LB, M_PER_MILE

_D = Decimal
UNITS: Final[dict[str, tuple[str, Decimal]]] = {
    **dict.fromkeys(("kg", "kgs", "kilo", "kilos", "kilogram", "kilograms"), ("mass", _D(1))),
    **dict.fromkeys(("lb", "lbs", "pound", "pounds"), ("mass", KG_PER_LB)),
    **dict.fromkeys(("g", "gram", "grams"), ("mass", _D("0.001"))),
    **dict.fromkeys(("mg", "milligrams"), ("mass", _D("0.000001"))),
    **dict.fromkeys(("kcal", "kcals", "cal", "cals", "calorie", "calories"), ("energy", _D(1))),
    "kj": ("energy", _D(1) / _D("4.184")),
    "cm": ("length", _D("0.01")),
    "mm": ("length", _D("0.001")),
    **dict.fromkeys(("m", "metre", "metres", "meter", "meters"), ("length", _D(1))),
    "km": ("length", _D(1000)),
    **dict.fromkeys(("inch", "inches"), ("length", CM_PER_IN / 100)),
    **dict.fromkeys(("mile", "miles"), ("length", M_PER_MILE)),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), ("time", _D(1))),
    **dict.fromkeys(("min", "mins", "minute", "minutes"), ("time", _D(60))),
    **dict.fromkeys(("h", "hour", "hours"), ("time", _D(3600))),
    **dict.fromkeys(("day", "days"), ("days", _D(1))),
    **dict.fromkeys(("week", "weeks"), ("days", _D(7))),
    **dict.fromkeys(("month", "months"), ("days", _D("30.44"))),
    **dict.fromkeys(("year", "years"), ("days", _D("365.25"))),
    **dict.fromkeys(("%", "percent"), ("percent", _D(1))),
    **dict.fromkeys(("°", "deg", "degree", "degrees"), ("angle", _D(1))),
    "m/s": ("speed", _D(1)),
    "bpm": ("heart_rate", _D(1)),
    **dict.fromkeys(("rep", "reps", "repetition", "repetitions"), ("rep", _D(1))),
    **dict.fromkeys(("set", "sets"), ("set", _D(1))),
    **dict.fromkeys(("session", "sessions", "workout", "workouts"), ("session", _D(1))),
    **dict.fromkeys(("meal", "meals"), ("meal", _D(1))),
    **dict.fromkeys(("weigh-in", "weigh-ins"), ("weigh-in", _D(1))),
    "rpe": ("rpe", _D(1)),
    "rir": ("rir", _D(1)),
}
"""Unit as written, lower case -> dimension and factor to the dimension's base unit."""
COUNTS: Final = frozenset({"plain", "rep", "set", "session", "meal", "weigh-in", "rpe", "rir"})
"""Dimensions that are stated exactly, and that a bare number may stand for."""

_MONTHS: Final[list[str]] = [
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
]
_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE = re.compile(
    r"\b(?P<iso>\d{4}-\d\d-\d\d)\b"
    r"|\b(?P<d1>\d{1,2})(?:st|nd|rd|th)?(?: of)? "
    + _MONTH.format("m1")
    + r"(?:,? (?P<y1>\d{4}))?\b"
    r"|\b"
    + _MONTH.format("m2")
    + r" (?P<d2>\d{1,2})(?:st|nd|rd|th)?(?:,? (?P<y2>\d{4}))?\b(?! ?kg)",
    re.IGNORECASE,
)
_UNIT = "|".join(sorted((re.escape(unit) for unit in UNITS), key=len, reverse=True))
_NUMBER = re.compile(
    r"(?P<prefix>\b(?:rpe|rir|reps?|repetitions?)\s+(?:of |was |is |around |about )?)?"
    r"(?<![\w.,/])(?P<sign>[-+\u2212](?=\d))?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?:[\s-]?(?P<unit>{_UNIT})(?!\w))?(?P<tail>(?:st|nd|rd|th)\b|\s?-?rm\b)?",
    re.IGNORECASE,
)
_TIMES = re.compile(r"(?<=\d)\s?[x\u00d7]\s?(?=\d)|(?<=[a-z])\s[x\u00d7]\s(?=\d)", re.IGNORECASE)
_JOIN = re.compile(r"^\s*(?:,|-|\u2013|/|to|and|or|, and)\s*$", re.IGNORECASE)
_OF = re.compile(r"^\s*(?:sets? )?of\s*$", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:about|around|roughly|approximately|nearly|almost|~|\u2248)\s*$", re.IGNORECASE
)
_WORDS: Final = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_WORD_NUMBER = re.compile(rf"\b(?P<word>{'|'.join(_WORDS)})[\s-](?P<unit>{_UNIT})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number as it stands in a text."""

    start: int
    end: int
    """Code points; the unit is included."""
    value: Decimal
    """As written, without its sign."""
    dimension: str | None
    """None: no unit can be told."""
    factor: Decimal = Decimal(1)
    """To the base unit of the dimension."""
    decimals: int = 0
    negative: bool = False
    approximate: bool = False
    """Introduced by "about" or the like."""
    index: bool = False
    """It names a repetition ("rep 3") instead of counting."""

    @property
    def base(self) -> Decimal:
        """The value in the base unit."""
        return self.value * self.factor


@dataclass(frozen=True, slots=True)
class DateMention:
    """One date as it stands in a text."""

    start: int
    end: int
    day: int
    month: int
    year: int | None

    def names(self, other: date) -> bool:
        """Tell whether this is `other`; a missing year fits any."""
        same_day = (other.day, other.month) == (self.day, self.month)
        return same_day and self.year in {None, other.year}


@dataclass(frozen=True, slots=True)
class Measures:
    """Every number and date of one text, in order."""

    quantities: tuple[Quantity, ...]
    dates: tuple[DateMention, ...]


def measures_in(text: str) -> Measures:
    """Return the numbers and dates of `text`.

    "1RM", first to third as ordinals, and digits inside words are names, not numbers.
    """
    dates = tuple(_dates_in(text))
    taken = [(mention.start, mention.end) for mention in dates]
    masked = _masked(text, taken)
    found = [*_digits_in(masked), *_words_in(masked)]
    return Measures(tuple(_with_context(masked, sorted(found, key=lambda q: q.start))), dates)


def dimension_of(unit: str | None) -> tuple[str, Decimal]:
    """Return the dimension and base factor of a fact's unit; an unknown unit is its own."""
    if unit is None or not unit.strip():
        return "plain", _D(1)
    return UNITS.get(unit.casefold(), (unit.casefold(), _D(1)))


def _dates_in(text: str) -> list[DateMention]:
    found: list[DateMention] = []
    for match in _DATE.finditer(text):
        if match["iso"]:
            year, month, day = (int(part) for part in match["iso"].split("-"))
            found.append(DateMention(match.start(), match.end(), day, month, year))
            continue
        name = match["m1"] or match["m2"]
        year_text = match["y1"] or match["y2"]
        found.append(
            DateMention(
                match.start(),
                match.end(),
                int(match["d1"] or match["d2"]),
                _MONTHS.index(name[:3].casefold()) + 1,
                int(year_text) if year_text else None,
            )
        )
    return found


def _masked(text: str, spans: list[tuple[int, int]]) -> str:
    """Return `text` with dates blanked and `3x5` opened to `3 5`, at equal length."""
    chars = list(text)
    for start, end in spans:
        chars[start:end] = "\u2022" * (end - start)
    for match in _TIMES.finditer("".join(chars)):
        chars[match.start() : match.end()] = "\u00d7".center(match.end() - match.start())
    return "".join(chars).replace("\u00d7", "\u2217")


def _digits_in(text: str) -> list[Quantity]:
    found: list[Quantity] = []
    for match in _NUMBER.finditer(text):
        tail = (match["tail"] or "").strip(" -").casefold()
        value = _D(match["digits"].replace(",", ""))
        if (tail == "rm" and value == 1) or (tail in {"st", "nd", "rd"} and value <= 3):
            continue
        start = match.start("digits") if match["sign"] is None else match.start("sign")
        end = match.end("unit") if match["unit"] else match.end("digits")
        prefix = (match["prefix"] or "").strip().split(" ")[0].casefold()
        dimension, factor = _dimension(match["unit"], prefix)
        found.append(
            Quantity(
                start,
                end,
                value,
                dimension,
                factor,
                decimals=len(match["digits"].partition(".")[2]),
                negative=match["sign"] in {"-", "\u2212"},
                approximate=_ABOUT.search(text[: match.start()]) is not None,
                index=match["unit"] is None and prefix.startswith("rep"),
            )
        )
    return found


def _dimension(unit: str | None, prefix: str) -> tuple[str | None, Decimal]:
    if unit is not None:
        return UNITS[unit.casefold()]
    if prefix in {"rpe", "rir"}:
        return prefix, _D(1)
    return ("rep", _D(1)) if prefix else (None, _D(1))


def _words_in(text: str) -> list[Quantity]:
    return [
        Quantity(
            match.start(),
            match.end(),
            _D(_WORDS[match["word"].casefold()]),
            *UNITS[match["unit"].casefold()],
        )
        for match in _WORD_NUMBER.finditer(text)
    ]


def _with_context(text: str, found: list[Quantity]) -> list[Quantity]:
    """Give bare numbers the unit that their list, range or set notation implies."""
    out = list(found)
    for i in range(len(out) - 1, -1, -1):
        here = out[i]
        if here.dimension is not None and not here.index:
            continue
        after = text[here.end : out[i + 1].start] if i + 1 < len(out) else ""
        before = text[out[i - 1].end : here.start] if i else ""
        if after.strip() == "\u2217":
            out[i] = replace(here, dimension="set")
        elif before.strip() == "\u2217" or (
            i and _OF.match(before) and out[i - 1].dimension == "set"
        ):
            out[i] = replace(here, dimension="rep")
        elif i + 1 < len(out) and _JOIN.match(after) and out[i + 1].dimension is not None:
            follower = out[i + 1]
            out[i] = replace(here, dimension=follower.dimension, factor=follower.factor)
    return _forward(text, out)


def _forward(text: str, out: list[Quantity]) -> list[Quantity]:
    """Carry "reps 2 and 4" and "RPE 9-10" forward along a list."""
    for i in range(1, len(out)):
        here, before = out[i], out[i - 1]
        carries = before.index or before.dimension in {"rpe", "rir"}
        if here.dimension is None and carries and _JOIN.match(text[before.end : here.start]):
            out[i] = replace(here, dimension=before.dimension, index=before.index)
    return out
