"""Describes the tables in Markdown, for docs/reference/schema.md."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Table
from sqlalchemy.dialects.postgresql import dialect

from store.tables import metadata

_INTRODUCTION = (
    "PostgreSQL with pgvector; `fitholic migrate` brings a database to this schema. A table of "
    "athletes' rows has `user_id` first in its primary key: an id never names another athlete's "
    "row, and deleting the account deletes them all. In `exercises` and `foods` an `owner_id` of "
    "NULL means the shared catalogue. Masses are kilograms, moments `timestamptz`."
)


def schema_page() -> str:
    """Return the page: each table with its columns, keys, references and ranges."""
    lines = ["# Schema", "", _INTRODUCTION]
    for table in sorted(metadata.tables.values(), key=lambda table: table.name):
        lines += ["", f"## {table.name}", "", *_columns(table), *_rules(table)]
    return "\n".join(lines) + "\n"


def _columns(table: Table) -> Iterator[str]:
    yield "| Column | Type | |"
    yield "|---|---|---|"
    for column in table.columns:
        yield f"| `{column.name}` | {_type(column)} | {_kind(column)} |"


def _type(column: Column[Any]) -> str:
    return column.type.compile(dialect=dialect()).lower()


def _kind(column: Column[Any]) -> str:
    if column.primary_key:
        return "key"
    if column.computed is not None or column.identity is not None:
        return "generated"
    return "" if column.nullable else "required"


def _rules(table: Table) -> Iterator[str]:
    checks = sorted(
        str(rule.sqltext) for rule in table.constraints if isinstance(rule, CheckConstraint)
    )
    references = sorted(
        f"{', '.join(rule.column_keys)} to {rule.referred_table.name}"
        for rule in table.constraints
        if isinstance(rule, ForeignKeyConstraint)
    )
    if references:
        yield ""
        yield f"References: {'; '.join(references)}."
    if checks:
        yield ""
        yield "Must hold: " + "; ".join(f"`{check}`" for check in checks) + "."
