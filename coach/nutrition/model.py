"""Foods, meals and daily targets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from coach.identity import FoodId, UserId


@dataclass(frozen=True, slots=True)
class Portion:
    """A household measure of one food and its mass."""

    name: str
    grams: Decimal


@dataclass(frozen=True, slots=True)
class Food:
    """One food; amounts are per 100 g of the edible part."""

    id: FoodId
    name: str
    kcal: Decimal
    protein_g: Decimal
    carbohydrate_g: Decimal
    fat_g: Decimal
    fibre_g: Decimal | None = None
    portions: tuple[Portion, ...] = ()
    source: str = "usda"
    """`usda`, `own`, or `custom`."""
    owner_id: UserId | None = None


@dataclass(frozen=True, slots=True)
class FoodMatch:
    """A food that a search found."""

    food: Food
    fit: float
    """Share of the words of the search that the name has, 0 to 1; telling words weigh more."""
    corrected: bool = False
    """A word of the search was taken for another one that it resembles."""


@dataclass(frozen=True, slots=True)
class MealItem:
    """One food of a meal, with its amounts as they were when it was logged."""

    food_id: FoodId
    name: str
    grams: Decimal
    kcal: Decimal
    protein_g: Decimal
    carbohydrate_g: Decimal
    fat_g: Decimal
    assumption: str = ""
    """What was assumed where the athlete's words were vague."""
    fibre_g: Decimal | None = None
    """None: the food table does not say."""
    grams_low: Decimal | None = None
    """Low end of the grams where they were assumed; None: they were named."""
    grams_high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Meal:
    """One logged meal."""

    id: UUID
    user_id: UserId
    eaten_at: datetime
    name: str
    items: tuple[MealItem, ...]
    partial: bool = False
    """The athlete said that the day's log is incomplete."""


@dataclass(frozen=True, slots=True)
class Target:
    """Daily targets from a date on; the newest not in the future counts."""

    id: UUID
    user_id: UserId
    from_day: date
    kcal: Decimal
    protein_g: Decimal
    carbohydrate_g: Decimal
    fat_g: Decimal
    reason: str = ""
