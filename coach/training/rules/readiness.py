"""What short nights, soreness and a jump in load mean for today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from coach.ranges import within

Call = Literal["as planned", "lighter", "easy or rest"]
SHORT_NIGHT_H: Final = 6.0
"""A night below is short. Source: Craven 2022 (Sports Med 52:2669), meta-analysis: 6 h or less in a
night cost 7.6 % of next-day performance on average; own choice of 6 as the line."""
ENOUGH_H: Final = 7.0
"""Source: Watson 2015 (Sleep 38:843), consensus of AASM and SRS: adults 7 h or more."""
SCALE: Final = 10
"""Highest value of the scale pain and soreness are told on. Source: Jensen 1986 (Pain 27:117)."""
VERY_SORE: Final = 7
"""Source: Serlin 1995 (Pain 61:277), severe pain begins at 7 of 10."""
SORE: Final = 4
"""Source: Serlin 1995, moderate pain at 5; own choice of 4 so that the doubt falls on rest."""
JUMP: Final = 1.5
"""Last week beside the mean of the weeks before. Source: own choice; it is told as a change and
never as a risk (Impellizzeri 2020)."""
SETS_CUT: Final = 1
"""Sets taken off each lift on a lighter day. Source: coaching practice."""
RPE_CAP: Final = 7
"""Effort of a lighter day. Source: coaching practice, three repetitions left."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known of today."""

    last_night_h: float | None = None
    short_nights: int = 0
    """Nights of 6 h or less among the last three."""
    mean_night_h: float | None = None
    worst_soreness: int | None = None
    """Highest of the last two days, 0 to 10."""
    load_ratio: float | None = None
    """Last seven days over the weekly mean of the three weeks before."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """What to do today, and why."""

    call: Call
    reasons: tuple[str, ...]
    """Of `short night`, `short nights`, `sore`, `very sore`, `jump`, `little sleep`."""


def readiness(signs: Signs) -> Readiness:
    """Return what today's session should be; one sign alone rarely cancels it.

    Args:
        signs: What is known; a sign that is missing counts for nothing.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Coaching practice on Craven 2022 (sleep) and Serlin 1995 (scale); soreness and own rating
        follow load better than most devices (Saw 2016, Br J Sports Med 50:281).
    """
    found: list[str] = []
    if signs.short_nights >= 2:
        found.append("short nights")
    elif signs.last_night_h is not None and (
        within("night", signs.last_night_h, 0, 24, "h") <= SHORT_NIGHT_H
    ):
        found.append("short night")
    elif signs.mean_night_h is not None and signs.mean_night_h < ENOUGH_H:
        found.append("little sleep")
    if signs.worst_soreness is not None and signs.worst_soreness >= VERY_SORE:
        found.append("very sore")
    elif signs.worst_soreness is not None and signs.worst_soreness >= SORE:
        found.append("sore")
    if signs.load_ratio is not None and signs.load_ratio >= JUMP:
        found.append("jump")
    return Readiness(_call(found), tuple(found))


def _call(found: list[str]) -> Call:
    heavy = {"short nights", "very sore"} & set(found)
    if len(heavy) == 2 or (heavy and len(found) >= 2):
        return "easy or rest"
    if heavy or {"short night", "sore", "jump"} & set(found):
        return "lighter"
    return "as planned"
