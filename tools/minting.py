"""Mints facts: numbers them within one tool call and writes masses in the athlete's unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from coach.evidence import Fact, FactId, FactValue, Formula, Source
from coach.units import MassUnit, kg_from, mass_in
from tools.arguments.shape import Unit
from tools.spec import ToolContext, ToolResult

Provenance = Literal["system", "athlete_text", "imported_text", "passage"]
ATHLETE = "athlete"
HUNDREDTH = Decimal("0.01")
TENTH = Decimal("0.1")
WHOLE = Decimal(1)


@dataclass(frozen=True, slots=True)
class About:
    """What facts are about, and the moment they describe."""

    subject: str
    as_of: date | datetime


@dataclass(frozen=True, slots=True)
class Measure:
    """A value with its unit and its error band."""

    value: FactValue
    unit: str | None = None
    low: Decimal | None = None
    high: Decimal | None = None


class Minter:
    """Collects the facts of one tool call; ids are `<call id>.<n>`."""

    def __init__(self, ctx: ToolContext) -> None:
        self._ctx = ctx
        self._facts: list[Fact] = []

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Everything minted so far, in order."""
        return tuple(self._facts)

    def mint(
        self,
        label: str,
        measure: Measure,
        about: About,
        source: Source,
        derived_from: tuple[FactId, ...] = (),
    ) -> FactId:
        """Add one fact and return its id; the inputs of a formula become `derived_from`."""
        fact_id = FactId(f"{self._ctx.call_id}.{len(self._facts) + 1}")
        inputs = source.inputs if isinstance(source, Formula) else ()
        self._facts.append(
            Fact(
                id=fact_id,
                label=label,
                value=measure.value,
                unit=measure.unit,
                subject=about.subject,
                as_of=about.as_of,
                source=source,
                low=measure.low,
                high=measure.high,
                derived_from=derived_from or inputs,
            )
        )
        return fact_id

    def result(
        self, data: BaseModel, summary: str, provenance: Provenance = "system"
    ) -> ToolResult:
        """Return the tool's result with every fact minted so far."""
        return ToolResult(
            facts=self.facts,
            data=data.model_dump(mode="json"),
            summary=summary,
            provenance=provenance,
        )


def plain(value: Decimal, grain: Decimal = HUNDREDTH) -> Decimal:
    """Return `value` rounded half up to `grain`, without trailing zeros or an exponent."""
    rounded = value.quantize(grain, rounding=ROUND_HALF_UP)
    return Decimal(format(rounded.normalize(), "f"))


def number(value: float, grain: Decimal = HUNDREDTH) -> Decimal:
    """Return a formula's float as a rounded decimal."""
    return plain(Decimal(repr(float(value))), grain)


def unit_of(ctx: ToolContext) -> Unit:
    """Return the athlete's unit of mass."""
    return "lb" if ctx.locale.mass_unit is MassUnit.LB else "kg"


def shown(ctx: ToolContext, kg: Decimal, grain: Decimal = HUNDREDTH) -> Decimal:
    """Return kilograms in the athlete's unit, in hundredths of a kg or tenths of a lb."""
    pounds = ctx.locale.mass_unit is MassUnit.LB
    return plain(mass_in(kg, ctx.locale.mass_unit), max(grain, TENTH) if pounds else grain)


def stored(ctx: ToolContext, value: Decimal, unit: str | None) -> Decimal:
    """Return a mass the athlete gave as kilograms; without a unit it is in the athlete's own."""
    return kg_from(value, MassUnit(unit) if unit else ctx.locale.mass_unit)


def zone_of(ctx: ToolContext) -> ZoneInfo:
    """Return the athlete's time zone."""
    return ZoneInfo(ctx.locale.time_zone)


def day_of(ctx: ToolContext, moment: datetime) -> date:
    """Return the athlete's calendar day of a moment."""
    return moment.astimezone(zone_of(ctx)).date()


def today(ctx: ToolContext) -> date:
    """Return the athlete's calendar day now."""
    return day_of(ctx, ctx.clock.now())


def counted(amount: int, noun: str) -> str:
    """Return "1 set", "2 sets"."""
    return f"{amount} {noun}" if amount == 1 else f"{amount} {noun}s"


def spoken(day: date) -> str:
    """Return a day as "2 Sep 2021"."""
    return f"{day.day} {day:%b %Y}"
