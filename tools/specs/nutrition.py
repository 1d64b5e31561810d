"""What an agent is told of the tools over food, energy and body weight."""

from __future__ import annotations

from tools import account, energy, labels, nutrition, weight_trend
from tools.arguments.account import LogBodyWeightArgs
from tools.arguments.nutrition import (
    DayTotalsArgs,
    EnergyTargetsArgs,
    FoodLookupArgs,
    LogMealArgs,
    WeightTrendArgs,
)
from tools.results.nutrition import DayTotals, EnergyTargets, FoodLookup, LoggedMeal, WeightTrend
from tools.results.training import LoggedBodyWeight
from tools.spec import ToolSpec

LOG_BODY_WEIGHT = ToolSpec(
    name="log_body_weight",
    description=(
        "Store a weigh-in the athlete states in this turn. Returns it with the one before."
    ),
    args=LogBodyWeightArgs,
    run=account.log_body_weight,
    effect="write",
    data=LoggedBodyWeight,
    returns=labels.LOG_BODY_WEIGHT,
)

ENERGY_TARGETS = ToolSpec(
    name="energy_targets",
    description=(
        "Return daily energy and macronutrient targets from the profile and the newest weigh-in: "
        "resting and maintenance energy with a 10 % band, a target for the wanted rate, protein, "
        "fat, carbohydrate, fibre, and the limits that apply. Call it before naming any calories."
    ),
    args=EnergyTargetsArgs,
    run=energy.energy_targets,
    data=EnergyTargets,
    returns=labels.ENERGY_TARGETS,
)

FOOD_LOOKUP = ToolSpec(
    name="food_lookup",
    description="Return foods that fit the words with energy and macronutrients for an amount.",
    args=FoodLookupArgs,
    run=nutrition.food_lookup,
    data=FoodLookup,
    returns=labels.FOOD_LOOKUP,
)

LOG_MEAL = ToolSpec(
    name="log_meal",
    description=(
        "Store a meal the athlete says they ate in this turn. Returns its items with amounts, the "
        "assumptions made, and the totals of the day."
    ),
    args=LogMealArgs,
    run=nutrition.log_meal,
    effect="write",
    data=LoggedMeal,
    returns=labels.LOG_MEAL,
)

DAY_TOTALS = ToolSpec(
    name="day_totals",
    description="Return what was eaten on a day, the day's target, and what remains of it.",
    args=DayTotalsArgs,
    run=nutrition.day_totals,
    data=DayTotals,
    returns=labels.DAY_TOTALS,
)

WEIGHT_TREND = ToolSpec(
    name="weight_trend",
    description=(
        "Return the trend of body weight over a window: change a week with its band, or what is "
        "missing for one. Never judge a single weigh-in."
    ),
    args=WeightTrendArgs,
    run=weight_trend.weight_trend,
    data=WeightTrend,
    returns=labels.WEIGHT_TREND,
)
