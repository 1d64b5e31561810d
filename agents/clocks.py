"""Times and paces as a clock shows them: 52:30, 1:45:10, 3 h 28 min, 5:12 /km."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from coach.units import M_PER_MILE

_CLOCK: Final = re.compile(
    r"(?<![\w.,:/])(?P<a>\d{1,3}):(?P<b>[0-5]\d)(?::(?P<c>[0-5]\d))?(?![\d:])"
    r"(?P<half>\s?[ap]\.?m\b)?"
    r"(?P<pace>\s?(?:min(?:utes)?)?\s?(?:/|per |a |an )\s?(?P<per>km|kilomet(?:re|er)|mi(?:le)?"
    r"|500 ?m)\b)?",
    re.IGNORECASE,
)
_SPAN: Final = re.compile(
    r"(?<![\w.,:/])(?:(?P<h>\d{1,3})\s?(?:h|hrs?|hours?)\s?(?:and )?(?P<m>\d{1,2})"
    r"(?:\s?(?:min(?:ute)?s?|m))?(?:\s?(?P<s>\d{1,2})\s?s(?:ec)?)?"
    r"|(?P<mm>\d{1,3})\s?(?:min(?:ute)?s?|m)\s?(?:and )?(?P<ss>\d{1,2})\s?s(?:ec(?:ond)?s?)?)"
    r"\b(?!\s?/)",
    re.IGNORECASE,
)
_PER: Final = {"k": Decimal("0.001"), "m": 1 / M_PER_MILE, "5": Decimal("0.002")}
_HOUR: Final = 3600
_NOON: Final = 12


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock time of a text."""

    start: int
    end: int
    seconds: int
    grain: Decimal
    """Seconds that its last place counts."""
    pace: Decimal | None = None
    """Of a pace: the factor to seconds a metre."""
    hours: int | None = None
    """Seconds if it is read as hours and minutes; None where minutes and seconds are meant."""


def clocks_in(text: str) -> Iterator[Clock]:
    """Yield the times and paces of `text`, in no order."""
    for match in _CLOCK.finditer(text):
        first, second, third = (int(match[key] or 0) for key in ("a", "b", "c"))
        pace = _PER[match["per"][0].casefold()] if match["per"] else None
        if match["c"]:
            total = first * _HOUR + second * 60 + third
            yield Clock(match.start(), match.end(), total, Decimal(1), pace)
        else:
            hours = None if pace else first * _HOUR + second * 60
            total = first * 60 + second
            if match["half"] and "p" in match["half"].casefold() and hours and first < _NOON:
                total, hours = total + _NOON * 60, hours + _NOON * _HOUR
            yield Clock(match.start(), match.end(), total, Decimal(1), pace, hours)
    for match in _SPAN.finditer(text):
        if match["h"]:
            total = int(match["h"]) * _HOUR + int(match["m"]) * 60 + int(match["s"] or 0)
            yield Clock(match.start(), match.end(), total, Decimal(1 if match["s"] else 60))
        else:
            total = int(match["mm"]) * 60 + int(match["ss"])
            yield Clock(match.start(), match.end(), total, Decimal(1))
