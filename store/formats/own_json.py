"""Reads our own export: its version, every field and every type, before anything is stored."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from itertools import chain
from typing import Annotated, Any, Literal, Optional, cast, get_type_hints

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    create_model,
)
from sqlalchemy import Column, Numeric, Table

from coach.errors import InvalidInput
from store.formats.export_sections import (
    EXERCISES,
    FORMAT,
    NAMES,
    NOT_RESTORED,
    RESTORED,
    VERSION,
    Section,
    columns_of,
    is_document,
    records,
)
from store.tables.schema import Instant

NAMED_ERRORS = 3
LARGEST = 1_000_000
"""No number inside a plan or another document is larger. Source: plausibility; the largest are
seconds and grams."""
MAX_AMOUNT_CHARS = 60
"""Source: own choice; a quotient of 28 digits is stored with about 30."""
LATER = (NAMES,)
"""Sections that a file of the same version may lack, because fitholic learnt them later."""
EXPORT_AGAIN = "Export again and import that file unchanged."


class Header(BaseModel):
    """What says which document this is."""

    format: Literal["fitholic-export"]
    version: int = Field(ge=1)


@dataclass(frozen=True, slots=True)
class OwnExport:
    """A document whose every row has the type its table needs."""

    sections: dict[str, list[dict[str, Any]]]
    """By section: rows by column, an own exercise or food under its id in the file."""
    left_out: dict[str, int]
    """Rows of tables that are not restored."""

    @property
    def holds_nutrition(self) -> bool:
        """Whether there are rows that only the consent to nutrition lets in."""
        return bool(self.sections["meals"] or self.sections["targets"])


def is_own_export(head: bytes) -> bool:
    """Tell whether a file is our own export, by its first 64 kB and however it is laid out."""
    return f'"format":"{FORMAT}"'.encode() in b"".join(head.split())


def read_own_export(data: bytes) -> OwnExport:
    """Read the bytes of our own export, of either kind.

    Raises:
        InvalidInput: It is of a newer version (code `newer_export`), or not as the format says
            (code `broken_export`), unknown fields included.
    """
    try:
        data = data.removeprefix(BOM_UTF8)
        header = Header.model_validate_json(data)
        if header.version > VERSION:
            raise InvalidInput(
                f"the export has version {header.version}; this fitholic reads up to {VERSION}.",
                way_out="Update fitholic, then import it again.",
                code="newer_export",
            )
        found = document_model().model_validate_json(data)
    except ValidationError as exc:
        raise broken(exc) from exc
    return OwnExport(
        sections={
            section.name: [_by_column(section, row) for row in getattr(found, section.name)]
            for section in RESTORED
        },
        left_out={
            section.name: len(rows)
            for section in records()
            if (rows := cast("list[object]", getattr(found, section.name)))
        },
    )


@cache
def document_model() -> type[BaseModel]:
    """Return the model of the whole document, made from the tables and their dataclasses."""
    restored: dict[str, Any] = {
        section.name: (list[row_model(section)], [] if section in LATER else ...)
        for section in RESTORED
    }
    told: dict[str, Any] = {
        section.name: (list[dict[str, Any]], Field(default=[], description=_why_not(section)))
        for section in records()
    }
    return create_model(
        "FitholicExport",
        __config__=ConfigDict(extra="forbid", strict=True),
        format=(Literal["fitholic-export"], ...),
        version=(Literal[1], ...),
        **restored,
        **told,
    )


def row_model(section: Section) -> type[BaseModel]:
    """Return the model of one row of a section, its children included."""
    fields = row_fields(section.table, section.hints())
    if section is EXERCISES:
        fields["aliases"] = (list[str], Field(description="Further names, folded."))
    child = section.child
    if child is not None:
        inside = create_model(
            child.field,
            __config__=_STRICT,
            **row_fields(child.table, get_type_hints(child.kind), child.parent),
        )
        fields[child.field] = (list[inside], ...)
    return create_model(section.name, __config__=_STRICT, **fields)


def row_fields(table: Table, hints: Mapping[str, object], without: str = "") -> dict[str, Any]:
    """Return type and default of each field: typed as `hints` say, optional as the column is."""
    return {
        column.name: (_field_type(column, hints), _default(column, hints))
        for column in columns_of(table, without=without)
    }


def broken(exc: ValidationError) -> InvalidInput:
    """Return the error for a document that is not as the format says."""
    errors = exc.errors(include_url=False, include_context=False, include_input=False)
    named = "; ".join(
        f"{'.'.join(str(part) for part in error['loc']) or 'the file'}: {error['msg']}"
        for error in errors[:NAMED_ERRORS]
    )
    more = f"; and {len(errors) - NAMED_ERRORS} more" if len(errors) > NAMED_ERRORS else ""
    return InvalidInput(
        f"the export cannot be read ({named}{more}).", way_out=EXPORT_AGAIN, code="broken_export"
    )


def _by_column(section: Section, row: BaseModel) -> dict[str, Any]:
    """Return a row by column; what a JSONB column holds in the form it is stored in."""
    found: dict[str, Any] = dict(row)
    stored = {column.name for column in columns_of(section.table) if is_document(column)}
    if any(not abs(number) <= LARGEST for name in stored for number in _numbers(found[name])):
        raise InvalidInput(
            f"a row of {section.name} holds a number beyond {LARGEST:,}.",
            way_out=EXPORT_AGAIN,
            code="out_of_range",
        )
    if stored:
        found |= row.model_dump(mode="json", include=stored)
    child = section.child
    if child is not None:
        found[child.field] = [dict(each) for each in cast("list[BaseModel]", found[child.field])]
    return found


def _numbers(value: object) -> Iterator[Decimal | float]:
    """Yield the numbers in what a JSON column holds."""
    if isinstance(value, Decimal | int | float):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _numbers(getattr(value, field.name))
    elif isinstance(value, Mapping):
        yield from chain.from_iterable(map(_numbers, cast("Mapping[str, object]", value).values()))
    elif isinstance(value, list | tuple | set | frozenset):
        yield from chain.from_iterable(map(_numbers, cast("Iterable[object]", value)))


def _field_type(column: Column[Any], hints: Mapping[str, object]) -> object:
    hint = hints.get(column.name, column.type.python_type)
    if isinstance(column.type, Instant):
        hint = AwareDatetime
    if column.nullable:
        hint = Optional[hint]  # noqa: UP045 - `|` takes no type that is only known at run time
    return Annotated[hint, BeforeValidator(_amount)] if _is_amount(column) else hint


def _is_amount(column: Column[Any]) -> bool:
    return isinstance(column.type, Numeric)


def _default(column: Column[Any], hints: Mapping[str, object]) -> object:
    """Return what a missing field stands for: null, empty text, or nothing at all."""
    if column.nullable:
        return None
    return "" if hints.get(column.name, column.type.python_type) is str else ...


def _amount(value: object) -> Decimal | None:
    """Return the number a text says.

    Raises:
        ValueError: It is not text (JSON readers turn 102.1 into a binary fraction), or no number.
    """
    if value is None:
        return None
    try:
        amount = Decimal(value if isinstance(value, str) else "")
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or len(f"{amount:e}") > MAX_AMOUNT_CHARS or amount.adjusted() < -60:
        msg = 'an amount is a number written as text, such as "102.5"'
        raise ValueError(msg)
    return amount


def _why_not(section: Section) -> str:
    return f"Not restored: {NOT_RESTORED.get(section.name, 'a record')}."


_STRICT = ConfigDict(extra="forbid", strict=True)
