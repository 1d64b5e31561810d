"""The audit of a log as data: sentences, the figures in them, and where each figure comes from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from coach.units import MassUnit, mass_in

TENTH = Decimal("0.1")
NOUNS = frozenset({"workout", "session", "set", "rep", "exercise", "day", "week", "year", "pause",
                   "weigh-in", "name"})  # fmt: skip
"""Units that are counted things: written in the plural from two on."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One value of a sentence."""

    value: Decimal | date
    unit: str | None
    """kg, lb, %, set, week, ...; None for days of the calendar and plain ratios."""
    source: str
    """Name of the formula, rule or count it comes from."""
    rows: tuple[str, ...] = ()
    """Rows of the log it stands on, as `table:id`; empty for counts over many rows."""

    @property
    def shown(self) -> str:
        """The value as the sentence has it."""
        if isinstance(self.value, date):
            return f"{self.value.day} {self.value:%b %Y}"
        number = f"{self.value:,}"
        if self.unit is None or self.unit == "%":
            return f"{number}{'' if self.unit is None else ' %'}"
        plural = "s" if self.unit in NOUNS and self.value != 1 else ""
        return f"{number} {self.unit}{plural}"


@dataclass(frozen=True, slots=True)
class Remark:
    """One or two sentences; every number in them is one of the figures."""

    text: str
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Remarks on one subject."""

    name: str
    """Stable name: overview, strength, records, stalled, volume, balance, problems."""
    title: str
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class LiftCurve:
    """What the chart of one lift shows, in the athlete's unit."""

    exercise: str
    measure: str
    """`estimated 1RM`, or `heaviest load` for lifts of the Olympic pattern."""
    days: tuple[date, ...]
    values: tuple[float, ...]
    confident: tuple[bool, ...]
    line: tuple[tuple[date, float, float, float], ...] = ()
    """The trend at its beginning, middle and end: day, value, and the 95 % band of its slope, which
    turns about the middle; empty without a trend."""


@dataclass(frozen=True, slots=True)
class WeekColumn:
    """What the charts show of one week."""

    monday: date
    workouts: int
    sets_by_muscle: dict[str, float] = field(default_factory=dict[str, float])


@dataclass(frozen=True, slots=True)
class Audit:
    """What a log says on the day it is read."""

    as_of: date
    unit: MassUnit
    sections: tuple[Section, ...]
    next_steps: tuple[Remark, ...]
    lifts: tuple[LiftCurve, ...] = ()
    weeks: tuple[WeekColumn, ...] = ()
    """Oldest first; the last twelve of the log."""


def remark(template: str, **figures: Figure) -> Remark:
    """Return a sentence with its figures filled in by name."""
    text = template.format(**{name: figure.shown for name, figure in figures.items()})
    return Remark(text[:1].upper() + text[1:], tuple(figures.values()))


def words(name: str) -> str:
    """Return the athlete's or a catalogue's words so that a template takes them as they are."""
    return name.replace("{", "{{").replace("}", "}}")


def count(amount: int, unit: str, source: str = "count", rows: tuple[str, ...] = ()) -> Figure:
    """Return a number of things."""
    return Figure(Decimal(amount), unit, source, rows)


def plain(value: float | Decimal, unit: str | None, source: str, grain: Decimal = TENTH) -> Figure:
    """Return a number rounded half up to `grain`."""
    return Figure(rounded(value, grain), unit, source)


def day(value: date, source: str = "log", rows: tuple[str, ...] = ()) -> Figure:
    """Return a day of the calendar."""
    return Figure(value, None, source, rows)


def rounded(value: float | Decimal, grain: Decimal = TENTH) -> Decimal:
    """Return `value` rounded half up, without trailing zeros."""
    exact = Decimal(str(value)).quantize(grain, rounding=ROUND_HALF_UP)
    return Decimal(format((exact + 0).normalize(), "f"))  # adding 0 turns -0 into 0


def masses(unit: MassUnit) -> Callable[..., Figure]:
    """Return the function that makes a figure of kilograms in the athlete's unit."""

    def mass(kg: float | Decimal, source: str, rows: tuple[str, ...] = ()) -> Figure:
        return Figure(rounded(mass_in(Decimal(str(kg)), unit)), unit.value, source, rows)

    return mass
