"""Formulas by name, as a case file asks for the number a reply has to state."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final, cast

from evals.oracle import endurance, energy, strength, trends
from evals.oracle.units import KG_PER_LB


def mifflin_st_jeor(weight_kg: float, height_cm: float, age: float, sex: str) -> float:
    """Return resting energy, kcal a day. Source: Mifflin 1990."""
    return energy.mifflin_st_jeor(_body(weight_kg, height_cm, age, sex))


def harris_benedict_revised(weight_kg: float, height_cm: float, age: float, sex: str) -> float:
    """Return resting energy, kcal a day. Source: Roza & Shizgal 1984."""
    if sex == "m":
        return 88.362 + 13.397 * weight_kg + 4.799 * height_cm - 5.677 * age
    return 447.593 + 9.247 * weight_kg + 3.098 * height_cm - 4.330 * age


def katch_mcardle(weight_kg: float, body_fat_pct: float) -> float:
    """Return resting energy, kcal a day. Source: McArdle, 370 + 21.6 per kg of lean mass."""
    return 370 + 21.6 * weight_kg * (1 - body_fat_pct / 100)


def cunningham_1980(weight_kg: float, body_fat_pct: float) -> float:
    """Return resting energy, kcal a day. Source: Cunningham 1980, 500 + 22 per kg of lean mass."""
    return 500 + 22 * weight_kg * (1 - body_fat_pct / 100)


def maintenance(weight_kg: float, height_cm: float, age: float, sex: str, activity: str) -> float:
    """Return maintenance, kcal a day. Source: Mifflin 1990 times the factor of the activity."""
    return mifflin_st_jeor(weight_kg, height_cm, age, sex) * energy.FACTORS[activity]


def target_for_rate(maintenance: float, weight_kg: float, rate_pct: float) -> float:
    """Return the daily target for a rate a week, below zero for a loss, before any limit.

    Source:
        Wishnofsky 1958, 7,700 kcal per kg.
    """
    return maintenance + energy.kcal_for_rate(weight_kg, rate_pct)


def adaptive_expenditure(mean_intake: float, trend_change_kg: float, days: float) -> float:
    """Return measured expenditure, kcal a day. Source: energy balance with 7,700 kcal per kg."""
    return mean_intake - trend_change_kg * energy.KCAL_PER_KG / days


def weight_slope(daily_weights: Sequence[float]) -> float:
    """Return the change a week of daily weigh-ins. Source: ordinary least squares."""
    first = date(2000, 1, 1)
    days = [first + timedelta(days=n) for n in range(len(daily_weights))]
    slope = trends.slope_per_week(days, daily_weights)
    return 0.0 if slope is None else slope


def energy_availability(intake: float, exercise: float, ffm_kg: float) -> float:
    """Return kcal per kg of fat-free mass. Source: Loucks 2011; IOC 2018."""
    return (intake - exercise) / ffm_kg


def median_of_five(weight: float, reps: float) -> float:
    """Return the estimated maximum. Source: median of five published formulas."""
    found = strength.median_of_five(weight, int(reps))
    if found is None:
        msg = f"{reps:g} repetitions are outside 1 to 15"
        raise ValueError(msg)
    return found.value


def e1rm_from_rts_table(weight: float, reps: float, rpe: float) -> float:
    """Return the estimated maximum of a rated set. Source: Tuchscherer 2008."""
    found = strength.from_rpe(weight, int(reps), rpe)
    if found is None:
        msg = f"{reps:g} repetitions at RPE {rpe:g} are outside the table"
        raise ValueError(msg)
    return found.value


def load_for_reps_at_rpe(e1rm: float, reps: float, rpe: float, round_to: float = 2.5) -> float:
    """Return the load, rounded half up. Source: Tuchscherer 2008."""
    load = strength.load_at_rpe(e1rm, int(reps), rpe)
    if load is None:
        msg = f"{reps:g} repetitions at RPE {rpe:g} are outside the table"
        raise ValueError(msg)
    return int(load / round_to + 0.5) * round_to


def speed_loss_pct(seconds: Sequence[float]) -> float:
    """Return the loss of speed, percent. Source: Sanchez-Medina & Gonzalez-Badillo 2011."""
    return strength.speed_loss_pct(seconds)


def linear(load: float, consecutive_fails: float, inc: float) -> float:
    """Return the next load. Source: Rippetoe & Kilgore 2011."""
    return strength.linear(load, int(consecutive_fails), inc)


def percent_of(value: float, percent: float) -> float:
    """Return a share of a value."""
    return value * percent / 100


def rate_of_loss(weight_kg: float, pct_per_week: float) -> float:
    """Return the daily deficit behind a rate. Source: Wishnofsky 1958, 7,700 kcal per kg."""
    return energy.kcal_for_rate(weight_kg, pct_per_week)


def per_kg(weight_kg: float, g_per_kg: float) -> float:
    """Return grams a day by body weight."""
    return weight_kg * g_per_kg


def kg_of_lb(lb: float) -> float:
    """Return kilograms. Source: International Yard and Pound Agreement, 1959."""
    return lb * KG_PER_LB


def volume(sets: float, reps: float, load: float) -> float:
    """Return the mass moved in all sets together."""
    return sets * reps * load


def difference(later: float, earlier: float) -> float:
    """Return a later value minus an earlier one."""
    return later - earlier


def total(values: Sequence[float]) -> float:
    """Return a sum."""
    return sum(values)


Formula = Callable[..., float]
_PLAIN: Final[tuple[Formula, ...]] = (
    mifflin_st_jeor, harris_benedict_revised, katch_mcardle, cunningham_1980, maintenance,
    target_for_rate, adaptive_expenditure, weight_slope, energy_availability, median_of_five,
    e1rm_from_rts_table, load_for_reps_at_rpe, speed_loss_pct, linear, percent_of, rate_of_loss,
    per_kg, kg_of_lb, volume, difference, total, energy.kcal_of, trends.percent_change,
    endurance.tanaka, endurance.karvonen, endurance.cooper_12min, endurance.rockport,
    endurance.vdot, endurance.pace_s_per_km, endurance.riegel, endurance.met_kcal,
    endurance.us_navy_cm, endurance.sweat_rate, endurance.lb_of, strength.epley, strength.brzycki,
    strength.lombardi, strength.mayhew, strength.wathan,
)  # fmt: skip
FORMULAS: Final[Mapping[str, Formula]] = MappingProxyType({each.__name__: each for each in _PLAIN})
"""Every formula a case may name."""


def compute(formula: str, args: Mapping[str, object]) -> float:
    """Return what a formula gives.

    Raises:
        ValueError: There is no such formula, an argument is missing, unknown or out of range.
    """
    function = FORMULAS.get(formula.rpartition(".")[2])
    if function is None:
        msg = f"there is no formula {formula!r}; there are {', '.join(sorted(FORMULAS))}"
        raise ValueError(msg)
    try:
        inspect.signature(function).bind(**args)
        return float(function(**args))
    except (TypeError, KeyError, ZeroDivisionError) as exc:
        takes = ", ".join(inspect.signature(function).parameters)
        msg = f"{formula} takes {takes}: {exc}"
        raise ValueError(msg) from exc


def _body(weight_kg: float, height_cm: float, age: float, sex: str) -> energy.Body:
    if sex not in {"m", "f"}:
        msg = f"sex is m or f, not {sex!r}"
        raise ValueError(msg)
    return energy.Body(weight_kg, height_cm, age, cast("energy.Sex", sex))
