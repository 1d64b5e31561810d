"""Weekly sets of each muscle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from coach.identity import ExerciseId
from coach.training.model import Exercise, PerformedSet, SetKind

PRIMARY = Decimal(1)
SECONDARY = Decimal("0.5")
"""What a set counts for a primary and a secondary muscle. Source: Pelland 2024, fractional sets."""
HARD_RPE = Decimal(6)
"""A set rated below this is not hard. Source: Helms 2018; RPE 6 to 7 is the floor of hard sets."""
MAINTAIN = Decimal(4)
"""Weekly sets that keep a muscle. Source: Bickel 2011 and Spiering 2021; 4 to 6."""
GROW_LOW = Decimal(10)
GROW_HIGH = Decimal(20)
"""Weekly sets most muscles grow on. Source: Schoenfeld 2017 (10 and more), Baz-Valle 2022."""


def is_hard(done: PerformedSet) -> bool:
    """Tell whether a set counts as volume: no warm-up, and RPE 6 or more where it was rated.

    Source:
        Helms 2018; warm-ups excluded as in Pelland 2024.
    """
    rated_easy = done.rpe is not None and done.rpe < HARD_RPE
    return done.kind is not SetKind.WARMUP and bool(done.reps) and not rated_easy


def fractional_sets(
    sets: Iterable[PerformedSet], exercises: Mapping[ExerciseId, Exercise]
) -> dict[str, Decimal]:
    """Return the sets of each muscle: 1 for a primary, 0.5 for a secondary muscle of a hard set.

    Args:
        sets: Sets of the week; an exercise that is not in `exercises` counts for no muscle.
        exercises: The catalogue by id.

    Source:
        Pelland 2024 (fractional counting).
    """
    counted: defaultdict[str, Decimal] = defaultdict(Decimal)
    for done in filter(is_hard, sets):
        exercise = exercises.get(done.exercise_id)
        if exercise is None:
            continue
        for muscle in exercise.primary_muscles:
            counted[muscle] += PRIMARY
        for muscle in exercise.secondary_muscles:
            counted[muscle] += SECONDARY
    return dict(counted)


def sets_without_muscle(
    sets: Iterable[PerformedSet], exercises: Mapping[ExerciseId, Exercise]
) -> int:
    """Return how many hard sets `fractional_sets` counts for no muscle."""
    placed = {each.id for each in exercises.values() if each.primary_muscles}
    return sum(done.exercise_id not in placed for done in filter(is_hard, sets))
