"""Numbers and dates in text: where they stand, what they measure, how exactly they are stated."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from agents.clocks import Clock, clocks_in
from agents.number_words import Worded, words_in
from agents.spoken_units import COUNTS, NOUNS, UNITS, dimension_of

__all__ = [
    "COUNTS",
    "DateMention",
    "Measures",
    "Quantity",
    "Worded",
    "dimension_of",
    "measures_in",
]

_D = Decimal
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
_DAYS_OF = re.compile(
    r"\b(?P<d3>\d{1,2})(?:st|nd|rd|th)?(?= ?(?:,|and|to|-|\u2013) ?\d{1,2}(?:st|nd|rd|th)? "
    + _MONTH.format("m3")
    + r"\b)",
    re.IGNORECASE,
)
"""The first of two days of one month: 13 and 17 Nov."""
_UNIT = "|".join(sorted((re.escape(unit) for unit in UNITS), key=len, reverse=True))
_NOUN = "|".join(sorted((re.escape(unit) for unit in NOUNS), key=len, reverse=True))
_LINKS = "of|to|and|or|in|on|at|with|for|per|a|an|is|was|x|the|your|this|over|from"
_NUMBER = re.compile(
    r"(?P<prefix>\b(?:rpe|rir|reps?|repetitions?)\s+(?:of |was |is |around |about )?)?"
    r"(?<![\w.,/])(?P<sign>[-+\u2212](?=\d))?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?P<thousand>k(?=\s?k?cal))?(?:[\s-]?(?P<unit>{_UNIT})(?!\w)"
    rf"|\s(?!(?:{_LINKS})\b)[a-z-]+\s(?P<noun>{_NOUN})\b)?"
    r"(?P<tail>(?:st|nd|rd|th)\b|\s?-?rm\b)?",
    re.IGNORECASE,
)
_TIMES = re.compile(r"(?<=\d)\s?[x\u00d7]\s?(?=\d)|(?<=[a-z])\s[x\u00d7]\s(?=\d)", re.IGNORECASE)
_JOIN = re.compile(
    r"^\s*(?:,|-|\u2013|/|to|and|or|, and|(?:out )?of(?: the| your)?|instead of|against)\s*$",
    re.IGNORECASE,
)
_CARRIES_ON = re.compile(r"^\s*(?:,|-|\u2013|/|to|and|or|, and)\s*$", re.IGNORECASE)
_NAME = re.compile(r"^/\d+/\d")
"""What makes digits part of a name: 5/3/1."""
_OPENS = re.compile(
    r"^(?: a day| per day| a week)?\s*(?:\(|, |\(?from |\(?band )\s*$", re.IGNORECASE
)
_RANGE = re.compile(r"^\s*(?:-|\u2013|to)\s*$", re.IGNORECASE)
_ZONE = re.compile(r"\bzones?\s$", re.IGNORECASE)
_OUT_OF = re.compile(rf"(?<=\d)/(?=\d{{1,3}}\s(?:[a-z-]+\s)?(?:{_NOUN})\b)", re.IGNORECASE)
_PRESSURE = re.compile(r"\bpressure\b.{0,30}?\d{2,3}(?P<over>/)\d{2,3}\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s*$", re.IGNORECASE)
_OF = re.compile(r"^\s*(?:sets? )?of\s*$", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:about|around|roughly|approximately|nearly|almost|~|\u2248)\s*$", re.IGNORECASE
)


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
    implied: bool = False
    """Its unit stands at a number that it is joined to."""
    grain: Decimal | None = None
    """Of a clock time: what its last place counts, in the base unit."""
    hours: Decimal | None = None
    """Of a clock time such as 2:59: the seconds, were it hours and minutes."""

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
    parts: tuple[Worded, ...] = ()
    """Shares ("a third", "1/3") and multiples ("twice", "1.3 times") of another number."""


def measures_in(text: str) -> Measures:
    """Return the numbers and dates of `text`.

    "1RM", first to third as ordinals, and digits inside words are names, not numbers.
    """
    dates = tuple(_dates_in(text))
    masked = _blank(text, [(mention.start, mention.end) for mention in dates])
    clocks = [_clock(each) for each in clocks_in(masked)]
    masked = _blank(masked, [(each.start, each.end) for each in clocks])
    words = list(words_in(masked))
    parts = tuple(each for each in words if each.kind != "count")
    masked = _opened(_blank(masked, [(each.start, each.end) for each in parts]))
    found = [*clocks, *(_word(each) for each in words if each.kind == "count"), *_digits_in(masked)]
    return Measures(tuple(_with_context(masked, _in_order(found))), dates, parts)


def _in_order(found: list[Quantity]) -> list[Quantity]:
    """Return the numbers by where they start; of two that overlap the first stays."""
    out: list[Quantity] = []
    for each in sorted(found, key=lambda q: (q.start, -q.end)):
        if not out or each.start >= out[-1].end:
            out.append(each)
    return out


def _clock(clock: Clock) -> Quantity:
    factor = clock.pace or Decimal(1)
    return Quantity(
        clock.start,
        clock.end,
        Decimal(clock.seconds),
        "time" if clock.pace is None else "pace",
        factor,
        grain=clock.grain * factor,
        hours=None if clock.hours is None else Decimal(clock.hours),
    )


def _word(word: Worded) -> Quantity:
    dimension, factor = (None, Decimal(1)) if word.unit is None else UNITS[word.unit.casefold()]
    decimals = 0 if word.value == word.value.to_integral_value() else 1
    return Quantity(word.start, word.end, word.value, dimension, factor, decimals)


def _dates_in(text: str) -> list[DateMention]:
    found: list[DateMention] = []
    for match in _DAYS_OF.finditer(text):
        month = _MONTHS.index(match["m3"][:3].casefold()) + 1
        found.append(DateMention(match.start(), match.end("d3"), int(match["d3"]), month, None))
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
    return sorted(found, key=lambda mention: mention.start)


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    """Return `text` with some stretches blanked, at equal length."""
    chars = list(text)
    for start, end in spans:
        chars[start:end] = "\u2022" * (end - start)
    return "".join(chars)


def _opened(text: str) -> str:
    """Return `text` with `3x5`, `9/12 sessions` and `128/82` opened, at equal length."""
    chars = list(text)
    for match in _TIMES.finditer(text):
        chars[match.start() : match.end()] = "\u2217".center(match.end() - match.start())
    for match in _OUT_OF.finditer(text):
        chars[match.start()] = "\u2013"
    for match in _PRESSURE.finditer(text):
        chars[match.start("over")] = "\u2044"
    return "".join(chars)


def _digits_in(text: str) -> list[Quantity]:
    found: list[Quantity] = []
    for match in _NUMBER.finditer(text):
        tail = (match["tail"] or "").strip(" -").casefold()
        value = _D(match["digits"].replace(",", ""))
        if (tail == "rm" and value == 1) or (tail in {"st", "nd", "rd"} and value <= 3):
            continue
        if _is_name(text, match.start("digits"), match.end("digits")):
            continue
        value *= 1000 if match["thousand"] else 1
        start = match.start("digits") if match["sign"] is None else match.start("sign")
        end = match.end("unit") if match["unit"] else match.end("digits")
        prefix = (match["prefix"] or "").strip().split(" ")[0].casefold()
        dimension, factor = _dimension(match["unit"] or match["noun"], prefix)
        found.append(
            Quantity(
                start,
                end,
                value,
                dimension,
                factor,
                decimals=len(match["digits"].partition(".")[2]) - (3 if match["thousand"] else 0),
                negative=match["sign"] in {"-", "\u2212"},
                approximate=_ABOUT.search(text[max(0, match.start() - 16) : match.start()])
                is not None,
                index=match["unit"] is None and prefix.startswith("rep"),
            )
        )
    return found


def _is_name(text: str, start: int, end: int) -> bool:
    """Tell whether digits are part of a name: 5/3/1, zone 2."""
    return (
        _NAME.match(text[end : end + 8]) is not None or _ZONE.search(text[:start][-6:]) is not None
    )


def _dimension(unit: str | None, prefix: str) -> tuple[str | None, Decimal]:
    if unit is not None:
        return UNITS[unit.casefold()]
    if prefix in {"rpe", "rir"}:
        return prefix, _D(1)
    return ("rep", _D(1)) if prefix else (None, _D(1))


def _with_context(text: str, found: list[Quantity]) -> list[Quantity]:
    """Give bare numbers the unit that their list, range or set notation implies."""
    out = list(found)
    for i in range(len(out) - 1, -1, -1):
        here = out[i]
        is_time = here.dimension == "time" and here.hours is not None
        if here.dimension is not None and not here.index and not is_time:
            continue
        after = text[here.end : out[i + 1].start] if i + 1 < len(out) else ""
        before = text[out[i - 1].end : here.start] if i else ""
        follower = out[i + 1] if i + 1 < len(out) else None
        if "\u2044" in {after, before}:
            out[i] = replace(here, dimension="pressure")
        elif after.strip() == "\u2217":
            out[i] = replace(here, dimension="set")
        elif before.strip() == "\u2217" or (
            i and _OF.match(before) and out[i - 1].dimension == "set"
        ):
            out[i] = replace(here, dimension="rep")
        elif _RANGE.match(before) and after.strip() == ",":
            continue
        elif follower is not None and _lends(follower, here) and _JOIN.match(after):
            out[i] = _like(here, follower)
    return _forward(text, out)


def _lends(follower: Quantity, here: Quantity) -> bool:
    """Tell whether a number may take the unit behind it; "rep 1 to 15 degrees" is no range."""
    return follower.dimension is not None and (not here.index or follower.dimension == "rep")


def _like(here: Quantity, follower: Quantity) -> Quantity:
    """Return a number with the unit of the one it is joined to."""
    if here.grain is None:
        return replace(here, dimension=follower.dimension, factor=follower.factor, implied=True)
    if follower.dimension != "pace" or follower.grain is None:
        return here
    return replace(
        here, dimension="pace", factor=follower.factor, grain=follower.factor, hours=None
    )


def _starts_range(text: str, found: list[Quantity], at: int) -> bool:
    """Tell whether a bare number is the lower end of a bare range: 187 kg (181 to 192)."""
    if at + 1 == len(found) or found[at + 1].dimension is not None:
        return False
    return _RANGE.match(text[found[at].end : found[at + 1].start]) is not None


def _forward(text: str, out: list[Quantity]) -> list[Quantity]:
    """Carry "reps 2 and 4", "RPE 9-10", "178 bpm, between 168 and 188" forward."""
    opened = False
    for i in range(1, len(out)):
        here, before = out[i], out[i - 1]
        between = text[before.end : here.start]
        joined = _CARRIES_ON.match(between) is not None
        opens = here.dimension is None and (
            _BETWEEN.search(between) is not None
            or (_OPENS.match(between) is not None and _starts_range(text, out, i))
        )
        carries = before.index or before.dimension in {"rpe", "rir"} or opened
        if here.dimension is None and (opens or (carries and joined)):
            out[i] = replace(
                here, dimension=before.dimension, factor=before.factor, index=before.index
            )
        opened = opens
    return out
