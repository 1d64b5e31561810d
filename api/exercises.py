"""The exercise catalogue and the athlete's own exercises."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field, StringConstraints

from api.auth import PrincipalDep
from api.fields import NO_NUL, Body, ExerciseKey, Name, Number, View
from api.problems import PROBLEMS
from api.services import ServicesDep
from coach.identity import ExerciseId
from coach.muscles import Muscle
from coach.training.commands.own_exercises import ExerciseChanges, map_exercise
from coach.training.commands.own_exercises import change_exercise as store_changes
from coach.training.model import Equipment, Pattern, Region

router = APIRouter(prefix="/v1/exercises", tags=["exercises"], responses=PROBLEMS)

Wanted = Annotated[str, StringConstraints(max_length=100, pattern=NO_NUL, strip_whitespace=True)]


class CueView(View):
    """What to tell an athlete who shows a fault."""

    fault: str
    text: str


class ExerciseView(View):
    """One exercise."""

    id: str
    name: str
    pattern: Pattern
    equipment: Equipment
    primary_muscles: tuple[str, ...]
    secondary_muscles: tuple[str, ...]
    unilateral: bool
    loadable: bool
    avoid_with: tuple[Region, ...] = Field(
        description="Regions whose pain or injury rules the exercise out."
    )
    substitutes: tuple[str, ...] = Field(description="Ids of what trains the same, best first.")
    step_kg: Number | None = Field(description="Smallest step its load can go up by.")
    cues: tuple[CueView, ...]
    source: str = Field(description="Collection it was imported from; empty for our own.")


class Exercises(View):
    """Exercises, by name."""

    exercises: tuple[ExerciseView, ...]
    total: int = Field(description="How many fit, before `limit`.")


class ExerciseBody(Body):
    """What to change of an own exercise; what is left out stays as it is."""

    name: Name | None = None
    pattern: Pattern | None = None
    equipment: Equipment | None = None
    primary_muscles: Annotated[tuple[Muscle, ...], Field(max_length=23)] | None = None
    secondary_muscles: Annotated[tuple[Muscle, ...], Field(max_length=23)] | None = None
    unilateral: bool | None = None
    loadable: bool | None = None


class MergeBody(Body):
    """The exercise that an own one is."""

    into: ExerciseKey = Field(examples=["back_squat"])


class MergedExercise(View):
    """What became of an own exercise."""

    exercise: ExerciseView
    sets_moved: int


@router.get("", operation_id="list_exercises", summary="Search the exercises")
def list_exercises(
    principal: PrincipalDep,
    services: ServicesDep,
    query: Annotated[
        Wanted, Query(description="Part of a name or alias; empty lists all.", examples=["squat"])
    ] = "",
    limit: Annotated[int, Query(ge=1, le=1_000)] = 50,
) -> Exercises:
    """Return the exercises whose name or alias holds every word of the query."""
    words = query.casefold().split()
    with services.store.read_only() as uow:
        exercises = uow.exercises.list(principal.user_id)
        aliases = uow.exercises.aliases(principal.user_id) if words else ()
    hits: set[ExerciseId] = {
        exercise_id for alias, exercise_id in aliases if all(word in alias for word in words)
    }
    found = [
        one
        for one in exercises
        if one.id in hits or all(word in one.name.casefold() for word in words)
    ]
    return Exercises(
        exercises=tuple(ExerciseView.model_validate(one) for one in found[:limit]),
        total=len(found),
    )


@router.patch(
    "/{exercise_id}", operation_id="change_exercise", summary="Describe or rename an own exercise"
)
def change_exercise(
    principal: PrincipalDep, services: ServicesDep, exercise_id: ExerciseKey, body: ExerciseBody
) -> ExerciseView:
    """Change an own exercise; with muscles its sets count in weekly volume. Old names stay."""
    changes = ExerciseChanges(**dict(body))
    with services.store.unit_of_work() as uow:
        changed = store_changes(uow, principal.user_id, ExerciseId(exercise_id), changes)
    return ExerciseView.model_validate(changed)


@router.post(
    "/{exercise_id}/merge",
    operation_id="merge_exercise",
    summary="Say that an own exercise is another one",
)
def merge_exercise(
    principal: PrincipalDep, services: ServicesDep, exercise_id: ExerciseKey, body: MergeBody
) -> MergedExercise:
    """Move the whole history of an own exercise to another; the own one is gone after."""
    with services.store.unit_of_work() as uow:
        mapped = map_exercise(
            uow, principal.user_id, ExerciseId(exercise_id), ExerciseId(body.into)
        )
    return MergedExercise(exercise=ExerciseView.model_validate(mapped.into), sets_moved=mapped.sets)
