"""Foods that bring a wanted amount of protein or carbohydrate, with the grams it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from coach.nutrition.model import Food
from coach.nutrition.rules.diets import Contains, Diet
from coach.nutrition.rules.protein_gaps import GRAIN_G, SOURCES, Source
from coach.ranges import above

Nutrient = Literal["protein", "carbohydrate"]
Order = Literal["usual", "cheap", "no_cooking", "light"]
Why = Literal["asked", "remaining", "meal"]
OPTIONS = 4
"""Foods that are named. Source: own choice, what fits a phone screen."""
CARBOHYDRATE_SOURCES: tuple[Source, ...] = (
    Source("own:banana", 250),
    Source("own:white_rice_cooked", 400),
    Source("own:oats_dry", 120, (Contains.GLUTEN,)),
    Source("own:bread_white", 160, (Contains.GLUTEN,)),
    Source("own:potato_boiled", 450),
    Source("own:pasta_cooked", 400, (Contains.GLUTEN,)),
    Source("own:raisins", 100),
    Source("own:dates", 100),
    Source("own:honey", 40),
    Source("own:orange_juice", 500),
)
"""Plain foods people eat for their carbohydrate. The most at one meal is coaching practice."""
CHEAP = (
    *("own:egg_whole", "own:lentils_cooked", "own:chickpeas_canned", "own:tuna_canned"),
    *("own:cottage_cheese", "own:tofu_firm", "own:kidney_beans_canned", "own:soy_milk"),
    *("own:peanuts", "own:greek_yoghurt_0", "own:chicken_breast_cooked", "own:whey_isolate"),
)
"""Low price for their protein, cheapest first. Source: own choice, after supermarket prices."""
NO_COOKING = (
    *("own:skyr", "own:cottage_cheese", "own:tuna_canned", "own:whey_isolate", "own:pea_protein"),
    *("own:greek_yoghurt_0", "own:chickpeas_canned", "own:soy_milk", "own:egg_whole"),
    *("own:peanuts", "own:kidney_beans_canned", "own:tempeh", "own:banana", "own:raisins"),
    *("own:dates", "own:bread_white", "own:honey", "own:orange_juice"),
)
"""Ready to eat. Source: own choice."""


@dataclass(frozen=True, slots=True)
class Idea:
    """An amount of one food."""

    food: Food
    grams: float
    enough: bool


def sources_of(nutrient: Nutrient, diet: Diet) -> tuple[Source, ...]:
    """Return the foods a diet allows, in their usual order."""
    every = SOURCES if nutrient == "protein" else CARBOHYDRATE_SOURCES
    return tuple(each for each in every if not diet.excludes.intersection(each.contains))


def ideas(
    nutrient: Nutrient,
    wanted_g: float,
    foods: Mapping[str, Food],
    diet: Diet,
    *,
    order: Order = "usual",
    most_kcal: float | None = None,
) -> tuple[Idea, ...]:
    """Return foods with the grams that bring the wanted amount, at most four.

    Args:
        nutrient: What they are to bring.
        wanted_g: Above 0 to 400.
        foods: The foods of the sources by id; those missing are not offered.
        diet: What is not eaten.
        order: What comes first.
        most_kcal: Most energy of one food; None for any.

    Raises:
        InvalidInput: The amount is out of range.

    Source:
        Arithmetic on the food table; amounts in steps of 5 g.
    """
    above("wanted amount", wanted_g, 0, 400, "g")
    offered = [
        _idea(foods[each.food_id], each, nutrient, wanted_g)
        for each in sources_of(nutrient, diet)
        if each.food_id in foods and _allowed(each.food_id, order)
    ]
    fitting = [one for one in offered if most_kcal is None or _kcal(one) <= most_kcal]
    ordered = _ordered(fitting, order)
    enough = [one for one in ordered if one.enough]
    partly = sorted(
        (one for one in ordered if not one.enough), key=lambda one: -_brings(one, nutrient)
    )
    return tuple([*enough, *partly][:OPTIONS])


def _allowed(food_id: str, order: Order) -> bool:
    return food_id in {"cheap": CHEAP, "no_cooking": NO_COOKING}.get(order, (food_id,))


def _ordered(found: list[Idea], order: Order) -> list[Idea]:
    if order == "light":
        return sorted(found, key=_kcal)
    ranks = {"cheap": CHEAP, "no_cooking": NO_COOKING}.get(order)
    return found if ranks is None else sorted(found, key=lambda one: ranks.index(one.food.id))


def _idea(food: Food, source: Source, nutrient: Nutrient, wanted_g: float) -> Idea:
    share = _per_100_g(food, nutrient) / 100
    needed = -(-wanted_g / share // GRAIN_G) * GRAIN_G if share else source.most_g
    return Idea(food, min(needed, source.most_g), needed <= source.most_g)


def _brings(idea: Idea, nutrient: Nutrient) -> float:
    return idea.grams * _per_100_g(idea.food, nutrient)


def _per_100_g(food: Food, nutrient: Nutrient) -> float:
    return float(food.protein_g if nutrient == "protein" else food.carbohydrate_g)


def _kcal(idea: Idea) -> float:
    return idea.grams * float(idea.food.kcal) / 100
