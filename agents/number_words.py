"""Numbers written as words: counts before a unit, fractions, dozens, multiples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from agents.spoken_units import NOUNS, UNITS

_D = Decimal
COUNT_WORDS: Final = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
ORDINALS: Final = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip
_PARTS: Final = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_MULTIPLES: Final = {"twice": 2, "doubled": 2, "tripled": 3, "trebled": 3, "halved": 2}
_WORD: Final = "|".join(COUNT_WORDS)
_UNIT: Final = "|".join(sorted((re.escape(u) for u in UNITS), key=len, reverse=True))
_NOUN: Final = "|".join(sorted((re.escape(u) for u in NOUNS), key=len, reverse=True))
_COUNTED: Final = re.compile(
    rf"\b(?P<word>{_WORD}|a dozen)[\s-](?:(?P<unit>{_UNIT})|[a-z-]+ (?P<noun>{_NOUN})"
    rf"|(?=(?:out )?of (?:the |your )?(?:\d|{_WORD}))|(?P<bare>(?:more|fewer|less) than|short)"
    r"|(?P<times>times))\b",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(rf"\binstead of (?P<word>{_WORD})\b(?! (?:{_NOUN})\b)", re.IGNORECASE)
_OF: Final = re.compile(
    rf"(?P<before>\w+ )?\bof (?P<word>{_WORD})\b(?=[ ]?[.,;]|$| (?:at|with|reps))", re.IGNORECASE
)
_PART_OF_UNIT: Final = re.compile(
    r"\b(?P<part>half an?|an?)\s(?P<unit>kilo|kg|pound|litre|liter|hour|minute)\b"
    r"(?P<behind> (?:a|per|each) week| before| after| later| of)?",
    re.IGNORECASE,
)
_FRACTION: Final = re.compile(
    r"\b(?:(?P<top>a|an|one|two|three|four)[\s-])?(?P<part>third|quarter|fifth|tenth|half)s?\b"
    r"(?= (?:of|less|more|fewer|lower|higher|off|as|above|below)|[.,;)]|$)"
    r"|(?<![\d/.])(?P<n>[1-9])/(?P<d>[2-9])(?![\d/])(?! (?:of )?[a-z-]*s\b)",
    re.IGNORECASE,
)
_MULTIPLE: Final = re.compile(
    rf"\b(?P<word>twice|doubled|tripled|trebled|halved)\b"
    rf"|(?:\b(?P<count>{_WORD})|(?<![\w.,])(?P<digits>\d+(?:\.\d+)?)) times"
    r" (?=the\b|your\b|as\b|body)"
    r"|(?<![\w.])(?:x|\u00d7)\s?(?P<x>\d+\.\d+)",
    re.IGNORECASE,
)
_SESSIONS: Final = re.compile(
    r"\b(?:trained|training|lifted|worked out|ran|went)\W*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Worded:
    """One number written as a word."""

    start: int
    end: int
    value: Decimal
    kind: Literal["count", "share", "multiple"]
    """A share is a part of one, a multiple says how many times."""
    unit: str | None = None
    loose: bool = False
    """Whether the words often mean no number: half, twice."""


def words_in(text: str) -> Iterator[Worded]:
    """Yield the numbers of `text` that are words, in no order.

    "one" is no number here: it is an article more often than a count.
    """
    multiples = list(_MULTIPLE.finditer(text))
    for match in multiples:
        yield Worded(
            match.start(),
            match.end(),
            _multiple(match),
            "multiple",
            None,
            match["word"] is not None,
        )
    taken = [match.span() for match in multiples]
    for match in _COUNTED.finditer(text):
        if any(start <= match.start() < end for start, end in taken):
            continue
        word = match["word"].casefold()
        unit = match["unit"] or match["noun"]
        if match["times"] and _SESSIONS.search(text[max(0, match.start() - 12) : match.start()]):
            unit = "session"
        end = match.end("unit") if match["unit"] else match.end("word")
        yield Worded(match.start(), end, _count(word), "count", unit)
    for match in (*_AFTER.finditer(text), *_OF.finditer(text)):
        yield Worded(
            match.start("word"), match.end("word"), _count(match["word"].casefold()), "count"
        )
    yield from _parts_in(text)


def _count(word: str) -> Decimal:
    return _D(12) if word == "a dozen" else _D(COUNT_WORDS[word])


def _multiple(match: re.Match[str]) -> Decimal:
    if match["word"]:
        return _D(_MULTIPLES[match["word"].casefold()])
    if match["count"]:
        return _D(COUNT_WORDS[match["count"].casefold()])
    return _D(match["digits"] or match["x"])


def _parts_in(text: str) -> Iterator[Worded]:
    for match in _PART_OF_UNIT.finditer(text):
        half = match["part"].casefold().startswith("half")
        if half or match["behind"]:
            yield Worded(
                match.start(),
                match.end("unit"),
                _D("0.5") if half else _D(1),
                "count",
                match["unit"],
            )
    for match in _FRACTION.finditer(text):
        if match["n"]:
            if int(match["n"]) < int(match["d"]):
                yield Worded(match.start(), match.end(), _D(match["n"]) / _D(match["d"]), "share")
            continue
        top = {"two": 2, "three": 3, "four": 4}.get((match["top"] or "").casefold(), 1)
        part = match["part"].casefold()
        if match["top"] is None and part != "half":
            continue
        yield Worded(
            match.start(), match.end(), _D(top) / _PARTS[part], "share", None, part == "half"
        )
