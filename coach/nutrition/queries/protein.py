"""The protein a day still lacks, and foods of the athlete's diet that close the gap."""

from __future__ import annotations

from dataclasses import dataclass

from coach.errors import NotFound
from coach.identity import FoodId, UserId
from coach.nutrition.model import Food
from coach.nutrition.ports import NutritionUnitOfWork
from coach.nutrition.queries.days import DayLog
from coach.nutrition.rules.diets import Diet
from coach.nutrition.rules.macros import PROTEIN_LOW
from coach.nutrition.rules.protein_gaps import MEALS, ProteinGap, protein_gap, sources_for


@dataclass(frozen=True, slots=True)
class ProteinNeed:
    """What a gap is measured against."""

    weight_kg: float
    """Weight protein is counted on."""
    diet: Diet
    meals_left: int | None = None
    """None: what is missing to four meals, at least one."""


def day_protein(
    uow: NutritionUnitOfWork, user_id: UserId, log: DayLog, need: ProteinNeed
) -> ProteinGap:
    """Return a day's protein against its target, or without one against 1.6 g per kg.

    Raises:
        InvalidInput: A value is out of range.
    """
    target = float(log.target.protein_g) if log.target else PROTEIN_LOW * need.weight_kg
    usual = sum(MEALS) // len(MEALS)
    left = max(1, usual - log.meals) if need.meals_left is None else need.meals_left
    return protein_gap(
        [(name, float(grams)) for name, grams in log.proteins],
        target_g=target,
        weight_kg=need.weight_kg,
        meals_left=left,
        diet=need.diet,
        foods=_foods(uow, user_id, need.diet),
    )


def _foods(uow: NutritionUnitOfWork, user_id: UserId, diet: Diet) -> dict[str, Food]:
    found: dict[str, Food] = {}
    for source in sources_for(diet):
        try:
            found[source.food_id] = uow.foods.get(user_id, FoodId(source.food_id))
        except NotFound:
            continue
    return found
