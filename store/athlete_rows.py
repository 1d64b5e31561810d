"""Reads an athlete's rows of many tables at once, as plain values, for looking at them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, Table, bindparam, func, literal, select, union_all
from sqlalchemy.sql.selectable import CompoundSelect

from coach.identity import UserId
from store import tables

Row = Mapping[str, Any]
"""A row as JSON has it: numbers, texts, truth values; days and times in ISO 8601, times in UTC."""


def athlete_rows(
    connection: Connection, user_id: UserId, names: Sequence[str]
) -> dict[str, list[Row]]:
    """Return the rows of an athlete by table, in no order; tables without a row are there, empty.

    Args:
        connection: One transaction: the tables are read by one statement.
        user_id: Whose rows; of the exercises and foods those that are the athlete's own.
        names: Tables with rows of athletes.
    """
    found: dict[str, list[Row]] = {name: [] for name in names}
    for row in connection.execute(_statement(tuple(names)), {"whose": user_id}):
        found[row[0]].append(row[1])
    return found


def exercise_names(connection: Connection, ids: set[str]) -> dict[str, str]:
    """Return the names of exercises by id."""
    columns = tables.exercises.c
    rows = connection.execute(select(columns.id, columns.name).where(columns.id.in_(ids)))
    return {row.id: row.name for row in rows} if ids else {}


@cache
def _statement(names: tuple[str, ...]) -> CompoundSelect[str, Any]:
    return union_all(*(_of(tables.metadata.tables[name]) for name in names))


def _of(table: Table) -> Select[str, Any]:
    owner = table.c.user_id if "user_id" in table.c else table.c.owner_id
    whole = func.to_jsonb(table.table_valued())
    return select(literal(table.name), whole).where(owner == bindparam("whose"))
