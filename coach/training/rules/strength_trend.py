"""Where the estimated maximum of a lift is going, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from coach.days import monday_of

CONFIDENCE = 0.95
MIN_WEEKS = 5
"""Weeks with a point that a trend needs. Source: Kendall 1938; four points in perfect order still
have p = 0.083, five have 0.017, so five are the fewest with a 95 % interval."""

Direction = Literal["rising", "falling", "unclear"]


@dataclass(frozen=True, slots=True)
class StrengthPoint:
    """What one session says about the maximum of a lift."""

    day: date
    kg: float
    row: str
    """Id of the set it stands on."""
    formula: str
    """Name of the formula that gave it."""
    confident: bool = True
    """False above ten repetitions."""
    lifted_kg: float = 0.0
    """Heaviest load of the session."""


@dataclass(frozen=True, slots=True)
class StrengthTrend:
    """A robust line through the weekly bests."""

    per_week_kg: float
    low: float
    high: float
    """95 % interval of the change a week."""
    weeks: int
    """Weeks with a point."""
    first: date
    last: date
    start_kg: float
    end_kg: float
    """The line on the first and on the last day."""
    direction: Direction


def weekly_bests(points: Sequence[StrengthPoint]) -> list[StrengthPoint]:
    """Return the best point of each calendar week, oldest first.

    A point of low confidence counts only in a week without another.

    Source:
        Coaching practice: a week holds hard and light days, and the hard day shows the strength.
    """
    best: dict[date, StrengthPoint] = {}
    for point in sorted(points, key=lambda each: each.day):
        monday = monday_of(point.day)
        held = best.get(monday)
        if held is None or (point.confident, point.kg) > (held.confident, held.kg):
            best[monday] = point
    return [best[monday] for monday in sorted(best)]


def strength_trend(points: Sequence[StrengthPoint]) -> StrengthTrend | None:
    """Return the change a week of a maximum, with its 95 % interval.

    Args:
        points: Best of each session of one lift, doubtful sets left out, in any order.

    Returns:
        None with fewer than five weeks that have a point.

    Source:
        Theil 1950 and Sen 1968 (J Am Stat Assoc 63:1379): median of the slopes between all pairs
        of weekly bests, interval from Kendall's rank statistic; up to 29 % of the weeks may be
        outliers. Weeks are taken as independent, so the interval is somewhat too narrow.
    """
    bests = weekly_bests(points)
    if len(bests) < MIN_WEEKS:
        return None
    # Lazily: scipy.stats takes a second of every start, for one function.
    from scipy.stats import theilslopes  # noqa: PLC0415 - takes a second to import

    weeks = [(point.day - bests[0].day).days / 7 for point in bests]
    found = theilslopes([point.kg for point in bests], weeks, alpha=CONFIDENCE)
    slope, low, high = (float(each) for each in (found[0], found[2], found[3]))
    start = float(found[1])
    direction: Direction = "rising" if low > 0 else "falling" if high < 0 else "unclear"
    return StrengthTrend(
        slope,
        low,
        high,
        len(bests),
        bests[0].day,
        bests[-1].day,
        start,
        start + slope * weeks[-1],
        direction,
    )
