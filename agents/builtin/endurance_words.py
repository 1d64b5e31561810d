"""What a message says of endurance: distances, times, paces, speeds and races."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Literal

from agents.builtin.json_values import json_number

LengthUnit = Literal["km", "m", "mi", "yd"]
LongUnit = Literal["km", "mi"]

_N: Final = r"\d{1,5}(?:[.,]\d{1,3})?"
_CLOCK: Final = r"\d{1,3}:\d{2}(?::\d{2})?"
_PER: Final = (
    r"\s?(?:mins?|minutes?)?\s?(?:/|per|a|an|each)?\s?(km|kms|k|kilometer|kilometre|mi|miles?)\b"
)
_PACE: Final = re.compile(
    rf"(?:(?:@|at|pace of)\s?)?(?<![\d:])(\d{{1,2}}:\d{{2}}){_PER}"
    r"|(?<![\d:.])(\d{1,2}:\d{2})\s(?:min(?:ute)?s?\s)?(mi|miles?|km|k)s?\b"
    r"|(?<![\d:.])(\d{1,2}(?:[.:]\d{2})?)\s?(?:min|minutes?|mins)\s?(?:/|per|a)?\s?"
    r"(km|k|mi|miles?)\b"
    r"|(?:@|(?<!shot )at|pace of|avg pace|average pace|pace)\s?((?:\d|1[0-4]):\d{2})(?!:)\b"
    r"(?:\s?pace)?"
)
_SPEED: Final = re.compile(r"(?<![\d:.])(\d{1,2}(?:[.,]\d{1,2})?)\s?(km/?h|kmh|kph|mph|k/h)\b")
_NO_RACE: Final = (
    r"(?! (?:an?|hour|the|of|as|way|my|kilo|pound|dose|scoop|reps?|squats?|rack|portion|term|time|"
    r"body|rest|day|week|stop|range|depth|speed|sets?|cup|plate)\b|-)"
)
_HALF: Final = (
    r"\bhal(?:f|ve)[- ]?mara(?:thon)?s?\b|\bhm\b|\b21(?:\.1)? ?km?\b|(?<=\d:\d\d )halfs?\b"
    r"|\bhalf (?=in (?:\d|jan|feb|mar|apr|may|ju|aug|sep|oct|nov|dec|a? ?\w+ (?:weeks|months)))"
    r"|\b(?:a|my|the|first|next|for|of|run|ran|as|and|to|this|trail|recent|last|from|off|what|which"
    rf"|goal|her|his|spring|autumn) halfs?\b{_NO_RACE}"
    r"|\bhalfs?\b(?= (?:was|is|pb|pr|best|time|plan|race|course|goal|under|sub|at \d|off|takes?"
    r"|\d:\d\d)|\s?[?=:]|\W*$)"
)
_FULL: Final = (
    r"(?<!half )(?<!half-)(?<!halve )(?<!ultra )\b(?:full marathon|marathons?)\b"
    rf"|\b(?:the|a|as|my|first|and) full\b{_NO_RACE}"
    r"|\b42(?:\.2)? ?km?\b"
)
_MILE: Final = (
    r"\b(?:1 mile|one mile|the mile|mile time|(?<!\d )mile race|(?:my|a|flat out) mile"
    r"(?= (?:in|is|was|pb|time|race|under|at \d)|\W*$)|^mile(?= in|\W+\d|\?)|full out mile)\b"
)
_RACE_NAMES: Final[tuple[tuple[str, str, LengthUnit], ...]] = (
    (_HALF, "21.0975", "km"),
    (_FULL, "42.195", "km"),
    (r"\bpark ?run\b", "5", "km"),
    (_MILE, "1", "mi"),
)
"""Races by name with their distance. Source: World Athletics; a parkrun is 5 km."""
_LENGTH: Final = re.compile(
    rf"(?<![\d:.,])(?<!\d[x\u00d7])(?<!\d [x\u00d7] )({_N})\s?"
    r"(km|kms|k|kilomet(?:er|re)s?|klicks?|mi|miles?|miler|m|met(?:er|re)s|yds?|yards)\b"
    r"(?!\s?/)(?!\s?(?:cal|kcal|calories|steps|kg|lb)\b)"
)
_TIME: Final = re.compile(
    rf"(?<![\d:.,])(?:{_CLOCK}"
    r"|\d{1,2}\s?(?:h|hrs?|hours?)\s?(?:and )?\d{1,2}(?:\s?(?:m|mins?|minutes?))?"
    rf"|{_N}\s?(?:h|hrs?|hours?|mins?|minutes?)(?:\s?\d{{1,2}}\s?(?:s|secs?|seconds?))?"
    r"|\d{1,2}\s?m\s?\d{1,2}\s?s)\b"
    r"|\b(?:half an hour|an hour and a half|an hour)\b"
)
_BARE_TIME: Final = re.compile(
    r"\b(?:sub|under|in|below|took(?: me)?|break|breaking|of|is)[- ]?(\d{1,3}(?:[.:]\d{2})?)\b"
    r"(?!\s?(?:k|km|kms|m|mi|miles?|days?|weeks?|months?|%|reps?|sets?|kg|lbs?|:|/))"
)
_HR: Final = re.compile(
    r"\b(?:hr|heart ?rate|bpm|pulse)\s?(?:of|was|around|about|avg|at|:)?\s?(\d{2,3})\b"
    r"|(?<![:\d.])(\d{2,3})\s?(?:bpm|avg hr|average hr|hr\b)|\bhr\D{0,12}(\d{2,3})\b"
)
_UNITS: Final[dict[str, LengthUnit]] = {"k": "km", "km": "km", "mi": "mi", "m": "m", "y": "yd"}
SHORTEST_M: Final = 50
"""Fewer metres after a number are minutes. Source: own choice, a length of a pool."""


@dataclass(frozen=True, slots=True)
class Length:
    """A distance as written."""

    value: Decimal
    unit: LengthUnit
    start: int
    end: int

    @property
    def args(self) -> dict[str, Any]:
        """The distance as arguments of a tool."""
        return {"distance": json_number(self.value), "distance_unit": self.unit}

    @property
    def target(self) -> dict[str, Any]:
        """The distance as the target of a tool."""
        return {"target": json_number(self.value), "target_unit": self.unit}


@dataclass(frozen=True, slots=True)
class Said:
    """A word of time with its place."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pace:
    """A pace as written."""

    text: str
    unit: LongUnit
    start: int
    end: int


def pace_in(plain: str, default: LongUnit = "km") -> Pace | None:
    """Return the first pace of a folded message: "9:10/mi", "@5:30", "6 min per km"."""
    found = _PACE.search(plain)
    if found is None:
        return None
    text = found[1] or found[3] or found[5] or found[7]
    per = found[2] or found[4] or found[6] or ""
    unit: LongUnit = "mi" if per.startswith("m") else "km" if per else default
    return Pace(text.replace(".", ":"), unit, found.start(), found.end())


def speed_in(plain: str) -> tuple[str, Literal["km/h", "mph"]] | None:
    """Return the first speed of a folded message."""
    found = _SPEED.search(plain)
    if found is None:
        return None
    return found[1].replace(",", "."), "mph" if found[2] == "mph" else "km/h"


def lengths_in(plain: str) -> list[Length]:
    """Return the distances of a folded message in order, races by their names too."""
    masked = _without(plain, _PACE, _SPEED)
    found = [
        Length(Decimal(value), unit, match.start(), match.end())
        for pattern, value, unit in _RACE_NAMES
        for match in re.finditer(pattern, masked)
    ]
    taken = [(each.start, each.end) for each in found]
    for match in _LENGTH.finditer(masked):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        word = match[2]
        unit = _UNITS["mi" if word.startswith("mi") else word[0]]
        value = Decimal(match[1].replace(",", "."))
        if unit == "m" and value < SHORTEST_M:
            continue
        found.append(Length(value, unit, match.start(), match.end()))
    return sorted(found, key=lambda each: each.start)


def times_in(plain: str) -> list[Said]:
    """Return the times of a folded message in order; paces and spans of days are none."""
    masked = _without(plain, _PACE, _SPEED)
    for length in lengths_in(plain):
        masked = masked[: length.start] + "#" * (length.end - length.start) + masked[length.end :]
    found = [Said(m[0].strip(), m.start(), m.end()) for m in _TIME.finditer(masked)]
    for bare in _BARE_TIME.finditer(masked):
        if any(bare.start(1) < each.end and each.start < bare.end(1) for each in found):
            continue
        text = bare[1].replace(".", ":")
        found.append(Said(_with_unit(text, plain), bare.start(1), bare.end(1)))
    return sorted(found, key=lambda each: each.start)


MOST_HOURS: Final = 6
"""A bare number up to here is hours where a half marathon or more is named. Source: own choice."""


def _with_unit(text: str, plain: str) -> str:
    """Return "50" as minutes and, for a marathon, "4" as hours."""
    if ":" in text:
        return text
    long = re.search(r"marathon|\bhalf\b|ultra", plain) is not None
    return f"{text} h" if long and int(text) <= MOST_HOURS else f"{text} min"


def heart_rate_in(plain: str) -> int | None:
    """Return the heart rate of a session that a folded message tells."""
    found = _HR.search(plain)
    return int(next(group for group in found.groups() if group)) if found else None


def unit_in(plain: str, default: LongUnit = "km") -> LongUnit:
    """Return the unit a folded message counts distance in."""
    if re.search(r"\b(?:miles?|mi|mileage in miles|mph|min/mi\w*|per mile)\b", plain):
        return "mi"
    return "km" if re.search(r"\b(?:\d+ ?k|km|kms|kilomet\w+|km/h)\b", plain) else default


def near(length: Length, times: list[Said]) -> Said | None:
    """Return the time that stands closest to a distance."""
    return min(
        times,
        key=lambda t: min(abs(t.start - length.end), abs(length.start - t.end)),
        default=None,
    )


def _without(plain: str, *rules: re.Pattern[str]) -> str:
    for rule in rules:
        plain = rule.sub(lambda match: "#" * len(match[0]), plain)
    return plain
