"""What an athlete without a programme usually does in a week, as the log tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from coach.identity import ExerciseId, UserId, new_uuid
from coach.training.model import (
    Prescription,
    Programme,
    ProgressionScheme,
    SetKind,
    Workout,
    WorkoutSet,
)
from coach.training.ports import TrainingUnitOfWork

LOOKED_AT = 12
"""Newest sessions looked at. Source: own choice, about a month of training."""
OLD = timedelta(days=120)
"""Sessions further back than this before the newest tell of no usual week. Source: as `RECENT` of
the programme queries."""


def usual_programme(
    uow: TrainingUnitOfWork, user_id: UserId, *, now: datetime, days: int
) -> Programme | None:
    """Return the newest different sessions as the days of a programme; None without any.

    Args:
        uow: An open transaction.
        user_id: Whose log.
        now: Later sessions do not count.
        days: Most days it may have.
    """
    found = [each for each in uow.workouts.list(user_id, limit=LOOKED_AT) if each.started_at <= now]
    kept: list[Workout] = []
    for workout in found:
        if workout.started_at < found[0].started_at - OLD:
            break
        held = _held(workout)
        if held and all(held != _held(other) for other in kept) and len(kept) < days:
            kept.append(workout)
    if not kept:
        return None
    entries = tuple(
        entry
        for day, workout in enumerate(reversed(kept), start=1)
        for entry in _entries(day, workout.sets)
    )
    return Programme(
        id=new_uuid(),
        user_id=user_id,
        name="Your usual sessions",
        created_at=now,
        active=False,
        prescriptions=entries,
        reason="Taken from the newest sessions of your log.",
    )


def _held(workout: Workout) -> frozenset[ExerciseId]:
    return frozenset(each.exercise_id for each in _working(workout.sets))


def _working(sets: Sequence[WorkoutSet]) -> list[WorkoutSet]:
    return [each for each in sets if each.kind is not SetKind.WARMUP and each.reps]


def _entries(day: int, sets: Sequence[WorkoutSet]) -> list[Prescription]:
    by_exercise: dict[ExerciseId, list[WorkoutSet]] = {}
    for each in _working(sets):
        by_exercise.setdefault(each.exercise_id, []).append(each)
    found: list[Prescription] = []
    for position, (exercise_id, done) in enumerate(by_exercise.items()):
        loads = [each.load_kg for each in done if each.load_kg is not None]
        top = max(loads, default=None)
        at_top = [each for each in done if each.load_kg == top] or done
        reps = Counter(each.reps or 0 for each in at_top).most_common(1)[0][0]
        found.append(
            Prescription(
                day=day,
                position=position,
                exercise_id=exercise_id,
                sets=len(at_top),
                reps_low=reps,
                reps_high=reps,
                scheme=ProgressionScheme.LINEAR,
                load_kg=top,
            )
        )
    return found
