"""Runs files of worked examples: an item, a formula, its inputs and what must come out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from coach.errors import FitholicError, InvalidInput
from coach.nutrition.rules import (
    availability,
    body_composition,
    caffeine,
    energy,
    expenditure,
    fluids,
    fuelling,
    macros,
    rmr,
    trend,
)
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

Inputs = Mapping[str, Any]
Calculate = Callable[[Inputs], Any]
_LIST = TypeAdapter(list[object]).validate_python
_OBJECT = TypeAdapter(dict[str, object]).validate_python


class Example(BaseModel):
    """One worked example of a golden file."""

    item: str
    fn: str
    inputs: dict[str, Any]
    expected: Any
    tol: float = 0.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one example."""

    example: Example
    got: Any
    reason: str
    """Empty when it passed."""


def _mifflin(i: Inputs) -> float:
    return rmr.mifflin_st_jeor(i["weight_kg"], i["height_cm"], i["age"], i["sex"])


def _per_side(i: Inputs) -> dict[str, Any]:
    loaded = plates.per_side(Decimal(str(i["target"])))
    return {"per_side": [float(p) for p in loaded.per_side], "unloaded_kg": float(loaded.unloaded)}


def _double(i: Inputs) -> list[Any]:
    prescribed = progression.Range(Decimal(str(i["prescribed"])), i["n_sets"], i["lo"], i["hi"])
    result = progression.double_progression(
        Decimal(str(i["load"])), i["reps"], prescribed, Decimal(str(i["inc"]))
    )
    return [float(result.load), result.reps if result.earned else "keep, add reps"]


def _linear(i: Inputs) -> float:
    load, step = Decimal(str(i["load"])), Decimal(str(i["inc"]))
    return float(progression.linear(load, i["consecutive_fails"], step))


def _warm_up(i: Inputs) -> list[list[float]]:
    sets = plates.warm_up(Decimal(str(i["work_kg"])))
    return [[float(each.load), each.reps] for each in sets]


def _adaptive_slope(i: Inputs) -> float:
    return expenditure.adaptive_from_weights(i["mean_intake"], i["daily_weights"])


def _slope(i: Inputs) -> float:
    weights = i["daily_weights"]
    return trend.ols_slope_per_week(range(len(weights)), weights).per_week


def _navy(i: Inputs) -> float:
    return body_composition.body_fat_navy(
        i["sex"], i["height"], i["waist"], i["neck"], i.get("hip")
    )


CALCULATIONS: Mapping[tuple[str, str], Calculate] = {
    ("rmr", "mifflin_st_jeor"): _mifflin,
    ("rmr", "harris_benedict_revised"): lambda i: rmr.harris_benedict_revised(
        i["weight_kg"], i["height_cm"], i["age"], i["sex"]
    ),
    ("rmr", "katch_mcardle"): lambda i: rmr.katch_mcardle(i["weight_kg"], i["body_fat_pct"]),
    ("rmr", "cunningham_1980"): lambda i: rmr.cunningham_1980(i["weight_kg"], i["body_fat_pct"]),
    ("tdee", "mifflin*1.55"): lambda i: energy.maintenance(_mifflin(i), "moderate"),
    ("adaptive_tdee", "intake - dtrend*7700/days"): lambda i: expenditure.adaptive_from_change(
        i["mean_intake"], i["trend_change_kg"], i["days"]
    ),
    ("adaptive_tdee", "intake - ols_slope*7700"): _adaptive_slope,
    ("weight_trend", "ols_slope_kg_per_week"): _slope,
    ("weight_trend", "ewma_alpha_0.1_last"): lambda i: trend.ewma(i["daily_weights"]),
    ("energy_availability", "(EI-EEE)/FFM"): lambda i: availability.energy_availability(
        i["intake"], i["exercise"], i["ffm_kg"]
    ),
    ("1rm", "epley"): lambda i: one_rep_max.epley(i["weight"], i["reps"]),
    ("1rm", "brzycki"): lambda i: one_rep_max.brzycki(i["weight"], i["reps"]),
    ("1rm", "lombardi"): lambda i: one_rep_max.lombardi(i["weight"], i["reps"]),
    ("1rm", "mayhew"): lambda i: one_rep_max.mayhew(i["weight"], i["reps"]),
    ("1rm", "wathan"): lambda i: one_rep_max.wathan(i["weight"], i["reps"]),
    ("rpe", "e1rm_from_rts_table"): lambda i: rpe.one_rep_max(i["weight"], i["reps"], i["rpe"]),
    ("rpe", "load_for_reps_at_rpe"): lambda i: rpe.load_at_rpe(
        i["e1rm"], i["reps"], i["rpe"], i["round_to"]
    ),
    ("531", "week_sets"): lambda i: progression.wave_sets(
        i["training_max"], i["week"], i["round_to"]
    ),
    ("plates", "per_side_greedy_20kg_bar"): _per_side,
    ("score", "wilks_1994"): lambda i: scores.wilks_1994(
        i["total_kg"], i["bodyweight_kg"], i["sex"]
    ),
    ("score", "wilks_2020"): lambda i: scores.wilks_2020(
        i["total_kg"], i["bodyweight_kg"], i["sex"]
    ),
    ("score", "dots"): lambda i: scores.dots(i["total_kg"], i["bodyweight_kg"], i["sex"]),
    ("score", "ipf_gl_classic"): lambda i: scores.ipf_gl_classic(
        i["total_kg"], i["bodyweight_kg"], i["sex"]
    ),
    ("hr", "tanaka"): lambda i: aerobic.max_heart_rate(i["age"]),
    ("hr", "karvonen"): lambda i: aerobic.target_heart_rate(i["age"], i["rest"], i["fraction"]),
    ("vo2max", "cooper_12min"): lambda i: aerobic.vo2max_cooper(i["metres"]),
    ("vo2max", "rockport"): lambda i: aerobic.vo2max_rockport(
        i["weight_lb"], i["age"], i["male"], i["time_min"], i["hr"]
    ),
    ("vo2max", "jackson_1990_bmi"): lambda i: aerobic.vo2max_jackson(
        i["par"], i["age"], i["bmi"], i["male"]
    ),
    ("vdot", "daniels"): lambda i: running.vdot(i["metres"], i["minutes"]),
    ("pace", "sec_per_km_at_fraction"): lambda i: running.pace_s_per_km(i["vdot"], i["fraction"]),
    ("race", "riegel_1.06"): lambda i: running.race_time(i["t1_min"], i["d1"], i["d2"]),
    ("met", "kcal=MET*3.5*kg/200*min"): lambda i: mets.met_kcal(i["met"], i["kg"], i["minutes"]),
    ("bodyfat", "us_navy_cm"): _navy,
    ("load", "foster_monotony_strain(sample sd)"): lambda i: list(strain.monotony(i["daily_srpe"])),
    ("load", "acwr_coupled/uncoupled (descriptive only)"): lambda i: list(
        strain.acute_to_chronic(i["daily28"])
    ),
    ("protein", "1.6-2.2 g/kg"): lambda i: list(macros.protein_range(i["weight_kg"])),
    ("caffeine", "3-6 mg/kg, capped 400/day (single 200 EFSA)"): lambda i: list(
        caffeine.caffeine_range(i["weight_kg"])
    ),
    ("rate_of_loss", "kcal/day = w*pct*7700/7"): lambda i: energy.kcal_for_rate(
        i["weight_kg"], i["pct_per_week"]
    ),
    ("hydration", "sweat L/h=(pre-post+fluid-urine)/h"): lambda i: fluids.sweat_rate(
        i["pre"], i["post"], i["fluid_l"], i["urine_l"], i["hours"]
    ),
    ("carbs", "during 30-60 g/h (>150 min: up to 90)"): lambda i: list(
        fuelling.carbohydrate_during(i["minutes"])
    ),
    ("double_progression", "load>=prescribed AND all n sets at top -> +inc, reset"): _double,
    ("linear", "success +inc; 1-2 fails repeat; 3 fails -10%"): _linear,
    ("warmup", "bar x10, 40x8, 60x5, 80x3, 90x1"): _warm_up,
}


def read_examples(path: Path) -> list[Example]:
    """Return the examples of a golden file.

    Raises:
        InvalidInput: The file is missing or has another shape (code `golden_file`).
    """
    try:
        return TypeAdapter(list[Example]).validate_json(path.read_bytes())
    except (OSError, ValidationError) as exc:
        raise InvalidInput(
            f"{str(path)!r} is no file of worked examples.",
            way_out="Give a JSON list of objects with item, fn, inputs, expected and tol.",
            code="golden_file",
        ) from exc


def run_example(example: Example) -> Outcome:
    """Calculate one example and compare."""
    calculate = CALCULATIONS.get((example.item, example.fn))
    if calculate is None:
        return Outcome(example, None, "unknown function")
    try:
        got = calculate(example.inputs)
    except (FitholicError, KeyError, TypeError, ValueError, ZeroDivisionError) as exc:
        return Outcome(example, None, f"{type(exc).__name__}: {exc}")
    reason = "" if agrees(got, example.expected, example.tol) else "outside the tolerance"
    return Outcome(example, got, reason)


def agrees(got: object, expected: object, tolerance: float) -> bool:
    """Tell whether two JSON values agree, numbers within an absolute tolerance."""
    if isinstance(expected, bool) or isinstance(got, bool):
        return got is expected
    if isinstance(expected, int | float):
        return isinstance(got, int | float) and abs(got - expected) <= tolerance + 1e-9
    if isinstance(expected, list):
        return isinstance(got, list) and _lists_agree(_LIST(got), _LIST(expected), tolerance)
    if isinstance(expected, dict):
        return isinstance(got, dict) and _objects_agree(_OBJECT(got), _OBJECT(expected), tolerance)
    return got == expected


def _lists_agree(got: Sequence[object], expected: Sequence[object], tolerance: float) -> bool:
    return len(got) == len(expected) and all(
        agrees(one, other, tolerance) for one, other in zip(got, expected, strict=True)
    )


def _objects_agree(
    got: Mapping[str, object], expected: Mapping[str, object], tolerance: float
) -> bool:
    return got.keys() == expected.keys() and all(
        agrees(got[key], value, tolerance) for key, value in expected.items()
    )
