"""A write stores only what the athlete said: in this message, or in one that it completes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from pydantic import BaseModel

from agents.numbers import measures_in
from coach.safety.rules.text import folded

_WORDS: Final = {
    "a": "1", "an": "1", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5",
    "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10", "eleven": "11",
    "twelve": "12", "half": "0.5", "quarter": "0.25", "couple": "2", "dozen": "12",
    "first": "1", "second": "2", "third": "3", "fourth": "4", "single": "1",
    "double": "2", "triple": "3", "once": "1", "twice": "2",
}  # fmt: skip
_RACES: Final = (
    (re.compile(r"\bpark ?run\b"), "5"),
    (re.compile(r"\b(?:half|halfs|halve|hm)\b"), "21.0975"),
    (re.compile(r"\b(?:marathon|full)\b"), "42.195"),
    (re.compile(r"\bmile\b"), "1"),
)
"""Distances in km, or miles, that are told by the name of a race. Source: World Athletics."""
_DIGITS = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?")
_WEEKDAY = re.compile(
    r"\b(mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|sdays|r|rs|rsday|rsdays|nesday|nesdays|urday"
    r"|urdays|days)?\b"
)
_QUOTED = re.compile(r"[\"\u201c\u201e][^\"\u201c\u201d\u201e]{20,}[\"\u201d]")
"""What the athlete passes on in quotation marks, which somebody else may have written. Source: own
choice; nobody quotes twenty characters of their own log."""
_WEEKEND = re.compile(r"\bweekends?\b")
_TOKEN = re.compile(r"[a-z]{3,}")
_DAY_WORD = re.compile(
    r"\b(?:yesterday(?:'?s)?|yday|yest|ystd|today|this morning|tonight|last nite|last night"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|mon|tues?|wed|thurs?|thu|fri|sat|sun"
    r"|days? ago|night before|(?:last|past|these) (?:[a-z\d]+ )?nights)\b"
)
_DROP_WORD = re.compile(
    r"\b(?:forget|delete|remove|drop|erase|no longer|not any ?more|stop|scrap|scratch|undo|discard"
    r"|wipe|take\b.{1,30}\b(?:out|off)|get rid of|clear|close|cancel|purge|nuke|bin|empty|reset"
    r"|erasure|be forgotten|lose the|strike|unlearn|want\b.{1,40}\bgone|isn'?t true|not true"
    r"|never said|changed my mind|deactivate)\b"
)
SHARED_WORDS: Final = 0.5
"""Share of a text's words that the message must hold. Source: own choice; a paraphrase passes,
a sentence from elsewhere does not."""


def not_said(
    effect: Literal["write", "destructive", "read"],
    args: BaseModel,
    said: str,
    asked_about: str = "",
) -> str:
    """Return what in a write's arguments the athlete did not say, in words for the model; or "".

    Args:
        effect: What the tool does.
        args: What it is called with.
        said: The athlete's message.
        asked_about: Their words before it that it completes, because the coach asked: "bench 3x5"
            before "80". They never count as an order to delete.
    """
    if effect == "destructive":
        if not _DROP_WORD.search(folded(_QUOTED.sub(" ", said))):
            return "the athlete did not ask for this in this message; ask them first."
        asked_about = ""
    message = folded(_QUOTED.sub(" ", f"{asked_about}\n{said}"))
    known = _numbers_of(message)
    for value in _leaves(args.model_dump(exclude_unset=True)):
        if isinstance(value, bool):
            continue
        if isinstance(value, date):
            if not _day_said(value, message):
                return f"the athlete did not name the day {value.isoformat()} in this message."
        elif isinstance(value, (int, float, Decimal)):
            if Decimal(str(value)) not in known:
                return f"the athlete did not say {value} in this message; ask, do not guess."
        elif (
            effect == "write"
            and len(_TOKEN.findall(value.casefold())) > 3
            and not _shared(value, message)
        ):
            return "that text is not from the athlete's message of this turn."
    return ""


def _leaves(value: object) -> Iterator[int | float | Decimal | str | date]:
    if isinstance(value, dict):
        for item in value.values():  # pyright: ignore[reportUnknownVariableType] - JSON of any tool
            yield from _leaves(item)  # pyright: ignore[reportUnknownArgumentType] - see above
    elif isinstance(value, (list, tuple)):
        for item in value:  # pyright: ignore[reportUnknownVariableType] - see above
            yield from _leaves(item)  # pyright: ignore[reportUnknownArgumentType] - see above
    elif isinstance(value, (int, float, Decimal, str, date)):
        yield value


def _numbers_of(message: str) -> frozenset[Decimal]:
    digits = (Decimal(_plain(text)) for text in _DIGITS.findall(message))
    listed = (Decimal(one) for text in _DIGITS.findall(message) for one in text.split(","))
    words = (Decimal(_WORDS[word]) for word in re.findall(r"[a-z]+", message) if word in _WORDS)
    races = (Decimal(far) for name, far in _RACES if name.search(message))
    return frozenset((*digits, *listed, *words, *races, *_days_named(message)))


def _days_named(message: str) -> Iterator[Decimal]:
    """Return how many days of the week are named: "only mon and fri" says two."""
    named = len(set(_WEEKDAY.findall(message)))
    if named:
        yield Decimal(named)
    if _WEEKEND.search(message):
        yield Decimal(2)


def _plain(text: str) -> str:
    """Return "1,200" as 1200 and "82,5" as 82.5."""
    whole, comma, rest = text.rpartition(",")
    if comma and len(rest.partition(".")[0]) != 3:
        return f"{whole}.{rest}"
    return text.replace(",", "")


def _day_said(day: date, message: str) -> bool:
    return bool(_DAY_WORD.search(message)) or any(
        mention.names(day) for mention in measures_in(message).dates
    )


def _shared(text: str, message: str) -> bool:
    words = set(_TOKEN.findall(text.casefold()))
    return len(words & set(_TOKEN.findall(message))) >= SHARED_WORDS * len(words)
