"""Stores our own export under another athlete's name, or again under the same one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeGuard, cast

from sqlalchemy import Column, Connection, Table, func, select
from sqlalchemy.dialects.postgresql import insert

from coach.accounts.commands import MAX_MEMORIES, MAX_MEMORY_CHARS, require_time_zone
from coach.errors import InvalidInput
from coach.identity import UserId, new_uuid
from coach.training.commands.log import CLOCK_LEEWAY
from coach.training.model import fold_name
from store.batches import copy_rows
from store.exercises import compact_name
from store.formats.export_sections import (
    EXERCISES,
    FOODS,
    NAMES,
    RESTORED,
    Section,
    catalogue_named_by,
    columns_of,
    is_document,
    renamed_inside,
)
from store.formats.own_json import OwnExport
from store.ownership import of, require_visible
from store.rows import upsert
from store.tables import (
    exercise_aliases,
    exercises,
    foods,
    meals,
    memories,
    profiles,
    programmes,
    workouts,
)

CHUNK_ROWS = 1_000
FIRST_YEAR = 1901
"""Source: what the API takes and shows begins there."""
MAX_TEXTS = 53
"""Of a profile: 50 things to train with, language, country and diet. Source: PUT /v1/profile."""
MAX_TEXT_CHARS = 200
"""Source: PUT /v1/profile."""
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class SectionReport:
    """What became of the rows of one section."""

    name: str
    added: int
    kept: int
    """Rows that were there already; they stay as they are."""


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """What an import of our own export did."""

    sections: tuple[SectionReport, ...]
    left_out: Mapping[str, int]
    """Rows of tables that no file may fill."""

    @property
    def added(self) -> int:
        """Rows stored."""
        return sum(section.added for section in self.sections)

    @property
    def kept(self) -> int:
        """Rows that were there already."""
        return sum(section.kept for section in self.sections)


def restore(
    connection: Connection, user_id: UserId, export: OwnExport, *, now: datetime
) -> RestoreReport:
    """Add what an export holds to what the athlete has; the caller's transaction makes it whole.

    Args:
        connection: An open transaction.
        user_id: Whose rows they become, whoever wrote the file.
        export: A document that was read.
        now: Aware; what happened later is refused.

    Raises:
        InvalidInput: A row lies in the future (code `in_future`), is out of range
            (`out_of_range`), names an exercise or food this installation does not have
            (`unknown_exercise`, `unknown_food`) or there are too many memories
            (`too_many_memories`).
    """
    return _Restoring(connection, user_id, now).all_of(export)


class _Restoring:
    """One import, and the ids that its exercises and foods have got."""

    def __init__(self, connection: Connection, user_id: UserId, now: datetime) -> None:
        self._connection = connection
        self._user_id = user_id
        self._latest = now + CLOCK_LEEWAY
        self._ids: dict[str, dict[str, str]] = {EXERCISES.name: {}, FOODS.name: {}}

    def all_of(self, export: OwnExport) -> RestoreReport:
        """Store every section, in the order in which rows may name each other."""
        fresh = not self._has_logged()
        done: list[SectionReport] = []
        for section in RESTORED:
            rows = export.sections[section.name]
            self._check_times(section, rows)
            done.append(SectionReport(section.name, *self._counts(section, rows, fresh=fresh)))
        self._check_memories()
        return RestoreReport(tuple(done), export.left_out)

    def _counts(self, section: Section, rows: Rows, *, fresh: bool) -> tuple[int, int]:
        if section is EXERCISES:
            added = self._exercises(rows)
        elif section is NAMES:
            added = self._names(rows)
        elif section is FOODS:
            added = self._foods(rows)
        elif section.table is profiles:
            added = self._profile(rows, fresh=fresh)
        else:
            added = self._plain(section, rows)
        return added, len(rows) - added

    def _has_logged(self) -> bool:
        return any(
            self._connection.scalar(select(table.c.id).where(of(table, self._user_id)).limit(1))
            for table in (workouts, meals)
        )

    def _profile(self, rows: Rows, *, fresh: bool) -> int:
        if len(rows) > 1:
            raise InvalidInput(
                f"the export holds {len(rows)} profiles.",
                way_out="Import an unchanged export.",
                code="broken_export",
            )
        for row in rows:
            _check_profile(row)
        if not fresh or not rows:
            return 0
        self._connection.execute(upsert(profiles, {"user_id": self._user_id, **rows[0]}))
        return 1

    def _exercises(self, rows: Rows) -> int:
        """Take an own exercise of the same name, else make one; return how many were made."""
        mine = exercise_aliases.c.owner_id == self._user_id
        found = self._connection.execute(
            select(exercise_aliases.c.compact, exercise_aliases.c.exercise_id).where(mine)
        )
        known = dict(found.all())
        made: Rows = []
        for row in rows:
            own = known.get(compact_name(row["name"]))
            self._ids[EXERCISES.name][row["id"]] = own or f"custom:{new_uuid()}"
            if own is None:
                made.append(row)
        for row in made:
            self._exercise(row)
        return len(made)

    def _exercise(self, row: dict[str, Any]) -> None:
        """Store one own exercise; of its further names those that are still free."""
        cells = {name: value for name, value in row.items() if name != "aliases"}
        own = self._ids[EXERCISES.name][row["id"]]
        (renamed,) = self._renamed(EXERCISES.table, [cells])
        self._connection.execute(
            insert(exercises).values(renamed | {"id": own, "owner_id": self._user_id})
        )
        names = {compact_name(name): fold_name(name) for name in (*row["aliases"], row["name"])}
        self._connection.execute(
            insert(exercise_aliases).on_conflict_do_nothing(),
            [
                {
                    "exercise_id": own,
                    "alias": alias,
                    "compact": compact,
                    "owner_id": self._user_id,
                }
                for compact, alias in names.items()
            ],
        )

    def _names(self, rows: Rows) -> int:
        """Store what the athlete calls shared exercises, where a name is free; return how many."""
        named = [
            row | {"alias": alias, "compact": compact_name(alias), "owner_id": self._user_id}
            for row in self._renamed(NAMES.table, rows)
            if (alias := fold_name(row["alias"]))
        ]
        stored = (
            insert(exercise_aliases).on_conflict_do_nothing().returning(exercise_aliases.c.compact)
        )
        return len(self._connection.execute(stored, named).all()) if named else 0

    def _foods(self, rows: Rows) -> int:
        """Take an own food of the same content, else make one; return how many were made."""
        columns = columns_of(foods, without="id")
        found = self._connection.execute(
            select(foods.c.id, *columns).where(foods.c.owner_id == self._user_id)
        )
        known = {_content(dict(row), columns): row["id"] for row in found.mappings()}
        made: Rows = []
        for row in rows:
            own = known.get(_content(row, columns))
            identity = own or f"custom:{new_uuid()}"
            self._ids[FOODS.name][row["id"]] = identity
            if own is None:
                made.append(row | {"id": identity, "owner_id": self._user_id})
        if made:
            self._connection.execute(insert(foods), made)
        return len(made)

    def _plain(self, section: Section, rows: Rows) -> int:
        """Store the rows of a section that are not there; return how many."""
        if section.table is programmes and self._has_active_programme():
            rows = [row | {"active": False} for row in rows]
        return sum(
            self._chunk(section, rows[start : start + CHUNK_ROWS])
            for start in range(0, len(rows), CHUNK_ROWS)
        )

    def _chunk(self, section: Section, rows: Rows) -> int:
        child = section.child
        inside = child.field if child else ""
        parents = [{name: value for name, value in row.items() if name != inside} for row in rows]
        keys = [column for column in section.table.primary_key if column.name != "user_id"]
        stored = self._connection.execute(
            insert(section.table).on_conflict_do_nothing().returning(*keys),
            self._renamed(section.table, parents),
        ).all()
        if child is not None and stored:
            new = {key for (key,) in stored}
            children = [
                each | {child.parent: row["id"]}
                for row in rows
                if row["id"] in new
                for each in row[child.field]
            ]
            copy_rows(self._connection, child.table, self._renamed(child.table, children))
        return len(stored)

    def _renamed(self, table: Table, rows: Rows) -> Rows:
        """Return rows under this athlete's id, naming exercises and foods as the athlete has them.

        Raises:
            InvalidInput: One is neither in the catalogue nor in the file.
        """
        done = [row | {"user_id": self._user_id} if "user_id" in table.c else row for row in rows]
        for column in columns_of(table):
            section = catalogue_named_by(column)
            if section is None and is_document(column):
                done = [self._with_document(row, column.name) for row in done]
            if section is None:
                continue
            ids = self._ids[section.name]
            done = [row | {column.name: _looked_up(row[column.name], ids)} for row in done]
            named = {key for row in done for key in _listed(row[column.name])}
            require_visible(
                self._connection, section.table, self._user_id, named, section.name[:-1]
            )
        return done

    def _with_document(self, row: dict[str, Any], name: str) -> dict[str, Any]:
        return row | {name: renamed_inside(row[name], self._ids[EXERCISES.name])}

    def _has_active_programme(self) -> bool:
        found = select(programmes.c.id).where(of(programmes, self._user_id, active=True))
        return self._connection.scalar(found) is not None

    def _check_times(self, section: Section, rows: Rows) -> None:
        for number, row in enumerate(rows, start=1):
            when = row.get(section.when or "birth_date")
            early = [each for each in row.values() if _is_before(each, FIRST_YEAR)]
            if early:
                raise InvalidInput(
                    f"row {number} of {section.name} is of the year {early[0].year}.",
                    way_out=f"Correct the date in the file; years begin at {FIRST_YEAR}.",
                    code="out_of_range",
                )
            latest = self._latest if isinstance(when, datetime) else self._latest.date()
            if when is not None and when > latest:
                raise InvalidInput(
                    f"row {number} of {section.name} is of {when.isoformat()}, still to come.",
                    way_out="Correct the date in the file.",
                    code="in_future",
                )

    def _check_memories(self) -> None:
        kept = self._connection.execute(
            select(func.count(), func.max(func.length(memories.c.text))).where(
                of(memories, self._user_id)
            )
        ).one()
        if kept[0] > MAX_MEMORIES or (kept[1] or 0) > MAX_MEMORY_CHARS:
            raise InvalidInput(
                f"that would be {kept[0]} memories of up to {kept[1]} characters; "
                f"{MAX_MEMORIES} of {MAX_MEMORY_CHARS} are kept.",
                way_out="Forget some that no longer hold.",
                code="too_many_memories",
            )


def _is_before(value: object, year: int) -> TypeGuard[date]:
    return isinstance(value, date) and value.year < year


def _check_profile(row: Mapping[str, Any]) -> None:
    """Check what no column does; loads, heights and days are held by the table.

    Raises:
        InvalidInput: The time zone does not exist, or a text is too long.
    """
    require_time_zone(row["time_zone"])
    texts = (row["language"], row["country"], row["diet"] or "", *row["equipment"])
    if len(texts) > MAX_TEXTS or any(len(text) > MAX_TEXT_CHARS for text in texts):
        raise InvalidInput(
            f"the profile holds more than {MAX_TEXTS} texts, or one of more than "
            f"{MAX_TEXT_CHARS} characters.",
            way_out="Import an unchanged export.",
            code="broken_export",
        )


def _looked_up(value: object, ids: Mapping[str, str]) -> object:
    if isinstance(value, list | tuple):
        return [ids.get(each, each) for each in cast("Sequence[str]", value)]
    return value if value is None else ids.get(str(value), value)


def _listed(value: object) -> Sequence[str]:
    if value is None:
        return ()
    return cast("Sequence[str]", value) if isinstance(value, list) else (str(value),)


def _content(row: Mapping[Any, Any], columns: Sequence[Column[Any]]) -> str:
    """Return what a food says, without its id, as text that compares."""
    return json.dumps([row[column.name] for column in columns], default=str, sort_keys=True)
