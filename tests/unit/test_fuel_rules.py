"""Macronutrients, fluids, race fuel, caffeine and supplements."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from math import inf, nan
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.errors import InvalidInput
from coach.nutrition.rules import caffeine, fluids, fuelling, macros, supplements
from coach.nutrition.rules.macros import Eater

pytestmark = pytest.mark.unit

LIFTER = Eater(weight_kg=80, height_cm=180, age=30, sex="m")


def protein(eater: Eater) -> tuple[str, float, float]:
    found = macros.protein_target(eater)
    return found.rule, round(found.low_g, 1), round(found.high_g, 1)


def test_lifters_eat_one_point_six_to_two_point_two_grams_per_kilogram() -> None:
    assert protein(LIFTER) == ("lifter", 128, 176)
    assert macros.protein_range(78) == pytest.approx((124.8, 171.6))


def test_lean_lifters_in_a_deficit_count_on_fat_free_mass() -> None:
    cutting = replace(LIFTER, in_deficit=True, body_fat_pct=15)
    assert protein(cutting) == ("lean_deficit", 156.4, 210.8)
    assert protein(replace(cutting, body_fat_pct=16))[0] == "lifter"
    assert protein(replace(cutting, in_deficit=False))[0] == "lifter"
    assert protein(replace(cutting, body_fat_pct=None))[0] == "lifter"
    assert protein(replace(cutting, sex="f", body_fat_pct=23))[0] == "lean_deficit"


def test_obese_athletes_count_on_the_weight_at_bmi_twenty_five() -> None:
    heavy = replace(LIFTER, weight_kg=130)
    assert protein(heavy) == ("lifter", 129.6, 178.2)
    assert macros.reference_weight_kg(97.2, 180) == 97.2
    assert macros.reference_weight_kg(97.3, 180) == pytest.approx(81)


def test_age_and_purpose_set_the_range_of_those_who_do_not_lift() -> None:
    walker = replace(LIFTER, purpose="health")
    assert protein(walker) == ("active", 96, 160)
    assert protein(replace(walker, age=65)) == ("older", 96, 128)
    assert protein(replace(walker, purpose="endurance", age=70)) == ("active", 96, 160)


def test_kidney_disease_gets_no_protein_target() -> None:
    with pytest.raises(InvalidInput) as caught:
        macros.protein_target(replace(LIFTER, kidney_disease=True))
    assert caught.value.code == "refer"


def test_a_meal_holds_a_quarter_to_four_tenths_of_a_gram_per_kilogram() -> None:
    assert macros.protein_per_meal(80) == (20, 32)


def test_fat_has_a_share_and_a_floor() -> None:
    assert macros.fat_range(2700, 60) == pytest.approx((60, 105))
    assert macros.fat_range(1200, 90) == pytest.approx((54, 54))


@pytest.mark.parametrize(
    ("training", "grams"),
    [("light", (210, 350)), ("moderate", (350, 490)), ("high", (420, 700)),
     ("very_high", (560, 840))],
)  # fmt: skip
def test_carbohydrate_follows_the_training(
    training: macros.TrainingLoad, grams: tuple[float, float]
) -> None:
    assert macros.carbohydrate_range(70, training) == grams


def test_fibre_follows_the_energy() -> None:
    assert macros.fibre_g(2500) == 35


def test_a_tight_day_gives_up_fat_and_protein_before_its_energy() -> None:
    roomy, tight = macros.split(2500, 80, 80), macros.split(1000, 100, 100)
    assert roomy.protein_g == pytest.approx(152)
    assert roomy.fat_g == pytest.approx(2500 * 0.25 / 9)
    assert tight.fat_g == pytest.approx(60)
    assert tight.protein_g == pytest.approx(160)
    own = macros.split(2500, 80, 80, protein=(100, 140))
    assert own.protein_g == 120


@given(st.floats(1500, 5000), st.floats(45, 100))
def test_an_ordinary_day_never_exceeds_its_energy(kcal: float, weight: float) -> None:
    parts = macros.split(kcal, weight, weight)
    total = 4 * parts.protein_g + 4 * parts.carbohydrate_g + 9 * parts.fat_g
    assert total == pytest.approx(kcal)
    assert parts.protein_g >= 1.6 * weight - 1e-6


@pytest.mark.parametrize("bad", [nan, inf, -1, 0, True, "80", 5000])
def test_impossible_masses_are_refused(bad: object) -> None:
    kg = cast("float", bad)
    for call in (
        lambda: macros.protein_range(kg),
        lambda: macros.split(2000, kg, 80),
        lambda: macros.fat_range(2000, kg),
        lambda: macros.carbohydrate_range(kg, "light"),
        lambda: fluids.before_exercise(kg),
        lambda: fluids.sweat_rate(kg, 70, 0, 0, 1),
        lambda: fuelling.carbohydrate_before(kg, 2),
        lambda: caffeine.caffeine_range(kg),
        lambda: supplements.creatine_loading(kg),
    ):
        with pytest.raises(InvalidInput):
            call()


def test_fluids_before_during_and_after() -> None:
    assert fluids.before_exercise(70) == pytest.approx((0.35, 0.49))
    assert fluids.sweat_rate(70, 68.8, 0.5, 0.1, 2) == pytest.approx(0.8)
    assert fluids.body_mass_loss_pct(70, 68.6) == pytest.approx(2)
    assert fluids.replacement(1.2) == pytest.approx((1.5, 1.8))
    assert fluids.least_to_drink(70, 1.5, 2) == pytest.approx(0.8)
    assert fluids.least_to_drink(70, 1.0, 1) == 0


def test_short_efforts_are_drunk_to_thirst_and_too_much_is_warned_of() -> None:
    assert "thirst" in fluids.drinking_advice(90)
    assert "sweat rate" in fluids.drinking_advice(91)
    assert fluids.overdrinking_warning(2, 1, 2) == ""
    assert "hyponatraemia" in fluids.overdrinking_warning(2.1, 1, 2)


def test_weights_that_cannot_be_are_no_sweat_rate() -> None:
    with pytest.raises(InvalidInput):
        fluids.sweat_rate(70, 72, 0.5, 0, 1)


@pytest.mark.parametrize(
    ("minutes", "need"),
    [(44, "none"), (45, "rinse"), (75, "rinse"), (76, "moderate"), (150, "moderate"),
     (151, "high")],
)  # fmt: skip
def test_the_need_for_carbohydrate_grows_with_the_effort(minutes: float, need: str) -> None:
    assert fuelling.need_for(minutes) == need


def test_a_race_is_fuelled_by_its_length() -> None:
    marathon = fuelling.race_plan(70, 200, 1.2)
    assert marathon.per_hour == (30, 90)
    assert marathon.total == pytest.approx((100, 300))
    assert marathon.before == (70, 280)
    assert marathon.least_fluid_l_per_h == pytest.approx(1.2 - 1.4 / (200 / 60))
    assert "glucose and fructose" in marathon.advice
    soaked = fuelling.race_plan(60, 240, 3.5)
    assert soaked.least_fluid_l_per_h == 1.2
    assert "do not force" in soaked.advice
    short = fuelling.race_plan(70, 30)
    assert (short.total, short.least_fluid_l_per_h) == ((0, 0), None)
    assert fuelling.carbohydrate_during(120) == pytest.approx((60, 120))
    assert fuelling.carbohydrate_before(70, 3) == 210


def test_caffeine_keeps_to_every_limit() -> None:
    assert caffeine.caffeine_range(78) == (234, 400)
    assert caffeine.caffeine_range(150) == (400, 400)
    assert caffeine.advised_dose(80, 30) == (160, 200)
    assert caffeine.advised_dose(30, 30) == (60, 180)
    assert caffeine.advised_dose(80, 30, pregnant=True) == (0, 200)
    with pytest.raises(InvalidInput):
        caffeine.advised_dose(60, 17)


def test_large_doses_of_caffeine_are_warned_of() -> None:
    assert caffeine.warnings(200, 70) == ()
    assert "at once" in caffeine.warnings(201, 70)[0]
    assert "whole day" in caffeine.warnings(401, 70)[0]
    assert "side effects" in caffeine.warnings(630, 70)[1]
    assert "pregnancy" in caffeine.warnings(201, 70, pregnant=True)[0]
    assert caffeine.warnings(200, 70, pregnant=True) == ()


def test_the_last_caffeine_is_eight_to_twelve_hours_before_bed() -> None:
    assert caffeine.last_before_bed(time(23)) == (time(11), time(15))
    assert caffeine.last_before_bed(time(1, 30)) == (time(13, 30), time(17, 30))


def test_supplements_have_doses_and_a_list_to_avoid() -> None:
    assert supplements.creatine()[:3] == (3, 5, "g")
    assert supplements.creatine_loading(80) == pytest.approx((24, 5, 7))
    assert supplements.beta_alanine()[:3] == (4, 6, "g")
    assert supplements.nitrate()[:2] == pytest.approx((310, 496), abs=0.1)
    assert "third party" in supplements.creatine().note
    for name in ("DMAA", " ephedra", "Yohimbine", "SARMs"):
        assert supplements.reason_to_avoid(name)
    assert supplements.reason_to_avoid("creatine") == ""
