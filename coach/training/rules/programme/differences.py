"""What differs between two programmes, each difference with its reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from coach.identity import ExerciseId
from coach.training.rules.programme.plan import (
    LIGHT_PHASES,
    Change,
    Dose,
    Kind,
    PlannedExercise,
    ProgrammePlan,
    Week,
)
from coach.units import MassUnit, mass_in

WhyGone = Callable[[PlannedExercise], str]


@dataclass(frozen=True, slots=True)
class _Use:
    """An exercise as one week uses it."""

    planned: PlannedExercise
    sets: int
    days: tuple[int, ...]


def differences(
    old: ProgrammePlan, old_week: Week, new: ProgrammePlan, *, cause: str, why_gone: WhyGone
) -> tuple[Change, ...]:
    """Return every difference between a week of the old and the first full week of the new.

    Where the week of the old is light on purpose, the full week after it is compared.

    Args:
        old: The programme before.
        old_week: The week it stood in.
        new: The programme now.
        cause: Reason of whatever follows from the revision itself.
        why_gone: Reason why an exercise is no longer there.
    """
    full = [week for week in new.weeks if week.phase not in LIGHT_PHASES]
    new_week = full[0] if full else new.weeks[0]
    if full and old_week.phase in LIGHT_PHASES:
        ahead = (week for week in old.weeks[old_week.number :] if week.phase not in LIGHT_PHASES)
        old_week = next(ahead, old_week)
    before, after = _uses(old, old_week), _uses(new, new_week)
    found = [
        *_frame(old, new, cause),
        *_exercises(before, after, why_gone, cause),
        *_doses(before, after, cause, new.unit),
    ]
    if not found:
        found = [Change("weeks", "the programme", "as planned", "as planned", cause)]
    return tuple(found)


def _uses(plan: ProgrammePlan, week: Week) -> dict[ExerciseId, _Use]:
    sets: defaultdict[ExerciseId, int] = defaultdict(int)
    days: defaultdict[ExerciseId, list[int]] = defaultdict(list)
    first: dict[ExerciseId, PlannedExercise] = {}
    for day, counts in zip(plan.days, week.sets, strict=True):
        for planned, count in zip(day.exercises, counts, strict=True):
            first.setdefault(planned.exercise_id, planned)
            sets[planned.exercise_id] += count
            days[planned.exercise_id].append(day.number)
    return {key: _Use(first[key], sets[key], tuple(days[key])) for key in first}


def _frame(old: ProgrammePlan, new: ProgrammePlan, cause: str) -> Iterator[Change]:
    pairs: tuple[tuple[Kind, str, str, str], ...] = (
        ("days", "training days", str(len(old.days)), str(len(new.days))),
        ("minutes", "session", f"{old.request.minutes} min", f"{new.request.minutes} min"),
        ("weeks", "weeks ahead", _phases(old), _phases(new)),
    )
    for kind, where, before, after in pairs:
        if before != after:
            yield Change(kind, where, before, after, cause)


def _phases(plan: ProgrammePlan) -> str:
    return ", ".join(week.phase.value for week in plan.weeks)


def _exercises(
    before: Mapping[ExerciseId, _Use],
    after: Mapping[ExerciseId, _Use],
    why_gone: WhyGone,
    cause: str,
) -> Iterator[Change]:
    added = [use for key, use in after.items() if key not in before]
    for key, use in before.items():
        if key in after:
            continue
        heir = next((each for each in added if each.planned.slot == use.planned.slot), None)
        why = why_gone(use.planned)
        if heir is None:
            yield Change("exercise_removed", _where(use), use.planned.name, "left out", why)
        else:
            added.remove(heir)
            name = heir.planned.name
            yield Change("exercise_replaced", _where(use), use.planned.name, name, why)
    for use in added:
        yield Change("exercise_added", _where(use), "not there", use.planned.name, cause)


def _where(use: _Use) -> str:
    days = " and ".join(map(str, use.days))
    return f"day {days}" if len(use.days) == 1 else f"days {days}"


def _doses(
    before: Mapping[ExerciseId, _Use],
    after: Mapping[ExerciseId, _Use],
    cause: str,
    unit: MassUnit,
) -> Iterator[Change]:
    for key, use in before.items():
        now = after.get(key)
        if now is None:
            continue
        name, old, new = use.planned.name, use.planned, now.planned
        pairs: tuple[tuple[Kind, str, str], ...] = (
            ("sets", f"{use.sets} a week", f"{now.sets} a week"),
            ("repetitions", _reps(old.dose), _reps(new.dose)),
            ("effort", f"RPE {_plain(old.dose.target_rpe)}", f"RPE {_plain(new.dose.target_rpe)}"),
            ("rest", f"{old.dose.rest_s} s", f"{new.dose.rest_s} s"),
            ("load", _load(old.load_kg, unit), _load(new.load_kg, unit)),
        )
        for kind, was, is_now in pairs:
            if was != is_now:
                yield Change(kind, name, was, is_now, cause)


def _reps(dose: Dose) -> str:
    return f"{dose.reps_low} to {dose.reps_high}"


def _load(load: Decimal | None, unit: MassUnit) -> str:
    return "to be found" if load is None else f"{_plain(round(mass_in(load, unit), 2))} {unit}"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
