"""Logging one meal."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from coach.errors import InvalidInput, NotFound
from coach.identity import FoodId, UserId, new_uuid
from coach.nutrition.model import Food, Meal, MealItem
from coach.nutrition.ports import NutritionUnitOfWork

NAMESPACE = UUID("0d7a1c52-6f0f-4c5e-9d8a-3f7d5a9c2b11")
"""Seed of the ids of meals that carry an idempotency key."""
MEANT = 0.5
"""Share of the telling words a name must have. Source: coaching practice; a model that names a food
names it plainly, so this is lower than for the athlete's own text."""
CLOCK_LEEWAY = timedelta(minutes=5)
"""How far a phone's clock may be ahead of ours."""


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


def meal_id(user_id: UserId, key: str) -> UUID:
    """Return the id a meal with this idempotency key has."""
    return uuid5(NAMESPACE, f"{user_id}:{key}")


def log_meal(
    uow: NutritionUnitOfWork, user_id: UserId, entry: MealEntry, *, now: datetime | None = None
) -> tuple[Meal, bool]:
    """Store one meal; a repeated key returns what was stored the first time.

    Args:
        uow: An open transaction.
        user_id: The athlete.
        entry: The meal.
        now: Refuse a meal after this moment; None where the caller has checked it.

    Returns:
        The meal, and whether it had been there already.

    Raises:
        InvalidInput: The meal has no items (code `no_items`) or is still to come (code
            `eaten_in_future`).
    """
    _check(entry, now)
    identity = new_uuid() if entry.key is None else meal_id(user_id, entry.key)
    if entry.key is not None:
        with suppress(NotFound):
            return uow.meals.get(user_id, identity), True
    meal = Meal(identity, user_id, entry.eaten_at, entry.name, entry.items, entry.partial)
    uow.meals.add(meal)
    return meal, False


def replaced_by(uow: NutritionUnitOfWork, user_id: UserId, key: str) -> Meal | None:
    """Return the meal that a correction with this idempotency key made; None before it ran."""
    with suppress(NotFound):
        return uow.meals.get(user_id, meal_id(user_id, key))
    return None


def replace_meal(
    uow: NutritionUnitOfWork, user_id: UserId, identity: UUID, entry: MealEntry, *, now: datetime
) -> Meal:
    """Put a corrected meal in the place of one that was logged.

    Its id stays, or is that of the entry's key: `replaced_by` then tells that it was corrected.

    Raises:
        NotFound: The athlete has no such meal.
        InvalidInput: The meal has no items (code `no_items`) or is still to come (code
            `eaten_in_future`).
    """
    _check(entry, now)
    old = uow.meals.get(user_id, identity)
    meal = replace(
        old,
        id=identity if entry.key is None else meal_id(user_id, entry.key),
        eaten_at=entry.eaten_at,
        name=entry.name,
        items=entry.items,
        partial=entry.partial,
    )
    uow.meals.delete(user_id, identity)
    uow.meals.add(meal)
    return meal


def food_for(uow: NutritionUnitOfWork, user_id: UserId, words: str) -> Food | None:
    """Return the food with this id, or the one these words mean; None when none is clear."""
    try:
        return uow.foods.get(user_id, FoodId(words))
    except NotFound:
        found = uow.foods.match(user_id, words, limit=1)
        return found[0].food if found and found[0].fit >= MEANT else None


def _check(entry: MealEntry, now: datetime | None) -> None:
    if not entry.items:
        raise InvalidInput("a meal needs a food.", way_out="Name what was eaten.", code="no_items")
    if now is not None and entry.eaten_at > now + CLOCK_LEEWAY:
        raise InvalidInput(
            f"the meal is at {entry.eaten_at.isoformat()}, which is still to come.",
            way_out="Give the time it was eaten at.",
            code="eaten_in_future",
        )
