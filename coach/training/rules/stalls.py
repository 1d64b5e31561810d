"""Lifts that no longer go up although they are trained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from coach.training.rules.estimates import TEST_NOISE_PCT
from coach.training.rules.strength_trend import StrengthPoint, strength_trend

WINDOW = timedelta(days=28)
"""How long a lift must stand still. Source: coaching practice; three to four weeks without progress
is a plateau, a shorter pause is day form (Rhea & Alderman 2004 for the four-week block)."""
BEFORE = timedelta(days=84)
"""What the window is compared with. Source: coaching practice; one training cycle of 12 weeks."""
MIN_SESSIONS = 4
"""Sessions in the window and before it. Source: coaching practice; once a week is the least that
still counts as training a lift."""
MIN_SPAN = timedelta(days=21)
"""Days from the first to the last session of the window. Source: coaching practice, three weeks."""


@dataclass(frozen=True, slots=True)
class Stall:
    """A lift without a gain beyond its error."""

    sessions: int
    """Sessions in the last four weeks of the lift."""
    best: StrengthPoint
    """Best of the window."""
    before: StrengthPoint
    """Best of the twelve weeks before it."""
    change_pct: float
    """From `before` to `best`; within plus or minus 4.2 %."""


def stall_of(points: Sequence[StrengthPoint]) -> Stall | None:
    """Return how a lift stands still at the end of its log, or None if it does not.

    A lift stands still when the best of its last 28 days is within the error of a test (4.2 %) of
    the best of the 84 days before, on at least four sessions each, and the line through both
    periods does not rise beyond its own error. A load heavier than any of the 84 days before is
    progress, whatever the estimate says; a lift that fell further is not stalled but down.

    Args:
        points: Best of each session of one lift, doubtful sets left out, in any order.

    Source:
        Coaching practice for the periods; Grgic 2020 for the error of a test; Sen 1968 for the
        line.
    """
    ordered = sorted((point for point in points if point.confident), key=lambda each: each.day)
    if not ordered:
        return None
    end = ordered[-1].day
    recent = [point for point in ordered if point.day > end - WINDOW]
    before = [point for point in ordered if end - WINDOW - BEFORE < point.day <= end - WINDOW]
    if len(recent) < MIN_SESSIONS or len(before) < MIN_SESSIONS:
        return None
    if recent[-1].day - recent[0].day < MIN_SPAN:
        return None
    best, earlier = _best(recent), _best(before)
    change = (best.kg / earlier.kg - 1) * 100
    if abs(change) > float(TEST_NOISE_PCT):
        return None
    trend = strength_trend([*before, *recent])
    if trend is not None and trend.direction == "rising":
        return None
    if max(point.lifted_kg for point in recent) > max(point.lifted_kg for point in before):
        return None
    return Stall(len(recent), best, earlier, change)


def _best(points: Sequence[StrengthPoint]) -> StrengthPoint:
    return max(points, key=lambda point: point.kg)
