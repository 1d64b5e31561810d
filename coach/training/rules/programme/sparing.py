"""Which exercises load a region of the body, for athletes who have to spare it."""

from __future__ import annotations

from collections.abc import Mapping

from coach.training.model import Exercise, Pattern, Region

_PUSHES = frozenset({Pattern.HORIZONTAL_PUSH, Pattern.VERTICAL_PUSH})
_LEGS = frozenset({Pattern.SQUAT, Pattern.LUNGE})
PATTERNS: Mapping[Region, frozenset[Pattern]] = {
    Region.SHOULDER: _PUSHES | {Pattern.VERTICAL_PULL, Pattern.OLYMPIC},
    Region.ELBOW: _PUSHES | {Pattern.VERTICAL_PULL, Pattern.OLYMPIC},
    Region.UPPER_BACK: frozenset({Pattern.HORIZONTAL_PULL, Pattern.OLYMPIC, Pattern.CARRY}),
    Region.LOWER_BACK: frozenset({Pattern.OLYMPIC, Pattern.CARRY}),
    Region.HIP: _LEGS | {Pattern.HINGE, Pattern.OLYMPIC},
    Region.KNEE: _LEGS | {Pattern.OLYMPIC},
    Region.ANKLE: frozenset({Pattern.LUNGE, Pattern.OLYMPIC}),
}
"""Patterns that cannot be done without loading a region: no press spares a shoulder, whatever is
pressed. Source: coaching practice."""
MUSCLES: Mapping[Region, frozenset[str]] = {
    Region.SHOULDER: frozenset({"chest", "front_delts", "side_delts"}),
    Region.ELBOW: frozenset({"biceps", "triceps", "forearms"}),
    Region.UPPER_BACK: frozenset({"upper_back", "traps"}),
    Region.LOWER_BACK: frozenset({"lower_back"}),
    Region.HIP: frozenset({"hip_flexors", "adductors", "abductors"}),
    Region.KNEE: frozenset({"quadriceps"}),
    Region.ANKLE: frozenset({"calves"}),
}
"""Muscles whose direct work loads a region. Source: the joints they move."""


def provokes(exercise: Exercise, region: Region) -> bool:
    """Tell whether an exercise is known to provoke pain there; others of its kind may not."""
    return region in exercise.avoid_with


def loads(exercise: Exercise, region: Region) -> bool:
    """Tell whether an exercise puts load on a region, well tolerated or not.

    Source:
        The catalogue, and what a movement is (`PATTERNS`, `MUSCLES`; coaching practice).
    """
    if provokes(exercise, region) or exercise.pattern in PATTERNS.get(region, ()):
        return True
    knee_curl = exercise.pattern is Pattern.ISOLATION and "hamstrings" in exercise.primary_muscles
    if region is Region.KNEE and knee_curl:
        return True
    return bool(MUSCLES.get(region, frozenset()) & set(exercise.primary_muscles))
