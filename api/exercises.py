"""The exercise catalogue and the athlete's own exercises."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field, StringConstraints

from api.auth import PrincipalDep
from api.fields import NO_NUL, View
from api.problems import PROBLEMS
from api.services import ServicesDep
from coach.identity import ExerciseId
from coach.training.model import Equipment, Pattern

router = APIRouter(prefix="/v1/exercises", tags=["exercises"], responses=PROBLEMS)

Wanted = Annotated[str, StringConstraints(max_length=100, pattern=NO_NUL, strip_whitespace=True)]


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


class Exercises(View):
    """Exercises, by name."""

    exercises: tuple[ExerciseView, ...]
    total: int = Field(description="How many fit, before `limit`.")


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
