"""What nutrition needs from a store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from coach.identity import FoodId, UserId
from coach.imports import ImportArchive, ParsedWeighIn
from coach.nutrition.model import Food, FoodMatch, Meal, Target
from coach.nutrition.rules.intake import PeriodIntake
from coach.unit_of_work import UnitOfWork


class FoodRepository(Protocol):
    """The shared food table and each athlete's own foods."""

    def get(self, user_id: UserId, food_id: FoodId) -> Food:
        """Return one food the athlete may see.

        Raises:
            NotFound: No such food.
        """
        ...

    def search(self, user_id: UserId, query: str, *, limit: int = 5) -> Sequence[Food]:
        """Return foods by how well their name fits the words, best first."""
        ...

    def match(self, user_id: UserId, query: str, *, limit: int = 5) -> Sequence[FoodMatch]:
        """Return the same foods in the same order, with how well each name fits."""
        ...

    def put_many(self, foods: Sequence[Food]) -> int:
        """Insert or replace foods; return how many."""
        ...


class MealRepository(Protocol):
    """Logged meals."""

    def add(self, meal: Meal) -> None:
        """Store one meal."""
        ...

    def add_many(self, many: Sequence[Meal]) -> None:
        """Store many meals at once."""
        ...

    def list(self, user_id: UserId, *, since: datetime, until: datetime) -> Sequence[Meal]:
        """Return meals eaten in [since, until), oldest first."""
        ...

    def totals_by(
        self, user_id: UserId, *, starts: Sequence[datetime], until: datetime
    ) -> Sequence[PeriodIntake]:
        """Return the sums of each period that has a meal, oldest first.

        Periods are given by their beginnings; each ends where the next begins, the last at `until`.
        """
        ...

    def get(self, user_id: UserId, meal_id: UUID) -> Meal:
        """Return one meal.

        Raises:
            NotFound: The athlete has no such meal.
        """
        ...

    def delete(self, user_id: UserId, meal_id: UUID) -> None:
        """Delete one meal.

        Raises:
            NotFound: The athlete has no such meal.
        """
        ...

    def delete_many(self, user_id: UserId, meal_ids: Sequence[UUID]) -> None:
        """Delete meals; those the athlete does not have are passed over."""
        ...


class TargetRepository(Protocol):
    """Daily targets."""

    def add(self, target: Target) -> None:
        """Store one target."""
        ...

    def on(self, user_id: UserId, day: date) -> Target | None:
        """Return the target that holds on `day`."""
        ...


class KeepWeighIns(Protocol):
    """Puts body weights of a food log into the athlete's weigh-ins, which are training's."""

    def __call__(self, weigh_ins: Sequence[ParsedWeighIn]) -> int:
        """Store those that are not there; return how many."""
        ...


class NutritionUnitOfWork(UnitOfWork, Protocol):
    """A transaction that reaches nutrition."""

    @property
    def foods(self) -> FoodRepository:
        """Foods."""
        ...

    @property
    def meals(self) -> MealRepository:
        """Meals."""
        ...

    @property
    def targets(self) -> TargetRepository:
        """Targets."""
        ...

    @property
    def imports(self) -> ImportArchive:
        """Imported files and their rows."""
        ...
