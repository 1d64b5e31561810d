"""The summary of a food log over several days."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo

from coach.identity import UserId
from coach.nutrition.ports import NutritionUnitOfWork
from coach.nutrition.rules.intake import IntakeSummary, summarise


def intake_summary(
    uow: NutritionUnitOfWork, user_id: UserId, *, last: date, days: int, zone: tzinfo
) -> IntakeSummary:
    """Return how many of some days are logged, and the mean of those logged in full.

    Args:
        uow: An open transaction.
        user_id: Whose food log.
        last: The last day; yesterday, as today is not finished.
        days: How many days up to it, 1 or more.
        zone: Where the athlete's days begin.
    """
    starts = [
        datetime.combine(last - timedelta(days=back), time(), zone)
        for back in range(days - 1, -1, -1)
    ]
    until = datetime.combine(last + timedelta(days=1), time(), zone)
    return summarise(uow.meals.totals_by(user_id, starts=starts, until=until), days)
