"""Resting energy, maintenance, floors, rates and energy availability."""

from __future__ import annotations

from math import inf, nan
from typing import cast

import pytest

from coach.errors import InvalidInput
from coach.nutrition.rules import availability, body_composition, energy, expenditure, rmr, trend
from coach.nutrition.rules.energy import Body, Spending

pytestmark = pytest.mark.unit

MAN = Body(weight_kg=80, height_cm=180, age=30, sex="m")
WOMAN = Body(weight_kg=60, height_cm=165, age=28, sex="f")
BAD_NUMBERS = [nan, inf, -inf, -1, 0, 1e9, True, "80", None]


def test_five_equations_of_resting_energy() -> None:
    assert rmr.mifflin_st_jeor(80, 180, 30, "m") == pytest.approx(1780)
    assert rmr.mifflin_st_jeor(60, 165, 28, "f") == pytest.approx(1330.25)
    assert rmr.harris_benedict_revised(80, 180, 30, "m") == pytest.approx(1853.632)
    assert rmr.harris_benedict_revised(60, 165, 28, "f") == pytest.approx(1392.343)
    assert rmr.katch_mcardle(80, 20) == pytest.approx(1752.4)
    assert rmr.cunningham_1980(80, 20) == pytest.approx(1908)
    assert rmr.cunningham_1991(60, 20) == pytest.approx(1406.8)


@pytest.mark.parametrize("bad", BAD_NUMBERS)
def test_no_resting_energy_without_a_plausible_body(bad: object) -> None:
    value = cast("float", bad)
    for call in (
        lambda: rmr.mifflin_st_jeor(value, 180, 30, "m"),
        lambda: rmr.mifflin_st_jeor(80, value, 30, "m"),
        lambda: rmr.harris_benedict_revised(80, 180, value, "m"),
        lambda: rmr.katch_mcardle(80, value),
        lambda: rmr.cunningham_1980(value, 20),
    ):
        with pytest.raises(InvalidInput):
            call()


def test_an_unknown_sex_is_not_taken_for_a_woman() -> None:
    for sex in ("x", "M", ""):
        with pytest.raises(InvalidInput):
            rmr.mifflin_st_jeor(80, 180, 30, cast("rmr.SexCode", sex))


@pytest.mark.parametrize(
    ("activity", "kcal"),
    [("sedentary", 1200), ("light", 1375), ("moderate", 1550), ("high", 1725), ("very_high", 1900)],
)
def test_activity_multiplies_resting_energy(activity: str, kcal: float) -> None:
    assert energy.maintenance(1000, activity) == pytest.approx(kcal)


def test_maintenance_carries_a_tenth_of_error_and_levels_are_bands() -> None:
    assert energy.with_band(2500) == (2500, 2250, 2750)
    assert energy.pal_range(1500, "light") == pytest.approx((2100, 2535))
    assert energy.pal_range(1500, "active") == pytest.approx((2550, 2985))
    assert energy.pal_range(1500, "vigorous") == pytest.approx((3000, 3600))
    with pytest.raises(InvalidInput):
        energy.maintenance(1500, "heroic")
    with pytest.raises(InvalidInput):
        energy.by_factor(1500, 3)


@pytest.mark.parametrize(
    ("intake", "exercise", "level"),
    [(1899, 400, "low"), (1900, 400, "reduced"), (2649, 400, "reduced"), (2650, 400, "adequate")],
)
def test_energy_availability_warns_below_thirty_and_never_diagnoses(
    intake: float, exercise: float, level: str
) -> None:
    found = availability.availability_level(intake, exercise, 50)
    assert found.level == level
    assert found.kcal_per_kg == pytest.approx((intake - exercise) / 50)
    assert level == "adequate" or "No diagnosis" in found.text


def test_the_highest_known_floor_holds() -> None:
    assert energy.floor_kcal(MAN).value == 1500
    assert energy.floor_kcal(WOMAN).value == 1200
    assert energy.floor_kcal(MAN, Spending(resting_kcal=1780)).value == 1780
    trained = Spending(resting_kcal=1400, fat_free_mass_kg=50, exercise_kcal=300)
    assert energy.floor_kcal(WOMAN, trained).value == 1800
    assert energy.floor_kcal(WOMAN, Spending(resting_kcal=1100)).value == 1200


def test_a_target_stays_above_resting_energy_and_availability() -> None:
    resting = energy.energy_target(
        MAN, 2200, "lose", 1.0, pregnant=False, spending=Spending(resting_kcal=1780)
    )
    assert resting.kcal == 1780
    assert "resting energy" in resting.limits[-1].text
    active = energy.energy_target(
        WOMAN,
        2600,
        "lose",
        1.0,
        pregnant=False,
        spending=Spending(fat_free_mass_kg=46, exercise_kcal=700),
    )
    assert active.kcal == 2080
    assert availability.energy_availability(active.kcal, 700, 46) >= 30


def test_a_deficit_is_at_most_a_quarter_of_maintenance() -> None:
    heavy = Body(150, 180, 40, "m")
    target = energy.energy_target(heavy, 3000, "lose", 1.0, pregnant=False)
    assert target.kcal == 2250
    assert target.rate_pct_per_week == pytest.approx(-750 * 7 / 7700 / 150 * 100)


def test_gains_are_held_to_half_a_percent() -> None:
    target = energy.energy_target(MAN, 2800, "gain", 2.0, pregnant=False)
    assert target.kcal == pytest.approx(2800 + 80 * 0.005 * 1100)
    assert target.limits


@pytest.mark.parametrize("rate", [nan, inf, -0.5, 101, True])
def test_impossible_rates_are_refused(rate: float) -> None:
    with pytest.raises(InvalidInput):
        energy.energy_target(MAN, 2800, "lose", rate, pregnant=False)


def test_rates_of_change_follow_direction_and_training_age() -> None:
    assert energy.rate_range("lose") == (0.5, 1.0)
    assert energy.rate_range("gain", novice=True) == (0.25, 0.5)
    assert energy.rate_range("gain") == (0.25, 0.375)
    assert energy.rate_range("maintain") == (0, 0)
    assert energy.kcal_for_rate(78, 0.5) == pytest.approx(429)


def test_very_low_intakes_are_for_medical_supervision() -> None:
    assert energy.needs_supervision(799)
    assert not energy.needs_supervision(800)


def test_expenditure_from_the_worked_numbers() -> None:
    assert expenditure.adaptive_from_change(2100, -0.6, 28) == pytest.approx(2265)
    assert expenditure.adaptive_from_weights(2300, [82, 81.9, 81.8, 81.7]) == pytest.approx(3070)


@pytest.mark.parametrize("bad", [nan, inf, 0, -80, True])
def test_no_trend_over_impossible_weights(bad: float) -> None:
    with pytest.raises(InvalidInput):
        trend.ols_slope_per_week(range(3), [80, bad, 80])
    with pytest.raises(InvalidInput):
        trend.ewma([80, bad])
    with pytest.raises(InvalidInput):
        trend.ewma([80, 81], bad)


def test_the_smoothed_weight_moves_a_tenth_of_the_way() -> None:
    assert trend.ewma([80, 90]) == pytest.approx(81)
    assert trend.ewma([80, 90, 90], 0.5) == pytest.approx(87.5)


def test_body_fat_by_tape_for_men_and_women() -> None:
    assert body_composition.body_fat_navy("m", 180, 88, 39) == pytest.approx(17.6, abs=0.05)
    assert body_composition.body_fat_navy("m", 180, 88, 39, 5) == pytest.approx(17.6, abs=0.05)
    assert body_composition.body_fat_navy("f", 165, 74, 33, 98) == pytest.approx(27.9, abs=0.05)


@pytest.mark.parametrize(("waist", "neck"), [(38, 39), (39, 39), (nan, 39), (88, -1), (880, 39)])
def test_girths_that_do_not_fit_are_refused(waist: float, neck: float) -> None:
    with pytest.raises(InvalidInput):
        body_composition.body_fat_navy("m", 180, waist, neck)


def test_indices_of_body_composition() -> None:
    assert body_composition.bmi(81, 180) == pytest.approx(25)
    assert body_composition.waist_to_height(90, 180) == 0.5
    assert body_composition.raw_fat_free_mass_index(70, 170) == pytest.approx(24.221, abs=0.001)
    assert body_composition.fat_free_mass_index(70, 170) == pytest.approx(24.831, abs=0.001)
