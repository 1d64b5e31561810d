"""Meals and daily targets in Postgres."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, RowMapping, delete, select, text
from sqlalchemy.dialects.postgresql import insert

from coach.identity import UserId
from coach.nutrition.model import Meal, MealItem, Target
from coach.nutrition.rules.intake import PeriodIntake
from store.batches import batches, copy_rows
from store.ownership import not_found, of, require_visible
from store.rows import read, read_all, values
from store.tables import foods, meal_items, meals, targets

TOTALS_BY = text("""
SELECT width_bucket(m.eaten_at, CAST(:starts AS timestamptz[])) - 1 AS period,
       count(DISTINCT m.id) AS meals, bool_or(m.partial) AS partial,
       coalesce(sum(i.kcal), 0) AS kcal, coalesce(sum(i.protein_g), 0) AS protein_g,
       coalesce(sum(i.carbohydrate_g), 0) AS carbohydrate_g, coalesce(sum(i.fat_g), 0) AS fat_g
FROM meals m
LEFT JOIN meal_items i ON i.user_id = m.user_id AND i.meal_id = m.id
WHERE m.user_id = :user_id AND m.eaten_at >= :since AND m.eaten_at < :until
GROUP BY period
ORDER BY period
""")


class PostgresMeals:
    """Implements `MealRepository`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, meal: Meal) -> None:
        """Store one meal."""
        named = {str(item.food_id) for item in meal.items if item.food_id is not None}
        require_visible(self._connection, foods, meal.user_id, named, "food")
        self._connection.execute(insert(meals).values(values(meals, meal)))
        if meal.items:
            keys = {"user_id": meal.user_id, "meal_id": meal.id}
            self._connection.execute(
                insert(meal_items),
                [
                    values(meal_items, item, position=position, **keys)
                    for position, item in enumerate(meal.items)
                ],
            )

    def add_many(self, many: Sequence[Meal]) -> None:
        """Store many meals at once."""
        named: dict[UserId, set[str]] = {}
        for meal in many:
            ids = named.setdefault(meal.user_id, set())
            ids.update(str(item.food_id) for item in meal.items if item.food_id is not None)
        for user_id, ids in named.items():
            require_visible(self._connection, foods, user_id, ids, "food")
        copy_rows(self._connection, meals, (values(meals, meal) for meal in many))
        copy_rows(
            self._connection,
            meal_items,
            (
                values(meal_items, item, user_id=meal.user_id, meal_id=meal.id, position=position)
                for meal in many
                for position, item in enumerate(meal.items)
            ),
        )

    def list(self, user_id: UserId, *, since: datetime, until: datetime) -> Sequence[Meal]:
        """Return meals eaten in [since, until), oldest first."""
        rows = self._connection.execute(
            select(meals)
            .where(of(meals, user_id), meals.c.eaten_at >= since, meals.c.eaten_at < until)
            .order_by(meals.c.eaten_at, meals.c.id)
        )
        return self._complete(user_id, rows.mappings().all())

    def totals_by(
        self, user_id: UserId, *, starts: Sequence[datetime], until: datetime
    ) -> Sequence[PeriodIntake]:
        """Return the sums of each period that has a meal, oldest first."""
        if not starts:
            return []
        rows = self._connection.execute(
            TOTALS_BY,
            {"user_id": user_id, "starts": [*starts], "since": starts[0], "until": until},
        )
        return read_all(PeriodIntake, rows.mappings())

    def get(self, user_id: UserId, meal_id: UUID) -> Meal:
        """Return one meal."""
        found = self._connection.execute(select(meals).where(of(meals, user_id, id=meal_id)))
        row = found.mappings().one_or_none()
        if row is None:
            raise not_found("meal", meal_id)
        return self._complete(user_id, [row])[0]

    def delete(self, user_id: UserId, meal_id: UUID) -> None:
        """Delete one meal; its items go by cascade."""
        done = self._connection.execute(delete(meals).where(of(meals, user_id, id=meal_id)))
        if done.rowcount == 0:
            raise not_found("meal", meal_id)

    def delete_many(self, user_id: UserId, meal_ids: Sequence[UUID]) -> None:
        """Delete meals; their items go by cascade."""
        for ids in batches(meal_ids):
            self._connection.execute(delete(meals).where(of(meals, user_id), meals.c.id.in_(ids)))

    def _complete(self, user_id: UserId, found: Sequence[RowMapping]) -> Sequence[Meal]:
        items: dict[UUID, list[MealItem]] = {row["id"]: [] for row in found}
        for ids in batches([*items]):
            rows = self._connection.execute(
                select(meal_items)
                .where(of(meal_items, user_id), meal_items.c.meal_id.in_(ids))
                .order_by(meal_items.c.position)
            )
            for row in rows.mappings():
                items[row["meal_id"]].append(read(MealItem, row))
        return [read(Meal, row, items=items[row["id"]]) for row in found]


class PostgresTargets:
    """Implements `TargetRepository`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, target: Target) -> None:
        """Store one target."""
        self._connection.execute(insert(targets).values(values(targets, target)))

    def on(self, user_id: UserId, day: date) -> Target | None:
        """Return the target that holds on `day`: the newest start, then the one stored last."""
        found = self._connection.execute(
            select(targets)
            .where(of(targets, user_id), targets.c.from_day <= day)
            .order_by(targets.c.from_day.desc(), targets.c.seq.desc())
            .limit(1)
        )
        row = found.mappings().one_or_none()
        return None if row is None else read(Target, row)
