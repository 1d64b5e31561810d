"""Times as athletes write them, and as replies do: "52:30", "1h05", "45 min"."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

_CLOCK = re.compile(r"(?:(?P<h>\d{1,2}):)?(?P<m>\d{1,3}):(?P<s>\d{2})(?:[.,]\d+)?")
_SPAN = re.compile(
    r"(?:(?P<h>\d{1,3}(?:[.,]\d+)?)\s*(?:h|hrs?|hours?))?\s*(?:and\s*)?"
    r"(?:(?P<m>\d{1,4}(?:[.,]\d+)?)\s*(?:m|mins?|minutes?|'|(?=$)))?\s*(?:and\s*)?"
    r"(?:(?P<s>\d{1,5})\s*(?:s|secs?|seconds?|\"))?"
)
_HALF = re.compile(r"\b(?:and )?a half\b")
_HALF_HOUR = re.compile(r"\b(?:half an|half)\s*(?:h|hour)\b")
_AN_HOUR = re.compile(r"\b(?:an|one) hour\b")
SLOWEST: Final = 20
"""Nobody takes so many times the fastest time: beyond, "10:00" is a slip and no hours. Source: own
choice, a marathon in more than a day."""
LONGEST_S: Final = 604_800
"""Longest session the log takes: a week. Source: the table of endurance sessions."""


def seconds_in(text: str, *, fastest_s: float = 0) -> int | None:
    """Return the seconds of a time as written; None where it is none.

    Args:
        text: "52:30", "1:45:10", "1h05", "45 min", "1.5 h", "half an hour", "90 seconds".
        fastest_s: The least a session of this distance can take; "2:59" over a marathon is then
            read as hours and minutes, because it can be no minutes and seconds.
    """
    plain = _spelt(" ".join(text.casefold().split()))
    clock = _CLOCK.fullmatch(plain.removesuffix("h").removesuffix("min").strip())
    if clock:
        seconds = int(clock["h"] or 0) * 3600 + int(clock["m"]) * 60 + int(clock["s"])
        if clock["h"] is None and seconds < fastest_s and seconds * 60 < fastest_s * SLOWEST:
            seconds *= 60
        return _kept(seconds)
    span = _SPAN.fullmatch(plain)
    if span is None or not any(span.groups()):
        return None
    hours, minutes, rest = (_number(span[name]) for name in ("h", "m", "s"))
    return _kept(int(hours * 3600 + minutes * 60 + rest))


def clock(seconds: float) -> str:
    """Return seconds as "7:40", "52:30" or "1:45:10"."""
    whole = int(seconds + 0.5)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _spelt(plain: str) -> str:
    words = _HALF_HOUR.sub("30 min", plain)
    words = re.sub(r"(\d+) and a half\s*(h\w*)", r"\1.5 \2", words)
    words = re.sub(r"(\d+)\s*(h|hours?) and a half", r"\1.5 h", words)
    words = re.sub(r"an hour and a half", "1.5 h", words)
    return _HALF.sub("", _AN_HOUR.sub("1 h", words)).strip()


def _number(text: str | None) -> Decimal:
    return Decimal((text or "0").replace(",", "."))


def _kept(seconds: int) -> int | None:
    return seconds if 0 < seconds <= LONGEST_S else None
