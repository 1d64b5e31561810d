"""Describes our own export in Markdown, for docs/reference/export-format.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum, EnumType
from typing import cast, get_args, get_type_hints
from uuid import UUID

from sqlalchemy import Column, Table

from store.formats.export_sections import (
    EXERCISES,
    NOT_RESTORED,
    RESTORED,
    VERSION,
    Section,
    catalogue_named_by,
    columns_of,
    is_document,
    records,
)
from store.formats.own_json import row_fields
from store.tables.schema import Instant

NAMES: Mapping[type, str] = {
    Decimal: "amount",
    date: "day",
    UUID: "id",
    bool: "true or false",
    int: "whole number",
    str: "text",
    list: "list of text",
}
"""What the page calls the type of a column."""

_INTRODUCTION = f"""# Our own export

One JSON document, UTF-8, one row a line. Version {VERSION}.

    {{
    "format":"fitholic-export",
    "version":{VERSION},
    "profile":[
    {{"country":"DE","language":"en","mass_unit":"kg", ...}}
    ],
    "workouts":[
    {{"id":"...","sets":[{{"exercise_id":"back_squat","kind":"normal","load_kg":"100","position":0,"reps":5}}], ...}}
    ],
    ...
    }}

- Keys of a row are sorted; there is no space between them. The same rows give the same bytes.
- An **amount** is text, exactly as it is stored: `"102.5"`, never the binary fraction `102.5`.
- A **moment** is ISO 8601 in UTC and ends in `Z`; a **day** is `2026-10-05`. Masses are kilograms, lengths metres, times seconds.
- What is null or empty text is left out; so a field that is missing is null, or empty.
- An **exercise** or **food** is an id of the catalogue (`back_squat`, `usda:173904`), or `mine:1`, `mine:2`, ... for the athlete's own, which stand in `exercises` and `foods` of the same file.
- There is no user id, no time of export and no name of a machine in it.

Reading: an unknown field, a missing section, a number where text belongs, and a version above {VERSION} are refused, and nothing is stored. A field that a later fitholic of the same version adds may be missing.
"""  # noqa: E501 - Markdown lists stand on one line


def export_format_page() -> str:
    """Return the page: every section with its fields, and what is not restored."""
    lines = [_INTRODUCTION, "## Sections that an import brings back"]
    for section in RESTORED:
        lines += ["", f"### {section.name}", "", *_fields(section)]
    lines += ["", "## Only in the account export", ""]
    lines.append("`fitholic export --format account` also holds these; an import leaves them out.")
    lines += ["", "| Section | Why it does not come back |", "|---|---|"]
    for section in records():
        lines.append(f"| `{section.name}` | {NOT_RESTORED.get(section.name, '')} |")
    return "\n".join(lines) + "\n"


def _fields(section: Section) -> Iterator[str]:
    yield "| Field | Type | |"
    yield "|---|---|---|"
    if section is EXERCISES:
        yield "| `aliases` | list of text | required |"
    yield from _columns(section.table, section.hints())
    child = section.child
    if child is not None:
        yield f"| `{child.field}` | list of the rows below, in order | required |"
        hints = get_type_hints(child.kind)
        yield from _columns(child.table, hints, f"{child.field}[].", without=child.parent)
    if section.when:
        yield ""
        yield f"`--since` looks at `{section.when}`."


def _columns(
    table: Table, hints: Mapping[str, object], prefix: str = "", without: str = ""
) -> Iterator[str]:
    fields = row_fields(table, hints, without)
    for column in sorted(columns_of(table, without=without), key=lambda each: each.name):
        must = "required" if fields[column.name][1] is ... else ""
        yield f"| `{prefix}{column.name}` | {_type(column, hints.get(column.name))} | {must} |"


def _type(column: Column[object], hint: object) -> str:
    catalogue = catalogue_named_by(column)
    if catalogue is not None:
        kind = catalogue.name[:-1]
        return f"list of {kind}s" if column.name == "substitutes" else kind
    if is_document(column):
        return "JSON"
    if isinstance(column.type, Instant):
        return "moment"
    closed = _members(hint)
    if closed:
        return "one of " + ", ".join(f"`{each}`" for each in closed)
    return NAMES[column.type.python_type]


def _members(hint: object) -> list[str]:
    """Return the words of a closed set, null or not; none for any other type."""
    kinds = [each for each in (hint, *get_args(hint)) if isinstance(each, EnumType)]
    return [str(member.value) for member in cast("type[Enum]", kinds[0])] if kinds else []
