"""Programmes as JSON: the whole plan, what a revision changed, and the next session."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from api.fields import Number, View
from coach.training.model import Programme, ProgressionScheme
from coach.training.rules.programme.plan import (
    Kind,
    Method,
    Phase,
    ProgrammePlan,
    Stress,
    Tier,
)
from coach.units import MassUnit


class WarmUpView(View):
    """One warm-up set."""

    share: Number
    """Of the working load; 0 for the empty bar."""
    reps: int
    load_kg: Number | None


class DoseView(View):
    """Repetitions, effort and rest."""

    reps_low: int
    reps_high: int
    target_rpe: Number
    rest_s: int
    scheme: ProgressionScheme


class PlannedExerciseView(View):
    """One exercise of one day."""

    exercise_id: str
    name: str
    slot: str
    tier: Tier
    sets: int
    dose: DoseView
    method: Method
    stress: Stress
    warm_ups: tuple[WarmUpView, ...]
    load_kg: Number | None
    increment_kg: Number | None
    plates_per_side: tuple[Number, ...]
    find_load: str
    reason: str


class PlannedDayView(View):
    """One training day."""

    number: int
    name: str
    exercises: tuple[PlannedExerciseView, ...]
    reason: str


class WeekView(View):
    """One week: sets of each exercise, by day and position."""

    number: int
    phase: Phase
    sets: tuple[tuple[int, ...], ...]
    minutes: tuple[int, ...]
    reason: str


class MuscleVolumeView(View):
    """Weekly fractional sets of one muscle."""

    muscle: str
    first_week: Number
    sets: Number
    low: Number
    high: Number
    note: str


class ChangeView(View):
    """One difference a revision made."""

    kind: Kind
    where: str
    old: str
    new: str
    reason: str


class PlanView(View):
    """A whole programme."""

    name: str
    split: str
    days: tuple[PlannedDayView, ...]
    weeks: tuple[WeekView, ...]
    volume: tuple[MuscleVolumeView, ...]
    statements: tuple[str, ...]
    revision: str
    changes: tuple[ChangeView, ...]
    until: date | None
    resumes_week: int | None
    unit: MassUnit
    """What the bars and plates are marked in; masses are in kilograms."""


class BuiltProgramme(View):
    """A built or revised programme."""

    id: UUID | None
    """None for a preview."""
    predecessor_id: UUID | None
    plan: PlanView


def built(programme: Programme | None, plan: ProgrammePlan) -> BuiltProgramme:
    """Return a plan as it is answered; without a programme it is not stored."""
    return BuiltProgramme(
        id=None if programme is None else programme.id,
        predecessor_id=None if programme is None else programme.predecessor_id,
        plan=PlanView.model_validate(plan),
    )


class NextSetView(View):
    """One working set."""

    load_kg: Number | None
    reps: int
    reps_high: int | None
    target_rpe: Number | None
    open_ended: bool


class NextExerciseView(View):
    """One exercise of the next session."""

    exercise_id: str
    name: str
    decision: str
    reason: str
    sets: tuple[NextSetView, ...]
    warm_ups: tuple[WarmUpView, ...]
    rest_s: int | None
    plates_per_side: tuple[Number, ...]
    find_load: str
    why: str


class NextSessionView(View):
    """The next session of the active programme."""

    programme_id: UUID
    programme: str
    week: int
    phase: Phase | None
    day: int
    day_name: str
    minutes: int | None
    exercises: tuple[NextExerciseView, ...]
    notes: tuple[str, ...]
    unit: MassUnit
    """As above."""
