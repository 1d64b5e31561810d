"""Tools over weeks of eating, protein, races and supplements, on a real database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from coach.accounts.commands import Decision, MemoryEntry, record_consent, remember
from coach.accounts.model import Activity, ConsentPurpose, Goal, MemoryKind, Sex
from coach.errors import RetryableToolError, ToolUnavailable
from coach.identity import new_uuid
from coach.training.model import BodyWeight
from tests.builders import a_meal, a_meal_item, a_target
from tests.fixtures.tools import Toolbox
from tools.results.eating import (
    AdaptiveExpenditure,
    FoodIdeas,
    IntakeSummary,
    MealChanged,
    ProteinGaps,
    TargetSet,
)
from tools.results.fuelling import CaffeineDose, RaceFuelling, SupplementFacts, SweatRate
from tools.results.nutrition import EnergyTargets, LoggedMeal

TOLD: dict[str, Any] = {
    "sex": Sex.MALE,
    "birth_date": date(1996, 1, 1),
    "height_cm": Decimal(180),
    "activity": Activity.MODERATE,
    "goal": Goal.FAT_LOSS,
}


def tell(toolbox: Toolbox, **changes: Any) -> None:
    with toolbox.store.unit_of_work() as uow:
        uow.profiles.put(replace(uow.profiles.get(toolbox.user_id), **(TOLD | changes)))


def weigh(toolbox: Toolbox, kg: float, *, days: int = 1) -> None:
    with toolbox.store.unit_of_work() as uow:
        for back in range(days):
            at = toolbox.now - timedelta(days=back)
            uow.body_weights.add(BodyWeight(new_uuid(), toolbox.user_id, at, Decimal(str(kg))))


def eat(toolbox: Toolbox, kcal: int, *, days: int) -> None:
    """Store one meal of so much energy on each day before today."""
    with toolbox.store.unit_of_work() as uow:
        for back in range(1, days + 1):
            item = a_meal_item(food_id=None, kcal=Decimal(kcal), protein_g=Decimal(150))
            at = toolbox.now - timedelta(days=back)
            uow.meals.add(a_meal(toolbox.user_id, id=new_uuid(), eaten_at=at, items=(item,)))


def keep_in_mind(toolbox: Toolbox, text: str) -> None:
    with toolbox.store.unit_of_work() as uow:
        entry = MemoryEntry(MemoryKind.OTHER, text, "key")
        remember(uow, toolbox.user_id, entry, at=toolbox.now)


def test_three_flat_weeks_lower_the_target_from_the_measured_expenditure(
    toolbox: Toolbox,
) -> None:
    tell(toolbox)
    weigh(toolbox, 80, days=22)
    eat(toolbox, 2450, days=21)
    mean: IntakeSummary = toolbox.data("intake_summary", days=21)
    assert mean.mean is not None
    assert (mean.days_complete, mean.mean.kcal) == (21, 2450)
    found: AdaptiveExpenditure = toolbox.data("adaptive_expenditure", rate_per_week=0.5)
    assert (found.measured_kcal, found.mean_intake_kcal) == (2450, 2450)
    assert found.target_kcal == 1900


def test_too_few_days_name_what_is_missing_and_no_target(toolbox: Toolbox) -> None:
    tell(toolbox)
    weigh(toolbox, 80, days=5)
    eat(toolbox, 2450, days=5)
    found: AdaptiveExpenditure = toolbox.data("adaptive_expenditure")
    assert found.measured_kcal is None
    assert found.target_kcal is None
    assert "14 days" in " ".join(found.missing)


def test_the_rate_of_the_goal_that_is_kept_in_mind_counts(toolbox: Toolbox) -> None:
    tell(toolbox)
    weigh(toolbox, 80)
    keep_in_mind(toolbox, "goal: lose half a kilo a week")
    data: EnergyTargets = toolbox.data("energy_targets")
    assert data.rate_per_week == Decimal("-0.5")


def test_ten_kilos_in_four_weeks_are_held_to_the_limits(toolbox: Toolbox) -> None:
    tell(toolbox)
    weigh(toolbox, 90)
    data: EnergyTargets = toolbox.data(
        "energy_targets", direction="lose", change_total=10, weeks=4, unit="kg"
    )
    assert data.asked_per_week == Decimal("2.5")
    assert data.limits
    assert data.target_kcal > 2000


@pytest.mark.parametrize(
    ("kcal", "verdict"), [(700, "medical"), (1000, "too_low"), (2100, "low"), (2400, "fits")]
)
def test_an_intake_that_is_asked_about_is_judged(toolbox: Toolbox, kcal: int, verdict: str) -> None:
    tell(toolbox)
    weigh(toolbox, 80)
    data: EnergyTargets = toolbox.data("energy_targets", asked_kcal=kcal)
    assert data.asked_verdict == verdict


def agree(toolbox: Toolbox) -> None:
    with toolbox.store.unit_of_work() as uow:
        decision = Decision(ConsentPurpose.NUTRITION, granted=True, text_version="1")
        record_consent(uow, toolbox.user_id, decision, at=toolbox.now)


def test_a_target_is_kept_once_and_says_what_it_replaces(toolbox: Toolbox) -> None:
    tell(toolbox)
    weigh(toolbox, 80)
    agree(toolbox)
    with toolbox.store.unit_of_work() as uow:
        uow.targets.add(a_target(toolbox.user_id, date(2026, 1, 1), kcal=Decimal(2600)))
    kept: TargetSet = toolbox.data("set_targets", direction="lose", rate="half a kilo a week")
    assert (kept.target.kcal, kept.replaced_kcal) == (2210, 2600)
    again: TargetSet = toolbox.data("set_targets", direction="lose", rate="half a kilo a week")
    assert again.already_set


def test_an_own_target_below_the_floor_is_not_kept(toolbox: Toolbox) -> None:
    tell(toolbox)
    weigh(toolbox, 80)
    agree(toolbox)
    with pytest.raises(ToolUnavailable) as caught:
        toolbox.call("set_targets", kcal=1000)
    assert caught.value.code == "below_floor"


def test_the_protein_a_day_lacks_comes_with_foods_of_the_diet(toolbox: Toolbox) -> None:
    tell(toolbox, diet="vegan")
    weigh(toolbox, 80)
    toolbox.call("log_meal", items=[{"food": "200 g firm tofu"}], name="Lunch")
    gaps: ProteinGaps = toolbox.data("protein_gaps")
    assert (gaps.target_g, gaps.eaten_g, gaps.gap_g) == (128, 29, 99)
    assert [meal.place for meal in gaps.meals] == ["inside"]
    assert gaps.ideas
    assert not any("Chicken" in each.name or "Skyr" in each.name for each in gaps.ideas)


def test_food_ideas_bring_what_was_asked_for(toolbox: Toolbox) -> None:
    ideas: FoodIdeas = toolbox.data("food_ideas", grams=40, diet="vegetarian", order="cheap")
    assert all(each.protein_g >= 40 for each in ideas.foods if each.enough)
    assert ideas.foods[0].name.startswith("Egg") or ideas.foods[0].enough
    assert not any("Tuna" in each.name for each in ideas.foods)


def test_a_meal_is_put_right_moved_and_taken_out(toolbox: Toolbox) -> None:
    toolbox.call("log_meal", items=[{"food": "100 g cooked white rice"}, {"food": "2 eggs"}])
    more: MealChanged = toolbox.data("correct_meal", change="amount", food="rice", grams=150)
    assert more.new is not None
    assert (more.old_grams, more.new.grams, more.new.kcal) == (100, 150, 195)
    less: MealChanged = toolbox.data("correct_meal", change="remove_food", food="eggs")
    assert less.day_totals.kcal == 195
    moved: MealChanged = toolbox.data("correct_meal", change="move", day="2026-11-22")
    assert moved.day == date(2026, 11, 22)
    gone: MealChanged = toolbox.data("correct_meal", change="remove_meal")
    assert gone.day_totals.kcal == 0


def test_a_food_no_meal_holds_is_asked_about(toolbox: Toolbox) -> None:
    with pytest.raises(RetryableToolError) as caught:
        toolbox.call("correct_meal", change="remove_food", food="toast")
    assert caught.value.code == "no_such_meal"


def test_the_same_breakfast_as_yesterday_is_logged_again(toolbox: Toolbox) -> None:
    toolbox.call("log_meal", items=[{"food": "2 eggs"}], name="Breakfast", day="2026-11-22")
    again: LoggedMeal = toolbox.data("repeat_meal", meal="breakfast", from_day="2026-11-22")
    assert (again.repeats, again.day) == (date(2026, 11, 22), date(2026, 11, 23))
    assert again.totals.kcal == 150


def test_a_marathon_has_carbohydrate_by_the_hour_and_by_body_weight(toolbox: Toolbox) -> None:
    weigh(toolbox, 70)
    plan: RaceFuelling = toolbox.data("race_fuelling", minutes=210)
    assert (plan.per_hour_low_g, plan.per_hour_high_g) == (30, 90)
    assert (plan.before_g, plan.loading_low_g, plan.loading_high_g) == (210, 700, 840)
    assert (plan.gels_low, plan.gels_high) == (5, 12)
    assert plan.sodium_low_mg is not None


def test_a_short_race_needs_nothing_on_the_way(toolbox: Toolbox) -> None:
    plan: RaceFuelling = toolbox.data("race_fuelling", minutes=40)
    assert (plan.need, plan.weight, plan.gels_low) == ("none", None, None)


def test_the_sweat_rate_counts_what_was_drunk(toolbox: Toolbox) -> None:
    found: SweatRate = toolbox.data(
        "sweat_rate", before=64, after=63.1, minutes=60, fluid_ml=400, unit="kg"
    )
    assert (found.litres_per_hour, found.loss_pct) == (Decimal("1.3"), Decimal("1.4"))


def test_caffeine_stays_inside_the_single_dose_and_ends_before_bed(toolbox: Toolbox) -> None:
    tell(toolbox)
    weigh(toolbox, 78)
    dose: CaffeineDose = toolbox.data("caffeine_dose", bedtime="22:30", asked_mg=500)
    assert (dose.low_mg, dose.high_mg) == (160, 200)
    assert (dose.last_at, dose.last_large_at) == ("14:30", "10:30")
    assert dose.warnings


def test_no_caffeine_dose_under_eighteen(toolbox: Toolbox) -> None:
    tell(toolbox, birth_date=date(2011, 1, 1))
    weigh(toolbox, 60)
    with pytest.raises(ToolUnavailable) as caught:
        toolbox.call("caffeine_dose")
    assert caught.value.code == "refer"


def test_creatine_comes_with_its_dose_loading_and_caution(toolbox: Toolbox) -> None:
    weigh(toolbox, 80)
    found: SupplementFacts = toolbox.data("supplement_facts", name="creatine")
    assert (found.low, found.high, found.loading_g) == (3, 5, 24)
    assert "kidney" in found.caution
    assert "tests" in found.testing


@pytest.mark.parametrize(("name", "grade"), [("BCAAs", "none"), ("dmaa", "harmful")])
def test_supplements_without_use_or_with_harm_say_so(
    toolbox: Toolbox, name: str, grade: str
) -> None:
    found: SupplementFacts = toolbox.data("supplement_facts", name=name)
    assert (found.grade, found.low) == (grade, None)


def test_an_unknown_supplement_is_not_made_up(toolbox: Toolbox) -> None:
    with pytest.raises(RetryableToolError) as caught:
        toolbox.call("supplement_facts", name="zorblat extract")
    assert caught.value.code == "unknown_supplement"
