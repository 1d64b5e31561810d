"""Repetitions, effort, rest and progression of an exercise, by aim, training age and tier."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from coach.training.model import Equipment, Exercise, Pattern, ProgressionScheme
from coach.training.rules.programme.plan import Dose, Method, Phase, Stress, Tier
from coach.training.rules.programme.request import (
    Aim,
    ProgrammeRequest,
    Severity,
    Template,
    TrainingAge,
)
from coach.training.rules.programme.splits import split_for

HEAVY_REST_S, COMPOUND_REST_S, SMALL_REST_S = 180, 120, 75
"""Rest after heavy, compound and small exercises. Source: 3 to 5, 2 to 3 and 1 to 1.5 minutes
(ACSM 2009; Grgic 2018, Sports Med 48:137); the shorter ends keep sessions short."""
GENTLE_RPE = Decimal(7)
"""Hardest effort where a clinician has not agreed to more. Source: the screening's limit, three
repetitions in reserve (RPE 7 on the scale of Zourdos 2016)."""
SHORT_MINUTES = 30
SHORT_REST = {HEAVY_REST_S: 120, COMPOUND_REST_S: 90, SMALL_REST_S: 60}
"""Rest in sessions of at most 30 minutes. Source: Iversen 2021 (Sports Med 51:2079), shorter rest
as the price of short sessions."""
LIMITED_RPE = Decimal(6)
"""Effort on a movement that loads an injured region. Source: coaching practice, four repetitions
in reserve and no pain above mild."""
FRESH_DAYS = 28
"""A maximum from before a longer break is no base for a plan by percentage. Source: strength is
largely kept for 3 to 4 weeks (Bosquet 2013, Scand J Med Sci Sports 23:e140)."""
LIGHT_RPE = Decimal(6)
"""Effort of deloads and of the first week after a break: 70 to 90 % of the load cannot be near
failure. Source: Bell 2022 (Front Sports Act Living 4:1073223), deloads end far from failure."""
SMALL_STEPS = frozenset({Pattern.ISOLATION, Pattern.CORE, Pattern.CARRY})
PULLS = frozenset({Pattern.HORIZONTAL_PULL, Pattern.VERTICAL_PULL})
"""Assistance even on a strength day: rows and pull-downs are trained with more repetitions. Source:
coaching practice."""


@dataclass(frozen=True, slots=True)
class _Reps:
    low: int
    high: int
    rpe: Decimal


def _reps(low: int, high: int, rpe: str) -> _Reps:
    return _Reps(low, high, Decimal(rpe))


_MAIN: dict[Aim, _Reps] = {
    Aim.STRENGTH: _reps(3, 5, "8"),
    Aim.POWERLIFTING: _reps(3, 5, "8"),
    Aim.MUSCLE: _reps(6, 10, "8"),
    Aim.FAT_LOSS: _reps(6, 8, "7.5"),
    Aim.FITNESS: _reps(8, 12, "7"),
    Aim.ENDURANCE: _reps(4, 8, "7"),
}
_SECONDARY: dict[Aim, _Reps] = {
    Aim.STRENGTH: _reps(6, 8, "8"),
    Aim.POWERLIFTING: _reps(6, 8, "8"),
    Aim.MUSCLE: _reps(8, 12, "8"),
    Aim.FAT_LOSS: _reps(8, 12, "8"),
    Aim.FITNESS: _reps(8, 12, "7"),
    Aim.ENDURANCE: _reps(6, 10, "7"),
}
"""Repetitions and effort. Source: heavy loads for strength (Lopez 2021, Schoenfeld 2017), 6 to 30
for growth when close to failure (Schoenfeld 2021), 4 to 10 for endurance athletes (Ronnestad &
Mujika 2014), 8 to 12 for general fitness (ACSM 2009); the exact figures are coaching practice."""
_SMALL = _reps(10, 15, "8")
_BODY = _reps(8, 20, "8")
"""Body-weight exercises. Source: Schoenfeld 2021; up to 30 repetitions grow muscle near failure."""
_PULL_UP = _reps(5, 10, "8")
"""Pull-ups and dips, which few can do for 20. Source: coaching practice."""
NOVICE_LINEAR = _reps(5, 5, "7")
"""Source: Rippetoe & Kilgore 2011, sets of five across; RPE 7 because novices under-estimate what
they have left (Zourdos 2016)."""
NOVICE_RPE_LESS = Decimal("0.5")
"""Taken off the effort of novices elsewhere. Source: same."""

_PHASE_REPS: dict[Phase, _Reps] = {
    Phase.ACCUMULATION: _reps(6, 8, "7.5"),
    Phase.INTENSIFICATION: _reps(3, 5, "8.5"),
    Phase.TAPER: _reps(2, 3, "8"),
}
"""Main lifts of a block. Source: accumulation at 65 to 75 %, intensification at 75 to 90 % of the
maximum (formulas of block periodisation, Issurin 2010); the table of RPE gives these shares."""
_STRESS_REPS: dict[Stress, _Reps] = {
    Stress.HEAVY: _reps(3, 5, "8"),
    Stress.MODERATE: _reps(5, 6, "7"),
    Stress.VOLUME: _reps(6, 8, "8"),
}
"""Days of an undulating lift. Source: Zourdos 2016 (daily undulation); coaching practice."""


def method_of(request: ProgrammeRequest, tier: Tier, exercise: Exercise) -> Method:
    """Return how the lift moves over the weeks.

    Source:
        Coaching practice: novices need no periodisation (Rippetoe & Kilgore 2011); for the others
        its type matters less than keeping at it (Williams 2017).
    """
    barbell = exercise.equipment is Equipment.BARBELL
    strong = request.aim in {Aim.STRENGTH, Aim.POWERLIFTING}
    tested = {lift.exercise_id for lift in request.log.lifts if lift.one_rep_max_kg is not None}
    asked = request.template is Template.FIVE_THREE_ONE and exercise.id in tested
    if asked and barbell and tier is Tier.MAIN and exercise.pattern not in PULLS:
        return Method.WAVE
    if tier is not Tier.MAIN or not barbell or not strong or exercise.pattern in PULLS:
        return Method.STEADY
    if request.age is TrainingAge.NOVICE:
        return Method.STEADY
    if request.meet_in_weeks is not None or request.age is TrainingAge.ADVANCED:
        return Method.BLOCK
    fresh = (request.log.days_since_last or 0) <= FRESH_DAYS
    if request.aim is Aim.STRENGTH and request.days >= 4 and exercise.id in tested and fresh:
        return Method.WAVE
    return Method.UNDULATING if _has_lighter_days(request) else Method.STEADY


def _has_lighter_days(request: ProgrammeRequest) -> bool:
    """Tell whether a main lift comes on a day that is not heavy; else nothing undulates."""
    slots = (slot for day in split_for(request).days for slot in day.slots)
    return any(slot.tier is Tier.MAIN and slot.stress is not Stress.HEAVY for slot in slots)


def dose_of(
    request: ProgrammeRequest, exercise: Exercise, tier: Tier, stress: Stress, slot: str
) -> Dose:
    """Return the dose of one exercise in an ordinary week."""
    method = method_of(request, tier, exercise)
    reps = _reps_of(request, exercise, tier, method, stress)
    rpe = reps.rpe
    if request.age is TrainingAge.NOVICE and reps is not NOVICE_LINEAR:
        rpe = rpe - NOVICE_RPE_LESS
    if is_limited(request, exercise):
        rpe = min(rpe, LIMITED_RPE)
    if request.gentle:
        rpe = min(rpe, GENTLE_RPE)
    return Dose(
        reps_low=reps.low,
        reps_high=reps.high,
        target_rpe=rpe,
        rest_s=_rest(request, exercise, tier, reps.high, slot),
        scheme=_scheme(method, reps),
    )


def is_limited(request: ProgrammeRequest, exercise: Exercise) -> bool:
    """Tell whether the exercise loads a region that is to be spared."""
    limited = {each.region for each in request.injuries if each.severity is Severity.LIMIT}
    return bool(limited & set(exercise.avoid_with))


def in_phase(dose: Dose, method: Method, phase: Phase) -> Dose:
    """Return the dose in one phase: light weeks are easy, main lifts of a block have their own."""
    if phase in {Phase.DELOAD, Phase.RETURN}:
        return replace(dose, target_rpe=min(dose.target_rpe, LIGHT_RPE))
    reps = _PHASE_REPS.get(phase)
    if method is not Method.BLOCK or reps is None:
        return dose
    rpe = min(reps.rpe, dose.target_rpe) if dose.target_rpe <= LIMITED_RPE else reps.rpe
    return replace(dose, reps_low=reps.low, reps_high=reps.high, target_rpe=rpe)


def reps_in(phase: Phase) -> tuple[int, int] | None:
    """Return the repetitions of a block's main lifts in one phase; None where it sets none."""
    reps = _PHASE_REPS.get(phase)
    return None if reps is None else (reps.low, reps.high)


def _reps_of(
    request: ProgrammeRequest, exercise: Exercise, tier: Tier, method: Method, stress: Stress
) -> _Reps:
    most = _SECONDARY[request.aim].rpe
    if not exercise.loadable or exercise.equipment is Equipment.BAND:
        return replace(_BODY, rpe=min(_BODY.rpe, most))
    if exercise.equipment is Equipment.BODYWEIGHT and exercise.pattern not in SMALL_STEPS:
        return replace(_PULL_UP, rpe=min(_PULL_UP.rpe, most))
    if tier is Tier.ACCESSORY:
        return replace(_SMALL, rpe=min(_SMALL.rpe, most))
    if method is Method.BLOCK:
        return _PHASE_REPS[Phase.ACCUMULATION]
    if method is Method.UNDULATING:
        return _STRESS_REPS[stress]
    if _is_novice_linear(request, exercise, tier):
        return NOVICE_LINEAR
    barbell = exercise.equipment is Equipment.BARBELL and exercise.pattern not in PULLS
    return (_MAIN if tier is Tier.MAIN and barbell else _SECONDARY)[request.aim]


def _is_novice_linear(request: ProgrammeRequest, exercise: Exercise, tier: Tier) -> bool:
    novice = request.age is TrainingAge.NOVICE and tier is Tier.MAIN
    aims = {Aim.STRENGTH, Aim.POWERLIFTING}
    return novice and request.aim in aims and exercise.equipment is Equipment.BARBELL


def _scheme(method: Method, reps: _Reps) -> ProgressionScheme:
    if method in {Method.BLOCK, Method.UNDULATING}:
        return ProgressionScheme.RPE
    if method is Method.WAVE:
        return ProgressionScheme.WAVE
    return ProgressionScheme.LINEAR if reps is NOVICE_LINEAR else ProgressionScheme.DOUBLE


def _rest(request: ProgrammeRequest, exercise: Exercise, tier: Tier, high: int, slot: str) -> int:
    short = request.minutes <= SHORT_MINUTES
    light = short and not exercise.loadable  # body weight tires less than a bar
    if tier is Tier.ACCESSORY or exercise.pattern in SMALL_STEPS or slot == "abs" or light:
        rest = SMALL_REST_S
    elif tier is Tier.MAIN and high <= 8 and exercise.equipment is Equipment.BARBELL:
        rest = HEAVY_REST_S
    else:
        rest = COMPOUND_REST_S
    return SHORT_REST[rest] if short else rest
