"""Reads everything an athlete owns, two hundred rows at a time, in one snapshot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Column, ColumnElement, Connection, RowMapping, Select, select, text

from coach.days import midnight
from coach.identity import UserId
from coach.training.model import Workout, WorkoutSet
from coach.units import MassUnit
from store.formats.export_sections import Child, Section
from store.ownership import of, visible
from store.rows import read
from store.tables import exercise_aliases, exercises, profiles, workout_sets, workouts
from store.tables.schema import Instant

CHUNK_ROWS = 200
"""Rows in memory at once, each with the rows inside it. Source: an export of 100,000 sets adds 2 MB
to the process with 200 workouts at a time and 30 MB with 1,000, and takes as long."""


@dataclass(frozen=True, slots=True)
class Nested:
    """A row with the rows inside it."""

    row: RowMapping
    inside: tuple[RowMapping, ...] = ()


class Snapshot:
    """One athlete's rows as they all were at one moment."""

    def __init__(self, connection: Connection, user_id: UserId, since: date | None = None) -> None:
        """Fix the moment.

        Args:
            connection: One on which this transaction has read nothing yet.
            user_id: Whose rows.
            since: First day, in the athlete's time zone, of what has a day; None: from the start.
        """
        connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        self._connection = connection
        self._user_id = user_id
        self._since = since
        profile = connection.execute(
            select(profiles.c.time_zone, profiles.c.mass_unit).where(of(profiles, user_id))
        ).one_or_none()
        self.zone = ZoneInfo(profile.time_zone if profile else "UTC")
        self.unit = MassUnit(profile.mass_unit if profile else MassUnit.KG)

    def local_ids(self, section: Section) -> Mapping[str, str]:
        """Return the ids in the file, `mine:1` on, of the athlete's own exercises or foods."""
        return {key: f"mine:{number}" for number, key in enumerate(self._own_ids(section), start=1)}

    def own_aliases(self) -> Mapping[str, list[str]]:
        """Return the further names of each of the athlete's own exercises, sorted."""
        rows = self._connection.execute(
            select(exercise_aliases.c.exercise_id, exercise_aliases.c.alias).where(
                exercise_aliases.c.owner_id == self._user_id
            )
        )
        names: dict[str, list[str]] = {}
        for exercise_id, alias in rows:
            names.setdefault(exercise_id, []).append(alias)
        return {exercise_id: sorted(found) for exercise_id, found in names.items()}

    def rows(self, section: Section) -> Iterator[Nested]:
        """Yield the rows of a section in its order, each with its children."""
        found = self._connection.execute(
            self._mine(section), execution_options={"yield_per": CHUNK_ROWS}
        )
        for chunk in found.mappings().partitions():
            if section.child is None:
                yield from map(Nested, chunk)
                continue
            inside = self._children(section.child, chunk)
            yield from (Nested(row, tuple(inside.get(row["id"], ()))) for row in chunk)

    def workouts(self, *, newest_first: bool = False) -> Iterator[Workout]:
        """Yield the athlete's workouts by their start."""
        child = Child("sets", workout_sets, "workout_id", ("position",), WorkoutSet)
        order = ("started_at", "id")
        section = Section("workouts", workouts, order, Workout, "started_at", child)
        wanted = self._mine(section)
        if newest_first:
            wanted = wanted.order_by(None).order_by(*(workouts.c[key].desc() for key in order))
        found = self._connection.execute(wanted, execution_options={"yield_per": CHUNK_ROWS})
        for chunk in found.mappings().partitions():
            inside = self._children(child, chunk)
            for row in chunk:
                sets = [read(WorkoutSet, each) for each in inside.get(row["id"], ())]
                yield read(Workout, row, sets=sets)

    def exercise_names(self) -> Mapping[str, str]:
        """Return the name of every exercise, shared or the athlete's own."""
        rows = self._connection.execute(
            select(exercises.c.id, exercises.c.name).where(visible(exercises, self._user_id))
        )
        return dict(rows.all())

    def _own_ids(self, section: Section) -> Sequence[str]:
        table = section.table
        return self._connection.scalars(
            select(table.c.id)
            .where(table.c.owner_id == self._user_id)
            .order_by(*(_sort(table.c[key]) for key in section.order))
        ).all()

    def _mine(self, section: Section) -> Select[Any]:
        table = section.table
        owner = table.c.user_id if "user_id" in table.c else table.c.owner_id
        wanted = select(table).where(owner == self._user_id)
        if section.when and self._since:
            column = table.c[section.when]
            first: date | datetime = self._since
            if isinstance(column.type, Instant):
                first = midnight(self._since, self.zone)
            wanted = wanted.where(column >= first)
        return wanted.order_by(*(_sort(table.c[key]) for key in section.order))

    def _children(
        self, child: Child, parents: Sequence[RowMapping]
    ) -> Mapping[object, list[RowMapping]]:
        table = child.table
        rows = self._connection.execute(
            select(table)
            .where(of(table, self._user_id), table.c[child.parent].in_([p["id"] for p in parents]))
            .order_by(*(table.c[key] for key in child.order))
        )
        inside: dict[object, list[RowMapping]] = {}
        for row in rows.mappings():
            inside.setdefault(row[child.parent], []).append(row)
        return inside


def _sort(column: Column[Any]) -> ColumnElement[Any]:
    """Return what to sort by: text by its code points, whatever the database's language is."""
    return column.collate("C") if column.type.python_type is str else column
