"""Stores many rows of one table at once, inside the transaction of the caller."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from enum import Enum
from typing import TypeVar, cast

import psycopg
from psycopg import sql
from sqlalchemy import Connection, Table
from sqlalchemy.dialects.postgresql import insert

from store.failures import translate

T = TypeVar("T")


MOST_IDS = 10_000
"""Ids in one statement. Source: the protocol takes at most 65,535 parameters."""


def batches(ids: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield ids, as many at a time as one statement may name."""
    for start in range(0, len(ids), MOST_IDS):
        yield ids[start : start + MOST_IDS]


def copy_rows(connection: Connection, table: Table, rows: Iterable[Mapping[str, object]]) -> None:
    """Insert rows that all have the same columns, in the order they come.

    Raises:
        FitholicError: As any statement would: a row breaks a constraint, or the server is gone.
    """
    pending = iter(rows)
    first = next(pending, None)
    if first is None:
        return
    columns = list(first)
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table.name), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    # SQLAlchemy has no COPY; its engine is made for psycopg in store/engine.py.
    driver = cast("psycopg.Connection[tuple[object, ...]]", connection.connection.driver_connection)
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            copy.write_row([_sent(first[column]) for column in columns])
            for row in pending:
                copy.write_row([_sent(row[column]) for column in columns])
    except psycopg.Error as exc:
        ours = translate(exc)
        if ours is None:
            raise
        raise ours from exc


def put_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert rows that all have the same columns, or replace what is there under their keys."""
    if not rows:
        return
    statement = insert(table)
    keys = {column.name for column in table.primary_key.columns}
    changed = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    connection.execute(
        statement.on_conflict_do_update(index_elements=[*keys], set_=changed),
        [dict(row) for row in rows],
    )


def _sent(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    return value.astimezone(UTC) if isinstance(value, datetime) else value
