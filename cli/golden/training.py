"""Worked examples of strength, progression, endurance and training load."""

from __future__ import annotations

import re
from decimal import Decimal

from cli.golden.calculation import NUMBER, Calculation, Groups, plain, rounded
from cli.golden.inputs import Inputs
from coach.training.rules import (
    aerobic,
    mets,
    one_rep_max,
    plates,
    progression,
    rpe,
    running,
    scores,
    strain,
)
from coach.units import MassUnit

KEEP = "keep, add reps"
"""What a double progression says in place of repetitions when more load was not earned."""
_TOTAL = ("total_kg", "bodyweight_kg", "sex")


def _per_side(given: Inputs, groups: Groups) -> object:
    """Return plates and remainder; under the bar nothing is loaded and the rest is negative."""
    bar, unit = Decimal(groups[0]), MassUnit(groups[1])
    target = given.decimal("target")
    loaded = plates.per_side(max(target, bar), bar, plates.PLATES[unit])
    left = loaded.unloaded if target >= bar else target - bar
    return {"per_side": [float(each) for each in loaded.per_side], f"unloaded_{unit}": float(left)}


def _riegel(given: Inputs, groups: Groups) -> object:
    times = (given.number(each) for each in ("t1_min", "d1", "d2"))
    return running.race_time(*times, exponent=float(groups[0]))


def _double(given: Inputs, _: Groups) -> object:
    prescribed = progression.Range(
        given.decimal("prescribed"), given.whole("n_sets"), given.whole("lo"), given.whole("hi")
    )
    result = progression.double_progression(
        given.decimal("load"), given.whole_numbers("reps"), prescribed, given.decimal("inc")
    )
    return [float(result.load), result.reps if result.earned else KEEP]


def _linear(given: Inputs, _: Groups) -> object:
    fails = given.whole("consecutive_fails")
    return float(progression.linear(given.decimal("load"), fails, given.decimal("inc")))


def _warm_up(given: Inputs, groups: Groups) -> object:
    steps = re.findall(rf"{NUMBER}x(\d+)", groups[0])
    shares = [(Decimal(share) / 100, int(reps)) for share, reps in steps]
    sets = plates.ramp(given.decimal("work_kg"), shares=shares)
    return [[float(each.load), each.reps] for each in sets]


CALCULATIONS: tuple[Calculation, ...] = (
    *(
        plain("1rm", each.__name__, each, "weight", "reps")
        for each in (
            one_rep_max.epley,
            one_rep_max.brzycki,
            one_rep_max.lombardi,
            one_rep_max.mayhew,
            one_rep_max.wathan,
        )
    ),
    plain("rpe", "e1rm_from_rts_table", rpe.one_rep_max, "weight", "reps", "rpe"),
    plain("rpe", "load_for_reps_at_rpe", rpe.load_at_rpe, "e1rm", "reps", "rpe", "round_to"),
    plain("531", "week_sets", progression.wave_sets, "training_max", "week", "round_to"),
    Calculation(
        "plates",
        "per_side_greedy_20kg_bar",
        ("target",),
        "plates.per_side",
        _per_side,
        f"per_side_greedy_{NUMBER}(kg|lb)_bar",
    ),
    plain("score", "wilks_1994", scores.wilks_1994, *_TOTAL),
    plain("score", "wilks_2020", scores.wilks_2020, *_TOTAL),
    plain("score", "dots", scores.dots, *_TOTAL),
    plain("score", "ipf_gl_classic", scores.ipf_gl_classic, *_TOTAL),
    plain("hr", "tanaka", aerobic.max_heart_rate, "age"),
    rounded("hr", "karvonen", aerobic.target_heart_rate, "age", "rest", "fraction"),
    plain("vo2max", "cooper_12min", aerobic.vo2max_cooper, "metres"),
    plain(
        "vo2max",
        "rockport",
        aerobic.vo2max_rockport,
        "weight_lb",
        "age",
        "male",
        "time_min",
        "hr",
    ),
    plain("vo2max", "jackson_1990_bmi", aerobic.vo2max_jackson, "par", "age", "bmi", "male"),
    plain("vo2max", "run_1.5_mile", aerobic.vo2max_mile_and_half, "time_min"),
    plain("vo2max", "uth", aerobic.vo2max_uth, "hr_max", "rest"),
    plain("vdot", "daniels", running.vdot, "metres", "minutes"),
    rounded("pace", "sec_per_km_at_fraction", running.pace_s_per_km, "vdot", "fraction"),
    Calculation(
        "race",
        "riegel_1.06",
        ("t1_min", "d1", "d2"),
        "running.race_time",
        _riegel,
        f"riegel_{NUMBER}",
    ),
    rounded("met", "kcal=MET*3.5*kg/200*min", mets.met_kcal, "met", "kg", "minutes"),
    rounded("met", "kcal=(MET-1)*3.5*kg/200*min", mets.met_kcal_net, "met", "kg", "minutes"),
    plain("load", "foster_monotony_strain(sample sd)", strain.monotony, "daily_srpe"),
    plain("load", "acwr_coupled/uncoupled (descriptive only)", strain.acute_to_chronic, "daily28"),
    Calculation(
        "double_progression",
        "load>=prescribed AND all n sets at top -> +inc, reset",
        ("load", "prescribed", "reps", "lo", "hi", "n_sets", "inc"),
        "progression.double_progression",
        _double,
    ),
    Calculation(
        "linear",
        "success +inc; 1-2 fails repeat; 3 fails -10%",
        ("load", "consecutive_fails", "inc"),
        "progression.linear",
        _linear,
    ),
    Calculation(
        "warmup",
        "bar x10, 40x8, 60x5, 80x3, 90x1",
        ("work_kg",),
        "plates.ramp",
        _warm_up,
        rf"bar x10((?:, {NUMBER}x\d+)+)",
    ),
)
