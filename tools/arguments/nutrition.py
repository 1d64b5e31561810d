"""The arguments of the tools over food and energy."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from tools.arguments.shape import Absent, Arguments, Day, Number, Unit


class EnergyTargetsArgs(Arguments):
    """Arguments of `energy_targets`; what the profile already holds is left out."""

    direction: Literal["lose", "maintain", "gain"] | Absent = Field(
        default=None, description="What the athlete wants; leave out to follow the profile's goal."
    )
    rate_pct_per_week: Number | Absent = Field(
        default=None,
        ge=0,
        le=5,
        description="Wanted change in percent of body weight a week, if the athlete said one.",
    )
    rate_per_week: Number | Absent = Field(
        default=None,
        ge=0,
        le=10,
        description="Wanted change a week in `unit`, if the athlete said one ('half a kilo').",
    )
    change_total: Number | Absent = Field(
        default=None,
        gt=0,
        le=300,
        description="Wanted change in all in `unit`, with or without a time ('10 kg in ...').",
    )
    goal_weight: Number | Absent = Field(
        default=None, gt=0, le=700, description="Body weight to reach in `unit`, if one was said."
    )
    weeks: Number | Absent = Field(
        default=None, gt=0, le=520, description="The time for `change_total`, in weeks."
    )
    asked_kcal: Number | Absent = Field(
        default=None,
        gt=0,
        le=20000,
        description="Daily energy the athlete asks about ('is 1,200 enough?'), to be judged.",
    )
    weight: Number | Absent = Field(
        default=None, gt=0, le=700, description="Body weight in `unit`, only if said in this turn."
    )
    unit: Unit | Absent = Field(
        default=None, description="Unit of the masses; leave out for the athlete's own unit."
    )
    sex: Literal["f", "m"] | Absent = Field(default=None, description="Only if said in this turn.")
    age: int | Absent = Field(
        default=None, ge=5, le=110, description="Years, only if said in this turn."
    )
    height_cm: Number | Absent = Field(
        default=None, ge=100, le=250, description="Only if said in this turn."
    )
    activity: Literal["sedentary", "light", "moderate", "high", "very_high"] | Absent = Field(
        default=None, description="Everyday activity, only if said in this turn."
    )
    pregnant: bool | Absent = Field(
        default=None, description="Pregnant or breastfeeding, if the athlete has said so."
    )
    kidney_disease: bool | Absent = Field(
        default=None, description="Kidney disease or one kidney, if the athlete has said so."
    )
    eating_disorder: bool | Absent = Field(
        default=None, description="Present or past, if the athlete has said so."
    )


class FoodLookupArgs(Arguments):
    """Arguments of `food_lookup`."""

    query: str = Field(
        min_length=1,
        max_length=120,
        description="Food in plain words, with its amount if one was said: '60 g of oats', 'a "
        "banana'.",
    )
    grams: Number | Absent = Field(
        default=None,
        gt=0,
        le=5000,
        description="Amount in g the values are given for; leave out if the query holds it.",
    )


class MealItemEntry(Arguments):
    """One food of a meal."""

    food: str = Field(
        min_length=1, max_length=120, description="Food in plain words, or an id of `food_lookup`."
    )
    grams: Number | Absent = Field(
        default=None, gt=0, le=5000, description="Amount in g, if the athlete gave a mass."
    )
    quantity: Number | Absent = Field(
        default=None, gt=0, le=100, description="How many portions, if counted ('two eggs')."
    )
    portion: str = Field(
        default="", max_length=60, description="Household measure, such as 'cup' or 'slice'."
    )


class LogMealArgs(Arguments):
    """Arguments of `log_meal`."""

    items: list[MealItemEntry] = Field(min_length=1, max_length=30, description="Foods eaten.")
    name: str = Field(default="Meal", max_length=80, description="Breakfast, lunch, snack, ...")
    day: Day | Absent = Field(
        default=None, description="Day it was eaten, YYYY-MM-DD; leave out for now."
    )
    partial: bool = Field(
        default=False, description="True if the athlete says the day's log is incomplete."
    )


class DayTotalsArgs(Arguments):
    """Arguments of `day_totals`."""

    day: Day | Absent = Field(default=None, description="YYYY-MM-DD; leave out for today.")


class WeightTrendArgs(Arguments):
    """Arguments of `weight_trend`."""

    days: int = Field(default=28, ge=7, le=365, description="Length of the window in days.")
