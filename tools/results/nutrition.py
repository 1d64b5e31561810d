"""Shapes of what the nutrition tools return."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from tools.arguments.shape import Number, Unit
from tools.results.shape import Data


class EnergyTargets(Data):
    """Result of `energy_targets`."""

    direction: Literal["lose", "maintain", "gain"]
    resting_kcal: Number
    maintenance_kcal: Number
    maintenance_low: Number
    maintenance_high: Number
    target_kcal: Number
    change_kcal: Number
    """Target minus maintenance, per day."""
    rate_pct_per_week: Number
    rate_per_week: Number
    """Expected change of body weight a week in `unit`; below zero for a loss."""
    protein_g_low: Number | None = None
    """None, like the other macronutrients, where a clinician sets the protein."""
    protein_g_high: Number | None = None
    protein_g: Number | None = None
    fat_g: Number | None = None
    carbohydrate_g: Number | None = None
    fibre_g: Number
    weight: Number
    unit: Unit
    limits: list[str] = Field(default_factory=list[str])
    """Limits that changed what was asked for, in words."""
    assumptions: list[str] = Field(default_factory=list[str])
    asked_per_week: Number | None = None
    """Rate that a wanted change within a time comes to, in `unit` a week."""
    weeks_needed: Number | None = None
    """Weeks that the wanted change or weight takes at this rate."""
    asked_kcal: Number | None = None
    asked_verdict: Literal["medical", "too_low", "low", "fits", "high"] | None = None
    """How an intake that was asked about lies to the limits and to the target."""
    floor_kcal: Number | None = None
    """Lowest energy without a clinician; set where an intake was asked about."""
    no_deficit_reason: str | None = None
    """Set when a deficit was asked for and must not be given: why."""
    no_protein_reason: str | None = None
    """Set when no protein must be named: why."""


class FoodLine(Data):
    """One food and its amounts for `grams`."""

    id: str
    name: str
    grams: Number
    kcal: Number
    protein_g: Number
    carbohydrate_g: Number
    fat_g: Number
    fibre_g: Number | None = None
    portions: list[str] = Field(default_factory=list[str])
    """Names of household measures."""


class FoodLookup(Data):
    """Result of `food_lookup`, best match first."""

    query: str
    foods: list[FoodLine]
    assumption: str = ""
    """What was assumed of the first food or its amount."""
    amount_said: bool = False
    """False: no amount was said, so it is a usual portion or 100 g."""


class Totals(Data):
    """Energy and macronutrients."""

    kcal: Number
    protein_g: Number
    carbohydrate_g: Number
    fat_g: Number


class LoggedMeal(Data):
    """Result of `log_meal`."""

    name: str
    day: date
    items: list[FoodLine]
    totals: Totals
    day_totals: Totals
    """Of the whole day, this meal included."""
    assumptions: list[str] = Field(default_factory=list[str])
    unclear: list[str] = Field(default_factory=list[str])
    """Foods that were not stored because name or amount is not clear; ask about them."""
    already_logged: bool = False
    repeats: date | None = None
    """Day of the meal that was logged again."""
    remaining: Totals | None = None
    """Target of the day minus its totals; None without a target."""


class DayTotals(Data):
    """Result of `day_totals`."""

    day: date
    meals: int
    totals: Totals
    target: Totals | None = None
    remaining: Totals | None = None
    """Target minus totals; below zero when over."""
    partial: bool = False


class WeightTrend(Data):
    """Result of `weight_trend`."""

    unit: Unit
    days: int
    weigh_ins: int
    first_day: date | None = None
    last_day: date | None = None
    last_weight: Number | None = None
    mean_last_week: Number | None = None
    change_per_week: Number | None = None
    """Least-squares slope; with `enough` False a rough one, and None where there is none."""
    change_low: Number | None = None
    change_high: Number | None = None
    change_pct_per_week: Number | None = None
    enough: bool
    missing: str = ""
    """What is missing when `enough` is False."""
    previous_weight: Number | None = None
    """The weigh-in before the newest one."""
    previous_day: date | None = None
    jump: Number | None = None
    """Newest minus previous weigh-in."""
    too_fast: bool = False
    """A loss beyond 1 % of body weight a week, which costs strength."""
