"""Reads a programme that was typed in as a plan, so that it can be revised like any other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from coach.identity import ExerciseId
from coach.training.model import Exercise, Prescription, Programme
from coach.training.rules.programme import session_time, targets
from coach.training.rules.programme.build import usual_of
from coach.training.rules.programme.checks import volume_in
from coach.training.rules.programme.explain import counted
from coach.training.rules.programme.loading import (
    how_to_find,
    increment_of,
    plates_for,
    warm_up_loads,
)
from coach.training.rules.programme.movements import MOVEMENTS, fills
from coach.training.rules.programme.plan import (
    Dose,
    Method,
    MuscleVolume,
    Phase,
    PlannedDay,
    PlannedExercise,
    ProgrammePlan,
    Stress,
    Tier,
    Week,
)
from coach.training.rules.programme.request import (
    MAX_MINUTES,
    MuscleSets,
    ProgrammeRequest,
    TrainingAge,
)
from coach.training.rules.programme.weeks import REASONS, STEADY_WEEKS

USUAL_RPE = Decimal(8)
USUAL_REST_S = 150
"""Effort and rest where a typed programme names none. Source: coaching practice (two repetitions in
reserve; ACSM 2009, 2 to 3 minutes between sets of compound lifts)."""


def adopted(
    programme: Programme, request: ProgrammeRequest, catalogue: Sequence[Exercise]
) -> ProgrammePlan:
    """Return a typed programme as a plan that holds exactly what was typed.

    The first exercise of a day is taken for its main lift, the second for a secondary one. Sets
    above the usual range of a muscle stay as they were typed.

    Args:
        programme: Without a plan of its own.
        request: What the athlete is known to want; days and minutes follow the programme.
        catalogue: Holds every exercise of the programme.
    """
    known = {each.id: each for each in catalogue}
    numbers = sorted({entry.day for entry in programme.prescriptions})
    groups = [
        sorted(
            (each for each in programme.prescriptions if each.day == number),
            key=lambda entry: entry.position,
        )
        for number in numbers
    ]
    held = tuple(dict.fromkeys(each.exercise_id for each in programme.prescriptions))
    request = replace(request, days=min(7, len(groups)), keep=held)
    days = tuple(
        _day(request, number, entries, known) for number, entries in enumerate(groups, start=1)
    )
    sets = tuple(tuple(entry.sets for entry in entries) for entries in groups)
    minutes = tuple(
        _minutes(request, day, counts, known) for day, counts in zip(days, sets, strict=True)
    )
    request = replace(request, minutes=min(MAX_MINUTES, max(request.minutes, *minutes)))
    weeks = tuple(
        Week(number, Phase.BUILD, sets, minutes, REASONS[Phase.BUILD])
        for number in range(1, STEADY_WEEKS + 1)
    )
    plan = ProgrammePlan(
        name=programme.name,
        request=request,
        split="as typed",
        days=days,
        weeks=weeks,
        volume=(),
        usual=(),
        statements=(programme.reason or f"{counted(len(days), 'day')} as you typed them in.",),
    )
    done = volume_in(plan, weeks[0], known)
    usual = usual_of(request) or done
    return replace(
        plan,
        volume=tuple(_volume(request, muscle, done[muscle]) for muscle in targets.MUSCLES),
        usual=tuple(
            MuscleSets(muscle, max(sets, done.get(muscle, sets)))
            for muscle, sets in sorted(usual.items())
        ),
    )


def up_to_date(plan: ProgrammePlan, usual: ProgrammeRequest) -> ProgrammePlan:
    """Return a plan whose request knows what was told since: injuries, dislikes, what is missing.

    Equipment is only taken away, since a plan may have been made for less than there usually is.

    Args:
        plan: As it was made.
        usual: What the athlete is known to want today.
    """
    request = plan.request
    regions = {each.region for each in usual.injuries}
    kit = replace(
        request.kit,
        equipment=tuple(e for e in request.kit.equipment if e in usual.kit.equipment),
        fixtures=tuple(e for e in request.kit.fixtures if e in usual.kit.fixtures),
        dumbbell_max_kg=min(request.kit.dumbbell_max_kg, usual.kit.dumbbell_max_kg),
    )
    disliked = tuple(sorted({*request.disliked, *usual.disliked}))
    return replace(
        plan,
        request=replace(
            request,
            kit=kit,
            injuries=(
                *usual.injuries,
                *(each for each in request.injuries if each.region not in regions),
            ),
            disliked=disliked,
            liked=tuple(each for each in request.liked if each not in disliked),
            gentle=request.gentle or usual.gentle,
        ),
    )


def _day(
    request: ProgrammeRequest,
    number: int,
    entries: Sequence[Prescription],
    known: Mapping[ExerciseId, Exercise],
) -> PlannedDay:
    names = " and ".join(known[each.exercise_id].name for each in entries[:1])
    return PlannedDay(
        number=number,
        name=f"Day {number}",
        exercises=tuple(
            _exercise(request, place, entry, known[entry.exercise_id])
            for place, entry in enumerate(entries)
        ),
        reason=f"{names} first, as you typed it in.",
    )


def _exercise(
    request: ProgrammeRequest, place: int, entry: Prescription, exercise: Exercise
) -> PlannedExercise:
    kit = request.kit
    tier = (Tier.MAIN, Tier.SECONDARY)[place] if place < 2 else Tier.ACCESSORY
    dose = Dose(
        reps_low=entry.reps_low,
        reps_high=entry.reps_high,
        target_rpe=entry.target_rpe or USUAL_RPE,
        rest_s=USUAL_REST_S if entry.rest_s is None else entry.rest_s,
        scheme=entry.scheme,
    )
    lifts = {lift.exercise_id: lift for lift in request.log.lifts}
    lift = lifts.get(exercise.id)
    ramp = session_time.warm_ups_of(request, exercise, tier, dose)
    usual_step = increment_of(exercise, kit, novice=request.age is TrainingAge.NOVICE)
    return PlannedExercise(
        exercise_id=exercise.id,
        name=exercise.name,
        slot=_slot(exercise),
        tier=tier,
        sets=entry.sets,
        dose=dose,
        method=Method.STEADY,
        stress=Stress.HEAVY,
        warm_ups=warm_up_loads(exercise, kit, entry.load_kg, ramp),
        load_kg=entry.load_kg,
        increment_kg=entry.increment_kg or usual_step,
        one_rep_max_kg=None if lift is None else lift.one_rep_max_kg,
        plates_per_side=plates_for(exercise, kit, entry.load_kg),
        find_load="" if entry.load_kg is not None else how_to_find(exercise, dose, kit.unit),
        reason=entry.reason or "It is in your programme.",
    )


def _slot(exercise: Exercise) -> str:
    """Return the movement an exercise stands for; its pattern where no movement has it."""
    listed = (name for name, each in MOVEMENTS.items() if exercise.id in each.choices)
    fitting = (name for name, each in MOVEMENTS.items() if fills(exercise, each))
    return next(listed, None) or next(fitting, exercise.pattern.value)


def _minutes(
    request: ProgrammeRequest,
    day: PlannedDay,
    counts: Sequence[int],
    known: Mapping[ExerciseId, Exercise],
) -> int:
    seconds = (
        session_time.exercise_seconds(known[each.exercise_id], sets, each.dose, len(each.warm_ups))
        for each, sets in zip(day.exercises, counts, strict=True)
    )
    return session_time.minutes_of(session_time.session_seconds(request, seconds))


def _volume(request: ProgrammeRequest, muscle: str, sets: Decimal) -> MuscleVolume:
    bounds = targets.range_of(request, muscle)
    note = "" if sets >= bounds.low else "Below its range as it was typed in."
    return MuscleVolume(muscle, sets, sets, bounds.low, max(bounds.high, sets), note)
