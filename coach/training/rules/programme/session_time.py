"""How long a session takes: warm-up, setting up, repetitions and rest."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal

from coach.training.model import Equipment, Exercise, Pattern
from coach.training.rules.programme.dosing import SHORT_MINUTES
from coach.training.rules.programme.plan import Dose, Tier, WarmUpSet
from coach.training.rules.programme.request import ProgrammeRequest

GENERAL_WARM_UP_S, SHORT_WARM_UP_S = 300, 180
"""Light movement before the first exercise. Source: ACSM 2009, 5 to 10 minutes; three in sessions
of at most 30 minutes (coaching practice)."""
REP_S = 4
"""One repetition, lowering included. Source: Schoenfeld 2015 (Sports Med 45:577), 2 to 6 s are
usual and grow muscle alike."""
WARM_UP_REST_S = 45
"""Rest and change of plates between warm-up sets. Source: coaching practice."""
SETUP_S = {Equipment.BARBELL: 90, Equipment.MACHINE: 60, Equipment.CABLE: 60}
OTHER_SETUP_S = 45
"""Walking over, setting the seat or the first plates. Source: coaching practice."""
BAR_SETS = (
    WarmUpSet(Decimal(0), 10),
    WarmUpSet(Decimal("0.40"), 8),
    WarmUpSet(Decimal("0.60"), 5),
    WarmUpSet(Decimal("0.80"), 3),
)
HEAVY_SINGLE = WarmUpSet(Decimal("0.90"), 1)
TWO_SETS = (WarmUpSet(Decimal("0.50"), 8), WarmUpSet(Decimal("0.75"), 3))
ONE_SET = (WarmUpSet(Decimal("0.60"), 6),)
"""Warm-up sets. Source: coaching practice (Rippetoe & Kilgore 2011); none before isolation."""


def warm_ups_of(
    request: ProgrammeRequest, exercise: Exercise, tier: Tier, dose: Dose
) -> tuple[WarmUpSet, ...]:
    """Return the warm-up sets of one exercise as shares of its working load.

    Source:
        Bar, 40, 60, 80 (and 90 before sets of five or fewer) for main barbell lifts, two sets in
        short sessions; no empty bar before lifts from the floor; one before secondary lifts; none
        for isolation and body weight.
    """
    if tier is Tier.ACCESSORY or not exercise.loadable or exercise.equipment is Equipment.BAND:
        return ()
    if exercise.equipment is Equipment.BODYWEIGHT:
        return ()
    if tier is Tier.SECONDARY:
        return ONE_SET
    if request.minutes <= SHORT_MINUTES or exercise.equipment is not Equipment.BARBELL:
        return TWO_SETS
    bar = BAR_SETS[1:] if exercise.pattern is Pattern.HINGE else BAR_SETS
    return (*bar, HEAVY_SINGLE) if dose.reps_high <= 5 else bar


def exercise_seconds(exercise: Exercise, sets: int, dose: Dose, warm_ups: int) -> int:
    """Return the seconds one exercise takes, the walk to the next one included."""
    if sets == 0:
        return 0
    sides = 2 if exercise.unilateral else 1
    work = sets * dose.reps_high * REP_S * sides
    ramp = warm_ups * (5 * REP_S * sides + WARM_UP_REST_S)
    return SETUP_S.get(exercise.equipment, OTHER_SETUP_S) + ramp + work + (sets - 1) * dose.rest_s


def session_seconds(request: ProgrammeRequest, exercises: Iterable[int]) -> int:
    """Return the seconds of a whole session from those of its exercises."""
    short = request.minutes <= SHORT_MINUTES
    return (SHORT_WARM_UP_S if short else GENERAL_WARM_UP_S) + sum(exercises)


def minutes_of(seconds: int) -> int:
    """Return full minutes, rounded up."""
    return math.ceil(seconds / 60)
