"""What an agent is told of the tools over intake, protein, fuelling and supplements."""

from __future__ import annotations

from tools import (
    fuelling,
    intake,
    labels,
    labels_eating,
    meal_changes,
    protein,
    supplements,
    targets,
)
from tools.arguments.eating import (
    AdaptiveExpenditureArgs,
    CorrectMealArgs,
    FoodIdeasArgs,
    IntakeSummaryArgs,
    MacroEnergyArgs,
    ProteinGapsArgs,
    RepeatMealArgs,
    SetTargetsArgs,
)
from tools.arguments.fuelling import (
    CaffeineDoseArgs,
    RaceFuellingArgs,
    SupplementFactsArgs,
    SweatRateArgs,
)
from tools.results.eating import (
    AdaptiveExpenditure,
    FoodIdeas,
    IntakeSummary,
    MacroEnergy,
    MealChanged,
    ProteinGaps,
    TargetSet,
)
from tools.results.fuelling import CaffeineDose, RaceFuelling, SupplementFacts, SweatRate
from tools.results.nutrition import LoggedMeal
from tools.spec import ToolSpec

INTAKE_SUMMARY = ToolSpec(
    name="intake_summary",
    description=(
        "Return what was eaten on average over the days up to yesterday, how many of them are "
        "logged in full, and how the mean lies to the target."
    ),
    args=IntakeSummaryArgs,
    run=intake.intake_summary,
    data=IntakeSummary,
    returns=labels_eating.INTAKE_SUMMARY,
)
ADAPTIVE_EXPENDITURE = ToolSpec(
    name="adaptive_expenditure",
    description=(
        "Return the expenditure that food log and weigh-ins of up to 28 days point to, with its "
        "band, and the target that follows for the wanted rate; or what is missing for it. Call it "
        "for check-ins, stalls and 'not losing', before changing a target."
    ),
    args=AdaptiveExpenditureArgs,
    run=intake.adaptive_expenditure,
    data=AdaptiveExpenditure,
    returns=labels_eating.ADAPTIVE_EXPENDITURE,
)
SET_TARGETS = ToolSpec(
    name="set_targets",
    description=(
        "Keep a daily target from today on, once the athlete has agreed to it or named it. Figures "
        "only as they said them; otherwise it is worked out again from direction and rate."
    ),
    args=SetTargetsArgs,
    run=targets.set_targets,
    effect="write",
    data=TargetSet,
    returns=labels_eating.SET_TARGETS,
)
PROTEIN_GAPS = ToolSpec(
    name="protein_gaps",
    description=(
        "Return a day's protein against its target, each meal against the range for a meal, and "
        "foods of the athlete's diet with grams that close the gap."
    ),
    args=ProteinGapsArgs,
    run=protein.protein_gaps,
    data=ProteinGaps,
    returns=labels_eating.PROTEIN_GAPS,
)
FOOD_IDEAS = ToolSpec(
    name="food_ideas",
    description=(
        "Return foods of the table with the grams that bring a wanted amount of protein or "
        "carbohydrate, within the diet and what is left of the day. Name no other foods."
    ),
    args=FoodIdeasArgs,
    run=protein.food_ideas,
    data=FoodIdeas,
    returns=labels_eating.FOOD_IDEAS,
)
MACRO_ENERGY = ToolSpec(
    name="macro_energy",
    description="Return the energy of grams of protein, carbohydrate and fat, each and in all.",
    args=MacroEnergyArgs,
    run=protein.macro_energy,
    data=MacroEnergy,
    returns=labels_eating.MACRO_ENERGY,
)
REPEAT_MEAL = ToolSpec(
    name="repeat_meal",
    description="Log an earlier meal again for now ('same breakfast as yesterday').",
    args=RepeatMealArgs,
    run=meal_changes.repeat_meal,
    effect="write",
    data=LoggedMeal,
    returns=labels.LOG_MEAL,
)
CORRECT_MEAL = ToolSpec(
    name="correct_meal",
    description=(
        "Put a logged meal right: another amount or food, a food added or taken out, the meal "
        "deleted or moved to another day. Only what the athlete says in this turn."
    ),
    args=CorrectMealArgs,
    run=meal_changes.correct_meal,
    effect="write",
    data=MealChanged,
    returns=labels_eating.CORRECT_MEAL,
)
RACE_FUELLING = ToolSpec(
    name="race_fuelling",
    description=(
        "Return carbohydrate an hour and in all, gels, the meal before, loading, fluid and sodium "
        "for a race or a long session of a length."
    ),
    args=RaceFuellingArgs,
    run=fuelling.race_fuelling,
    data=RaceFuelling,
    returns=labels_eating.RACE_FUELLING,
)
SWEAT_RATE = ToolSpec(
    name="sweat_rate",
    description=(
        "Return the sweat rate from the weights before and after a session, what was drunk and its "
        "length; it stores nothing."
    ),
    args=SweatRateArgs,
    run=fuelling.sweat_rate,
    data=SweatRate,
    returns=labels_eating.SWEAT_RATE,
)
CAFFEINE_DOSE = ToolSpec(
    name="caffeine_dose",
    description=(
        "Return the caffeine before training for the athlete's body weight inside every limit, "
        "when to take it, and the last hour of it before bed."
    ),
    args=CaffeineDoseArgs,
    run=supplements.caffeine_dose,
    data=CaffeineDose,
    returns=labels_eating.CAFFEINE_DOSE,
)
SUPPLEMENT_FACTS = ToolSpec(
    name="supplement_facts",
    description=(
        "Return whether a supplement works, its evidence grade, dose, cautions, advice for minors "
        "and on tested products."
    ),
    args=SupplementFactsArgs,
    run=supplements.supplement_facts,
    data=SupplementFacts,
    returns=labels_eating.SUPPLEMENT_FACTS,
)
