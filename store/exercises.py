"""The exercise catalogue, its aliases and each athlete's own exercises in Postgres."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Table, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from coach.errors import Conflict, InvalidInput
from coach.identity import ExerciseId, UserId
from coach.training.model import Exercise, fold_name
from store.ownership import not_found, of, require_visible, visible
from store.rows import read, read_all, values
from store.tables import exercise_aliases, exercises, metadata, workout_sets


class PostgresExercises:
    """Implements `ExerciseRepository`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, user_id: UserId, exercise_id: ExerciseId) -> Exercise:
        """Return one exercise the athlete may see."""
        found = self._connection.execute(
            select(exercises).where(exercises.c.id == exercise_id, visible(exercises, user_id))
        )
        row = found.mappings().one_or_none()
        if row is None:
            raise not_found("exercise", exercise_id)
        return read(Exercise, row)

    def by_alias(self, user_id: UserId, alias: str) -> Exercise | None:
        """Return the exercise of this name; the athlete's own goes before the catalogue's."""
        found = self._connection.execute(
            select(exercises)
            .join(exercise_aliases, exercise_aliases.c.exercise_id == exercises.c.id)
            .where(
                exercise_aliases.c.compact == compact_name(alias),
                visible(exercise_aliases, user_id),
            )
            .order_by(exercise_aliases.c.owner_id.is_(None))
            .limit(1)
        )
        row = found.mappings().one_or_none()
        return None if row is None else read(Exercise, row)

    def aliases(self, user_id: UserId) -> Sequence[tuple[str, ExerciseId]]:
        """Return every folded name and alias with its exercise, by name."""
        rows = self._connection.execute(
            select(exercise_aliases.c.alias, exercise_aliases.c.exercise_id)
            .where(visible(exercise_aliases, user_id))
            .order_by(exercise_aliases.c.alias, exercise_aliases.c.exercise_id)
        )
        return [(alias, ExerciseId(exercise_id)) for alias, exercise_id in rows]

    def list(self, user_id: UserId) -> Sequence[Exercise]:
        """Return the catalogue and the athlete's own, by name."""
        rows = self._connection.execute(
            select(exercises)
            .where(visible(exercises, user_id))
            .order_by(exercises.c.name, exercises.c.id)
        )
        return read_all(Exercise, rows.mappings())

    def put(self, exercise: Exercise, aliases: Sequence[str]) -> None:
        """Insert or replace one exercise and its aliases.

        Raises:
            Conflict: The id is somebody else's (`id_taken`), or an alias names another exercise
                (`already_exists`).
        """
        row = _row(exercise)
        statement = insert(exercises).values(row)
        stored = self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=[exercises.c.id],
                set_={name: value for name, value in row.items() if name != "id"},
                where=exercises.c.owner_id.is_not_distinct_from(exercise.owner_id),
            ).returning(exercises.c.id)
        )
        if stored.one_or_none() is None:
            raise Conflict(
                f"exercise id {exercise.id!r} is taken.", way_out="Use another.", code="id_taken"
            )
        self._connection.execute(
            delete(exercise_aliases).where(
                exercise_aliases.c.exercise_id == exercise.id,
                exercise_aliases.c.owner_id.is_not_distinct_from(exercise.owner_id),
            )
        )
        self._connection.execute(insert(exercise_aliases), _names(exercise, aliases))

    def replace_shipped(self, entries: Sequence[tuple[Exercise, Sequence[str]]]) -> None:
        """Store the shared exercises that ship with the program, whatever was there.

        A name that is given anew leaves the shared exercise that had it, so that names may move
        between exercises from one version to the next.
        """
        names = [row for exercise, aliases in entries for row in _names(exercise, aliases)]
        columns = exercise_aliases.c
        self._connection.execute(
            delete(exercise_aliases).where(
                columns.owner_id.is_(None),
                columns.exercise_id.in_({row["exercise_id"] for row in names})
                | columns.compact.in_({row["compact"] for row in names}),
            )
        )
        statement = insert(exercises)
        changed = {column.name: column for column in statement.excluded if column.name != "id"}
        self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=[exercises.c.id],
                set_=changed,
                where=exercises.c.owner_id.is_(None),
            ),
            [_row(exercise) for exercise, _ in entries],
        )
        self._connection.execute(insert(exercise_aliases), names)

    def learn_name(self, user_id: UserId, name: str, exercise_id: ExerciseId) -> None:
        """Keep a name this athlete uses for an exercise."""
        require_visible(self._connection, exercises, user_id, {exercise_id}, "exercise")
        columns = exercise_aliases.c
        compact = compact_name(name)
        self._connection.execute(
            insert(exercise_aliases)
            .values(
                exercise_id=exercise_id, alias=fold_name(name), compact=compact, owner_id=user_id
            )
            .on_conflict_do_nothing(index_elements=[columns.compact, columns.owner_id])
        )
        known = self._connection.scalar(
            select(columns.exercise_id).where(
                columns.owner_id == user_id, columns.compact == compact
            )
        )
        if known != exercise_id:
            raise Conflict(
                f"{name!r} is your name for another exercise.",
                way_out="Merge that exercise into this one, or rename it first.",
                code="name_taken",
            )

    def merge(self, user_id: UserId, own_id: ExerciseId, into_id: ExerciseId) -> int:
        """Give all an athlete did with an own exercise to another; the own one is gone after."""
        if own_id == into_id:
            raise InvalidInput(
                f"{own_id!r} cannot become itself.",
                way_out="Name another exercise.",
                code="same_exercise",
            )
        mine = (exercises.c.id == own_id) & (exercises.c.owner_id == user_id)
        found = self._connection.execute(select(exercises.c.id).where(mine).with_for_update())
        if found.one_or_none() is None:
            raise not_found("exercise", own_id)
        require_visible(self._connection, exercises, user_id, {into_id}, "exercise")
        moved = {
            table.name: self._connection.execute(
                update(table)
                .where(of(table, user_id, exercise_id=own_id))
                .values(exercise_id=into_id)
            ).rowcount
            for table in _tables_of_exercises()
        }
        columns = exercise_aliases.c
        self._connection.execute(
            update(exercise_aliases)
            .where(columns.exercise_id == own_id, columns.owner_id == user_id)
            .values(exercise_id=into_id)
        )
        self._connection.execute(delete(exercises).where(mine))
        return moved[workout_sets.name]


def _tables_of_exercises() -> list[Table]:
    """Return the tables in which athletes' rows name an exercise, those of later versions too."""
    return [
        table
        for table in metadata.sorted_tables
        if "user_id" in table.c and any(key.column is exercises.c.id for key in table.foreign_keys)
    ]


def _row(exercise: Exercise) -> dict[str, Any]:
    return values(exercises, exercise, cues=[asdict(cue) for cue in exercise.cues])


def _names(exercise: Exercise, aliases: Sequence[str]) -> list[dict[str, Any]]:
    names = {compact_name(name): fold_name(name) for name in (*aliases, exercise.name)}
    return [
        {
            "exercise_id": exercise.id,
            "alias": folded,
            "compact": compact,
            "owner_id": exercise.owner_id,
        }
        for compact, folded in names.items()
    ]


def compact_name(name: str) -> str:
    """Return a name as it is looked up: folded and without spaces."""
    return fold_name(name).replace(" ", "")
