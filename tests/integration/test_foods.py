"""Food search on the shipped foods: the plain food is among the first three."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid4

import pytest

from coach.errors import Conflict, NotFound
from coach.identity import FoodId, UserId
from coach.nutrition.model import Food
from evals.measures.food_search import QUERIES, figures, measure, read_queries
from store.engine import Store

ATHLETE = UserId(uuid4())


@pytest.mark.parametrize(
    ("query", "food"),
    [
        ("chicken breast cooked", "Chicken breast, skinless, cooked"),
        ("grilled chicken breast", "Chicken breast, skinless, cooked"),
        ("raw chicken breast", "Chicken breast, skinless, raw"),
        ("porridge", "Porridge (oatmeal), made with water, cooked"),
        ("oats", "Oats (rolled)"),
        ("0 % greek yoghurt", "Greek yoghurt (yogurt), plain, 0 % fat (nonfat)"),
        ("Greek Yogurt", "Greek yoghurt (yogurt), plain, 5 % fat"),
        ("olive oil", "Olive oil"),
        ("white rice cooked", "Rice, white, cooked"),
        ("200 g white rice", "Rice, white, cooked"),
        ("rice", "Rice, white, cooked"),
        ("2 eggs", "Egg, boiled"),
        ("egg whites", "Liquid egg white"),
        ("skimmed milk", "Milk, skimmed (nonfat)"),
        ("banana", "Banana"),
        ("salmon", "Salmon fillet, cooked (baked)"),
        ("minced beef", "Beef mince (ground beef), 5 % fat, cooked"),
        ("tuna in water", "Tuna, canned in water or brine, drained"),
        ("peanut butter", "Peanut butter, smooth"),
        ("whey protein", "Whey protein powder"),
        ("protein shake", "Protein shake, with water"),
        ("wholemeal bread", "Wholemeal bread (whole wheat)"),
        ("sweet potato", "Sweet potato, baked"),
        ("skyr", "Skyr, plain, fat-free"),
        ("prawns", "Prawns (shrimp), cooked"),
        ("black coffee", "Coffee, black"),
        ("lasagne", "Lasagna with meat"),
        ("big mac", "Big Mac (McDonalds)"),
        ("cheeseburger", "Cheeseburger, NFS"),
        ("beer", "Beer, 5 % alcohol"),
        ("toast", "Toast, white bread"),
        ("latte", "Latte (coffee with steamed milk)"),
        ("coke", "Cola (Coke, Pepsi), with sugar"),
        ("coke zero", "Cola, diet or zero, without sugar"),
        ("pizza slice", "Pizza, margherita (cheese and tomato)"),
        ("mince 5%", "Beef mince (ground beef), 5 % fat, cooked"),
        ("chiken brest", "Chicken breast, skinless, cooked"),
        ("brocolli", "Broccoli, cooked"),
        ("halumi", "Halloumi cheese"),
        ("haferflocken", "Oats (rolled)"),
        ("can of tuna", "Tuna, canned in water or brine, drained"),
        ("fried chicken", "Chicken wing, fried, coated, from raw"),
        ("duck breast", "Duck, wild, breast, meat only, raw"),
    ],
)
def test_plain_food_is_among_the_first_three(seeded_store: Store, query: str, food: str) -> None:
    with seeded_store.read_only() as uow:
        names = [each.name for each in uow.foods.search(ATHLETE, query, limit=3)]
    assert food in names


def test_frozen_searches_find_what_was_meant(seeded_store: Store) -> None:
    every = read_queries(QUERIES)
    assert len(every) >= 150
    with seeded_store.read_only() as uow:
        answers = measure(
            every[::4],  # `fitholic bench foods` takes them all
            lambda words, limit: uow.foods.search(ATHLETE, words, limit=limit),
        )
    found = figures(answers)
    assert found.top_1 >= 0.95
    assert found.top_3 >= 0.97


@pytest.mark.parametrize(
    ("query", "low", "high"),
    [
        ("raw chicken breast", 95, 135),
        ("dry rice", 340, 380),
        ("uncooked pasta", 340, 380),
        ("cooked pasta", 120, 170),
        ("rice", 110, 150),
        ("oats", 340, 410),
        ("lentils", 95, 130),
    ],
)
def test_raw_cooked_and_dry_are_told_apart(
    seeded_store: Store, query: str, low: int, high: int
) -> None:
    with seeded_store.read_only() as uow:
        (best,) = uow.foods.search(ATHLETE, query, limit=1)
    assert low <= best.kcal <= high, best.name


@pytest.mark.parametrize(
    ("query", "fit", "corrected"),
    [
        ("chicken breast", 1.0, False),
        ("chiken breast", 1.0, True),
        ("unobtainium stew", 0.6, False),
    ],
)
def test_a_match_says_how_well_it_fits(
    seeded_store: Store, query: str, fit: float, *, corrected: bool
) -> None:
    with seeded_store.read_only() as uow:
        (best,) = uow.foods.match(ATHLETE, query, limit=1)
    assert (best.fit, best.corrected) == (pytest.approx(fit), corrected)


@pytest.mark.parametrize("query", ["", "%%%", "'", "zzzzqq", "'; --", "100 g"])
def test_a_query_that_names_no_food_finds_none(seeded_store: Store, query: str) -> None:
    with seeded_store.read_only() as uow:
        assert list(uow.foods.search(ATHLETE, query)) == []


def test_portions_and_amounts_survive_the_table(seeded_store: Store) -> None:
    with seeded_store.read_only() as uow:
        egg = uow.foods.get(ATHLETE, FoodId("own:egg_whole"))
    assert egg.kcal == 150
    assert [(each.name, each.grams) for each in egg.portions] == [("egg", Decimal(50))]


def test_an_unknown_food_is_not_found(seeded_store: Store) -> None:
    with seeded_store.read_only() as uow, pytest.raises(NotFound):
        uow.foods.get(ATHLETE, FoodId("own:unicorn"))


def test_an_id_of_the_catalogue_cannot_be_taken(store: Store) -> None:
    food = Food(
        id=FoodId("own:x"),
        name="X",
        kcal=Decimal(100),
        protein_g=Decimal(10),
        carbohydrate_g=Decimal(10),
        fat_g=Decimal(2),
        source="own",
    )
    with store.unit_of_work() as uow:
        uow.accounts.ensure(ATHLETE, datetime.now(UTC))
        assert uow.foods.put_many([food]) == 1
        with pytest.raises(Conflict):
            uow.foods.put_many([replace(food, owner_id=ATHLETE)])
