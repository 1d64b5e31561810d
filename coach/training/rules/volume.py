"""Weekly sets of each muscle."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from decimal import ROUND_CEILING, Decimal
from typing import Literal, NamedTuple

from coach.identity import ExerciseId
from coach.ranges import within
from coach.training.model import Exercise, PerformedSet, SetKind

PRIMARY = Decimal(1)
SECONDARY = Decimal("0.5")
"""What a set counts for a primary and a secondary muscle. Source: Pelland 2024, fractional sets."""
HARD_RPE = Decimal(6)
"""A set rated below this is not hard. Source: Helms 2018; RPE 6 to 7 is the floor of hard sets."""
MAINTAIN = Decimal(4)
"""Weekly sets that keep a muscle. Source: Bickel 2011 and Spiering 2021; 4 to 6."""
MAINTAIN_HIGH = Decimal(6)
"""Upper end of it. Source: same."""
GROW_LOW = Decimal(10)
GROW_HIGH = Decimal(20)
"""Weekly sets most muscles grow on. Source: Schoenfeld 2017 (10 and more), Baz-Valle 2022."""
SESSION_HIGH = Decimal(8)
"""Hard sets of one muscle in one session beyond which little is gained. Source: coaching practice,
6 to 8; Remmert 2025 finds returns diminishing up to about 11 fractional sets."""


MOST_ADDED = 4
"""Weekly sets added to one muscle at once. Source: own choice, two sessions with two more each."""


class Landmark(NamedTuple):
    """What a number of weekly fractional sets of one muscle is enough for."""

    level: Literal["little", "maintains", "in_between", "grows", "very_high"]
    text: str


def landmark(weekly_sets: Decimal) -> Landmark:
    """Return what weekly fractional sets of one muscle are enough for.

    Args:
        weekly_sets: Counted fractionally, 0 to 200. Landmarks of other schools (MEV, MRV) count
            direct sets only and do not compare.

    Raises:
        InvalidInput: The number is out of range.

    Source:
        Spiering 2021 (4 to 6 maintain), Schoenfeld 2017 and Pelland 2024 (10 to 20 for most growth,
        with diminishing returns; strength levels off sooner). Averages: people differ widely.
    """
    within("weekly sets", weekly_sets, 0, 200)
    if weekly_sets < MAINTAIN:
        return Landmark("little", "Less than keeps a muscle for most.")
    if weekly_sets <= MAINTAIN_HIGH:
        return Landmark("maintains", "Enough to keep what is there.")
    if weekly_sets < GROW_LOW:
        return Landmark("in_between", "More than keeps a muscle, less than most growth takes.")
    if weekly_sets <= GROW_HIGH:
        return Landmark("grows", "The range most muscles grow on.")
    return Landmark("very_high", "Only for a lagging muscle with good recovery.")


def sets_to_add(weekly_sets: Decimal) -> int:
    """Return how many sets a week to add for one muscle now; 0 from the range for growth on.

    Args:
        weekly_sets: Counted fractionally, 0 to 200.

    Raises:
        InvalidInput: The number is out of range.

    Source:
        Up to 10 sets a week (Schoenfeld 2017); own choice of at most 4 at a time, so that soreness
        and recovery show before more is added.
    """
    short = GROW_LOW - Decimal(within("weekly sets", weekly_sets, 0, 200))
    whole = int(short.to_integral_value(ROUND_CEILING))
    return max(0, min(MOST_ADDED, whole))


def is_crowded(session_sets: Decimal) -> bool:
    """Tell whether one session holds more hard sets of a muscle than are worth their fatigue.

    Args:
        session_sets: Counted fractionally, 0 to 100.

    Raises:
        InvalidInput: The number is out of range.

    Source:
        Coaching practice, 6 to 8 sets; Remmert 2025 finds returns diminishing, with no sharp limit.
    """
    return within("sets", session_sets, 0, 100) > SESSION_HIGH


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
    return spread(Counter(done.exercise_id for done in filter(is_hard, sets)), exercises)


def spread(
    counts: Mapping[ExerciseId, int], exercises: Mapping[ExerciseId, Exercise]
) -> dict[str, Decimal]:
    """Return the fractional sets of each muscle from the hard sets of each exercise.

    Args:
        counts: Hard sets by exercise; one that is not in `exercises` counts for no muscle.
        exercises: The catalogue by id.

    Source:
        Pelland 2024 (fractional counting).
    """
    counted: defaultdict[str, Decimal] = defaultdict(Decimal)
    for exercise_id, sets in counts.items():
        exercise = exercises.get(exercise_id)
        if exercise is None:
            continue
        for muscle in exercise.primary_muscles:
            counted[muscle] += PRIMARY * sets
        for muscle in exercise.secondary_muscles:
            counted[muscle] += SECONDARY * sets
    return dict(counted)


def sets_without_muscle(
    sets: Iterable[PerformedSet], exercises: Mapping[ExerciseId, Exercise]
) -> int:
    """Return how many hard sets `fractional_sets` counts for no muscle."""
    placed = {each.id for each in exercises.values() if each.primary_muscles}
    return sum(done.exercise_id not in placed for done in filter(is_hard, sets))
