"""A number and where it came from: the only way a number enters a reply."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, NewType

from pydantic import BeforeValidator, SerializerFunctionWrapHandler, WrapSerializer

from coach.identity import FindingId, FoodId, PassageId

FactId = NewType("FactId", str)
"""Unique within one run; tools mint it as `<tool call id>.<n>`."""

FactValue = Decimal | str | datetime | date | bool


@dataclass(frozen=True, slots=True)
class LogRow:
    """A row of the athlete's own log."""

    table: str
    id: str
    kind: Literal["log_row"] = "log_row"


@dataclass(frozen=True, slots=True)
class Formula:
    """A published formula and the facts that went in."""

    name: str
    inputs: tuple[FactId, ...] = ()
    kind: Literal["formula"] = "formula"


@dataclass(frozen=True, slots=True)
class PassageSource:
    """A passage of the knowledge base."""

    id: PassageId
    kind: Literal["passage"] = "passage"


@dataclass(frozen=True, slots=True)
class FoodSource:
    """A row of the food table."""

    id: FoodId
    kind: Literal["food"] = "food"


@dataclass(frozen=True, slots=True)
class FindingSource:
    """A measured finding of an analysed video."""

    id: FindingId
    kind: Literal["finding"] = "finding"


@dataclass(frozen=True, slots=True)
class Statement:
    """Something the athlete said in the chat."""

    message_id: str
    kind: Literal["statement"] = "statement"


Source = LogRow | Formula | PassageSource | FoodSource | FindingSource | Statement


@dataclass(frozen=True, slots=True)
class Fact:
    """One value a reply may use, with its unit, its subject and its origin."""

    id: FactId
    label: str
    """What the value is, in words an athlete reads: "top set", "estimated 1RM"."""
    value: FactValue
    unit: str | None
    """UCUM-like: kg, lb, kcal, g, deg, s, %, rep, set, day; None for dates, names and ratios."""
    subject: str
    """What it is about: an exercise id, a day (ISO), `video:<id>:rep:<n>`, or `athlete`."""
    as_of: date | datetime
    source: Source = field(kw_only=True)
    low: Decimal | None = None
    """Lower end of the error band, same unit."""
    high: Decimal | None = None
    """Upper end of the error band, same unit."""
    derived_from: tuple[FactId, ...] = ()


_Row = dict[str, Any]


def _write_exactly(facts: Sequence[Fact], write: SerializerFunctionWrapHandler) -> list[_Row]:
    rows: list[_Row] = write(facts)
    for fact, row in zip(facts, rows, strict=True):
        match fact.value:
            case bool() | str():
                pass
            case Decimal() as number:
                row["value"] = {"decimal": str(number)}
            case date() as moment:
                row["value"] = {"moment": moment.isoformat()}
    return rows


def _read_exactly(rows: object) -> object:
    if not isinstance(rows, list):
        return rows
    return [_read_row(row) if isinstance(row, dict) else row for row in rows]  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] - JSON that is not validated yet


def _read_row(row: _Row) -> _Row:
    value = row.get("value")
    match value:
        case {"decimal": str(number)}:
            value = Decimal(number)
        case {"moment": str(moment)}:
            value = _moment(moment)
        case _:
            pass
    as_of = row.get("as_of")
    return row | {"value": value, "as_of": _moment(as_of) if isinstance(as_of, str) else as_of}


def _moment(text: str) -> date | datetime:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


ExactFacts = Annotated[
    tuple[Fact, ...],
    WrapSerializer(_write_exactly, return_type=list[_Row], when_used="json"),
    BeforeValidator(_read_exactly),
]
"""Facts that JSON gives back as they were: `{"decimal": "1.50"}` and `{"moment": "2021-09-02"}`
stand for values that a plain string would not tell from text."""
