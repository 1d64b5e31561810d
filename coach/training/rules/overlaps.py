"""Tells when two apps recorded one session, so that it is not counted twice."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

USUAL_LENGTH = timedelta(hours=1)
"""Length of a session that names none. Source: coaching practice; most last 45 to 90 minutes."""
AT_LEAST = timedelta(minutes=5)
"""Time two sessions share before it is worth a word. Source: coaching practice; apps are stopped a
few minutes late."""
LONGEST = timedelta(days=2)
"""Longest session an import accepts."""
SHARE = 0.5
"""Share of the shorter session's time, and of the smaller list of exercises, from which two records
are one session. Source: coaching practice; two apps start and stop minutes apart, and an exercise
that one of them does not know is missing there."""


@dataclass(frozen=True, slots=True)
class Span:
    """A session as far as it can be compared."""

    started_at: datetime
    """Aware."""
    duration_s: int | None
    what: AbstractSet[str]
    """Its exercises, or the one activity of an endurance session."""
    timed: bool = True
    """False when only its day is known."""

    @property
    def begins_at(self) -> datetime:
        """Its start in UTC: between two times of one zone Python subtracts wall clocks."""
        return self.started_at.astimezone(UTC)

    @property
    def ends_at(self) -> datetime:
        """When it ended in UTC, an hour after its start where nothing is known."""
        if self.duration_s is None:
            return self.begins_at + USUAL_LENGTH
        return self.begins_at + timedelta(seconds=max(1, self.duration_s))


def same_day(one: Span, other: Span) -> bool:
    """Tell whether two sessions began on one day, in the zone of the first."""
    zone = one.started_at.tzinfo
    return one.started_at.date() == other.started_at.astimezone(zone).date()


def overlap_in_time(one: Span, other: Span) -> bool:
    """Tell whether two sessions ran into each other for more than five minutes.

    Sessions of which only the day is known meet every session of that day.
    """
    if not (one.timed and other.timed):
        return same_day(one, other)
    shared = shared_time(one, other)
    return shared > AT_LEAST or shared >= shorter_of(one, other) * SHARE


def shared_time(one: Span, other: Span) -> timedelta:
    """Return how long both sessions ran; negative: the pause between them."""
    return min(one.ends_at, other.ends_at) - max(one.begins_at, other.begins_at)


def shorter_of(one: Span, other: Span) -> timedelta:
    """Return the length of the shorter session."""
    return min(one.ends_at - one.begins_at, other.ends_at - other.begins_at)


def same_session(one: Span, other: Span) -> bool:
    """Tell whether two records are of one session: half of its time, and of what was done."""
    if one.timed and other.timed:
        if shared_time(one, other) < shorter_of(one, other) * SHARE:
            return False
    elif not same_day(one, other):
        return False
    fewer = min(len(one.what), len(other.what))
    return fewer > 0 and len(one.what & other.what) >= fewer * SHARE


class Calendar:
    """Sessions in order of their start, to find those around a moment."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._order = sorted(range(len(spans)), key=lambda index: spans[index].begins_at)
        self._spans = [spans[index] for index in self._order]
        self._starts = [span.begins_at for span in self._spans]

    def around(self, span: Span) -> list[int]:
        """Return the positions, as first given, of sessions that can overlap `span`."""
        low = bisect_left(self._starts, span.begins_at - LONGEST)
        high = bisect_right(self._starts, span.begins_at + LONGEST)
        return [self._order[index] for index in range(low, high)]
