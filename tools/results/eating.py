"""Shapes of what the tools over intake, protein, food ideas, targets and meal changes return."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from tools.arguments.shape import Number, Unit
from tools.results.nutrition import FoodLine, Totals
from tools.results.shape import Data


class IntakeSummary(Data):
    """Result of `intake_summary`; the days end yesterday."""

    first_day: date
    last_day: date
    days: int
    days_logged: int
    days_complete: int
    """Logged days that are not marked incomplete; the means are theirs."""
    mean: Totals | None = None
    """None without a complete day."""
    target: Totals | None = None
    over_target_kcal: Number | None = None
    """Mean minus the target; below zero when under."""


class AdaptiveExpenditure(Data):
    """Result of `adaptive_expenditure`."""

    direction: Literal["lose", "maintain", "gain"]
    unit: Unit
    days: int
    days_logged: int
    weigh_ins: int
    formula_kcal: Number
    """Maintenance by the formula."""
    measured_kcal: Number | None = None
    """None when the data are too few; `missing` says what is lacking."""
    measured_low: Number | None = None
    measured_high: Number | None = None
    mean_intake_kcal: Number | None = None
    change_per_week: Number | None = None
    wanted_per_week: Number | None = None
    course: Literal["on course", "slower", "faster", "other way", "too fast", "drifting"] | None = (
        None
    )
    target_kcal: Number | None = None
    """Proposed target; None when the present one stands."""
    change_kcal: Number | None = None
    """Proposed target minus the mean intake."""
    protein_g: Number | None = None
    fat_g: Number | None = None
    carbohydrate_g: Number | None = None
    present_target_kcal: Number | None = None
    missing: list[str] = Field(default_factory=list[str])
    limits: list[str] = Field(default_factory=list[str])
    no_deficit_reason: str | None = None


class MealProteinLine(Data):
    """Protein of one meal."""

    name: str
    protein_g: Number
    place: Literal["below", "inside", "above"]
    """To the range for a meal."""


class FoodIdea(Data):
    """An amount of one food of the table, and what it brings."""

    id: str
    name: str
    grams: Number
    protein_g: Number
    carbohydrate_g: Number
    kcal: Number
    enough: bool
    """It brings all that is wanted; otherwise it is the most of this food at one meal."""


class ProteinGaps(Data):
    """Result of `protein_gaps`."""

    day: date
    target_g: Number
    eaten_g: Number
    gap_g: Number
    """0 when the target is reached."""
    from_target: bool
    """False: no daily target is set, so it is 1.6 g per kg of body weight."""
    meal_low_g: Number
    meal_high_g: Number
    meals: list[MealProteinLine] = Field(default_factory=list[MealProteinLine])
    meals_left: int
    next_meal_g: Number
    unreachable_g: Number
    ideas: list[FoodIdea] = Field(default_factory=list[FoodIdea])
    note: str = ""


class FoodIdeas(Data):
    """Result of `food_ideas`."""

    nutrient: Literal["protein", "carbohydrate"]
    wanted_g: Number
    why: Literal["asked", "remaining", "meal"]
    """Where the wanted grams come from."""
    remaining_kcal: Number | None = None
    foods: list[FoodIdea]
    diet: str = ""
    """What the foods leave out, in the athlete's words."""
    note: str = ""


class MacroEnergy(Data):
    """Result of `macro_energy`."""

    protein_g: Number
    carbohydrate_g: Number
    fat_g: Number
    protein_kcal: Number
    carbohydrate_kcal: Number
    fat_kcal: Number
    kcal: Number
    kcal_per_g_low: Number
    """Of protein and carbohydrate."""
    kcal_per_g_high: Number
    """Of fat."""


class TargetSet(Data):
    """Result of `set_targets`."""

    from_day: date
    target: Totals
    replaced_kcal: Number | None = None
    already_set: bool = False
    limits: list[str] = Field(default_factory=list[str])


class MealChanged(Data):
    """Result of `correct_meal`."""

    change: Literal["amount", "food", "remove_food", "remove_meal", "move", "add"]
    meal: str
    day: date
    old: str = ""
    """The food before, in words."""
    new: FoodLine | None = None
    """The food now; None when one was taken out or the meal was moved."""
    old_grams: Number | None = None
    day_totals: Totals
    remaining: Totals | None = None
    assumptions: list[str] = Field(default_factory=list[str])
