"""The next session of a programme: every set with its load, repetitions and effort."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from coach.identity import ExerciseId
from coach.training.model import Exercise, Prescription, ProgressionScheme
from coach.training.rules import deload, layoff, progression
from coach.training.rules.next_session import Plan, Steps, plan_next
from coach.training.rules.programme import loading
from coach.training.rules.programme.plan import (
    LIGHT_PHASES,
    Phase,
    PlannedExercise,
    ProgrammePlan,
    WarmUpSet,
    Week,
)
from coach.training.rules.programme.request import Kit
from coach.training.rules.programme.weeks import exercise_in_week, week_numbered
from coach.training.rules.working_sets import Work, unbroken
from coach.training.rules.working_strength import LOOKED_BACK

DELOAD_RULE = "deload.deload"
"""Rule of a light week, as docs/reference/formulas.md lists it."""
WAVE_LENGTH = 3
"""Weeks of a wave before its light week. Source: Wendler 2009."""


@dataclass(frozen=True, slots=True)
class NextSet:
    """One working set."""

    load_kg: Decimal | None
    reps: int
    reps_high: int | None = None
    """Upper end of a range; None for a fixed number."""
    target_rpe: Decimal | None = None
    open_ended: bool = False
    """As many repetitions as good form allows, one left."""


@dataclass(frozen=True, slots=True)
class NextExercise:
    """One exercise of the next session."""

    exercise_id: ExerciseId
    name: str
    decision: str
    reason: str
    sets: tuple[NextSet, ...]
    warm_ups: tuple[WarmUpSet, ...]
    rest_s: int | None
    plates_per_side: tuple[Decimal, ...]
    """Of the heaviest set; empty unless it is a barbell."""
    find_load: str
    """How the load is found; empty where one is given."""
    why: str
    """Why the programme holds it."""


@dataclass(frozen=True, slots=True)
class Past:
    """What the log says about one exercise."""

    history: Sequence[Work]
    """Working sets of each session, newest first."""
    days_since_last: int | None


def prescriptions_of(
    plan: ProgrammePlan, week_number: int, since: datetime | None = None
) -> tuple[Prescription, ...]:
    """Return what one week of a plan asks for, day by day."""
    week = week_numbered(plan, week_number)
    found: list[Prescription] = []
    for day, planned_day in enumerate(plan.days):
        for position in range(len(planned_day.exercises)):
            planned, sets = exercise_in_week(plan, day, position, week)
            found.append(_prescription(plan, week, day + 1, position, planned, sets, since))
    return tuple(found)


def with_ids_of(plan: ProgrammePlan, entries: Sequence[Prescription]) -> ProgrammePlan:
    """Return a plan with the exercises that the stored prescriptions name.

    An athlete may since have merged an exercise of their own into one of the catalogue, which
    renames it in the prescriptions.
    """
    ids = {(entry.day, entry.position): entry.exercise_id for entry in entries}
    days = tuple(
        replace(
            day,
            exercises=tuple(
                replace(each, exercise_id=ids.get((number, position), each.exercise_id))
                for position, each in enumerate(day.exercises)
            ),
        )
        for number, day in enumerate(plan.days, start=1)
    )
    return replace(plan, days=days)


def _prescription(  # noqa: PLR0913 - the parts of one row
    plan: ProgrammePlan,
    week: Week,
    day: int,
    position: int,
    planned: PlannedExercise,
    sets: int,
    since: datetime | None,
) -> Prescription:
    dose = planned.dose
    entry = Prescription(
        day=day,
        position=position,
        exercise_id=planned.exercise_id,
        sets=sets,
        reps_low=dose.reps_low,
        reps_high=dose.reps_high,
        scheme=dose.scheme,
        load_kg=planned.load_kg,
        target_rpe=dose.target_rpe,
        increment_kg=planned.increment_kg,
        rest_s=dose.rest_s,
        reason=planned.reason,
        since=since,
    )
    if dose.scheme is not ProgressionScheme.WAVE or planned.one_rep_max_kg is None:
        return entry
    share, reps = progression.WAVES[wave_week(plan, week)][-1]
    kit = plan.request.kit
    top = loading.on_bar(kit, loading.training_max(kit, planned.one_rep_max_kg) * share)
    return replace(entry, load_kg=top, reps_low=reps, reps_high=reps)


def wave_week(plan: ProgrammePlan, week: Week) -> int:
    """Return the week of the wave, 1 to 4; light weeks are its fourth."""
    if week.phase in LIGHT_PHASES:
        return WAVE_LENGTH + 1
    built = [each for each in plan.weeks[: week.number] if each.phase not in LIGHT_PHASES]
    return (max(1, len(built)) - 1) % WAVE_LENGTH + 1


def next_exercise(
    plan: ProgrammePlan,
    place: tuple[int, int],
    week: Week,
    exercise: Exercise,
    past: Past,
    since: datetime,
) -> NextExercise:
    """Return one exercise of a session.

    Args:
        plan: The programme.
        place: Day and position, from 0.
        week: The week it is in.
        exercise: Of the catalogue.
        past: What the log says about it.
        since: When the programme began; sessions before are not judged by it.
    """
    day, position = place
    planned, sets = exercise_in_week(plan, day, position, week)
    entry = _prescription(plan, week, day + 1, position, planned, sets, since)
    kit = plan.request.kit
    if entry.scheme is ProgressionScheme.WAVE and planned.one_rep_max_kg is not None:
        return _wave(plan, week, exercise, planned, sets)
    found = prescribed_next(entry, exercise, kit, past, light=week.phase)
    return replace(
        found,
        warm_ups=loading.warm_up_loads(exercise, kit, _top(found.sets), _ramp(planned)),
        why=planned.reason,
        find_load="" if _top(found.sets) else loading.how_to_find(exercise, planned.dose, kit.unit),
    )


def _ramp(planned: PlannedExercise) -> tuple[WarmUpSet, ...]:
    return tuple(replace(each, load_kg=None) for each in planned.warm_ups)


def _top(sets: Sequence[NextSet]) -> Decimal | None:
    return max((each.load_kg for each in sets if each.load_kg is not None), default=None)


def _wave(
    plan: ProgrammePlan, week: Week, exercise: Exercise, planned: PlannedExercise, count: int
) -> NextExercise:
    """Return the sets of a wave; of fewer than three the heavier ones."""
    kit, number = plan.request.kit, wave_week(plan, week)
    maximum = loading.training_max(kit, planned.one_rep_max_kg or Decimal(0))
    shares = progression.WAVES[number][-count:]
    sets = tuple(
        NextSet(
            loading.loadable(exercise, kit, maximum * share),
            reps,
            open_ended=number <= WAVE_LENGTH and place == len(shares) - 1,
        )
        for place, (share, reps) in enumerate(shares)
    )
    top = _top(sets)
    return NextExercise(
        exercise_id=exercise.id,
        name=exercise.name,
        decision="hold",
        reason=f"Week {number} of the wave sets the loads, not the last session.",
        sets=sets,
        warm_ups=loading.warm_up_loads(exercise, kit, sets[0].load_kg, _ramp(planned)),
        rest_s=planned.dose.rest_s,
        plates_per_side=loading.plates_for(exercise, kit, top),
        find_load="",
        why=planned.reason,
    )


def prescribed_next(
    entry: Prescription,
    exercise: Exercise,
    kit: Kit,
    past: Past,
    *,
    light: Phase = Phase.BUILD,
    novice: bool = True,
) -> NextExercise:
    """Return the next session of one prescription; a light week lowers its load.

    Args:
        entry: What is asked for this week.
        exercise: Of the catalogue.
        kit: What can be loaded.
        past: What the log says.
        light: Phase of the week.
        novice: Whether steps are a novice's, where the prescription has none of its own.

    Source:
        `plan_next`; deload at 70 % of the load (Bell 2022), return by `layoff.return_share`.
    """
    step = loading.step_of(exercise, kit) or Decimal(1)
    usual = loading.increment_of(exercise, kit, novice=novice) or step
    steps = Steps(entry.increment_kg or usual, step)
    easy = light_plan(entry, past, light)
    if easy is not None or not past.history:
        found = easy or _first_in(entry, light)
    else:
        days = past.days_since_last or 0
        found = plan_next(past.history, steps, days_since_last=days, prescription=entry)
    load = _loadable(exercise, kit, found, past.history)
    one = NextSet(load, found.reps, found.reps_high, found.target_rpe or entry.target_rpe)
    return NextExercise(
        exercise_id=exercise.id,
        name=exercise.name,
        decision=found.decision,
        reason=found.reason,
        sets=(one,) * found.sets,
        warm_ups=(),
        rest_s=entry.rest_s,
        plates_per_side=loading.plates_for(exercise, kit, load),
        find_load="",
        why=entry.reason,
    )


def light_plan(entry: Prescription, past: Past, phase: Phase) -> Plan | None:
    """Return the session of a light week; None in any other week, and before the first session.

    A deload is counted from the heaviest session since the last break, so that its second session
    is not lighter still; after a break the load is lowered once. A wave has its own light week.

    Source:
        70 % of the load (Bell 2022); `layoff.return_share`.
    """
    wave = entry.scheme is ProgressionScheme.WAVE
    if phase not in {Phase.DELOAD, Phase.RETURN} or not past.history or wave:
        return None
    plan = replace(_first(entry), basis=(past.history[0],), coach_heuristic=True)
    if phase is Phase.DELOAD:
        loads = [work.load for work in unbroken(past.history, LOOKED_BACK) if work.load is not None]
        share = Decimal(str(deload.DEFAULT_LOAD_SHARE))
        return replace(
            plan,
            decision="reduce",
            rule=DELOAD_RULE,
            reason="An easy week: fewer sets, lighter than of late and far from failure.",
            load_kg=max(loads) * share if loads else None,
        )
    last, back = past.history[0].load, layoff.return_share(past.days_since_last or 0)
    lowered = last if last is None or back is None else last * back.share
    return replace(
        plan,
        decision="return",
        rule="layoff.return_share",
        reason=(
            "Back already: the same load again, and fewer sets."
            if back is None
            else "After the break: lighter than the last working load, and fewer sets."
        ),
        load_kg=lowered,
        share=back if lowered is not None else None,
    )


def _first_in(entry: Prescription, phase: Phase) -> Plan:
    """Return the first session of a prescription; in a deload at its share of the load.

    Source:
        70 % of the load (Bell 2022).
    """
    found = _first(entry)
    if phase is not Phase.DELOAD or found.load_kg is None:
        return found
    return replace(found, load_kg=found.load_kg * Decimal(str(deload.DEFAULT_LOAD_SHARE)))


def _first(entry: Prescription) -> Plan:
    return Plan(
        decision="hold",
        rule="start",
        reason=(
            "Nothing is logged for it yet: find the load in the first session."
            if entry.load_kg is None
            else "It is the first session of the programme, so its own load is used."
        ),
        load_kg=entry.load_kg,
        sets=entry.sets,
        reps=entry.reps_low,
        reps_high=entry.reps_high if entry.reps_high > entry.reps_low else None,
        target_rpe=entry.target_rpe,
    )


def _loadable(exercise: Exercise, kit: Kit, found: Plan, history: Sequence[Work]) -> Decimal | None:
    if found.load_kg is None:
        return None
    load = loading.loadable(exercise, kit, found.load_kg)
    last = history[0].load if history else None
    if found.decision == "progress" and last is not None and load is not None and load <= last:
        return loading.next_heavier(exercise, kit, last) or load
    return load
