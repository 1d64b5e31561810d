"""The formulas by name: what a fact's source names, and what `fitholic calc` can calculate."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

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
    supplements,
    trend,
)
from coach.training.rules import (
    aerobic,
    deload,
    held_back,
    in_session,
    layoff,
    load_choice,
    mets,
    one_rep_max,
    plates,
    progression,
    rest,
    rpe,
    running,
    schemes,
    scores,
    strain,
    volume,
)

Formula = Callable[..., Any]


class Entry(NamedTuple):
    """A formula, the unit of its result, and how far that is off."""

    formula: Formula
    unit: str
    """Empty for words and for pure numbers."""
    error: str
    """Empty where the result is plain arithmetic or a rule."""


_MASS = "unit of the load"
_ONE_REP_MAX = "5 % up to 10 repetitions, more beyond"
_RATED = "a point of RPE is about 3 %"
_RESTING = "10 % in most adults"
_LEAN = "10 %, and 20 kcal for each kg of lean mass misjudged"
_SPENT = "10 %"
_AEROBIC = "3 to 5 ml/kg/min"
_HEART = "10 bpm with an expected maximum"
_RACE = "a few per cent when trained for the distance"
_ACTIVITY = "about 20 % for one person"

_ENTRIES: tuple[Entry, ...] = (
    Entry(one_rep_max.epley, _MASS, _ONE_REP_MAX),
    Entry(one_rep_max.brzycki, _MASS, _ONE_REP_MAX),
    Entry(one_rep_max.lombardi, _MASS, _ONE_REP_MAX),
    Entry(one_rep_max.mayhew, _MASS, _ONE_REP_MAX),
    Entry(one_rep_max.wathan, _MASS, _ONE_REP_MAX),
    Entry(one_rep_max.median_of_five, _MASS, _ONE_REP_MAX),
    Entry(rpe.percent_of_max, "%", _RATED),
    Entry(rpe.one_rep_max, _MASS, _RATED),
    Entry(rpe.load_at_rpe, _MASS, _RATED),
    Entry(rpe.reps_in_reserve, "rep", "1 near failure"),
    Entry(rpe.next_set_load, _MASS, ""),
    Entry(progression.linear, _MASS, ""),
    Entry(progression.double_progression, _MASS, ""),
    Entry(progression.training_max, _MASS, ""),
    Entry(progression.next_training_max, _MASS, ""),
    Entry(progression.wave_sets, _MASS, ""),
    Entry(progression.wave_plan, _MASS, ""),
    Entry(schemes.block_plan, "", ""),
    Entry(schemes.taper_sets, "set", ""),
    Entry(schemes.undulating_day, "%", ""),
    Entry(deload.reasons, "", ""),
    Entry(deload.deload, _MASS, ""),
    Entry(rest.rest_between_sets, "s", ""),
    Entry(volume.landmark, "", "people differ widely"),
    Entry(volume.is_crowded, "", "coaching practice"),
    Entry(held_back.lighter_load, _MASS, "coaching practice"),
    Entry(in_session.next_set, _MASS, "a point of RPE is about 4 %"),
    Entry(load_choice.around, "", "5 % between people"),
    Entry(load_choice.reps_at, "rep", "5 % between people"),
    Entry(plates.per_side, _MASS, ""),
    Entry(plates.nearest_loadable, _MASS, ""),
    Entry(plates.ramp, _MASS, ""),
    Entry(plates.warm_up, _MASS, ""),
    Entry(layoff.return_share, "", "coaching practice"),
    Entry(layoff.return_sets, "set", "coaching practice"),
    Entry(scores.wilks_1994, "point", ""),
    Entry(scores.wilks_2020, "point", ""),
    Entry(scores.dots, "point", ""),
    Entry(scores.ipf_gl_classic, "point", ""),
    Entry(running.oxygen_cost, "ml/kg/min", _AEROBIC),
    Entry(running.fraction_held, "", ""),
    Entry(running.vdot, "ml/kg/min", "about 1"),
    Entry(running.pace_s_per_km, "s/km", _RACE),
    Entry(running.race_minutes, "min", _RACE),
    Entry(running.training_paces, "s/km", _RACE),
    Entry(running.race_time, "min", _RACE),
    Entry(running.next_week_km, "km", "coaching practice"),
    Entry(running.longest_run_km, "km", "coaching practice"),
    Entry(aerobic.max_heart_rate, "bpm", "10 bpm"),
    Entry(aerobic.target_heart_rate, "bpm", _HEART),
    Entry(aerobic.zones, "bpm", _HEART),
    Entry(aerobic.vo2max_cooper, "ml/kg/min", _AEROBIC),
    Entry(aerobic.vo2max_rockport, "ml/kg/min", _AEROBIC),
    Entry(aerobic.vo2max_jackson, "ml/kg/min", "about 5 ml/kg/min"),
    Entry(aerobic.vo2max_mile_and_half, "ml/kg/min", _AEROBIC),
    Entry(aerobic.vo2max_uth, "ml/kg/min", _AEROBIC),
    Entry(mets.met_kcal, "kcal", _ACTIVITY),
    Entry(mets.met_kcal_net, "kcal", _ACTIVITY),
    Entry(mets.activity, "MET", _ACTIVITY),
    Entry(strain.session_load, "arbitrary unit", ""),
    Entry(strain.monotony, "", ""),
    Entry(strain.acute_to_chronic, "", "describes a change, predicts nothing"),
    Entry(rmr.mifflin_st_jeor, "kcal/day", _RESTING),
    Entry(rmr.harris_benedict_revised, "kcal/day", "200 kcal in 95 % of people"),
    Entry(rmr.katch_mcardle, "kcal/day", _LEAN),
    Entry(rmr.cunningham_1980, "kcal/day", _LEAN),
    Entry(rmr.cunningham_1991, "kcal/day", _LEAN),
    Entry(rmr.lean_mass_kg, "kg", "as that of the body fat"),
    Entry(energy.maintenance, "kcal/day", _SPENT),
    Entry(energy.by_factor, "kcal/day", _SPENT),
    Entry(energy.with_band, "kcal/day", _SPENT),
    Entry(energy.pal_range, "kcal/day", _SPENT),
    Entry(energy.kcal_for_rate, "kcal/day", "7700 kcal/kg is an average"),
    Entry(energy.rate_range, "% a week", ""),
    Entry(energy.floor_kcal, "kcal/day", ""),
    Entry(energy.needs_supervision, "", ""),
    Entry(energy.energy_target, "kcal/day", _SPENT),
    Entry(expenditure.adaptive_from_change, "kcal/day", "that of the food log"),
    Entry(expenditure.adaptive_from_weights, "kcal/day", "that of the food log"),
    Entry(expenditure.adaptive_expenditure, "kcal/day", "95 % band, beside that of the food log"),
    Entry(availability.energy_availability, "kcal/kg/day", "10 to 20 %"),
    Entry(availability.availability_level, "kcal/kg/day", "a warning, no diagnosis"),
    Entry(trend.ols_slope_per_week, "unit of the weights a week", "95 % band"),
    Entry(trend.ewma, "unit of the weights", "lags behind"),
    Entry(macros.protein_range, "g/day", ""),
    Entry(macros.protein_by_rate, "g/day", ""),
    Entry(macros.protein_target, "g/day", ""),
    Entry(macros.protein_per_meal, "g", ""),
    Entry(macros.reference_weight_kg, "kg", ""),
    Entry(macros.fat_range, "g/day", ""),
    Entry(macros.carbohydrate_range, "g/day", ""),
    Entry(macros.fibre_g, "g/day", ""),
    Entry(macros.split, "g/day", ""),
    Entry(caffeine.dose_mg, "mg", "people differ widely"),
    Entry(caffeine.caffeine_range, "mg", "people differ widely"),
    Entry(caffeine.advised_dose, "mg", "people differ widely"),
    Entry(caffeine.warnings, "", ""),
    Entry(caffeine.last_before_bed, "", "people differ widely"),
    Entry(supplements.creatine, "", ""),
    Entry(supplements.creatine_loading, "g", ""),
    Entry(supplements.beta_alanine, "", ""),
    Entry(supplements.nitrate, "", ""),
    Entry(supplements.reason_to_avoid, "", ""),
    Entry(fuelling.need_for, "", ""),
    Entry(fuelling.carbohydrate_during, "g", ""),
    Entry(fuelling.carbohydrate_total, "g", ""),
    Entry(fuelling.carbohydrate_before, "g", ""),
    Entry(fuelling.race_plan, "", ""),
    Entry(fluids.before_exercise, "L", ""),
    Entry(fluids.sweat_rate, "L/h", "0.1 L/h too high"),
    Entry(fluids.body_mass_loss_pct, "%", ""),
    Entry(fluids.replacement, "L", ""),
    Entry(fluids.least_to_drink, "L/h", ""),
    Entry(fluids.drinking_advice, "", ""),
    Entry(fluids.overdrinking_warning, "", ""),
    Entry(body_composition.body_fat_navy, "%", "3 to 4 points"),
    Entry(body_composition.bmi, "kg/m2", "misclassifies lifters"),
    Entry(body_composition.waist_to_height, "", ""),
    Entry(body_composition.raw_fat_free_mass_index, "kg/m2", "as that of the body fat"),
    Entry(body_composition.fat_free_mass_index, "kg/m2", "as that of the body fat"),
    Entry(speed_loss.speed_loss_pct, "%", "presumes equal range of motion"),
    Entry(speed_loss.rpe_from_loss, "RPE", "1 point"),
)


def _name(function: Formula) -> str:
    return f"{function.__module__.rpartition('.')[2]}.{function.__name__}"


ENTRIES: Mapping[str, Entry] = MappingProxyType({_name(each.formula): each for each in _ENTRIES})
"""Every formula that takes plain values with unit and error, by `<module>.<function>`."""
FORMULAS: Mapping[str, Formula] = MappingProxyType(
    {name: entry.formula for name, entry in ENTRIES.items()}
)
"""Every formula that takes plain values, by `<module>.<function>`."""
ARITHMETIC: Mapping[str, str] = MappingProxyType(
    {
        "form.videos_counted": "Number of the athlete's videos.",
        "form_trend.form_change": "Newer minus older value, against both error bands (JCGM 2008).",
        "set_series.course_of": "Last minus first repetition, against both bands (JCGM 2008).",
        "sides.side_differences": "Left against right, against both error bands (JCGM 2008).",
        "endurance.sum": "Sum of logged endurance sessions, sets or loads over days.",
        "heart_zones.effort": "Effort and talk test in place of heart rate (ACSM 2021).",
        "race_goals.key_session": "A weekly session at the pace of a race, coaching practice.",
        "heart_zones.five_zones": "Shares of the heart rate reserve, the maximum or the threshold.",
        "race_goals.build_up": "Weeks that grow by about a tenth, a lighter fourth one, a taper.",
        "race_goals.pace_needed": "Time by distance.",
        "race_goals.predicted": "Mean of Riegel 1981 and Daniels & Gilbert 1979, with a band.",
        "readiness.readiness": "Short nights, soreness and a jump in load beside their lines.",
        "running.pace": "Time by distance, or distance by time.",
        "statement.said": "A value the athlete told in this message or on the profile.",
        "calendar.days_between": "Days between two dates in the athlete's time zone.",
        "race.gels": "Carbohydrate in all by that of one gel, 25 g.",
        "race.loading": "10 to 12 g per kg of body weight (ACSM/AND/DC 2016).",
        "race.sodium_per_litre": "20 to 30 mmol of sodium a litre at 23 mg (ACSM 2007).",
        "supplements.supplement_fact": "Doses and cautions of the position stands.",
        "nutrition.mean_intake": "Mean of complete logged days, or that minus the target.",
        "standstill.standing_of": "Sessions compared by their load, then by all repetitions.",
        "progression.share_of_max": "A share of a maximum, rounded to what can be loaded.",
        "units.kg_and_lb": "One pound is exactly 0.45359237 kg.",
        "nutrition.total": "Sum of logged amounts, or a target minus that sum.",
        "trend.difference": "A later value minus an earlier one, or in percent of the earlier.",
        "trend.mean": "Arithmetic mean.",
        "volume.fractional_sets": "Hard sets: 1 for a primary, 0.5 for a secondary muscle.",
        "volume.landmarks": "Weekly sets that maintain a muscle and that make most muscles grow.",
    }
)
"""Other names a fact's source may carry, in words."""
