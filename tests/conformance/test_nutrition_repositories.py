from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from coach.errors import Conflict, InvalidInput, NotFound
from coach.identity import FoodId, UserId
from coach.nutrition.commands import MealEntry, replace_meal
from tests.builders import NOW, TODAY, a_food, a_meal, a_meal_item, a_target, a_user_id, days_ago
from tests.fixtures.stores import AnyStore

LENTILS = FoodId("usda:172421")


def test_a_food_comes_back_as_it_was_put(either_store: AnyStore, known_athlete: UserId) -> None:
    with either_store.read_only() as uow:
        assert uow.foods.get(known_athlete, LENTILS) == a_food()


def test_a_replaced_food_has_its_new_amounts(either_store: AnyStore, known_athlete: UserId) -> None:
    changed = a_food(kcal=Decimal(114), fibre_g=None, portions=())
    with either_store.unit_of_work() as uow:
        assert uow.foods.put_many([changed, a_food("own:dal", name="Dal")]) == 2
        assert uow.foods.get(known_athlete, LENTILS) == changed


def test_own_foods_are_seen_by_their_owner_only(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    other = a_user_id()
    own = a_food("custom:1", name="Zwieback special", source="custom", owner_id=known_athlete)
    with either_store.unit_of_work() as uow:
        uow.accounts.ensure(other, NOW)
        uow.foods.put_many([own])
        assert uow.foods.get(known_athlete, own.id) == own
        assert list(uow.foods.search(known_athlete, "zwieback")) == [own]
        assert list(uow.foods.search(other, "zwieback")) == []
        with pytest.raises(NotFound):
            uow.foods.get(other, own.id)
    with pytest.raises(InvalidInput) as caught, either_store.unit_of_work() as uow:
        uow.meals.add(a_meal(other, items=(a_meal_item(food_id=own.id),)))
    assert caught.value.code == "unknown_food"


def test_a_food_of_the_table_cannot_be_made_ones_own(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    mine = a_food("custom:1", owner_id=known_athlete)
    with pytest.raises(Conflict) as caught, either_store.unit_of_work() as uow:
        uow.foods.put_many([mine, a_food(owner_id=known_athlete), mine])
    assert caught.value.code == "id_taken"
    with either_store.read_only() as uow, pytest.raises(NotFound):
        uow.foods.get(known_athlete, mine.id)


def test_a_match_is_the_search_with_its_fit(either_store: AnyStore, known_athlete: UserId) -> None:
    with either_store.read_only() as uow:
        (best,) = uow.foods.match(known_athlete, "lentils", limit=1)
        assert best.food == uow.foods.search(known_athlete, "lentils", limit=1)[0]
        assert 0 < best.fit <= 1
        assert list(uow.foods.match(known_athlete, "unobtainium")) == []


def test_an_assumed_amount_keeps_its_band(either_store: AnyStore, known_athlete: UserId) -> None:
    item = a_meal_item(grams_low=Decimal(150), grams_high=Decimal("250.5"), fibre_g=Decimal("15.6"))
    meal = a_meal(known_athlete, items=(item,))
    with either_store.unit_of_work() as uow:
        uow.meals.add(meal)
    with either_store.read_only() as uow:
        assert uow.meals.get(known_athlete, meal.id).items == (item,)


def test_a_corrected_meal_takes_the_place_of_the_old_one(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    meal = a_meal(known_athlete)
    items = (a_meal_item(grams=Decimal(50)),)
    with either_store.unit_of_work() as uow:
        uow.meals.add(meal)
        replace_meal(uow, known_athlete, meal.id, MealEntry(NOW, "Dinner", items), now=NOW)
    with either_store.read_only() as uow:
        kept = uow.meals.get(known_athlete, meal.id)
    assert (kept.name, kept.items) == ("Dinner", items)


def test_a_target_keeps_the_expenditure_it_was_set_from(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    with either_store.unit_of_work() as uow:
        uow.targets.add(a_target(known_athlete, maintenance_kcal=Decimal(2940)))
        kept = uow.targets.on(known_athlete, TODAY)
    assert kept is not None
    assert kept.maintenance_kcal == 2940


def test_a_meal_comes_back_with_its_items_in_order(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    items = (a_meal_item(name="a"), a_meal_item(name="b", grams=Decimal("12.5")))
    meal = a_meal(known_athlete, items=items, partial=True)
    with either_store.unit_of_work() as uow:
        uow.meals.add(meal)
    with either_store.read_only() as uow:
        assert uow.meals.get(known_athlete, meal.id) == meal


def test_meals_are_listed_oldest_first_without_the_end(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    meals = [a_meal(known_athlete, eaten_at=days_ago(day)) for day in (2, 1, 0)]
    with either_store.unit_of_work() as uow:
        for meal in reversed(meals):
            uow.meals.add(meal)
        assert uow.meals.list(known_athlete, since=days_ago(2), until=NOW) == meals[:2]
        uow.meals.delete(known_athlete, meals[0].id)
        assert uow.meals.list(known_athlete, since=days_ago(9), until=NOW) == [meals[1]]
        with pytest.raises(NotFound):
            uow.meals.delete(known_athlete, meals[0].id)
        with pytest.raises(NotFound):
            uow.meals.get(known_athlete, meals[0].id)


def test_a_meal_of_an_unknown_food_stores_nothing(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    meal = a_meal(known_athlete, items=(a_meal_item(), a_meal_item(food_id=FoodId("usda:0"))))
    with pytest.raises(InvalidInput), either_store.unit_of_work() as uow:
        uow.meals.add(meal)
    with either_store.read_only() as uow:
        assert uow.meals.list(known_athlete, since=days_ago(1), until=days_ago(-1)) == []


def test_the_newest_target_not_in_the_future_holds(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    day = timedelta(days=1)
    old = a_target(known_athlete, TODAY - 10 * day)
    coming = a_target(known_athlete, TODAY + day)
    with either_store.unit_of_work() as uow:
        assert uow.targets.on(known_athlete, TODAY) is None
        uow.targets.add(coming)
        uow.targets.add(old)
        assert uow.targets.on(known_athlete, TODAY) == old
        assert uow.targets.on(known_athlete, TODAY + day) == coming
        assert uow.targets.on(known_athlete, TODAY - 11 * day) is None
        newer = a_target(known_athlete, TODAY - 10 * day, kcal=Decimal(2200))
        uow.targets.add(newer)
        assert uow.targets.on(known_athlete, TODAY) == newer


def test_meals_stored_together_come_back_like_meals_stored_one_by_one(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    entry = a_meal_item(food_id=None, grams=None, assumption="as the other app summed it")
    meals = [
        a_meal(known_athlete, eaten_at=days_ago(2), items=(entry, a_meal_item())),
        a_meal(known_athlete, eaten_at=days_ago(1), source="cronometer"),
    ]
    with either_store.unit_of_work() as uow:
        uow.meals.add_many(meals)
        uow.meals.add_many([])
    with either_store.read_only() as uow:
        assert uow.meals.list(known_athlete, since=days_ago(3), until=NOW) == meals
    unknown = a_meal(known_athlete, items=(a_meal_item(food_id=FoodId("nowhere")),))
    with pytest.raises(InvalidInput), either_store.unit_of_work() as uow:
        uow.meals.add_many([unknown])


def test_meals_of_others_are_passed_over_when_many_are_deleted(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    kept = a_meal(known_athlete, eaten_at=days_ago(1))
    gone = a_meal(known_athlete, eaten_at=days_ago(2))
    with either_store.unit_of_work() as uow:
        uow.meals.add_many([kept, gone])
        uow.meals.delete_many(a_user_id(), [kept.id])
        uow.meals.delete_many(known_athlete, [gone.id])
    with either_store.read_only() as uow:
        assert uow.meals.list(known_athlete, since=days_ago(3), until=NOW) == [kept]
