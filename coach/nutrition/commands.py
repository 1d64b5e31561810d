"""Use cases that write the food log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID, uuid5

from coach.errors import InvalidInput, NotFound
from coach.identity import FoodId, UserId, new_uuid
from coach.nutrition.model import Food, Meal, MealItem
from coach.nutrition.ports import NutritionUnitOfWork

NAMESPACE = UUID("0d7a1c52-6f0f-4c5e-9d8a-3f7d5a9c2b11")
"""Seed of the ids of meals that carry an idempotency key."""
DEFAULT_PORTION_G = Decimal(100)
"""Amount taken when neither a mass nor a known portion was named. Source: food tables give values
for 100 g, so the assumption is the one a reader can check."""
GRAIN = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Helping:
    """How much of a food the athlete says they had."""

    grams: Decimal | None = None
    quantity: Decimal | None = None
    portion: str = ""


@dataclass(frozen=True, slots=True)
class MealEntry:
    """One meal as it is to be stored."""

    eaten_at: datetime
    """Aware."""
    name: str
    items: tuple[MealItem, ...]
    partial: bool = False
    key: str | None = None
    """Idempotency key: the same key stores one meal, however often it is sent."""


def item_of(food: Food, grams: Decimal, assumption: str = "") -> MealItem:
    """Return a food's amounts for `grams`, rounded to hundredths.

    Raises:
        InvalidInput: The mass is not above 0.
    """
    if grams <= 0:
        raise InvalidInput(f"{grams} g is no amount.", way_out="Give grams above 0.")
    share = grams / 100
    return MealItem(
        food_id=food.id,
        name=food.name,
        grams=grams.quantize(GRAIN),
        kcal=(food.kcal * share).quantize(GRAIN),
        protein_g=(food.protein_g * share).quantize(GRAIN),
        carbohydrate_g=(food.carbohydrate_g * share).quantize(GRAIN),
        fat_g=(food.fat_g * share).quantize(GRAIN),
        assumption=assumption,
    )


def helping_of(food: Food, helping: Helping) -> MealItem:
    """Return a food's amounts for what the athlete said, with the assumption that was needed.

    A mass counts as it is; a portion is looked up by name among the food's own, else its first
    one is taken; without any, 100 g.
    """
    if helping.grams is not None:
        return item_of(food, helping.grams)
    count = helping.quantity or Decimal(1)
    wanted = helping.portion.casefold().strip()
    named = [each for each in food.portions if wanted and wanted in each.name.casefold()]
    if named:
        return item_of(food, named[0].grams * count)
    if food.portions:
        first = food.portions[0]
        obvious = first.name.casefold() in food.name.casefold()
        said = "" if obvious else f"the portion of {food.name} was taken as {first.name}"
        return item_of(food, first.grams * count, said)
    said = f"the amount of {food.name} was taken as one standard amount of the food table each"
    return item_of(food, DEFAULT_PORTION_G * count, said)


def meal_id(user_id: UserId, key: str) -> UUID:
    """Return the id a meal with this idempotency key has."""
    return uuid5(NAMESPACE, f"{user_id}:{key}")


def log_meal(uow: NutritionUnitOfWork, user_id: UserId, entry: MealEntry) -> tuple[Meal, bool]:
    """Store one meal; a repeated key returns what was stored the first time.

    Returns:
        The meal, and whether it had been there already.

    Raises:
        InvalidInput: The meal has no items (code `no_items`).
    """
    if not entry.items:
        raise InvalidInput("a meal needs a food.", way_out="Name what was eaten.", code="no_items")
    identity = new_uuid() if entry.key is None else meal_id(user_id, entry.key)
    if entry.key is not None:
        try:
            return uow.meals.get(user_id, identity), True
        except NotFound:
            pass
    meal = Meal(identity, user_id, entry.eaten_at, entry.name, entry.items, entry.partial)
    uow.meals.add(meal)
    return meal, False


def food_for(uow: NutritionUnitOfWork, user_id: UserId, words: str) -> Food | None:
    """Return the food with this id, or the best match for these words."""
    try:
        return uow.foods.get(user_id, FoodId(words))
    except NotFound:
        found = uow.foods.search(user_id, words, limit=1)
        return found[0] if found else None
