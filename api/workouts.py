"""Logged workouts with their sets."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, status
from pydantic import Field

from api.auth import PrincipalDep
from api.fields import (
    Body,
    ExerciseKey,
    LoadKg,
    Moment,
    Name,
    Number,
    Rpe,
    View,
    Words,
    known_exercises,
)
from api.problems import PROBLEMS
from api.services import ServicesDep
from coach.identity import ExerciseId, WorkoutId
from coach.training.commands import SetEntry, WorkoutEntry
from coach.training.commands import log_workout as store_workout
from coach.training.model import MAX_REPS, MAX_SETS, SetKind

router = APIRouter(prefix="/v1/workouts", tags=["workouts"], responses=PROBLEMS)


class SetBody(Body):
    """One performed set."""

    exercise_id: ExerciseKey = Field(examples=["back_squat"])
    kind: SetKind = SetKind.NORMAL
    load_kg: LoadKg | None = Field(
        default=None, description="External load; null means body weight only.", examples=[100]
    )
    reps: int | None = Field(default=None, ge=1, le=MAX_REPS, examples=[5])
    rpe: Rpe | None = Field(default=None, examples=[8])
    distance_m: Annotated[Number, Field(ge=0, le=1_000_000)] | None = None
    seconds: Annotated[Number, Field(ge=0, le=172_800)] | None = None
    notes: Words = ""


class WorkoutBody(Body):
    """One workout to log."""

    started_at: Moment = Field(examples=["2026-11-20T18:00:00+01:00"])
    title: Name = Field(default="Workout", examples=["Lower A"])
    duration_s: int | None = Field(default=None, ge=0, le=172_800)
    notes: Words = ""
    sets: tuple[SetBody, ...] = Field(min_length=1, max_length=MAX_SETS)


class SetView(View):
    """One stored set, in its order."""

    id: UUID
    exercise_id: str
    position: int
    kind: SetKind
    load_kg: Number | None
    reps: int | None
    rpe: Number | None
    distance_m: Number | None
    seconds: Number | None
    notes: str


class WorkoutView(View):
    """One stored workout."""

    id: UUID
    started_at: datetime
    title: str
    duration_s: int | None
    notes: str
    source: str
    sets: tuple[SetView, ...]


class WorkoutPage(View):
    """Workouts, newest first."""

    workouts: tuple[WorkoutView, ...]
    next_before: datetime | None = Field(
        description="Send it as `before` for the next page; null: this was the last."
    )


@router.get("", operation_id="list_workouts", summary="List workouts, newest first")
def list_workouts(
    principal: PrincipalDep,
    services: ServicesDep,
    before: Annotated[
        Moment | None, Query(description="Only workouts that started earlier.")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> WorkoutPage:
    """Return one page of workouts."""
    with services.store.read_only() as uow:
        found = uow.workouts.list(principal.user_id, before=before, limit=limit)
    return WorkoutPage(
        workouts=tuple(WorkoutView.model_validate(workout) for workout in found),
        next_before=found[-1].started_at if len(found) == limit else None,
    )


@router.post(
    "", status_code=status.HTTP_201_CREATED, operation_id="log_workout", summary="Log a workout"
)
def log_workout(principal: PrincipalDep, services: ServicesDep, body: WorkoutBody) -> WorkoutView:
    """Store one workout with its sets in the order sent."""
    entry = _entry(body)
    with services.store.unit_of_work() as uow:
        known_exercises(uow, principal.user_id, {one.exercise_id for one in entry.sets})
        workout = store_workout(uow, principal.user_id, entry, now=datetime.now(UTC))
    return WorkoutView.model_validate(workout)


@router.get("/{workout_id}", operation_id="get_workout", summary="Read one workout")
def get_workout(principal: PrincipalDep, services: ServicesDep, workout_id: UUID) -> WorkoutView:
    """Return one workout."""
    with services.store.read_only() as uow:
        found = uow.workouts.get(principal.user_id, WorkoutId(workout_id))
    return WorkoutView.model_validate(found)


@router.delete(
    "/{workout_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    operation_id="delete_workout",
    summary="Delete one workout",
)
def delete_workout(principal: PrincipalDep, services: ServicesDep, workout_id: UUID) -> None:
    """Delete one workout with its sets."""
    with services.store.unit_of_work() as uow:
        uow.workouts.delete(principal.user_id, WorkoutId(workout_id))


def _entry(body: WorkoutBody) -> WorkoutEntry:
    return WorkoutEntry(
        started_at=body.started_at,
        title=body.title,
        duration_s=body.duration_s,
        notes=body.notes,
        sets=tuple(
            SetEntry(
                exercise_id=ExerciseId(one.exercise_id),
                kind=one.kind,
                load_kg=one.load_kg,
                reps=one.reps,
                rpe=one.rpe,
                distance_m=one.distance_m,
                seconds=one.seconds,
                notes=one.notes,
            )
            for one in body.sets
        ),
    )
