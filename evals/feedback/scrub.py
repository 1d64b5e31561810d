"""Takes out of a text what could say who wrote it, before anybody reads it as a draft case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from phonenumbers import Leniency, PhoneNumberMatcher

REGIONS: Final = (None, "US", "GB", "DE", "FR", "IN", "AU", "BR")
"""Numbering plans a number without a country code is tried in; None takes `+...` only.
Source: own choice, the languages and countries the exercise names come from."""

_WORD = r"[A-ZÀ-ÖØ-Þ][\w'\u2019-]+"
_NAME = rf"(?P<hidden>{_WORD}(?:\s+{_WORD}){{0,2}})"
_PATTERNS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("link", re.compile(r"(?P<hidden>(?:https?://|www\.)\S+)", re.IGNORECASE)),
    ("email", re.compile(r"(?P<hidden>[\w.+%-]+@[\w-]+(?:\.[\w-]+)+)")),
    ("handle", re.compile(r"(?<![\w@])(?P<hidden>@[A-Za-z_]\w{2,})")),
    ("name", re.compile(rf"(?i:\b(?:my name is|my name's|i am called|call me|it's me,?)) {_NAME}")),
    (
        "name",
        re.compile(
            rf"(?i:\b(?:wife|husband|partner|girlfriend|boyfriend|coach|trainer|doctor|dr\.?|"
            rf"physio|friend|mate|son|daughter|brother|sister|mum|mom|dad|boss)) {_NAME}"
        ),
    ),
    ("name", re.compile(rf"(?i:\b(?:thanks|cheers|regards|best)),?\s+{_NAME}\s*$")),
    (
        "address",
        re.compile(
            r"(?P<hidden>\b\d{1,5}[a-z]?\s+(?:[A-Z]\w+\s+){1,3}"
            r"(?i:street|st|road|rd|avenue|ave|lane|ln|drive|dr|way|court|close|terrace)\b\.?)"
        ),
    ),
    (
        "birth date",
        re.compile(
            r"(?i:\b(?:born(?: on)?|birthday(?: is)?|dob:?))\s+(?P<hidden>[\w./-]*\d[\w./ -]*\d)"
        ),
    ),
    ("number", re.compile(r"(?<![\d.,])(?P<hidden>\d{7,})(?![\d.,])")),
)


class Found(NamedTuple):
    """A stretch of a text that may say who wrote it."""

    start: int
    end: int
    kind: str
    """`link`, `email`, `handle`, `phone`, `name`, `address`, `birth date` or `number`."""


def personal(text: str) -> tuple[Found, ...]:
    """Return what in a text may say who wrote it, in order and without overlaps.

    Patterns are a floor, not a proof: a name in the middle of a sentence, without a word that
    announces it, is not seen. That is why a person reads a draft before it becomes a case.
    """
    taken: list[Found] = []
    for found in sorted(_candidates(text), key=lambda one: (one.start, -one.end)):
        if not taken or found.start >= taken[-1].end:
            taken.append(found)
    return tuple(taken)


def scrub(text: str) -> str:
    """Return the text with every personal stretch replaced by its kind in square brackets."""
    for found in reversed(personal(text)):
        text = f"{text[: found.start]}[{found.kind}]{text[found.end :]}"
    return text


def _candidates(text: str) -> Iterator[Found]:
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            yield Found(match.start("hidden"), match.end("hidden"), kind)
    for region in REGIONS:
        for number in PhoneNumberMatcher(text, region, leniency=Leniency.VALID):
            yield Found(number.start, number.end, "phone")
