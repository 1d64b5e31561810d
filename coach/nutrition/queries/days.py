"""What was eaten on a day, and its target."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from decimal import Decimal
from typing import Literal

from coach.days import bounds
from coach.identity import UserId
from coach.nutrition.model import MealItem, Target
from coach.nutrition.ports import NutritionUnitOfWork

FIBRE_G_PER_1000_KCAL = Decimal(14)
"""Source: IOM 2005, dietary reference intakes."""
End = Literal["low", "high"]


@dataclass(frozen=True, slots=True)
class Amounts:
    """Energy and macronutrients; energy in kcal, the rest in g."""

    kcal: Decimal = Decimal(0)
    protein_g: Decimal = Decimal(0)
    carbohydrate_g: Decimal = Decimal(0)
    fat_g: Decimal = Decimal(0)
    fibre_g: Decimal = Decimal(0)
    """Of the foods whose fibre is known."""

    def minus(self, other: Amounts) -> Amounts:
        """Return the difference."""
        return Amounts(
            self.kcal - other.kcal,
            self.protein_g - other.protein_g,
            self.carbohydrate_g - other.carbohydrate_g,
            self.fat_g - other.fat_g,
            self.fibre_g - other.fibre_g,
        )


@dataclass(frozen=True, slots=True)
class DayLog:
    """What was logged on one day, and its target."""

    day: date
    meals: int
    eaten: Amounts
    partial: bool
    target: Target | None
    low: Amounts = Amounts()
    """Low end of what it was, where grams were assumed."""
    high: Amounts = Amounts()
    proteins: tuple[tuple[str, Decimal], ...] = ()
    """Name and protein in g of each meal, in order."""
    without_fibre: int = 0
    """Foods whose fibre is not known."""

    @property
    def aim(self) -> Amounts | None:
        """The target's amounts; its fibre is 14 g for every 1,000 kcal."""
        if self.target is None:
            return None
        kcal = self.target.kcal
        fibre = kcal * FIBRE_G_PER_1000_KCAL / 1000
        parts = (self.target.protein_g, self.target.carbohydrate_g, self.target.fat_g)
        return Amounts(kcal, *parts, fibre_g=fibre)

    @property
    def left(self) -> Amounts | None:
        """Target minus eaten, below zero when over; None without a target."""
        return None if self.aim is None else self.aim.minus(self.eaten)


def total(items: Iterable[MealItem], end: End | None = None) -> Amounts:
    """Return the sum of meal items, or the low or high end of it.

    Args:
        items: The foods.
        end: Which end of the band of assumed grams; None takes the grams that were stored.

    Source:
        GUM (JCGM 100, 2008), 5.1.2, the errors of several foods add as the root of their squares,
        since one portion is guessed too large and another too small. Whoever guesses all of them
        too small lies outside; the trend of body weight corrects that.
    """
    listed = [(item, _off(item, end)) for item in items]
    return Amounts(
        _sum([(item.kcal, off) for item, off in listed]),
        _sum([(item.protein_g, off) for item, off in listed]),
        _sum([(item.carbohydrate_g, off) for item, off in listed]),
        _sum([(item.fat_g, off) for item, off in listed]),
        _sum([(item.fibre_g or Decimal(0), off) for item, off in listed]),
    )


def _off(item: MealItem, end: End | None) -> Decimal:
    """Return how far the end of an item's grams lies from them, as a signed share."""
    grams = {"low": item.grams_low, "high": item.grams_high}[end] if end else None
    return Decimal(0) if grams is None or not item.grams else grams / item.grams - 1


def _sum(parts: Sequence[tuple[Decimal, Decimal]]) -> Decimal:
    """Return a sum of amounts, off by the root of the squares of what each is off."""
    whole = sum((amount for amount, _ in parts), Decimal(0))
    squares = sum(((amount * off) ** 2 for amount, off in parts), Decimal(0))
    if not squares:
        return whole
    return whole + squares.sqrt().copy_sign(sum(off for _, off in parts))


def day_log(uow: NutritionUnitOfWork, user_id: UserId, day: date, zone: tzinfo) -> DayLog:
    """Return what was eaten on `day` in the athlete's time zone."""
    since, until = bounds(day, day, zone)
    meals = uow.meals.list(user_id, since=since, until=until)
    items = [item for meal in meals for item in meal.items]
    return DayLog(
        day=day,
        meals=len(meals),
        eaten=total(items),
        partial=any(meal.partial for meal in meals),
        target=uow.targets.on(user_id, day),
        low=total(items, "low"),
        high=total(items, "high"),
        proteins=tuple((meal.name, total(meal.items).protein_g) for meal in meals),
        without_fibre=sum(item.fibre_g is None for item in items),
    )
