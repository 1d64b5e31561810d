"""Puts another exercise in the place of one, without more sets for any muscle than it may have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from coach.errors import InvalidInput
from coach.identity import ExerciseId
from coach.training.model import Exercise
from coach.training.rules.programme import session_time, targets
from coach.training.rules.programme.build import planned
from coach.training.rules.programme.checks import volume_in
from coach.training.rules.programme.choices import is_available, is_safe
from coach.training.rules.programme.dosing import dose_of
from coach.training.rules.programme.fill import Pick
from coach.training.rules.programme.plan import (
    LIGHT_PHASES,
    PlannedDay,
    PlannedExercise,
    ProgrammePlan,
    Tier,
    Week,
)
from coach.training.rules.programme.request import ProgrammeRequest
from coach.training.rules.programme.revisions import Swap
from coach.training.rules.programme.splits import Slot

Sets = list[list[int]]


def swap_exercise(
    plan: ProgrammePlan, swap: Swap, catalogue: Sequence[Exercise], usual: Mapping[str, Decimal]
) -> tuple[ProgrammePlan, str]:
    """Return the programme with another exercise in every place of one, and why.

    Raises:
        InvalidInput: codes `not_in_programme`, `unknown_exercise`, `not_available`,
            `contraindicated`, `already_there`, `too_much_at_once`.
    """
    known = {each.id: each for each in catalogue}
    held = {each.exercise_id for day in plan.days for each in day.exercises}
    if swap.out not in held:
        raise InvalidInput(
            f"{swap.out} is not in the programme.",
            way_out="Name an exercise of the programme.",
            code="not_in_programme",
        )
    old = known.get(swap.out)
    for into in _candidates(plan.request, swap, known, held):
        days = tuple(_swapped(plan.request, day, swap.out, into) for day in plan.days)
        changed = replace(plan, days=days)
        fitted = replace(changed, weeks=_fitted(changed, known, usual))
        if _holds(fitted, known, usual):
            name = str(swap.out) if old is None else old.name
            return fitted, f"{into.name} in the place of {name}, as you wished."
    raise InvalidInput(
        f"every exchange for {swap.out} would train a muscle, or take, more than it may.",
        way_out="Name an exercise for the same muscles, or change days and minutes.",
        code="too_much_at_once",
    )


def _candidates(
    request: ProgrammeRequest,
    swap: Swap,
    known: Mapping[ExerciseId, Exercise],
    held: set[ExerciseId],
) -> list[Exercise]:
    """Return what may take the place: the exercise named, or the substitutes, best first."""
    wanted = swap.into
    if wanted is None:
        names = known[swap.out].substitutes if swap.out in known else ()
        usable = [known[each] for each in names if each in known]
        fit = [each for each in usable if _refusal(request, each, held) is None]
        if not fit:
            raise InvalidInput(
                f"no substitute for {swap.out} is possible.",
                way_out="Name the exercise to do instead.",
                code="not_available",
            )
        return fit
    if wanted not in known:
        raise InvalidInput(
            f"no such exercise: {wanted}.",
            way_out="Use an exercise of the catalogue or one of your own.",
            code="unknown_exercise",
        )
    refusal = _refusal(request, known[wanted], held)
    if refusal is not None:
        raise refusal
    return [known[wanted]]


def _holds(
    plan: ProgrammePlan, known: Mapping[ExerciseId, Exercise], usual: Mapping[str, Decimal]
) -> bool:
    """Tell whether sets and time of every week are within what they may be."""
    before = dict(usual)
    highs = {each.muscle: each.high for each in plan.volume}
    for week in plan.weeks:
        caps = {} if week.phase in LIGHT_PHASES else targets.caps_after(before)
        now = volume_in(plan, week, known)
        if any(sets > min(highs[m], caps.get(m, highs[m])) for m, sets in now.items()):
            return False
        if max(week.minutes) > plan.request.minutes:
            return False
        for day in range(len(plan.days)):
            if max(volume_in(plan, week, known, day).values()) > targets.SESSION_LIMIT:
                return False
        before = before if week.phase in LIGHT_PHASES else now
    return True


def _refusal(
    request: ProgrammeRequest, exercise: Exercise, held: set[ExerciseId]
) -> InvalidInput | None:
    if exercise.id in held:
        message, code = "is in the programme already", "already_there"
    elif not is_safe(exercise, request):
        message, code = "loads a region that is to be spared", "contraindicated"
    elif not is_available(exercise, request.kit) or exercise.id in request.disliked:
        message, code = "is not possible with your equipment and wishes", "not_available"
    else:
        return None
    return InvalidInput(f"{exercise.id} {message}.", way_out="Name another.", code=code)


def _swapped(
    request: ProgrammeRequest, day: PlannedDay, out: ExerciseId, into: Exercise
) -> PlannedDay:
    return replace(
        day,
        exercises=tuple(
            _instead(request, each, into) if each.exercise_id == out else each
            for each in day.exercises
        ),
    )


def _instead(request: ProgrammeRequest, old: PlannedExercise, into: Exercise) -> PlannedExercise:
    slot = Slot(old.slot, old.tier, old.stress)
    dose = dose_of(request, into, old.tier, old.stress, old.slot)
    ramp = session_time.warm_ups_of(request, into, old.tier, dose)
    pick = Pick(
        slot, into, dose, ramp, f"It takes the place of {old.name}, as you wished.", old.sets
    )
    known = {lift.exercise_id: lift for lift in request.log.lifts}
    return planned(request, pick, known.get(into.id))


def _fitted(
    plan: ProgrammePlan, known: Mapping[ExerciseId, Exercise], usual: Mapping[str, Decimal]
) -> tuple[Week, ...]:
    """Take sets away, small exercises first, until every week holds what it may."""
    weeks: list[Week] = []
    before = dict(usual)
    for week in plan.weeks:
        sets: Sets = [list(counts) for counts in week.sets]
        caps = {} if week.phase in LIGHT_PHASES else targets.caps_after(before)
        while True:
            now = replace(week, sets=_frozen(sets))
            place = _too_much(plan, now, known, caps)
            if place is None:
                break
            day, position = place
            sets[day][position] -= 1
        weeks.append(replace(now, minutes=_minutes(plan, now, known)))
        if week.phase not in LIGHT_PHASES:
            before = volume_in(plan, now, known)
    return tuple(weeks)


def _frozen(sets: Sets) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(counts) for counts in sets)


def _too_much(
    plan: ProgrammePlan,
    week: Week,
    known: Mapping[ExerciseId, Exercise],
    caps: Mapping[str, Decimal],
) -> tuple[int, int] | None:
    """Return the exercise to take a set from; None when the week holds what it may."""
    highs = {each.muscle: each.high for each in plan.volume}
    for muscle, sets in volume_in(plan, week, known).items():
        if sets > min(highs[muscle], caps.get(muscle, highs[muscle])):
            found = _smallest(plan, week, known, muscle, range(len(plan.days)))
            if found is not None:
                return found
    for day, minutes in enumerate(_minutes(plan, week, known)):
        for muscle, sets in volume_in(plan, week, known, day).items():
            if sets > targets.SESSION_LIMIT:
                found = _smallest(plan, week, known, muscle, (day,))
                if found is not None:
                    return found
        if minutes > plan.request.minutes:
            found = _smallest(plan, week, known, None, (day,))
            if found is not None:
                return found
    return None


def _smallest(
    plan: ProgrammePlan,
    week: Week,
    known: Mapping[ExerciseId, Exercise],
    muscle: str | None,
    days: Sequence[int],
) -> tuple[int, int] | None:
    """Return the least important exercise that can lose a set and trains a muscle (None: any)."""
    tiers = list(Tier)
    found = [
        (-tiers.index(planned.tier), -week.sets[day][position], day, position)
        for day in days
        for position, planned in enumerate(plan.days[day].exercises)
        if week.sets[day][position] > 1
        and (muscle is None or muscle in targets.shares(known[planned.exercise_id]))
    ]
    return min(found)[2:] if found else None


def _minutes(
    plan: ProgrammePlan, week: Week, known: Mapping[ExerciseId, Exercise]
) -> tuple[int, ...]:
    return tuple(
        session_time.minutes_of(
            session_time.session_seconds(
                plan.request,
                (
                    session_time.exercise_seconds(
                        known[each.exercise_id], sets, each.dose, len(each.warm_ups)
                    )
                    for each, sets in zip(day.exercises, counts, strict=True)
                ),
            )
        )
        for day, counts in zip(plan.days, week.sets, strict=True)
    )
