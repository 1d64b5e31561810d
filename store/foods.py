"""The food table in Postgres, and the search that ranks it by an athlete's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process
from sqlalchemy import ColumnElement, Connection, Integer, RowMapping, cast, func, select
from sqlalchemy.dialects.postgresql import insert

from coach.errors import Conflict
from coach.identity import FoodId, UserId
from coach.nutrition.model import Food, FoodMatch
from store.food_rank import rank
from store.food_words import FoodQuery, group_of, name_tokens, read_query, stem
from store.ownership import not_found, visible
from store.rows import read, values
from store.tables import foods as table

CANDIDATES = 80
"""Foods that are ranked; on the searches of evals/datasets/foods.yaml 400 give the same answers."""
RESEMBLES = 80.0
"""From this likeness (100: equal) an unknown word is taken for a known one: "quiona" is 83 like
"quinoa". Set on the misspelt searches of evals/datasets/foods.yaml."""
SHORTEST = 4
"""Shorter unknown words resemble too much."""


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
        return [found.food for found in self.match(user_id, query, limit=limit)]

    def match(self, user_id: UserId, query: str, *, limit: int = 5) -> Sequence[FoodMatch]:
        """Return the same, with how well each name fits."""
        asked = read_query(query)
        if not asked.groups:
            return []
        foods = self._candidates(user_id, asked)
        corrected = self._corrected(user_id, asked, foods)
        if corrected is not asked:
            foods = self._candidates(user_id, corrected)
        return rank(corrected, foods, limit)

    def _candidates(self, user_id: UserId, query: FoodQuery) -> list[Food]:
        rows = self._connection.execute(
            select(table)
            .where(visible(table, user_id), table.c.words.op("@@")(_any_of(query.words)))
            .order_by(_hits(query.groups).desc(), func.length(table.c.name), table.c.id)
            .limit(CANDIDATES)
        )
        return [_food(row) for row in rows.mappings()]

    def _corrected(self, user_id: UserId, query: FoodQuery, foods: Sequence[Food]) -> FoodQuery:
        """Return the query with each word that no name has taken for the known one nearest to it.

        A word that only foods beyond the candidates have is known as well, so it is left alone.
        """
        tokens = {token for food in foods for token in name_tokens(food.name)}
        strange = [
            group
            for group in query.groups
            if not any(stem(word) in tokens for word in group) and len(group[0]) >= SHORTEST
        ]
        if not strange:
            return query
        groups: list[tuple[str, ...]] = []
        for group in query.groups:
            near = None
            if group in strange:
                near = _nearest(group[0], self._vocabulary(user_id, group[0][0]))
            groups.append(group if near is None else (near, *group_of(near)[1:]))
        changed = tuple(groups)
        return query if changed == query.groups else replace(query, groups=changed, corrected=True)

    def _vocabulary(self, user_id: UserId, letter: str) -> dict[str, int]:
        """Return the words of the names the athlete may see, and how many names have each.

        Only those that begin with `letter`: typing errors seldom hit the first letter, and the
        words of all names take four times as long.
        """
        name = func.lower(table.c.name)
        word = func.regexp_split_to_table(name, "[^a-z]+").label("word")
        begins = name.regexp_match(rf"\m{letter}")
        each = select(word).where(visible(table, user_id), begins).subquery()
        rows = self._connection.execute(
            select(each.c.word, func.count().label("names"))
            .where(each.c.word.startswith(letter))
            .group_by(each.c.word)
        )
        return {row.word: row.names for row in rows}

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


def _hits(groups: Sequence[Sequence[str]]) -> ColumnElement[int]:
    """Return how many of the query's words a name has, our own foods first among equals."""
    hits = [cast(table.c.words.op("@@")(_any_of(group)), Integer) * 2 for group in groups]
    return sum(hits[1:], hits[0]) + cast(table.c.source != "usda", Integer)


def _nearest(word: str, known: Mapping[str, int]) -> str | None:
    """Return the known word that a word resembles most, or None; of equals the commoner."""
    if word in known or stem(word) in known:
        return None
    found = process.extract(
        word, list(known), scorer=fuzz.ratio, score_cutoff=RESEMBLES, limit=None
    )
    best = max(found, key=lambda one: (round(one[1]), known[one[0]]), default=None)
    return None if best is None else best[0]


def _any_of(words: Sequence[str]) -> ColumnElement[object]:
    """Return a text query for any of the words; they hold letters and digits only."""
    return func.to_tsquery("english", " | ".join(f"'{word}'" for word in words))


def _food(row: RowMapping) -> Food:
    return read(Food, row)
