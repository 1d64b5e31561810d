"""Days and weeks of an athlete, which begin at midnight of their time zone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo


def midnight(day: date, zone: tzinfo) -> datetime:
    """Return the moment `day` begins in `zone`."""
    return datetime.combine(day, time(), zone)


def bounds(first: date, last: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """Return the moments the first day begins and the last one ends, [since, until)."""
    return midnight(first, zone), midnight(last + timedelta(days=1), zone)


def monday_of(day: date) -> date:
    """Return the Monday of the week `day` lies in."""
    return day - timedelta(days=day.weekday())
