"""What was eaten on a day, and its target."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal

from coach.identity import UserId
from coach.nutrition.model import MealItem, Target
from coach.nutrition.ports import NutritionUnitOfWork


@dataclass(frozen=True, slots=True)
class Amounts:
    """Energy and macronutrients; energy in kcal, the rest in g."""

    kcal: Decimal = Decimal(0)
    protein_g: Decimal = Decimal(0)
    carbohydrate_g: Decimal = Decimal(0)
    fat_g: Decimal = Decimal(0)

    def minus(self, other: Amounts) -> Amounts:
        """Return the difference."""
        return Amounts(
            self.kcal - other.kcal,
            self.protein_g - other.protein_g,
            self.carbohydrate_g - other.carbohydrate_g,
            self.fat_g - other.fat_g,
        )


@dataclass(frozen=True, slots=True)
class DayLog:
    """What was logged on one day, and its target."""

    day: date
    meals: int
    eaten: Amounts
    partial: bool
    target: Target | None


def total(items: Iterable[MealItem]) -> Amounts:
    """Return the sum of meal items."""
    listed = list(items)
    return Amounts(
        sum((item.kcal for item in listed), Decimal(0)),
        sum((item.protein_g for item in listed), Decimal(0)),
        sum((item.carbohydrate_g for item in listed), Decimal(0)),
        sum((item.fat_g for item in listed), Decimal(0)),
    )


def day_log(uow: NutritionUnitOfWork, user_id: UserId, day: date, zone: tzinfo) -> DayLog:
    """Return what was eaten on `day` in the athlete's time zone."""
    since = datetime.combine(day, time(), zone)
    until = datetime.combine(day + timedelta(days=1), time(), zone)
    meals = uow.meals.list(user_id, since=since, until=until)
    return DayLog(
        day=day,
        meals=len(meals),
        eaten=total(item for meal in meals for item in meal.items),
        partial=any(meal.partial for meal in meals),
        target=uow.targets.on(user_id, day),
    )
