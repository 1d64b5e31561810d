"""The protein a day lacks, and foods of the diet that close the gap."""

from __future__ import annotations

import pytest

from coach.errors import InvalidInput
from coach.nutrition.rules.diets import Contains, diet_of
from coach.nutrition.rules.protein_gaps import SOURCES, ProteinGap, protein_gap, sources_for
from store import catalogue

pytestmark = pytest.mark.unit

FOODS = {str(food.id): food for food in catalogue.own_foods()}


def gap(
    *meals: float, diet: str = "", target: float = 144, left: int = 2, weight: float = 80
) -> ProteinGap:
    named = [(f"Meal {n}", grams) for n, grams in enumerate(meals, start=1)]
    return protein_gap(
        named,
        target_g=target,
        weight_kg=weight,
        meals_left=left,
        diet=diet_of(diet),
        foods=FOODS,
    )


def test_the_gap_is_shared_over_the_meals_left_within_the_range_for_a_meal() -> None:
    found = gap(30, 50)
    assert (found.meal_low_g, found.meal_high_g) == (20, 32)
    assert found.gap_g == 64
    assert found.next_meal_g == 32
    assert [each.place for each in found.meals] == ["inside", "above"]
    assert found.unreachable_g == 0


def test_what_the_meals_left_cannot_bring_is_said() -> None:
    found = gap(10, left=1)
    assert found.gap_g == 134
    assert found.next_meal_g == 32
    assert found.unreachable_g == 102


def test_a_reached_target_needs_no_food() -> None:
    found = gap(50, 50, 42)
    assert (found.gap_g, found.next_meal_g, found.suggestions) == (0, 0, ())


def test_each_suggestion_brings_what_is_missing() -> None:
    assert len(gap(30, 50).suggestions) == 4
    for each in gap(30, 50).suggestions:
        assert each.closes
        assert each.grams % 5 == 0
        assert 32 <= each.protein_g < 32 + 5
        assert each.kcal > 0


@pytest.mark.parametrize(
    ("diet", "never"),
    [
        ("vegan", {Contains.MEAT, Contains.PORK, Contains.FISH, Contains.EGG, Contains.DAIRY}),
        ("Vegetarian", {Contains.MEAT, Contains.PORK, Contains.FISH, Contains.SHELLFISH}),
        ("ovo-vegetarian", {Contains.MEAT, Contains.FISH, Contains.DAIRY}),
        ("lacto vegetarian", {Contains.MEAT, Contains.FISH, Contains.EGG}),
        ("pescatarian", {Contains.MEAT, Contains.PORK}),
        ("halal", {Contains.PORK}),
        ("kosher", {Contains.PORK, Contains.SHELLFISH}),
        ("lactose intolerant", {Contains.LACTOSE}),
        ("lactose-free", {Contains.LACTOSE}),
        ("dairy free", {Contains.DAIRY, Contains.LACTOSE}),
        ("coeliac", {Contains.GLUTEN}),
        ("vegan, no soy", {Contains.MEAT, Contains.DAIRY, Contains.SOY}),
        ("vegan, gluten-free, nut allergy", {Contains.EGG, Contains.GLUTEN, Contains.NUTS}),
    ],
)
def test_no_food_is_offered_that_the_diet_leaves_out(diet: str, never: set[Contains]) -> None:
    read = diet_of(diet)
    assert read.known
    assert never <= read.excludes
    offered = {source.food_id: source for source in sources_for(read)}
    assert all(not never & set(source.contains) for source in offered.values())
    found = gap(30, diet=diet)
    assert len(found.suggestions) >= 2
    assert {each.food_id for each in found.suggestions} <= set(offered)


def test_a_lactose_free_diet_keeps_dairy_without_lactose() -> None:
    offered = {source.food_id for source in sources_for(diet_of("lactose-free"))}
    assert "own:whey_isolate" in offered
    assert "own:skyr" not in offered


@pytest.mark.parametrize("words", ["", "omnivore", "no restrictions", None])
def test_no_diet_leaves_nothing_out(words: str | None) -> None:
    assert diet_of(words).excludes == frozenset()
    assert diet_of(words).known


def test_an_unknown_diet_is_said_to_be_unknown() -> None:
    assert not diet_of("breatharian").known


def test_every_source_is_a_food_of_our_list() -> None:
    assert [each.food_id for each in SOURCES if each.food_id not in FOODS] == []


@pytest.mark.parametrize(
    "wrong",
    [{"target": float("nan")}, {"target": 5}, {"left": -1}, {"weight": 0}, {"weight": True}],
)
def test_values_out_of_range_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(InvalidInput):
        gap(30, **wrong)  # pyright: ignore[reportArgumentType] - wrong on purpose
