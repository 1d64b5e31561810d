"""Reads which videos of a lift a message compares, and since when."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from agents.builtin.form_moods import doubts
from agents.builtin.form_topics import topics_in
from agents.builtin.form_words import MY_FORM, VIDEO, was_form
from agents.builtin.skill import Heard
from agents.numbers import measures_in


@dataclass(frozen=True, slots=True)
class TrendWish:
    """What two videos are compared for."""

    topics: tuple[str, ...] = ()
    exercise: str | None = None
    since: date | None = None
    oldest: bool = False
    lists: bool = False
    """Whether all videos are asked for, and not two of them compared."""
    insists: bool = False
    """The athlete doubts or regrets the comparison just given."""
    seed: str = ""


_COMPARES = re.compile(
    r"\bcompar\w*|\bversus\b|(?<!left )\bvs\b|\bsince\b|\bprogress\w*|\bimproved\b"
    r"|\bimproving\b|\bchanged\b|\bover time\b"
    r"|\b(?:better|worse|deeper|lower|cleaner|straighter|slower|faster|higher|more|less)\b.{0,20}"
    r"\b(?:than|now|these days)\b|\bgetting (?:better|worse|deeper|cleaner)\b"
    r"|\b(?:last|previous|earlier|first|old|other) (?:video|clip|vid|time|month|week|one)\b"
    r"|\btrend\b"
)
_WITHIN_SET = re.compile(
    r"than (?:the )?(?:first|last|other|earlier|rest)\b(?! (?:video|clip|vid|one\b.{0,3}$|time"
    r"|month"
    r"|week))|\bover the set\b|\bfrom (?:the )?first (?:rep )?to"
)
_OLDEST = re.compile(
    r"\bover time\b|\bsince (?:i started|the (?:start|beginning)|my first)|\bfirst (?:video"
    r"|clip|vid)\b"
    r"|\bever\b|\boverall\b|\bthis year\b"
)
_MONTHS: Final = (
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
)
_MONTH = re.compile(
    r"\b(?:in|since|than|from|of|to|and|with|vs) (?:\w+ )?(jan|feb|mar|apr|may|june?|july?|aug|sep"
    r"|oct|nov|dec)[a-z]*\b"
)
_AGO = re.compile(r"\b(\d+|an?|one|two|three|four|couple(?: of)?|few) (days?|weeks?|months?) ago\b")
_NUMBER_WORDS: Final = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4}


def read_trend(heard: Heard) -> TrendWish | None:
    """Return which videos the words compare; None if they compare none."""
    plain = heard.plain
    topics = topics_in(plain)
    if _stays(heard):
        return compared(heard)
    if not _COMPARES.search(plain) or _WITHIN_SET.search(plain):
        return None
    about = (
        VIDEO.search(plain) or MY_FORM.search(plain) or _formal(topics, plain) or was_form(heard)
    )
    if not about or re.search(
        r"\b(?:weight|load|kg|lbs?|heavier)\b.{0,12}\b(?:than|since)\b", plain
    ):
        return None
    return compared(heard)


def _stays(heard: Heard) -> bool:
    """Tell whether the words go on from the comparison just given."""
    before = heard.before.slots if heard.before is not None else None
    if not isinstance(before, TrendWish) or VIDEO.search(heard.plain):
        return False
    return doubts(heard.plain) or bool(heard.exercise and len(heard.plain.split()) <= _SHORT)


def compared(heard: Heard) -> TrendWish:
    """Return what any message that compares videos wants, with what it goes on from."""
    plain = heard.plain
    before = heard.before.slots if was_form(heard) and heard.before is not None else None
    topics = topics_in(plain)
    if isinstance(before, TrendWish) and not (topics or heard.exercise) and doubts(plain):
        return replace(before, insists=True, seed=heard.text)
    return TrendWish(
        topics=topics or getattr(before, "topics", ()),
        exercise=heard.exercise or getattr(before, "exercise", None),
        since=since_of(plain, heard.today) or getattr(before, "since", None),
        oldest=bool(_OLDEST.search(plain)),
        lists=bool(_LISTS.search(plain)),
        seed=heard.text,
    )


_LISTS: Final = re.compile(
    r"\b(?:which|what|all|list|how many)\b.{0,20}\b(?:videos|vids|clips|form checks|filmed)\b"
    r"|\b(?:form(?: check)?|video) history\b|\bold form checks\b"
)
_SHORT: Final = 5
"""Words up to which another lift after a comparison asks for the same of it. Source: own choice."""


def _formal(topics: tuple[str, ...], plain: str) -> bool:
    """Tell whether a topic is one of form and not of the log."""
    return bool(set(topics) - {"effort", "lifting", "unseen"}) and "sleep" not in plain


def since_of(plain: str, today: date) -> date | None:
    """Return the first day that a comparison reaches back to; None for the previous video."""
    for mention in measures_in(plain).dates:
        return _latest(today, mention.month, mention.day, mention.year)
    if match := _AGO.search(plain):
        number = int(match[1]) if match[1].isdigit() else _NUMBER_WORDS.get(match[1], 3)
        days = {"d": 1, "w": 7, "m": 31}[match[2][0]] * number
        return today - timedelta(days=days + 3) if today.year > 1 else None
    if match := _MONTH.search(plain):
        return _latest(today, _MONTHS.index(match[1][:3]) + 1, 1, None)
    if re.search(r"\blast month\b", plain) and today.year > 1:
        return (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    return None


def _latest(today: date, month: int, day: int, year: int | None) -> date | None:
    """Return the newest such day that is not to come; None for a day that does not exist."""
    try:
        found = date(year or today.year, month, day)
        return found if year or found <= today else date(today.year - 1, month, day)
    except ValueError:
        return None
