"""The audit of a log on its first day: what is in it, where it goes, what is missing, what next."""

from __future__ import annotations

from coach.training.ports import TrainingUnitOfWork
from coach.training.queries.audit.document import (
    Audit,
    Figure,
    LiftCurve,
    Remark,
    Section,
    WeekColumn,
)
from coach.training.queries.audit.overview import overview
from coach.training.queries.audit.problems import problems
from coach.training.queries.audit.reading import Athlete, Reading, read_log
from coach.training.queries.audit.steps import next_steps
from coach.training.queries.audit.strength import curve, records, stalled, strength
from coach.training.queries.audit.volume import balance, volume

__all__ = [
    "Athlete",
    "Audit",
    "Figure",
    "LiftCurve",
    "Remark",
    "Section",
    "WeekColumn",
    "audit_log",
]

SECTIONS = (overview, strength, records, stalled, volume, balance, problems)


def audit_log(uow: TrainingUnitOfWork, athlete: Athlete) -> Audit:
    """Return what an athlete's log says, with the source of every figure.

    Sections without a remark are left out.
    """
    reading = read_log(uow, athlete)
    sections = [make(reading) for make in SECTIONS]
    return Audit(
        as_of=athlete.day_of(athlete.now),
        unit=athlete.unit,
        sections=tuple(section for section in sections if section.remarks),
        next_steps=next_steps(reading),
        lifts=tuple(curve(lift, athlete.unit) for lift in reading.lifts if lift.points),
        weeks=_columns(reading),
    )


def _columns(reading: Reading) -> tuple[WeekColumn, ...]:
    if reading.regularity is None:
        return ()
    return tuple(
        WeekColumn(
            done.monday,
            done.workouts,
            {muscle: float(sets) for muscle, sets in week.by_muscle.items()},
        )
        for done, week in zip(reading.regularity.weeks, reading.weeks, strict=True)
    )
