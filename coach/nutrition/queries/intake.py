"""What a food log says over several days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta, tzinfo

from coach.days import bounds, midnight
from coach.identity import UserId
from coach.nutrition.ports import NutritionUnitOfWork
from coach.nutrition.rules.intake import IntakeSummary, PeriodIntake, summarise


def daily_intake(
    uow: NutritionUnitOfWork, user_id: UserId, *, last: date, days: int, zone: tzinfo
) -> Mapping[date, PeriodIntake]:
    """Return the sums of each day that has a meal, oldest first.

    Args:
        uow: An open transaction.
        user_id: Whose food log.
        last: The last day.
        days: How many days up to it, 1 or more.
        zone: Where the athlete's days begin.
    """
    first = last - timedelta(days=days - 1)
    starts = [midnight(first + timedelta(days=n), zone) for n in range(days)]
    _, until = bounds(first, last, zone)
    found = uow.meals.totals_by(user_id, starts=starts, until=until)
    return {first + timedelta(days=each.period): each for each in found}


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
    logged = daily_intake(uow, user_id, last=last, days=days, zone=zone)
    return summarise([*logged.values()], days)
