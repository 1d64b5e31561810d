"""Joins food log and weigh-ins for the weekly check-in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta, tzinfo

from coach.identity import UserId
from coach.nutrition.ports import NutritionUnitOfWork
from coach.nutrition.queries.intake import daily_intake
from coach.nutrition.rules.checkin import Aim, CheckIn, check_in
from coach.nutrition.rules.expenditure import MAX_DAYS, DayLog


@dataclass(frozen=True, slots=True)
class CheckInRequest:
    """One check-in: the day, what is wanted, and the weigh-ins, which belong to training."""

    today: date
    """In the athlete's zone; today's food log is not finished and does not count."""
    zone: tzinfo
    aim: Aim
    weights_kg: Mapping[date, float]
    """Mean weigh-in of each day that has one."""


def weekly_check_in(uow: NutritionUnitOfWork, user_id: UserId, request: CheckInRequest) -> CheckIn:
    """Return what food log and scale say since the newest 28 days, and the target that follows.

    Raises:
        InvalidInput: A value is out of range.
    """
    last = request.today - timedelta(days=1)
    first = last - timedelta(days=MAX_DAYS - 1)
    eaten = daily_intake(uow, user_id, last=last, days=MAX_DAYS, zone=request.zone)
    logged = [
        DayLog(
            day,
            float(eaten[day].kcal) if day in eaten else None,
            request.weights_kg.get(day),
            partial=day in eaten and eaten[day].partial,
        )
        for day in (first + timedelta(days=n) for n in range(MAX_DAYS))
    ]
    known = [each for each in logged if each.intake_kcal is not None or each.weight_kg is not None]
    stored = uow.targets.on(user_id, request.today)
    aim = request.aim
    if stored is not None and stored.maintenance_kcal is not None:
        since = (request.today - stored.from_day).days
        aim = replace(aim, previous_kcal=float(stored.maintenance_kcal), previous_days=since)
    return check_in(known, aim)
