"""Logs one workout that the athlete typed or told, checked and at most once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid5

from coach.errors import InvalidInput
from coach.identity import ExerciseId, SetId, UserId, WorkoutId, new_uuid
from coach.training.model import (
    MAX_LOAD_KG,
    MAX_REPS,
    MAX_SETS,
    SetKind,
    Workout,
    WorkoutSet,
)
from coach.training.ports import TrainingUnitOfWork

NAMESPACE = UUID("5a2f6d0e-54a1-4a52-8a0c-0e1f2f6f7c11")
"""Seed of the ids of workouts that carry an idempotency key."""
CLOCK_LEEWAY = timedelta(hours=26)
"""How far ahead a start may lie: the widest spread of local times on Earth, so that a date typed
in any time zone is accepted. Source: UTC-12 to UTC+14."""


@dataclass(frozen=True, slots=True)
class SetEntry:
    """One set as the athlete gives it."""

    exercise_id: ExerciseId
    reps: int | None = None
    load_kg: Decimal | None = None
    """External load; None or zero means body weight only."""
    rpe: Decimal | None = None
    kind: SetKind = SetKind.NORMAL
    distance_m: Decimal | None = None
    seconds: Decimal | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class WorkoutEntry:
    """One workout as the athlete gives it."""

    started_at: datetime
    """Aware."""
    sets: tuple[SetEntry, ...]
    title: str = "Workout"
    duration_s: int | None = None
    notes: str = ""
    source: str = "app"
    """`app` or `chat`."""
    key: str | None = None
    """Idempotency key: the same key stores one workout, however often it is sent."""


def log_workout(
    uow: TrainingUnitOfWork, user_id: UserId, entry: WorkoutEntry, *, now: datetime
) -> Workout:
    """Store one workout; a repeated key returns what was stored the first time.

    Raises:
        InvalidInput: A value is out of range; codes `no_sets`, `too_many_sets`, `empty_set`,
            `load_range`, `reps_range`, `rpe_scale`, `start_in_future`.
        NotFound: An exercise is neither of the catalogue nor the athlete's.
    """
    check_workout(entry, now)
    for exercise_id in {each.exercise_id for each in entry.sets}:
        uow.exercises.get(user_id, exercise_id)
    keyed = entry.key is not None
    identity = WorkoutId(uuid5(NAMESPACE, f"{user_id}:{entry.key}") if keyed else new_uuid())
    workout = Workout(
        id=identity,
        user_id=user_id,
        started_at=entry.started_at,
        title=entry.title,
        sets=tuple(
            WorkoutSet(
                id=SetId(uuid5(identity, str(position)) if keyed else new_uuid()),
                exercise_id=each.exercise_id,
                position=position,
                kind=each.kind,
                load_kg=each.load_kg or None,
                reps=each.reps,
                rpe=each.rpe,
                distance_m=each.distance_m,
                seconds=each.seconds,
                notes=each.notes,
            )
            for position, each in enumerate(entry.sets)
        ),
        duration_s=entry.duration_s,
        notes=entry.notes,
        source=entry.source,
        source_key=None if entry.key is None else f"{entry.source}:{entry.key}",
    )
    return workout if uow.workouts.add(workout) else uow.workouts.get(user_id, workout.id)


def check_workout(entry: WorkoutEntry, now: datetime) -> None:
    """Refuse a workout that cannot have happened.

    Raises:
        InvalidInput: As `log_workout`.
    """
    if not entry.sets:
        raise InvalidInput(
            "a workout needs at least one set.", way_out="Name what was done.", code="no_sets"
        )
    if len(entry.sets) > MAX_SETS:
        raise InvalidInput(
            f"{len(entry.sets)} sets are more than the {MAX_SETS} one workout may have.",
            way_out="Log it as several workouts.",
            code="too_many_sets",
        )
    if entry.started_at > now + CLOCK_LEEWAY:
        raise InvalidInput(
            f"the workout starts at {entry.started_at.isoformat()}, which is still to come.",
            way_out="Give the day it was done on.",
            code="start_in_future",
        )
    for each in entry.sets:
        check_set(each)


def check_set(entry: SetEntry) -> None:
    """Refuse a set that cannot have happened.

    Raises:
        InvalidInput: As `log_workout`.
    """
    if not any((entry.load_kg, entry.reps, entry.distance_m, entry.seconds)):
        raise InvalidInput(
            f"a set of {entry.exercise_id} says nothing was done.",
            way_out="Give repetitions, a distance or a time.",
            code="empty_set",
        )
    if entry.load_kg is not None and not 0 <= entry.load_kg <= MAX_LOAD_KG:
        raise InvalidInput(
            f"{entry.load_kg} kg is not a load from 0 to {MAX_LOAD_KG} kg.",
            way_out="Check the number and its unit.",
            code="load_range",
        )
    if entry.reps is not None and not 1 <= entry.reps <= MAX_REPS:
        raise InvalidInput(
            f"{entry.reps} repetitions are not in 1 to {MAX_REPS}.",
            way_out="Leave them out for a set held for time.",
            code="reps_range",
        )
    if entry.rpe is not None and not (1 <= entry.rpe <= 10 and (entry.rpe * 2) % 1 == 0):
        raise InvalidInput(
            f"RPE {entry.rpe} is not on the scale 1 to 10 in halves.",
            way_out="Round it to the nearest half.",
            code="rpe_scale",
        )
