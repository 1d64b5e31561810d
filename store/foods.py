"""The food table in Postgres, and the search that ranks it by an athlete's words."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import (
    ColumnElement,
    Connection,
    Float,
    Integer,
    RowMapping,
    case,
    cast,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import insert

from coach.errors import Conflict
from coach.identity import FoodId, UserId
from coach.nutrition.model import Food
from store.food_words import AS_BOUGHT, search_groups
from store.ownership import not_found, visible
from store.rows import read, values
from store.tables import foods as table

MATCHED = 10.0
"""Weight of the share of the query's words that a name has. This and the weights below were set on
the 25 queries of tests/integration/test_foods.py."""
HEAD = 1.0
"""A name that begins with one of the words is about that food."""
OURS = 1.5
"""Our own list and the athlete's foods are plain everyday foods."""
SURPLUS = 0.3
"""Each further word makes the name more special than what was asked for."""
AS_BOUGHT_UNASKED = 0.5
"""People log what is on the plate, so raw and dry forms count less unless they were named."""


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
        """Return foods that share a word with the query, best first."""
        groups = search_groups(query)
        if not groups:
            return []
        anything = _any_of([word for group in groups for word in group])
        rows = self._connection.execute(
            select(table)
            .where(visible(table, user_id), table.c.words.op("@@")(anything))
            .order_by(_fit(groups).desc(), func.length(table.c.name), table.c.id)
            .limit(limit)
        )
        return [_food(row) for row in rows.mappings()]

    def put_many(self, foods: Sequence[Food]) -> int:
        """Insert or replace foods; return how many.

        Raises:
            Conflict: An id is somebody else's (code `id_taken`).
        """
        if not foods:
            return 0
        rows = [
            values(
                table,
                food,
                portions=[{"name": p.name, "grams": str(p.grams)} for p in food.portions],
            )
            for food in foods
        ]
        statement = insert(table)
        stored = self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=[table.c.id],
                set_={name: statement.excluded[name] for name in rows[0] if name != "id"},
                where=table.c.owner_id.is_not_distinct_from(statement.excluded.owner_id),
            ),
            rows,
            execution_options={"preserve_rowcount": True},
        )
        if stored.rowcount < len(rows):
            raise Conflict(
                f"one of {len(rows)} food ids is taken.", way_out="Use another.", code="id_taken"
            )
        return len(rows)


def _fit(groups: Sequence[Sequence[str]]) -> ColumnElement[float]:
    """Return how well a name fits: most by the words it has, less by the words it has besides."""
    hits = [cast(table.c.words.op("@@")(_any_of(group)), Integer) for group in groups]
    matched = cast(sum(hits[1:], hits[0]), Float)
    everything = _any_of([word for group in groups for word in group])
    head = func.to_tsvector("english", func.split_part(table.c.name, " ", 1))
    asked_as_bought = any(AS_BOUGHT.intersection(group) for group in groups)
    return (
        matched / len(groups) * MATCHED
        + _when(head.op("@@")(everything), HEAD)
        + _when(table.c.source != "usda", OURS)
        - (func.length(table.c.words) - matched) * SURPLUS
        - (0 if asked_as_bought else _when(_is_as_bought(), AS_BOUGHT_UNASKED))
    )


def _is_as_bought() -> ColumnElement[bool]:
    return table.c.words.op("@@")(_any_of(sorted(AS_BOUGHT)))


def _when(condition: ColumnElement[bool], weight: float) -> ColumnElement[float]:
    return case((condition, weight), else_=0.0)


def _any_of(words: Sequence[str]) -> ColumnElement[object]:
    """Return a text query for any of the words; they hold letters and digits only."""
    return func.to_tsquery("english", " | ".join(f"'{word}'" for word in words))


def _food(row: RowMapping) -> Food:
    return read(Food, row)
