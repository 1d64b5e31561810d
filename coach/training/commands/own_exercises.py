"""Lets an athlete describe an own exercise, or say that it is one of the catalogue."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace

from coach.errors import InvalidInput, NotAllowed
from coach.identity import ExerciseId, UserId
from coach.muscles import Muscle
from coach.training.model import Equipment, Exercise, Pattern, fold_name
from coach.training.ports import TrainingUnitOfWork

MAX_NAME = 120
"""Characters of a name. Source: own choice; the longest of 873 names of free-exercise-db has 59."""


@dataclass(frozen=True, slots=True)
class ExerciseChanges:
    """What an athlete wants to change of an own exercise; None leaves it as it is."""

    name: str | None = None
    pattern: Pattern | None = None
    equipment: Equipment | None = None
    primary_muscles: tuple[Muscle, ...] | None = None
    secondary_muscles: tuple[Muscle, ...] | None = None
    unilateral: bool | None = None
    loadable: bool | None = None


@dataclass(frozen=True, slots=True)
class MappedExercise:
    """An own exercise that became another."""

    own: Exercise
    """As it was."""
    into: Exercise
    sets: int
    """Logged sets that moved."""


def change_exercise(
    uow: TrainingUnitOfWork, user_id: UserId, exercise_id: ExerciseId, changes: ExerciseChanges
) -> Exercise:
    """Change an own exercise; its old names still find it.

    Raises:
        NotFound: The athlete sees no such exercise.
        NotAllowed: It is one of the shared catalogue (code `shared_exercise`).
        InvalidInput: The name or the muscles cannot be (codes `bad_name`, `muscle_twice`).
        Conflict: The name is taken.
    """
    old = own_exercise(uow, user_id, exercise_id)
    given = {
        name: value
        for name in changes.__slots__
        if (value := getattr(changes, name)) is not None and name != "name"
    }
    name = old.name if changes.name is None else clean_name(changes.name)
    changed = replace(old, name=name, **given)
    twice = set(changed.primary_muscles) & set(changed.secondary_muscles)
    muscles = (*changed.primary_muscles, *changed.secondary_muscles)
    if twice or len(set(muscles)) < len(muscles):
        raise InvalidInput(
            f"a muscle is named twice: {', '.join(map(str, muscles))}.",
            way_out="Name each muscle once, as primary or as secondary.",
            code="muscle_twice",
        )
    names = [alias for alias, one in uow.exercises.aliases(user_id) if one == exercise_id]
    uow.exercises.put(changed, names)
    return changed


def map_exercise(
    uow: TrainingUnitOfWork, user_id: UserId, own_id: ExerciseId, into_id: ExerciseId
) -> MappedExercise:
    """Give the history of an own exercise to another, which then also has its name.

    Raises:
        NotFound: The athlete sees no such exercise.
        NotAllowed: `own_id` is one of the shared catalogue (code `shared_exercise`).
        InvalidInput: The other does not exist, or is the same.
    """
    own = own_exercise(uow, user_id, own_id)
    sets = uow.exercises.merge(user_id, own_id, into_id)
    return MappedExercise(own, uow.exercises.get(user_id, into_id), sets)


def own_exercise(uow: TrainingUnitOfWork, user_id: UserId, exercise_id: ExerciseId) -> Exercise:
    """Return an exercise that is the athlete's to change.

    Raises:
        NotFound: The athlete sees no such exercise.
        NotAllowed: It is one of the shared catalogue (code `shared_exercise`).
    """
    found = uow.exercises.get(user_id, exercise_id)
    if found.owner_id != user_id:
        raise NotAllowed(
            f"{found.name!r} belongs to the catalogue that all athletes share.",
            way_out="Change or map one of your own exercises.",
            code="shared_exercise",
        )
    return found


def as_suggested(own: Exercise, near: Exercise) -> Exercise:
    """Return an own exercise with what it most likely shares with a similar one.

    Only pattern and muscles, and only where nobody said anything: names that differ in a word the
    catalogue does not know ("Board Bench Press") are variants of the same movement.
    """
    if own.primary_muscles or own.secondary_muscles:
        return own
    return replace(
        own,
        pattern=near.pattern,
        primary_muscles=near.primary_muscles,
        secondary_muscles=near.secondary_muscles,
        unilateral=near.unilateral,
        avoid_with=near.avoid_with,
    )


def clean_name(name: str) -> str:
    """Return a name without surrounding space.

    Raises:
        InvalidInput: It is empty, too long, or holds control characters (code `bad_name`).
    """
    clean = name.strip()
    if not fold_name(clean) or len(clean) > MAX_NAME or any(map(_is_control, clean)):
        raise InvalidInput(
            f"{clean[:40]!r} is no name of an exercise.",
            way_out=f"Use 1 to {MAX_NAME} letters, digits and signs.",
            code="bad_name",
        )
    return clean


def _is_control(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
