"""Amounts become grams, with a band and a sentence wherever something was assumed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from coach.errors import InvalidInput
from coach.nutrition.model import Food, FoodMatch
from coach.nutrition.rules.helpings import Helping, banded_item, helping_of, taken_for
from coach.nutrition.rules.meal_text import read_meal
from coach.nutrition.rules.portions import Portioned, portioned
from store import catalogue

pytestmark = pytest.mark.unit

FOODS = {str(food.id): food for food in catalogue.own_foods()}


def grams(food: str, text: str) -> Portioned | None:
    (item,) = read_meal(text).items
    return portioned(FOODS[f"own:{food}"], item.amount, item.words, item.size)


@pytest.mark.parametrize(
    ("food", "text", "expected", "said"),
    [
        ("chicken_breast_cooked", "200 g chicken breast", "200", ""),
        ("beef_steak_cooked", "6 oz steak", "170.1", "6 oz = 170.1 g"),
        ("white_rice_cooked", "1,5 kg rice", "1500", ""),
        ("olive_oil", "a tablespoon of olive oil", "13.5", "a tablespoon = 13.5 g"),
        ("olive_oil", "2 tbsp olive oil", "27", "a tablespoon = 13.5 g"),
        ("honey", "10 ml honey", "14.2", "10 ml = 14.2 g"),
        ("milk_whole", "200 ml milk", "206", "200 ml = 206 g"),
        ("beer", "pint of beer", "568", "a pint = 568 g"),
        ("egg_whole", "two eggs", "100", ""),
        ("banana", "1 banana", "118", ""),
        ("avocado", "half an avocado", "75", ""),
        ("almonds", "a handful of almonds", "30", "a handful = 30 g"),
        ("almonds", "12 almonds", "14.4", ""),
        ("chicken_breast_cooked", "2 chicken breasts", "340", ""),
        ("pizza_margherita", "3 slices of pizza", "321", "a slice = 107 g"),
        ("pizza_margherita", "1 pizza", "350", ""),
        ("whey_protein", "1 scoop whey", "30", "a scoop = 30 g"),
        ("porridge_water", "a bowl of porridge", "250", "a bowl = 250 g"),
        ("pasta_cooked", "a bowl of pasta", "250", "a bowl was taken as 250 g"),
        ("white_rice_cooked", "rice", "158", "no amount was said; one cup of 158 g was taken"),
        ("skyr", "a pot of skyr", "150", "a pot = 150 g"),
        ("white_rice_cooked", "150-200 g rice", "175", "150-200 g was taken as 175 g"),
        ("omelette", "3 egg omelette", "180", ""),
        ("omelette", "I had a 3 egg omelette", "180", ""),
        ("beef_steak_cooked", "a 200 g steak", "200", ""),
        ("omelette", "omelette", "120", "no amount was said; one omelette"),
        ("egg_white_omelette", "4 egg white omelette", "132", ""),
        ("egg_whole", "eggs", "100", "no number was said; 2 of 50 g"),
        ("egg_whole", "2 large eggs", "120", "large was taken as 1.2 times"),
        ("wine_red", "a large glass of red wine", "210", "a glass = 150 g; large was taken as 1.4"),
        ("wine_red", "small glass of wine", "105", "a glass = 150 g; small was"),
        ("granola", "large bowl of granola", "84", "a bowl = 60 g; large"),
        ("pizza_margherita", "large 12 inch pizza", "420", "no amount was said"),
        ("sub_sandwich", "6 inch turkey sub", "230", "no amount was said"),
        ("sub_sandwich", "12 inch sub", "460", "no amount was said; one footlong"),
        ("quarter_pounder", "quarter pounder with cheese", "199", "no amount was said"),
        ("banana_bread", "2 slices banana bread", "120", "a slice = 60 g"),
        ("white_rice_cooked", "two hundred grams of rice", "200", ""),
        ("apple", "large apple 200 g", "200", ""),
    ],
)
def test_amounts_are_grams(food: str, text: str, expected: str, said: str) -> None:
    found = grams(food, text)
    assert found is not None
    assert round(found.grams, 1) == Decimal(expected)
    assert found.assumption.startswith(said)
    assert bool(found.assumption) == bool(said)
    assert found.low <= found.grams <= found.high


def test_what_was_weighed_has_no_band_and_what_was_guessed_a_wide_one() -> None:
    weighed, spooned = grams("olive_oil", "10 g oil"), grams("olive_oil", "1 tbsp oil")
    guessed = grams("olive_oil", "oil")
    assert weighed is not None
    assert spooned is not None
    assert guessed is not None
    assert weighed.low == weighed.high
    assert (spooned.high - spooned.low) / spooned.grams == Decimal("0.30")
    assert (guessed.high - guessed.low) / guessed.grams == Decimal("0.70")


@pytest.mark.parametrize("text", ["5 porridge", "a quarter of a porridge"])
def test_a_count_of_something_without_pieces_needs_grams(text: str) -> None:
    assert grams("porridge_water", text) is None


def test_more_than_anybody_eats_is_refused() -> None:
    found = grams("white_rice_cooked", "99999 kg rice")
    assert found is not None
    with pytest.raises(InvalidInput) as caught:
        banded_item(FOODS["own:white_rice_cooked"], found)
    assert caught.value.code == "too_much"


def test_an_item_keeps_its_band_and_its_fibre() -> None:
    food = FOODS["own:oats_dry"]
    found = grams("oats_dry", "1 cup oats")
    assert found is not None
    item = banded_item(food, found)
    assert (item.grams, item.grams_low, item.grams_high) == (81, Decimal("68.85"), Decimal("93.15"))
    assert item.fibre_g == Decimal("8.10")


@pytest.mark.parametrize("value", ["NaN", "Infinity", "0", "-1"])
def test_grams_that_are_none_are_refused(value: str) -> None:
    with pytest.raises(InvalidInput):
        helping_of(FOODS["own:oats_dry"], Helping(grams=Decimal(value)))


@pytest.mark.parametrize(
    ("words", "food", "weighed", "said"),
    [
        ("rice", "white_rice_cooked", True, "the amount of rice was taken as cooked"),
        ("cooked rice", "white_rice_cooked", True, ""),
        ("rice", "white_rice_cooked", False, ""),
        ("grilled steak", "beef_steak_cooked", True, ""),
        ("banana", "banana", True, ""),
    ],
)
def test_raw_or_cooked_is_said_where_it_matters(
    words: str, food: str, *, weighed: bool, said: str
) -> None:
    assert taken_for(words, FoodMatch(FOODS[f"own:{food}"], 1.0), weighed=weighed) == said


def test_a_food_that_fits_in_part_is_named() -> None:
    food: Food = FOODS["own:tofu_firm"]
    assert taken_for("spiced tofu", FoodMatch(food, 0.75), weighed=True) == (
        "'spiced tofu' was taken as Tofu, firm"
    )
