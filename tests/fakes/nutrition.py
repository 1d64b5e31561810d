"""Nutrition in memory."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from rapidfuzz import fuzz
from rapidfuzz.utils import default_process

from coach.errors import Conflict
from coach.identity import FoodId, UserId
from coach.nutrition.model import Food, FoodMatch, Meal, Target
from coach.nutrition.rules.intake import PeriodIntake
from tests.fakes.state import State, add, mine, pop, take


class FakeFoods:
    def __init__(self, state: State) -> None:
        self._state = state

    def _visible(self, user_id: UserId) -> list[Food]:
        return [food for food in self._state.foods.values() if food.owner_id in {None, user_id}]

    def get(self, user_id: UserId, food_id: FoodId) -> Food:
        return take({(food.id,): food for food in self._visible(user_id)}, (food_id,), "food")

    def search(self, user_id: UserId, query: str, *, limit: int = 5) -> Sequence[Food]:
        return [found.food for found in self.match(user_id, query, limit=limit)]

    def match(self, user_id: UserId, query: str, *, limit: int = 5) -> Sequence[FoodMatch]:
        scored = [
            (fuzz.token_set_ratio(query, food.name, processor=default_process), food)
            for food in self._visible(user_id)
        ]
        good = [pair for pair in scored if pair[0] >= 60]
        best = sorted(good, key=lambda pair: (-pair[0], len(pair[1].name)))[:limit]
        return [FoodMatch(food, fit / 100) for fit, food in best]

    def put_many(self, foods: Sequence[Food]) -> int:
        for food in foods:
            self._state.check(food.owner_id, food)
            old = self._state.foods.get(food.id)
            if old is not None and old.owner_id != food.owner_id:
                raise Conflict(f"{food.id} is taken.", code="id_taken")
            self._state.foods[food.id] = food
        return len(foods)


class FakeMeals:
    def __init__(self, state: State) -> None:
        self._state = state

    def add(self, meal: Meal) -> None:
        self._state.check(meal.user_id, meal)
        self._state.require(
            "food", meal.user_id, [item.food_id for item in meal.items if item.food_id]
        )
        add(self._state.meals, (meal.user_id, meal.id), meal)

    def add_many(self, many: Sequence[Meal]) -> None:
        for meal in many:
            self.add(meal)

    def list(self, user_id: UserId, *, since: datetime, until: datetime) -> Sequence[Meal]:
        kept = [one for one in mine(self._state.meals, user_id) if since <= one.eaten_at < until]
        return sorted(kept, key=lambda one: (one.eaten_at, one.id))

    def totals_by(
        self, user_id: UserId, *, starts: Sequence[datetime], until: datetime
    ) -> Sequence[PeriodIntake]:
        groups: dict[int, list[Meal]] = {}
        for meal in mine(self._state.meals, user_id):
            period = bisect_right(starts, meal.eaten_at) - 1
            if period >= 0 and meal.eaten_at < until:
                groups.setdefault(period, []).append(meal)
        return [_intake(period, meals) for period, meals in sorted(groups.items())]

    def get(self, user_id: UserId, meal_id: UUID) -> Meal:
        return take(self._state.meals, (user_id, meal_id), "meal")

    def delete(self, user_id: UserId, meal_id: UUID) -> None:
        pop(self._state.meals, (user_id, meal_id), "meal")

    def delete_many(self, user_id: UserId, meal_ids: Sequence[UUID]) -> None:
        for meal_id in meal_ids:
            self._state.meals.pop((user_id, meal_id), None)


class FakeTargets:
    def __init__(self, state: State) -> None:
        self._state = state

    def add(self, target: Target) -> None:
        self._state.check(target.user_id, target)
        add(self._state.targets, (target.user_id, target.id), target)

    def on(self, user_id: UserId, day: date) -> Target | None:
        kept = [one for one in mine(self._state.targets, user_id) if one.from_day <= day]
        return max(reversed(kept), key=lambda one: one.from_day, default=None)


def _intake(period: int, meals: Sequence[Meal]) -> PeriodIntake:
    items = [item for meal in meals for item in meal.items]
    return PeriodIntake(
        period,
        len(meals),
        any(meal.partial for meal in meals),
        sum((item.kcal for item in items), Decimal(0)),
        sum((item.protein_g for item in items), Decimal(0)),
        sum((item.carbohydrate_g for item in items), Decimal(0)),
        sum((item.fat_g for item in items), Decimal(0)),
    )
