"""Changes of a programme for good that the athlete wishes: exercises, muscles, equipment."""

from __future__ import annotations

from typing import Protocol

from coach.errors import InvalidInput
from coach.identity import ExerciseId
from coach.training.rules.programme.plan import ProgrammePlan
from coach.training.rules.programme.revisions import Drop, Emphasis, Include, NewKit


class Rebuild(Protocol):
    """Builds a programme again for a changed request."""

    def __call__(self, **changes: object) -> ProgrammePlan:
        """Return the programme with these fields of its request changed."""
        ...


def wished(
    plan: ProgrammePlan, revision: Drop | Include | Emphasis | NewKit, rebuild: Rebuild
) -> tuple[ProgrammePlan, str]:
    """Return the programme as it is wished for, and in a sentence what was done.

    Raises:
        InvalidInput: As `build_programme`, and `not_in_programme` or `no_room`.
    """
    match revision:
        case Drop():
            return _without(plan, revision.out, rebuild)
        case Include():
            return _with(plan, revision.exercise, rebuild)
        case Emphasis():
            muscles = " and ".join(each.replace("_", " ") for each in revision.muscles)
            return (
                rebuild(priorities=revision.muscles),
                f"More for the {muscles}; sets rise by at most one a muscle or 10 % a week.",
            )
        case NewKit():
            return rebuild(kit=revision.kit), "Only what is there now is used."


def _without(
    plan: ProgrammePlan, exercise: ExerciseId, rebuild: Rebuild
) -> tuple[ProgrammePlan, str]:
    names = _names(plan)
    if exercise not in names:
        raise InvalidInput(
            f"{exercise} is not in the programme.",
            way_out="Name an exercise of the programme.",
            code="not_in_programme",
        )
    request = plan.request
    built = rebuild(
        disliked=tuple(dict.fromkeys((*request.disliked, exercise))),
        liked=tuple(each for each in request.liked if each != exercise),
    )
    return built, f"{names[exercise]} is left out, as you wished."


def _with(plan: ProgrammePlan, exercise: ExerciseId, rebuild: Rebuild) -> tuple[ProgrammePlan, str]:
    request = plan.request
    built = rebuild(
        liked=tuple(dict.fromkeys((*request.liked, exercise))),
        disliked=tuple(each for each in request.disliked if each != exercise),
    )
    names = _names(built)
    if exercise not in names:
        raise InvalidInput(
            f"{exercise} fits into no day of the programme.",
            way_out="Name the exercise it should replace.",
            code="no_room",
        )
    return built, f"{names[exercise]} is in, as you wished."


def _names(plan: ProgrammePlan) -> dict[ExerciseId, str]:
    return {each.exercise_id: each.name for day in plan.days for each in day.exercises}
