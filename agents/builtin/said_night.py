"""How long a night was, as athletes tell it: hours, two clock times, or several nights."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any, Final

from agents.builtin.json_values import without_none
from agents.builtin.said_days import past_day_in

_CLOCK: Final = r"(?:[01]?\d|2[0-3])(?:[:.]?[0-5]\d)?\s?(?:am|pm)?"
_SPAN: Final = re.compile(
    rf"\b(?:bed|asleep|sleep|slept|down|out|knocked out|crashed|fell asleep|went to bed)\b"
    rf"[^.?!\d]{{0,25}}(?P<a>{_CLOCK})(?!\s?h)\b\s?(?:-|[a-z,&])[^.?!\d]{{0,25}}"
    rf"(?P<b>{_CLOCK})\b(?!\s?h)"
    rf"|^\W*(?P<c>{_CLOCK})\s?(?:-|to|til|till|until)\s?(?P<d>{_CLOCK})\W*$"
)
_UP_FIRST: Final = re.compile(
    rf"\b(?:up|woke|awake)\b[^.?!\d]{{0,12}}(?P<b>{_CLOCK})\b[^.?!\d]{{0,30}}\bbed\b"
    rf"[^.?!\d]{{0,8}}(?P<a>{_CLOCK}|midnight)\b"
)
_MIDNIGHT: Final = re.compile(r"\bmidnight\b")
_DURATION: Final = re.compile(
    r"\b(\d{1,2})\s?(?:h|hrs?|hours?)\s?(?:and\s)?(\d{1,2})\s?(?:m|mins?|minutes?)?\b"
    r"|\b(\d{1,2})\s?1/2\b|\b(\w+) and a half\b"
    r"|\b(\d{1,2}(?:[.,]\d{1,2})?)\s?(?:ish)?\s?(?:h|hrs?|hours?|std|horas|ore|heures)\b"
    r"|\b(\d{1,2}:\d{2})\b"
)
_WORDS: Final = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11,
}  # fmt: skip
_WORD: Final = re.compile(
    r"\b(two|three|four|five|six|seven|eight|nine|ten|eleven)\b(?! (?:times|coffees|beers|sets))"
)
_BARE: Final = re.compile(
    r"(?<![\d/.:])(\d{1,2}(?:[.,]\d{1,2})?)(?:ish)?\b(?! ?(?:/|x|kg|lb|sets?|reps?|km|times|%|am|pm"
    r"|min|weeks?|days?|nights?))"
)
_NIGHT_BEFORE: Final = re.compile(r"\b(?:the )?night before(?: last)?\b")
_QUALITY: Final = (
    ("bad", r"\b(?:terrib\w+|awful\w*|bad(?:ly)?|horrib\w+|like (?:crap|shit)|rubbish|rough)\b"),
    ("poor", r"\b(?:poor\w*|restless|woke|waking|tossed|broken|interrupted|not (?:great|well))\b"),
    ("great", r"\b(?:great|amazing|fantastic|like a (?:baby|log))\b"),
    ("good", r"\b(?:good|well|solid|deep)\b"),
)  # fmt: skip
LONGEST: Final = 16
"""Hours above which a bare number is no night. Source: own choice."""


def nights_in(plain: str, today: date, *, loose: bool) -> tuple[dict[str, Any], ...]:
    """Return the arguments of `log_sleep` of every night that is told.

    Args:
        plain: The folded message.
        today: The athlete's day.
        loose: The message is known to be about sleep, so bare numbers count.
    """
    if in_row := _in_a_row(plain, today):
        return in_row
    parts = [part for part in re.split(r"[,;]| and (?=\w+day|the night)", plain) if part.strip()]
    told = [(part, time) for part in parts if (time := time_in(part, loose=loose))]
    if len(told) < 2 or not all(_names_night(part) for part, _ in told[:-1]):
        time = time_in(plain, loose=loose)
        told = [(plain, time)] if time else []
    return tuple(_args(part, time, today) for part, time in told)


_ROW: Final = re.compile(
    r"(?<![\d/.:])((?:\d{1,2}(?:[.,]\d)?\s?(?:h|hrs?|hours?)?"
    r"(?:\s?,\s?(?:and )?|\s?/\s?| and | then ))+"
    r"\d{1,2}(?:[.,]\d)?)\s?(?:h|hrs?|hours?)?\b[^.?!]{0,20}"
    r"\b(?:last|past|these) (?:few |two|2|three|3|four|4|five|5|six|6|seven|7)?\s?nights\b"
)
"""The nights of "5.5, 6 and 5 hrs last three nights", oldest first."""


def _in_a_row(plain: str, today: date) -> tuple[dict[str, Any], ...]:
    """Return nights that are listed one after the other; the last one ended today."""
    found = _ROW.search(plain)
    if found is None or today == date.min:
        return ()
    hours = [n.replace(",", ".") for n in _HOURS_OF.findall(found[1])]
    if not all(0 < float(n) <= LONGEST for n in hours):
        return ()
    days = [today - timedelta(days=back) for back in range(len(hours) - 1, -1, -1)]
    return tuple(
        {"time": f"{n} h"} | ({} if day == today else {"day": day.isoformat()})
        for n, day in zip(hours, days, strict=True)
    )


_HOURS_OF: Final = re.compile(r"\d{1,2}(?:[.,]\d)?")


def _names_night(part: str) -> bool:
    return bool(re.search(r"day\b|\b(?:mon|tue|wed|thu|fri|sat|sun)\b|night", part))


def _args(part: str, time: str, today: date) -> dict[str, Any]:
    """Return the arguments of one night; the day is the morning it ended on."""
    named = past_day_in(re.sub(r"\b(?:last night|last nite)\b", "", part), today)
    if _NIGHT_BEFORE.search(part):
        named = today - timedelta(days=1)
    elif named is not None and re.search(r"day'?s? night\b", part):
        named = min(today, named + timedelta(days=1))
    quality = next((name for name, rule in _QUALITY if re.search(rule, part)), None)
    when = None if named is None or named == today else named.isoformat()
    return without_none({"time": time, "quality": quality, "day": when})


def time_in(plain: str, *, loose: bool) -> str | None:
    """Return how long a night was, as `log_sleep` reads it."""
    plain = _MIDNIGHT.sub("0:00", plain)
    span = _UP_FIRST.search(plain) or _SPAN.search(plain)
    if span is not None:
        found = span.groupdict()
        begin, end = found.get("a") or found.get("c"), found.get("b") or found.get("d")
        return f"{begin}-{end}".replace(" ", "")
    match = _DURATION.search(plain)
    if match is not None and (text := _duration(match)):
        return text
    if not loose:
        return None
    if word := _WORD.search(plain):
        return f"{_WORDS[word[1]]} h"
    numbers = [n.replace(",", ".") for n in _BARE.findall(plain)]
    fit = [n for n in numbers if 0 < float(n) <= LONGEST]
    return f"{fit[0]} h" if fit else None


def _duration(match: re.Match[str]) -> str | None:
    if match[1]:
        return f"{match[1]}h{match[2].zfill(2)}"
    if match[3]:
        return f"{match[3]}.5 h"
    if match[4]:
        word = match[4]
        whole = word if word.isdigit() else _WORDS.get(word)
        return f"{whole}.5 h" if whole else None
    if match[5]:
        return f"{match[5].replace(',', '.')} h"
    return match[6]
