"""The arguments of the tools over logged intake, protein, food ideas, targets and meal changes."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from tools.arguments.shape import Absent, Arguments, Day, Number, Unit


class IntakeSummaryArgs(Arguments):
    """Arguments of `intake_summary`."""

    days: int = Field(
        default=14, ge=1, le=90, description="Days up to yesterday, such as 7, 14 or 21."
    )


class AdaptiveExpenditureArgs(Arguments):
    """Arguments of `adaptive_expenditure`; what the profile already holds is left out."""

    direction: Literal["lose", "maintain", "gain"] | Absent = Field(
        default=None, description="What the athlete wants; leave out to follow the profile's goal."
    )
    rate_pct_per_week: Number | Absent = Field(
        default=None, ge=0, le=5, description="Wanted change in percent of body weight a week."
    )
    rate_per_week: Number | Absent = Field(
        default=None, ge=0, le=10, description="Wanted change a week in `unit`."
    )
    unit: Unit | Absent = Field(
        default=None, description="Unit of the rate; leave out for the athlete's own unit."
    )
    diet_started: Day | Absent = Field(
        default=None, description="YYYY-MM-DD on which a new diet began, if the athlete said it."
    )


class ProteinGapsArgs(Arguments):
    """Arguments of `protein_gaps`."""

    day: Day | Absent = Field(default=None, description="YYYY-MM-DD; leave out for today.")
    weight: Number | Absent = Field(
        default=None, gt=0, le=700, description="Body weight in `unit`, only if said in this turn."
    )
    unit: Unit | Absent = Field(
        default=None, description="Unit of the weight; leave out for the athlete's own unit."
    )
    meals_left: int | Absent = Field(
        default=None, ge=0, le=8, description="Meals still to come, if the athlete said so."
    )
    diet: str = Field(
        default="",
        max_length=120,
        description="Diet or allergy said in this turn, such as 'vegan' or 'no dairy'.",
    )


class MacroEnergyArgs(Arguments):
    """Arguments of `macro_energy`."""

    protein_g: Number = Field(default=Decimal(0), ge=0, le=1000, description="Grams of protein.")
    carbohydrate_g: Number = Field(
        default=Decimal(0), ge=0, le=2000, description="Grams of carbohydrate."
    )
    fat_g: Number = Field(default=Decimal(0), ge=0, le=1000, description="Grams of fat.")


class FoodIdeasArgs(Arguments):
    """Arguments of `food_ideas`."""

    nutrient: Literal["protein", "carbohydrate"] = Field(
        default="protein", description="What the foods are to bring."
    )
    grams: Number | Absent = Field(
        default=None,
        gt=0,
        le=400,
        description="Grams of it; leave out for what today's target still lacks, or one meal's.",
    )
    kcal: Number | Absent = Field(
        default=None, gt=0, le=6000, description="Most energy one food may bring, if said."
    )
    diet: str = Field(
        default="",
        max_length=120,
        description="Diet or allergy said in this turn, such as 'vegan' or 'no dairy'.",
    )
    at_hand: str = Field(
        default="",
        max_length=200,
        description="Foods the athlete has, in their words, such as 'salmon, rice, eggs'.",
    )
    order: Literal["usual", "cheap", "no_cooking", "light"] = Field(
        default="usual",
        description="cheap: low price first; no_cooking: ready to eat; light: fewest kcal first.",
    )


class SetTargetsArgs(Arguments):
    """Arguments of `set_targets`: the athlete's own figures, or a target to be worked out."""

    kcal: Number | Absent = Field(
        default=None, gt=0, le=15000, description="Daily energy, if the athlete named it."
    )
    protein_g: Number | Absent = Field(
        default=None, ge=20, le=500, description="Daily protein, if the athlete named it."
    )
    direction: Literal["lose", "maintain", "gain"] | Absent = Field(
        default=None, description="What the athlete wants, where no energy was named."
    )
    rate: str = Field(
        default="",
        max_length=60,
        description="Wanted rate in the athlete's words ('half a kilo a week'), if one was said.",
    )
    measured: bool = Field(
        default=False,
        description="Take the target of `adaptive_expenditure`, which the athlete agreed to.",
    )


class RepeatMealArgs(Arguments):
    """Arguments of `repeat_meal`."""

    meal: str = Field(
        default="", max_length=60, description="Breakfast, lunch, ...; empty for the newest meal."
    )
    from_day: Day | Absent = Field(
        default=None, description="Day of the meal to repeat, YYYY-MM-DD; leave out for the newest."
    )


class CorrectMealArgs(Arguments):
    """Arguments of `correct_meal`."""

    change: Literal["amount", "food", "remove_food", "remove_meal", "move", "add"] = Field(
        description=(
            "amount: other grams; food: another food; remove_food: take one food out; remove_meal: "
            "delete it all; move: another day; add: one more food."
        )
    )
    meal: str = Field(
        default="", max_length=60, description="Breakfast, lunch, ...; empty for the newest meal."
    )
    food: str = Field(
        default="",
        max_length=120,
        description="Food of the meal in plain words; empty if the meal has only one.",
    )
    new_food: str = Field(
        default="",
        max_length=120,
        description="For food and add: the right food in plain words, with its amount if said.",
    )
    grams: Number | Absent = Field(
        default=None, gt=0, le=5000, description="For amount: the right mass in g."
    )
    quantity: Number | Absent = Field(
        default=None, gt=0, le=100, description="For amount: the right count ('three, not two')."
    )
    amount: str = Field(
        default="",
        max_length=40,
        description="For amount: the right amount in another measure, as said: '2 cups', '8 oz'.",
    )
    share: Number | Absent = Field(
        default=None,
        gt=0,
        le=10,
        description="For amount: part of what is logged ('only half' is 0.5, 'double' 2); of the "
        "whole meal where no food is named.",
    )
    day: Day | Absent = Field(
        default=None, description="For move: the right day, YYYY-MM-DD, as the athlete said it."
    )
