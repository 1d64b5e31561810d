"""Weekly sets each muscle is meant to get, by aim and training age."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from coach.training.model import Exercise
from coach.training.rules.programme.request import Aim, ProgrammeRequest, TrainingAge
from coach.training.rules.volume import GROW_HIGH, MAINTAIN, PRIMARY, SECONDARY

LARGE = ("quadriceps", "hamstrings", "glutes", "chest", "lats", "upper_back")
SMALL = ("front_delts", "side_delts", "rear_delts", "biceps", "triceps", "calves", "abs")
MUSCLES: tuple[str, ...] = (*LARGE, *SMALL)
"""Muscles with a weekly range; others (forearms, adductors, ...) follow from the lifts."""
SESSION_LIMIT = Decimal(8)
"""Hard sets of one muscle in one session, counted fractionally.

Source: coaching practice, 6 to 8; trials show little gain beyond.
"""
LARGEST_RISE = Decimal("0.10")
"""Most a muscle's weekly sets change as a share. Source: coaching practice, the 10 % rule."""
START_SETS = MAINTAIN
"""A muscle that is not trained at all begins with at most this many sets. Source: Iversen 2021
(Sports Med 51:2079), at least 4 weekly sets a muscle is a useful minimum."""


@dataclass(frozen=True, slots=True)
class SetRange:
    """Weekly fractional sets."""

    low: Decimal
    high: Decimal


def _range(low: int, high: int) -> SetRange:
    return SetRange(Decimal(low), Decimal(high))


_BY_AIM: dict[Aim, dict[TrainingAge, tuple[SetRange, SetRange]]] = {
    Aim.MUSCLE: {
        TrainingAge.NOVICE: (_range(6, 14), _range(4, 12)),
        TrainingAge.INTERMEDIATE: (_range(10, 20), _range(6, 16)),
        TrainingAge.ADVANCED: (_range(12, 20), _range(8, 18)),
    },
    Aim.STRENGTH: {
        TrainingAge.NOVICE: (_range(5, 14), _range(3, 12)),
        TrainingAge.INTERMEDIATE: (_range(6, 16), _range(4, 14)),
        TrainingAge.ADVANCED: (_range(8, 18), _range(4, 16)),
    },
    Aim.POWERLIFTING: {
        TrainingAge.NOVICE: (_range(5, 14), _range(3, 12)),
        TrainingAge.INTERMEDIATE: (_range(6, 18), _range(3, 16)),
        TrainingAge.ADVANCED: (_range(8, 20), _range(3, 18)),
    },
    Aim.FAT_LOSS: {
        TrainingAge.NOVICE: (_range(4, 12), _range(2, 10)),
        TrainingAge.INTERMEDIATE: (_range(6, 14), _range(4, 12)),
        TrainingAge.ADVANCED: (_range(6, 14), _range(4, 12)),
    },
    Aim.FITNESS: {
        TrainingAge.NOVICE: (_range(4, 12), _range(2, 10)),
        TrainingAge.INTERMEDIATE: (_range(4, 14), _range(3, 12)),
        TrainingAge.ADVANCED: (_range(6, 14), _range(3, 12)),
    },
    Aim.ENDURANCE: {
        TrainingAge.NOVICE: (_range(3, 10), _range(2, 8)),
        TrainingAge.INTERMEDIATE: (_range(4, 10), _range(2, 8)),
        TrainingAge.ADVANCED: (_range(4, 10), _range(2, 8)),
    },
}
"""Large and small muscles. Source: 4 to 6 weekly sets maintain (Bickel 2011, Spiering 2021), about
10 give most of the growth and 10 to 20 is the range of most trials (Schoenfeld 2017, Pelland
2024); how they are dealt to aims and training ages is coaching practice."""
RAMP = Decimal(3)
"""Sets above the lower end that a block climbs to. Source: coaching practice."""
PRIORITY_EXTRA = Decimal(4)
"""More weekly sets for a muscle that lags. Source: coaching practice, within 10 to 20."""


def range_of(request: ProgrammeRequest, muscle: str) -> SetRange:
    """Return the weekly range of one muscle of `MUSCLES`.

    Source:
        As the table above; a priority shifts it up by four sets, at most to 20.
    """
    large, small = _BY_AIM[request.aim][request.age]
    plain = large if muscle in LARGE else small
    if muscle not in request.priorities:
        return plain
    return SetRange(
        min(plain.low + PRIORITY_EXTRA, GROW_HIGH), min(plain.high + PRIORITY_EXTRA, GROW_HIGH)
    )


def goal_of(request: ProgrammeRequest, muscle: str) -> Decimal:
    """Return the sets a block climbs to for one muscle."""
    bounds = range_of(request, muscle)
    return min(bounds.high, bounds.low + RAMP)


def shares(exercise: Exercise) -> dict[str, Decimal]:
    """Return what one set counts for each muscle with a range.

    Source:
        Pelland 2024, fractional sets: 1 for a primary, 0.5 for a secondary muscle.
    """
    counted = dict.fromkeys(exercise.secondary_muscles, SECONDARY)
    counted |= dict.fromkeys(exercise.primary_muscles, PRIMARY)
    return {muscle: share for muscle, share in counted.items() if muscle in MUSCLES}


def volume_of(sets: Iterable[tuple[Exercise, int]]) -> dict[str, Decimal]:
    """Return the fractional sets of each muscle with a range."""
    found = dict.fromkeys(MUSCLES, Decimal(0))
    for exercise, count in sets:
        for muscle, share in shares(exercise).items():
            found[muscle] += share * count
    return found


def most_after(usual: Decimal) -> Decimal:
    """Return the most weekly sets a muscle may have in the week after one with `usual` sets.

    Source:
        Coaching practice: 10 % or one set a week; a muscle without any training starts with four.
    """
    if usual < 1:
        return START_SETS
    return max(usual + 1, usual * (1 + LARGEST_RISE))


def caps_after(usual: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Return `most_after` by muscle; no limits where nothing is known."""
    if not usual:
        return {}
    return {muscle: most_after(usual.get(muscle, Decimal(0))) for muscle in MUSCLES}
