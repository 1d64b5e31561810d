"""The formulas by name: what a fact's source names, and what `fitholic calc` can calculate."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from coach.form.rules import speed_loss
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
    layoff,
    mets,
    one_rep_max,
    plates,
    progression,
    rpe,
    running,
    scores,
    strain,
)

Formula = Callable[..., Any]

_FUNCTIONS: tuple[Formula, ...] = (
    one_rep_max.epley,
    one_rep_max.brzycki,
    one_rep_max.lombardi,
    one_rep_max.mayhew,
    one_rep_max.wathan,
    one_rep_max.median_of_five,
    rpe.percent_of_max,
    rpe.one_rep_max,
    rpe.load_at_rpe,
    rpe.reps_in_reserve,
    rpe.next_set_load,
    progression.linear,
    progression.double_progression,
    progression.wave_sets,
    plates.per_side,
    plates.warm_up,
    layoff.return_share,
    layoff.return_sets,
    scores.wilks_1994,
    scores.wilks_2020,
    scores.dots,
    scores.ipf_gl_classic,
    running.oxygen_cost,
    running.vdot,
    running.pace_s_per_km,
    running.race_time,
    aerobic.max_heart_rate,
    aerobic.target_heart_rate,
    aerobic.vo2max_cooper,
    aerobic.vo2max_rockport,
    aerobic.vo2max_jackson,
    mets.met_kcal,
    strain.session_load,
    strain.monotony,
    strain.acute_to_chronic,
    rmr.mifflin_st_jeor,
    rmr.harris_benedict_revised,
    rmr.katch_mcardle,
    rmr.cunningham_1980,
    rmr.lean_mass_kg,
    energy.maintenance,
    energy.kcal_for_rate,
    expenditure.adaptive_from_change,
    expenditure.adaptive_from_weights,
    availability.energy_availability,
    energy.energy_target,
    trend.ols_slope_per_week,
    trend.ewma,
    macros.protein_range,
    macros.reference_weight_kg,
    macros.split,
    caffeine.caffeine_range,
    fuelling.carbohydrate_during,
    fluids.sweat_rate,
    body_composition.body_fat_navy,
    body_composition.bmi,
    body_composition.waist_to_height,
    body_composition.fat_free_mass_index,
    speed_loss.speed_loss_pct,
    speed_loss.rpe_from_loss,
)


def _name(function: Formula) -> str:
    return f"{function.__module__.rpartition('.')[2]}.{function.__name__}"


FORMULAS: Mapping[str, Formula] = MappingProxyType({_name(each): each for each in _FUNCTIONS})
"""Every formula that takes plain values, by `<module>.<function>`."""
ARITHMETIC: Mapping[str, str] = MappingProxyType(
    {
        "calendar.days_between": "Days between two dates in the athlete's time zone.",
        "nutrition.total": "Sum of logged amounts, or a target minus that sum.",
        "trend.difference": "A later value minus an earlier one, or in percent of the earlier.",
        "trend.mean": "Arithmetic mean.",
        "volume.fractional_sets": "Hard sets: 1 for a primary, 0.5 for a secondary muscle.",
        "volume.landmarks": "Weekly sets that maintain a muscle and that make most muscles grow.",
    }
)
"""Other names a fact's source may carry, in words."""
