"""Maps rows to the frozen dataclasses of `coach` and back; names of columns are names of fields."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter
from sqlalchemy import Column, RowMapping, Table
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.dialects.postgresql.dml import Insert

T = TypeVar("T")


@cache
def _adapter(kind: type[T]) -> TypeAdapter[T]:
    return TypeAdapter(kind)


def read(kind: type[T], row: RowMapping, **parts: object) -> T:
    """Return a row as `kind`: enums, tuples and ids by its annotations; `parts` come on top."""
    return _adapter(kind).validate_python({**row, **parts})


def read_all(kind: type[T], rows: Iterable[RowMapping]) -> list[T]:
    """Return rows as `kind`, in their order."""
    return [read(kind, row) for row in rows]


def values(table: Table, entity: object, **extra: object) -> dict[str, Any]:
    """Return what `entity` says for the columns of `table`; `extra` come on top."""
    if not is_dataclass(entity):
        msg = f"{entity!r} is no dataclass"
        raise TypeError(msg)
    found: dict[str, Any] = {
        field.name: getattr(entity, field.name)
        for field in fields(entity)
        if field.name in table.columns
    }
    found |= extra
    # The driver would send a tuple as a composite value; arrays are lists.
    return {
        name: [*cast("tuple[object, ...]", value)] if isinstance(value, tuple) else value
        for name, value in found.items()
    }


def upsert(table: Table, row: dict[str, Any], *keys: Column[Any]) -> Insert:
    """Return a statement that inserts `row`, or replaces what is there under `keys`."""
    index = list(keys) or list(table.primary_key.columns)
    names = {column.name for column in index}
    changed = {name: value for name, value in row.items() if name not in names}
    return insert(table).values(row).on_conflict_do_update(index_elements=index, set_=changed)
