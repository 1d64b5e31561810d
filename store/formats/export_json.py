"""Writes our own export: one JSON document, one row a line, the same bytes for the same rows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, cast
from uuid import UUID

from sqlalchemy import RowMapping, Table

from store.formats.export_rows import Nested, Snapshot
from store.formats.export_sections import (
    EXERCISES,
    FOODS,
    FORMAT,
    NAMES,
    RESTORED,
    VERSION,
    Section,
    catalogue_named_by,
    columns_of,
    is_document,
    records,
    renamed_inside,
)

LocalIds = Mapping[str, Mapping[str, str]]
"""By section: the athlete's own ids and what the file calls them."""


def json_export(snapshot: Snapshot, *, with_records: bool = False) -> Iterator[str]:
    """Yield the document in pieces.

    Args:
        snapshot: Whose rows, and of what moment.
        with_records: The account export: also what an import leaves out.
    """
    local = {section.name: snapshot.local_ids(section) for section in (EXERCISES, FOODS)}
    aliases = snapshot.own_aliases()
    yield f'{{\n"format":{_text(FORMAT)},\n"version":{VERSION}'
    for section in (*RESTORED, *(records() if with_records else ())):
        yield f",\n{_text(section.name)}:["
        mark = "\n"
        for nested in snapshot.rows(section):
            if section is NAMES and nested.row["exercise_id"] in local[EXERCISES.name]:
                continue
            line = _row(section, nested, local)
            if section is EXERCISES:
                line["aliases"] = aliases.get(nested.row["id"], [])
            yield mark + _text(line)
            mark = ",\n"
        yield "]" if mark == "\n" else "\n]"
    yield "\n}\n"


def _row(section: Section, nested: Nested, local: LocalIds) -> dict[str, Any]:
    line = _cells(section.table, nested.row, local)
    if section.name in local:
        line["id"] = local[section.name][nested.row["id"]]
    child = section.child
    if child is not None:
        line[child.field] = [
            _cells(child.table, row, local, without=child.parent) for row in nested.inside
        ]
    return line


def _cells(table: Table, row: RowMapping, local: LocalIds, *, without: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for column in columns_of(table, without=without):
        value = row[column.name]
        if value is None or value == "":
            continue
        named = catalogue_named_by(column)
        if named is not None:
            value = _renamed(value, local[named.name])
        elif is_document(column):
            value = renamed_inside(value, local[EXERCISES.name])
        found[column.name] = value
    return found


def _renamed(value: object, local: Mapping[str, str]) -> object:
    """Return an id of a catalogue, or a list of them, as the file calls them."""
    if isinstance(value, list):
        return [local.get(each, each) for each in cast("list[str]", value)]
    return local.get(str(value), value)


def _text(value: object) -> str:
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain
    )


def _plain(value: object) -> str:
    """Return as text what JSON has no form for.

    Raises:
        TypeError: A type that no column has.
    """
    match value:
        case Decimal():
            return f"{value:f}"
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case UUID() | StrEnum():
            return str(value)
        case _:
            msg = f"{type(value).__name__} has no form in an export"
            raise TypeError(msg)
