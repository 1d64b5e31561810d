"""What must hold for every programme; tests and benchmarks count what does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal, NamedTuple

from coach.identity import ExerciseId
from coach.training.model import Equipment, Exercise
from coach.training.rules.programme import loading, session_time, targets
from coach.training.rules.programme.choices import is_available, is_safe
from coach.training.rules.programme.plan import (
    LIGHT_PHASES,
    MuscleVolume,
    ProgrammePlan,
    Week,
)
from coach.training.rules.programme.request import Kit

Property = Literal[
    "sets in range",
    "time in budget",
    "equipment",
    "contraindication",
    "weekly change",
    "loadable",
    "explained",
    "not empty",
]
PROPERTIES: tuple[Property, ...] = (
    "sets in range",
    "time in budget",
    "equipment",
    "contraindication",
    "weekly change",
    "loadable",
    "explained",
    "not empty",
)


class Violation(NamedTuple):
    """One property that does not hold, and where."""

    rule: Property
    where: str


def violations(plan: ProgrammePlan, catalogue: Sequence[Exercise]) -> list[Violation]:
    """Return what is wrong with a programme; empty when all properties hold.

    Args:
        plan: The programme.
        catalogue: Holds every exercise of the programme.
    """
    known = {each.id: each for each in catalogue}
    return [
        *_volume(plan, known),
        *_time(plan, known),
        *_exercises(plan, known),
        *_change(plan, known),
        *_loads(plan, known),
        *_words(plan),
    ]


def volume_in(
    plan: ProgrammePlan, week: Week, known: Mapping[ExerciseId, Exercise], day: int | None = None
) -> dict[str, Decimal]:
    """Return the fractional sets of each muscle in one week, or one of its sessions."""
    days = range(len(plan.days)) if day is None else (day,)
    return targets.volume_of(
        (known[planned.exercise_id], sets)
        for number in days
        for planned, sets in zip(plan.days[number].exercises, week.sets[number], strict=True)
    )


def full_weeks(plan: ProgrammePlan) -> list[Week]:
    """Return the weeks that are not light on purpose."""
    return [week for week in plan.weeks if week.phase not in LIGHT_PHASES]


def restated(
    plan: ProgrammePlan, known: Mapping[ExerciseId, Exercise], note: str
) -> tuple[MuscleVolume, ...]:
    """Return the weekly sets of a programme whose weeks or exercises changed.

    Args:
        plan: The changed programme.
        known: Its exercises.
        note: Why a muscle is below its range, where nothing was said before.
    """
    full = full_weeks(plan) or list(plan.weeks)
    first, last = volume_in(plan, full[0], known), volume_in(plan, full[-1], known)
    return tuple(
        replace(
            each,
            first_week=first[each.muscle],
            sets=last[each.muscle],
            note="" if last[each.muscle] >= each.low else each.note or note,
        )
        for each in plan.volume
    )


def _volume(plan: ProgrammePlan, known: Mapping[ExerciseId, Exercise]) -> Iterator[Violation]:
    stated = {each.muscle: each for each in plan.volume}
    for week in plan.weeks:
        for muscle, sets in volume_in(plan, week, known).items():
            if sets > stated[muscle].high:
                yield Violation("sets in range", f"week {week.number}: {muscle} {sets}")
        for day in range(len(plan.days)):
            for muscle, sets in volume_in(plan, week, known, day).items():
                if sets > targets.SESSION_LIMIT:
                    yield Violation("sets in range", f"day {day + 1}: {muscle} {sets}")
    full = full_weeks(plan)
    most = volume_in(plan, full[-1], known) if full else {}
    for muscle, sets in most.items():
        if sets < stated[muscle].low and not stated[muscle].note:
            yield Violation("sets in range", f"{muscle} {sets} below its range, unsaid")


def _time(plan: ProgrammePlan, known: Mapping[ExerciseId, Exercise]) -> Iterator[Violation]:
    for week in plan.weeks:
        for day, counts in zip(plan.days, week.sets, strict=True):
            seconds = session_time.session_seconds(
                plan.request,
                (
                    session_time.exercise_seconds(
                        known[each.exercise_id], sets, each.dose, len(each.warm_ups)
                    )
                    for each, sets in zip(day.exercises, counts, strict=True)
                ),
            )
            if seconds > plan.request.minutes * 60:
                yield Violation("time in budget", f"week {week.number} day {day.number}: {seconds}")


def _exercises(plan: ProgrammePlan, known: Mapping[ExerciseId, Exercise]) -> Iterator[Violation]:
    if not plan.days:
        yield Violation("not empty", "no day")
    for day in plan.days:
        ids = [each.exercise_id for each in day.exercises]
        if not ids or len(set(ids)) < len(ids):
            yield Violation("not empty", f"day {day.number} is empty or repeats an exercise")
        for each in day.exercises:
            exercise = known[each.exercise_id]
            if not is_available(exercise, plan.request.kit) or (
                each.exercise_id in plan.request.disliked
            ):
                yield Violation("equipment", each.exercise_id)
            if not is_safe(exercise, plan.request):
                yield Violation("contraindication", each.exercise_id)
    for week in plan.weeks:
        if any(sets < 1 for counts in week.sets for sets in counts):
            yield Violation("not empty", f"week {week.number} has an exercise without sets")


def _change(plan: ProgrammePlan, known: Mapping[ExerciseId, Exercise]) -> Iterator[Violation]:
    before = {each.muscle: each.sets for each in plan.usual}
    for week in full_weeks(plan):
        now = volume_in(plan, week, known)
        for muscle, sets in now.items():
            if before and sets > targets.most_after(before.get(muscle, Decimal(0))):
                yield Violation(
                    "weekly change", f"week {week.number}: {muscle} {before.get(muscle)} to {sets}"
                )
        before = now


def _loads(plan: ProgrammePlan, known: Mapping[ExerciseId, Exercise]) -> Iterator[Violation]:
    kit = plan.request.kit
    for day in plan.days:
        for each in day.exercises:
            exercise = known[each.exercise_id]
            ramp = [warm_up.load_kg for warm_up in each.warm_ups]
            for load in (each.load_kg, *ramp):
                if load is not None and not can_load(exercise, kit, load):
                    yield Violation("loadable", f"{each.exercise_id} {load}")
            if exercise.equipment is Equipment.BARBELL and each.load_kg is not None:
                total = kit.bar_kg + 2 * sum(each.plates_per_side, Decimal(0))
                if total != each.load_kg:
                    yield Violation("loadable", f"{each.exercise_id}: plates make {total}")


def can_load(exercise: Exercise, kit: Kit, load: Decimal) -> bool:
    """Tell whether a load can be put together; decided without the code that chooses loads."""
    if exercise.equipment is Equipment.KETTLEBELL:
        return load in kit.kettlebells_kg
    if exercise.equipment is Equipment.BARBELL:
        if not kit.plates:
            return load >= kit.bar_kg and (load - kit.bar_kg) % kit.plate_step_kg == 0
        sums = {Decimal(0)}
        for pair in kit.plates:
            sums = {each + pair.plate_kg * n for each in sums for n in range(pair.pairs + 1)}
        return (load - kit.bar_kg) / 2 in sums
    step = loading.step_of(exercise, kit)
    light_enough = exercise.equipment is not Equipment.DUMBBELL or load <= kit.dumbbell_max_kg
    return step is not None and load > 0 and load % step == 0 and light_enough


def _words(plan: ProgrammePlan) -> Iterator[Violation]:
    if not plan.statements or not plan.name:
        yield Violation("explained", "the whole")
    for day in plan.days:
        for each in day.exercises:
            unsaid = each.load_kg is None and not each.find_load
            if not each.reason or unsaid:
                yield Violation("explained", each.exercise_id)
    if plan.revision and any(not change.reason for change in plan.changes):
        yield Violation("explained", "a change")
