"""A number and where it came from: the only way a number enters a reply."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, NewType

from coach.identity import FindingId, FoodId, PassageId

FactId = NewType("FactId", str)
"""Unique within one run; tools mint it as `<tool call id>.<n>`."""

FactValue = Decimal | str | date | bool


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
