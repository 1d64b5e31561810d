"""Tools over food and body weight, on a real database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from coach.accounts.model import Activity, Goal, Sex
from coach.errors import RetryableToolError, ToolUnavailable
from coach.evidence import FoodSource, LogRow, Statement
from coach.identity import new_uuid
from coach.training.model import BodyWeight
from coach.units import MassUnit
from tests.builders import a_target
from tests.fixtures.tools import Toolbox, facts_of
from tools.results.account import ProfileData
from tools.results.nutrition import DayTotals, EnergyTargets, FoodLookup, LoggedMeal, WeightTrend
from tools.results.training import LoggedBodyWeight

TOLD: dict[str, Any] = {
    "sex": Sex.MALE,
    "birth_date": date(1996, 1, 1),
    "height_cm": Decimal(180),
    "activity": Activity.MODERATE,
    "goal": Goal.FAT_LOSS,
}


def tell(toolbox: Toolbox, **changes: Any) -> None:
    with toolbox.store.unit_of_work() as uow:
        uow.profiles.put(replace(uow.profiles.get(toolbox.user_id), **changes))


def weigh(toolbox: Toolbox, *weights: float, every_days: int = 1) -> None:
    """Store weigh-ins that end today, oldest first."""
    with toolbox.store.unit_of_work() as uow:
        for back, weight in enumerate(reversed(weights)):
            at = toolbox.now - timedelta(days=back * every_days)
            entry = BodyWeight(new_uuid(), toolbox.user_id, at, Decimal(str(weight)))
            uow.body_weights.add(entry)


def targets(toolbox: Toolbox, **arguments: Any) -> EnergyTargets:
    data = toolbox.data("energy_targets", **arguments)
    assert isinstance(data, EnergyTargets)
    return data


def test_targets_name_what_the_profile_lacks(toolbox: Toolbox) -> None:
    with pytest.raises(RetryableToolError) as caught:
        toolbox.call("energy_targets")
    assert caught.value.code == "profile_incomplete"
    for field in ("sex", "age", "height_cm", "activity", "weight"):
        assert field in caught.value.way_out


def test_targets_for_half_a_kilo_a_week(toolbox: Toolbox) -> None:
    tell(toolbox, **TOLD)
    weigh(toolbox, 80)
    result = toolbox.call("energy_targets", rate_per_week=0.5)
    data = EnergyTargets.model_validate(result.data)
    assert (data.direction, data.maintenance_kcal, data.target_kcal) == ("lose", 2760, 2210)
    assert (data.protein_g_low, data.protein_g_high) == (128, 176)
    assert data.rate_per_week == Decimal("-0.5")
    (spent,) = facts_of(result, "maintenance energy")
    assert (spent.low, spent.high) == (2480, 3030)
    (weight,) = facts_of(result, "body weight")
    assert isinstance(weight.source, LogRow)


def test_what_was_said_in_this_turn_is_a_statement(toolbox: Toolbox) -> None:
    result = toolbox.call(
        "energy_targets",
        sex="f",
        age=28,
        height_cm=165,
        activity="light",
        weight=137,
        unit="lb",
        direction="gain",
    )
    data = EnergyTargets.model_validate(result.data)
    assert data.target_kcal > data.maintenance_kcal
    assert {type(fact.source) for fact in facts_of(result, "body weight")} == {Statement}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"birth_date": date(2010, 1, 1)}, "18"),
        ({"height_cm": Decimal(215)}, "strength and health"),
        ({"screening": {"pregnant": True}}, "pregnancy"),
        ({"screening": {"Breastfeeding": True}}, "pregnancy"),
        ({"screening": {"eating_disorder": True}}, "eating disorder"),
    ],
)
def test_a_deficit_is_refused_where_it_would_harm(
    toolbox: Toolbox, changes: dict[str, Any], said: str
) -> None:
    tell(toolbox, **(TOLD | changes))
    weigh(toolbox, 80)
    data = targets(toolbox)
    assert data.no_deficit_reason is not None
    assert said in data.no_deficit_reason
    assert data.target_kcal == data.maintenance_kcal


def test_kidney_disease_gets_energy_and_no_protein_target(toolbox: Toolbox) -> None:
    tell(toolbox, **(TOLD | {"screening": {"chronic_kidney_disease": True}}))
    weigh(toolbox, 80)
    data = targets(toolbox)
    assert (data.protein_g, data.protein_g_high, data.carbohydrate_g) == (None, None, None)
    assert "kidney" in (data.no_protein_reason or "")
    assert data.target_kcal > 0


def test_a_crash_diet_is_slowed_down_and_its_limit_is_a_fact(toolbox: Toolbox) -> None:
    tell(toolbox, **TOLD)
    weigh(toolbox, 80)
    result = toolbox.call("energy_targets", rate_pct_per_week=3)
    data = EnergyTargets.model_validate(result.data)
    assert data.limits
    assert data.target_kcal >= 1500
    assert {fact.value for fact in facts_of(result, "limit")} >= {1, 25}


def test_children_get_no_figures(toolbox: Toolbox) -> None:
    tell(toolbox, **(TOLD | {"birth_date": date(2015, 1, 1)}))
    weigh(toolbox, 40)
    with pytest.raises(ToolUnavailable):
        toolbox.call("energy_targets")


def test_foods_are_given_for_the_amount(toolbox: Toolbox) -> None:
    result = toolbox.call("food_lookup", query="chicken breast", grams=150)
    data = FoodLookup.model_validate(result.data)
    best = data.foods[0]
    assert best.grams == 150
    assert 200 < best.kcal < 300
    (energy,) = [fact for fact in facts_of(result, "energy") if fact.subject == f"food:{best.id}"]
    assert isinstance(energy.source, FoodSource)


def test_a_meal_is_logged_once_with_its_assumptions(toolbox: Toolbox) -> None:
    items = [{"food": "oats", "grams": 80}, {"food": "banana", "quantity": 2}]
    first = toolbox.data("log_meal", key="run.1", name="Breakfast", items=items)
    again = toolbox.data("log_meal", key="run.1", name="Breakfast", items=items)
    assert isinstance(first, LoggedMeal)
    assert isinstance(again, LoggedMeal)
    assert (first.already_logged, again.already_logged) == (False, True)
    assert first.totals == again.day_totals
    day = toolbox.data("day_totals")
    assert isinstance(day, DayTotals)
    assert (day.meals, day.totals) == (1, first.day_totals)


def test_unknown_food_and_tomorrow_are_refused(toolbox: Toolbox) -> None:
    with pytest.raises(RetryableToolError):
        toolbox.call("log_meal", items=[{"food": "zzxqv", "grams": 10}])
    tomorrow = (toolbox.now + timedelta(days=1)).date().isoformat()
    with pytest.raises(RetryableToolError):
        toolbox.call("log_meal", items=[{"food": "oats", "grams": 10}], day=tomorrow)
    with toolbox.store.read_only() as uow:
        soon = toolbox.now + timedelta(days=2)
        assert not uow.meals.list(toolbox.user_id, since=toolbox.now, until=soon)


def test_a_food_of_a_kind_gets_a_usual_helping_of_it_and_says_so(toolbox: Toolbox) -> None:
    data = toolbox.call("log_meal", items=[{"food": "brie"}]).data
    assert "a usual helping of 30 g was taken" in data["assumptions"][0]


def test_a_meal_is_stored_without_the_food_that_is_not_clear(toolbox: Toolbox) -> None:
    items = [{"food": "80 g oats"}, {"food": "3 flibbertigibbets"}]
    data = toolbox.call("log_meal", items=items).data
    assert (len(data["items"]), data["unclear"]) == (1, ["flibbertigibbets"])


def test_a_food_without_a_known_portion_asks_for_grams(toolbox: Toolbox) -> None:
    for entry in ({"food": "wheat bran"}, {"food": "wheat bran", "quantity": 20}):
        with pytest.raises(RetryableToolError) as caught:
            toolbox.call("log_meal", items=[entry])
        assert caught.value.code == "grams_needed"
        assert "grams" in caught.value.way_out


def test_what_remains_of_a_target_may_be_below_zero(toolbox: Toolbox) -> None:
    with toolbox.store.unit_of_work() as uow:
        day = toolbox.now.date() - timedelta(days=1)
        target = replace(a_target(toolbox.user_id, from_day=day), kcal=Decimal(200))
        uow.targets.add(target)
    toolbox.call("log_meal", items=[{"food": "oats", "grams": 100}])
    data = toolbox.data("day_totals")
    assert isinstance(data, DayTotals)
    assert data.target is not None
    assert data.remaining is not None
    assert data.remaining.kcal < 0


def test_a_trend_needs_two_weeks(toolbox: Toolbox) -> None:
    weigh(toolbox, 80, 79.9, 80.1)
    data = toolbox.data("weight_trend")
    assert isinstance(data, WeightTrend)
    assert (data.enough, data.change_per_week) == (False, None)
    assert "14 days" in data.missing


def test_a_trend_is_fitted_with_its_band(toolbox: Toolbox) -> None:
    weigh(toolbox, 82, 81.6, 82.3, 81.9, 81.5, 82.1, 81.4, 81.7, 81.2, 81.5, 81, 81.6, 80.9, 81.1)
    result = toolbox.call("weight_trend")
    data = WeightTrend.model_validate(result.data)
    assert data.change_per_week == Decimal("-0.53")
    assert data.change_low is not None
    assert data.change_high is not None
    assert data.change_low < Decimal("-0.53") < data.change_high
    (percent,) = [f for f in facts_of(result, "weight change per week") if f.unit == "%"]
    assert percent.value == Decimal("-0.65")


def test_a_weigh_in_is_stored_once_beside_the_one_before(toolbox: Toolbox) -> None:
    tell(toolbox, mass_unit=MassUnit.LB)
    weigh(toolbox, 80)
    toolbox.now += timedelta(days=1)
    for _ in range(2):
        data = toolbox.data("log_body_weight", key="run.1", weight=175)
        assert isinstance(data, LoggedBodyWeight)
        assert (data.weight, data.unit, data.previous) == (175, "lb", Decimal("176.4"))
    with toolbox.store.read_only() as uow:
        assert len(uow.body_weights.list(toolbox.user_id)) == 2
    with pytest.raises(RetryableToolError):
        toolbox.call("log_body_weight", weight=5)


def test_the_profile_says_what_is_missing(toolbox: Toolbox) -> None:
    tell(toolbox, **TOLD)
    data = toolbox.data("get_profile")
    assert isinstance(data, ProfileData)
    assert data.age == 30
    assert set(data.missing) == {"experience", "days_per_week", "body_weight"}


def test_a_food_told_in_words_is_logged_with_the_grams_that_were_assumed(toolbox: Toolbox) -> None:
    items = [
        {"food": "a bowl of porridge"},
        {"food": "half an avocado"},
        {"food": "2 slices toast"},
    ]
    result = toolbox.call("log_meal", key="run.7", items=items)
    data = LoggedMeal.model_validate(result.data)
    assert [item.grams for item in data.items] == [250, 75, 64]
    assert any("a slice = 32 g" in said for said in data.assumptions)
    assert 32 in {fact.value for fact in facts_of(result, "amount")}


def test_a_target_is_never_below_resting_energy(toolbox: Toolbox) -> None:
    tell(toolbox, **(TOLD | {"sex": Sex.FEMALE, "activity": Activity.SEDENTARY}))
    weigh(toolbox, 75)
    result = toolbox.call("energy_targets", rate_pct_per_week=1)
    data = EnergyTargets.model_validate(result.data)
    assert data.target_kcal == data.resting_kcal
    assert any("resting energy" in limit for limit in data.limits)
