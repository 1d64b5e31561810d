"""Worked examples of energy, body weight, food and drink."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cli.golden.calculation import (
    NUMBER,
    Calculation,
    Groups,
    name_of,
    nearest,
    nearest_each,
    plain,
    rounded,
)
from cli.golden.inputs import Inputs
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
from coach.units import CM_PER_IN

_BODY = ("weight_kg", "height_cm", "age", "sex", "body_fat_pct")
"""Inputs of every row on resting energy; each equation reads its own."""
_BY_BODY = ("weight_kg", "height_cm", "age", "sex")
_BY_LEAN_MASS = ("weight_kg", "body_fat_pct")
_RESTING: Mapping[str, tuple[Callable[..., float], tuple[str, ...]]] = {
    "mifflin_st_jeor": (rmr.mifflin_st_jeor, _BY_BODY),
    "mifflin": (rmr.mifflin_st_jeor, _BY_BODY),
    "harris_benedict_revised": (rmr.harris_benedict_revised, _BY_BODY),
    "katch_mcardle": (rmr.katch_mcardle, _BY_LEAN_MASS),
    "cunningham_1980": (rmr.cunningham_1980, _BY_LEAN_MASS),
    "cunningham_1991": (rmr.cunningham_1991, _BY_LEAN_MASS),
}


def _resting(equation: str, given: Inputs) -> float:
    formula, names = _RESTING[equation]
    return formula(*map(given.read, names))


def _resting_row(equation: str) -> Calculation:
    def run(given: Inputs, _: Groups) -> object:
        return _resting(equation, given)

    return Calculation("rmr", equation, _BODY, name_of(_RESTING[equation][0]), run)


def _tdee(given: Inputs, groups: Groups) -> object:
    return nearest(energy.by_factor(_resting(groups[0], given), float(groups[1])))


def _adaptive_slope(given: Inputs, _: Groups) -> object:
    slope = trend.ols_slope_per_week(*given.days_with_values("daily_weights")).per_week
    return nearest(expenditure.adaptive_from_change(given.number("mean_intake"), slope, 7))


def _slope(given: Inputs, groups: Groups) -> object:
    slope = trend.ols_slope_per_week(*given.days_with_values("daily_weights")).per_week
    return slope if groups[0] == "week" else slope / 7


def _ewma(given: Inputs, groups: Groups) -> object:
    return trend.ewma(given.days_with_values("daily_weights")[1], float(groups[0]))


def _protein(given: Inputs, groups: Groups) -> object:
    mass = given.number("ffm_kg" if groups[2] else "weight_kg")
    return nearest_each(macros.protein_by_rate(mass, float(groups[0]), float(groups[1])))


def _caffeine(given: Inputs, groups: Groups) -> object:
    """Return the range as the examples define it: only its upper end is capped."""
    weight = given.number("weight_kg")
    low, high = (caffeine.dose_mg(weight, float(rate)) for rate in groups[:2])
    return nearest_each((low, min(high, float(groups[2]))))


def _carbohydrate(given: Inputs, groups: Groups) -> object:
    low, high, limit, long = map(float, groups)
    minutes = given.number("minutes")
    rate = long if minutes > limit else high
    return nearest_each(fuelling.carbohydrate_total(minutes, low, rate))


def _navy(given: Inputs, groups: Groups) -> object:
    factor = 1.0 if groups[0] == "cm" else float(CM_PER_IN)
    sex = given.sex()
    height, waist, neck = (given.number(each) * factor for each in ("height", "waist", "neck"))
    hip = given.number("hip") * factor if sex == "f" else None
    return body_composition.body_fat_navy(sex, height, waist, neck, hip)


CALCULATIONS: tuple[Calculation, ...] = (
    *(_resting_row(each) for each in _RESTING if each != "mifflin"),
    Calculation(
        "tdee",
        "mifflin*1.55",
        _BODY,
        "energy.by_factor",
        _tdee,
        rf"({'|'.join(_RESTING)})\*{NUMBER}",
    ),
    rounded(
        "adaptive_tdee",
        "intake - dtrend*7700/days",
        expenditure.adaptive_from_change,
        "mean_intake",
        "trend_change_kg",
        "days",
    ),
    Calculation(
        "adaptive_tdee",
        "intake - ols_slope*7700",
        ("daily_weights", "mean_intake"),
        "expenditure.adaptive_from_weights",
        _adaptive_slope,
    ),
    Calculation(
        "weight_trend",
        "ols_slope_kg_per_week",
        ("daily_weights",),
        "trend.ols_slope_per_week",
        _slope,
        "ols_slope_kg_per_(week|day)",
    ),
    Calculation(
        "weight_trend",
        "ewma_alpha_0.1_last",
        ("daily_weights",),
        "trend.ewma",
        _ewma,
        f"ewma_alpha_{NUMBER}_last",
    ),
    plain(
        "energy_availability",
        "(EI-EEE)/FFM",
        availability.energy_availability,
        "intake",
        "exercise",
        "ffm_kg",
    ),
    Calculation(
        "protein",
        "1.6-2.2 g/kg",
        ("weight_kg",),
        "macros.protein_by_rate",
        _protein,
        rf"{NUMBER}-{NUMBER} g/kg( FFM)?",
    ),
    Calculation(
        "caffeine",
        "3-6 mg/kg, capped 400/day (single 200 EFSA)",
        ("weight_kg",),
        "caffeine.dose_mg",
        _caffeine,
        rf"{NUMBER}-{NUMBER} mg/kg, capped {NUMBER}/day.*",
    ),
    rounded(
        "rate_of_loss",
        "kcal/day = w*pct*7700/7",
        energy.kcal_for_rate,
        "weight_kg",
        "pct_per_week",
    ),
    plain(
        "hydration",
        "sweat L/h=(pre-post+fluid-urine)/h",
        fluids.sweat_rate,
        "pre",
        "post",
        "fluid_l",
        "urine_l",
        "hours",
    ),
    Calculation(
        "carbs",
        "during 30-60 g/h (>150 min: up to 90)",
        ("weight_kg", "minutes"),
        "fuelling.carbohydrate_total",
        _carbohydrate,
        rf"during {NUMBER}-{NUMBER} g/h \(>{NUMBER} min: up to {NUMBER}\)",
    ),
    Calculation(
        "bodyfat",
        "us_navy_cm",
        ("sex", "height", "waist", "neck", "hip"),
        "body_composition.body_fat_navy",
        _navy,
        "us_navy_(cm|in)",
    ),
)
