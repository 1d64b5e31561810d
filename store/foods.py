"""The food table in Postgres."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, func, select
from sqlalchemy.dialects.postgresql import insert

from coach.errors import Conflict
from coach.identity import FoodId, UserId
from coach.nutrition.model import Food, Portion
from store.ownership import not_found, visible
from store.rows import read, values
from store.tables import foods as table


class PostgresFoods:
    """Implements `FoodRepository`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, user_id: UserId, food_id: FoodId) -> Food:
        """Return one food the athlete may see."""
        found = self._connection.execute(
            select(table).where(table.c.id == food_id, visible(table, user_id))
        )
        row = found.mappings().one_or_none()
        if row is None:
            raise not_found("food", food_id)
        return _food(row)

    def search(self, user_id: UserId, query: str, *, limit: int = 5) -> Sequence[Food]:
        """Return foods whose name has all words of the query, best first."""
        words = func.plainto_tsquery("english", query)
        rows = self._connection.execute(
            select(table)
            .where(visible(table, user_id), table.c.words.op("@@")(words))
            .order_by(func.ts_rank_cd(table.c.words, words, 2).desc(), func.length(table.c.name))
            .limit(limit)
        )
        return [_food(row) for row in rows.mappings()]

    def put_many(self, foods: Sequence[Food]) -> int:
        """Insert or replace foods; return how many.

        Raises:
            Conflict: An id is somebody else's (code `id_taken`).
        """
        for food in foods:
            portions = [{"name": p.name, "grams": str(p.grams)} for p in food.portions]
            row = values(table, food, portions=portions)
            stored = self._connection.execute(
                insert(table)
                .values(row)
                .on_conflict_do_update(
                    index_elements=[table.c.id],
                    set_={name: value for name, value in row.items() if name != "id"},
                    where=table.c.owner_id.is_not_distinct_from(food.owner_id),
                )
            )
            if stored.rowcount == 0:
                raise Conflict(
                    f"food id {food.id!r} is taken.", way_out="Use another.", code="id_taken"
                )
        return len(foods)


def _food(row: RowMapping) -> Food:
    return read(Food, row, portions=tuple(Portion(**portion) for portion in row["portions"]))
