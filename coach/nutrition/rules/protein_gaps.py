"""Protein that a day still lacks, spread over its meals, and foods of the diet that close it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from coach.nutrition.model import Food
from coach.nutrition.rules.diets import Contains, Diet
from coach.nutrition.rules.macros import protein_per_meal
from coach.ranges import whole, within

MEALS = (3, 5)
"""Meals a day that protein is spread over. Source: ISSN 2017; Schoenfeld & Aragon 2018."""
GRAIN_G = 5.0
"""Amounts of food are named in steps of 5 g; kitchen scales and eyes are no finer."""
SMALL_G = 5.0
"""A gap of less protein than this needs no food. Source: coaching practice; food tables and
scales are off by more over a day."""
OPTIONS = 4
"""Ways of closing the gap that are named."""


@dataclass(frozen=True, slots=True)
class Source:
    """A food of our list that people eat for its protein, and the most of it at one meal."""

    food_id: str
    most_g: float
    contains: tuple[Contains, ...] = ()


SOURCES: tuple[Source, ...] = (
    Source("own:chicken_breast_cooked", 250, (Contains.MEAT,)),
    Source("own:tuna_canned", 220, (Contains.FISH,)),
    Source("own:skyr", 400, (Contains.DAIRY, Contains.LACTOSE)),
    Source("own:tofu_firm", 300, (Contains.SOY,)),
    Source("own:seitan", 200, (Contains.GLUTEN, Contains.SOY)),
    Source("own:pea_protein", 45),
    Source("own:whey_isolate", 45, (Contains.DAIRY,)),
    Source("own:tempeh", 200, (Contains.SOY,)),
    Source("own:egg_whole", 200, (Contains.EGG,)),
    Source("own:lentils_cooked", 350),
    Source("own:cottage_cheese", 300, (Contains.DAIRY, Contains.LACTOSE)),
    Source("own:prawns_cooked", 200, (Contains.SHELLFISH,)),
    Source("own:turkey_breast_cooked", 250, (Contains.MEAT,)),
    Source("own:cod_cooked", 250, (Contains.FISH,)),
    Source("own:beef_mince_5_cooked", 200, (Contains.MEAT,)),
    Source("own:greek_yoghurt_0", 400, (Contains.DAIRY, Contains.LACTOSE)),
    Source("own:chickpeas_canned", 240),
    Source("own:kidney_beans_canned", 240),
    Source("own:mycoprotein_mince", 300, (Contains.EGG,)),
    Source("own:soy_milk", 500, (Contains.SOY,)),
    Source("own:peanuts", 60, (Contains.NUTS,)),
    Source("own:pork_loin_cooked", 200, (Contains.PORK,)),
)
"""Plain foods in the order they are offered, first one of each kind. The most at one meal is
coaching practice: about twice a usual portion, and one and a half scoops of powder."""


@dataclass(frozen=True, slots=True)
class MealProtein:
    """How the protein of one meal lies to the range for a meal."""

    name: str
    protein_g: float
    place: Literal["below", "inside", "above"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An amount of one food, and what it brings."""

    food_id: str
    name: str
    grams: float
    protein_g: float
    kcal: float
    closes: bool
    """It closes the gap of one meal; otherwise it is the most of this food at one meal."""


@dataclass(frozen=True, slots=True)
class ProteinGap:
    """Protein of a day against its target."""

    target_g: float
    eaten_g: float
    gap_g: float
    """0 when the target is reached."""
    meal_low_g: float
    meal_high_g: float
    meals: tuple[MealProtein, ...]
    meals_left: int
    next_meal_g: float
    """What the next meal should bring: the gap shared over the meals left, within the range."""
    unreachable_g: float
    """Gap that the meals left do not close within the range for a meal."""
    suggestions: tuple[Suggestion, ...]
    note: str = ""


def protein_gap(
    meals: Sequence[tuple[str, float]],
    *,
    target_g: float,
    weight_kg: float,
    meals_left: int,
    diet: Diet,
    foods: Mapping[str, Food],
) -> ProteinGap:
    """Return the gap of a day and foods that close it.

    Args:
        meals: Name and protein in g of each meal eaten, in order.
        target_g: Protein target of the day, 20 to 500 g.
        weight_kg: Weight protein is counted on, 25 to 400.
        meals_left: Meals still to come, 0 to 8.
        diet: What is not eaten.
        foods: The foods of `SOURCES` by id; those missing are not offered.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        ISSN 2017 and Schoenfeld & Aragon 2018: 0.25 to 0.4 g/kg at each of three to five meals.
    """
    within("protein target", target_g, 20, 500, "g")
    whole("meals left", meals_left, 0, 8)
    per_meal = protein_per_meal(weight_kg)
    judged = tuple(_judged(name, grams, per_meal.low, per_meal.high) for name, grams in meals)
    eaten = sum(each.protein_g for each in judged)
    gap = max(0.0, target_g - eaten)
    if gap < SMALL_G:
        gap = 0.0
    share = gap / meals_left if meals_left else gap
    following = min(max(share, per_meal.low), per_meal.high) if gap and meals_left else 0.0
    following = min(following, gap)
    return ProteinGap(
        target_g=target_g,
        eaten_g=eaten,
        gap_g=gap,
        meal_low_g=per_meal.low,
        meal_high_g=per_meal.high,
        meals=judged,
        meals_left=meals_left,
        next_meal_g=following,
        unreachable_g=max(0.0, gap - meals_left * per_meal.high),
        suggestions=_suggestions(following, diet, foods),
        note=diet.note,
    )


def sources_for(diet: Diet) -> tuple[Source, ...]:
    """Return the protein foods a diet allows, in the order they are offered."""
    return tuple(each for each in SOURCES if not diet.excludes.intersection(each.contains))


def _judged(name: str, grams: float, low: float, high: float) -> MealProtein:
    protein = within("protein of a meal", grams, 0, 1_000, "g")
    place = "below" if protein < low else "above" if protein > high else "inside"
    return MealProtein(name, protein, place)


def _suggestions(gap_g: float, diet: Diet, foods: Mapping[str, Food]) -> tuple[Suggestion, ...]:
    if gap_g <= 0:
        return ()
    offered = [
        _suggestion(foods[each.food_id], each, gap_g)
        for each in sources_for(diet)
        if each.food_id in foods
    ]
    partly = sorted((one for one in offered if not one.closes), key=lambda one: -one.protein_g)
    return tuple([*(one for one in offered if one.closes), *partly][:OPTIONS])


def _suggestion(food: Food, source: Source, gap_g: float) -> Suggestion:
    each_g = float(food.protein_g) / 100
    needed = -(-gap_g / each_g // GRAIN_G) * GRAIN_G if each_g else source.most_g
    grams = min(needed, source.most_g)
    return Suggestion(
        food_id=food.id,
        name=food.name,
        grams=grams,
        protein_g=grams * each_g,
        kcal=grams * float(food.kcal) / 100,
        closes=needed <= source.most_g,
    )
