"""Reads the times and paces of a reply as a clock shows them, by rules of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

KM_PER_MILE: Final = 1.609344
"""Source: International Yard and Pound Agreement 1959."""
_COLONS: Final = re.compile(
    r"(?<![\w.,:/])(\d{1,3}):([0-5]\d)(?::([0-5]\d))?(?![\d:])"
    r"(?P<half> ?[ap]\.?m\b)?"
    r"(?P<pace> ?(?:min(?:utes)? ?)?(?:/|per |an? )(?P<of>km|kilomet(?:re|er)|mi(?:le)?)\b)?",
    re.IGNORECASE,
)
_SPOKEN: Final = re.compile(
    r"(?<![\w.,:/])(?:(?P<h>\d{1,3}) ?h(?:rs?|ours?)?(?: and | )?"
    r"(?:(?P<m>\d{1,2}) ?m(?:in(?:ute)?s?)?\b(?: ?(?P<hs>\d{1,2}) ?s(?:ec(?:ond)?s?)?)?"
    r"|(?P<bare>\d\d)(?! ?(?:[km]?g|lb|kcal|km|ml|l|%|bpm|reps?|sets?|x|h)\b|%|[.,:]?\d))"
    r"|(?P<mm>\d{1,3}) ?min(?:ute)?s?(?: and | )?(?P<ss>\d{1,2}) ?s(?:ec(?:ond)?s?)?)(?![\w/])",
    re.IGNORECASE,
)
_HALF_DAY: Final = 12 * 3600


@dataclass(frozen=True, slots=True)
class Clock:
    """One time or pace as it is written."""

    start: int
    end: int
    """Code points; what a pace is a pace of is not included."""
    seconds: int
    """As minutes and seconds where only two parts are written."""
    grain: int = 1
    """Seconds that its last part counts."""
    hours: int | None = None
    """Seconds, were the two parts hours and minutes."""
    km: float | None = None
    """Kilometres of which it is the pace; None: it is none."""


def clocks_in(text: str) -> Iterator[Clock]:
    """Yield the times and paces of a text in no order: 52:30, 1:45:10, 5:15 min/km, 1 h 5 min."""
    for match in _COLONS.finditer(text):
        first, second = int(match[1]), int(match[2])
        end = match.end(3) if match[3] else match.end(2)
        if match[3]:
            seconds, hours = first * 3600 + second * 60 + int(match[3]), None
        else:
            seconds, hours = first * 60 + second, first * 3600 + second * 60
        if match["half"] and "p" in match["half"].casefold() and hours is not None and first < 12:
            hours += _HALF_DAY
        km = _km_of(match["of"])
        yield Clock(match.start(), end, seconds, 1, None if km else hours, km)
    for match in _SPOKEN.finditer(text):
        if match["h"]:
            seconds = int(match["h"]) * 3600 + int(match["m"] or match["bare"]) * 60
            seconds += int(match["hs"] or 0)
            yield Clock(match.start(), match.end(), seconds, 1 if match["hs"] else 60)
        else:
            yield Clock(match.start(), match.end(), int(match["mm"]) * 60 + int(match["ss"]))


def _km_of(unit: str | None) -> float | None:
    if unit is None:
        return None
    return KM_PER_MILE if unit.casefold().startswith("mi") else 1.0
