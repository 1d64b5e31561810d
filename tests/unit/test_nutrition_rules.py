"""Energy, macronutrients and the trend of body weight."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.errors import InvalidInput
from coach.nutrition.rules import body_composition, energy, macros, rmr, trend
from coach.nutrition.rules.energy import Body

pytestmark = pytest.mark.unit

MAN = Body(weight_kg=80, height_cm=180, age=30, sex="m")
WOMAN = Body(weight_kg=60, height_cm=165, age=28, sex="f")
WEIGHTS = (82.0, 81.6, 82.3, 81.9, 81.5, 82.1, 81.4, 81.7, 81.2, 81.5, 81.0, 81.6, 80.9, 81.1)


def test_half_a_kilo_a_week_costs_five_hundred_and_fifty_kcal_a_day() -> None:
    target = energy.energy_target(MAN, 2759, "lose", 0.625, pregnant=False)
    assert target.kcal == pytest.approx(2209)
    assert target.limits == ()


@pytest.mark.parametrize(
    ("body", "state", "word"),
    [
        (WOMAN, "pregnant", "pregnancy"),
        (Body(60, 165, 28, "f", eating_disorder=True), "", "eating disorder"),
        (Body(60, 170, 16, "m"), "", "under 18"),
        (Body(50, 170, 25, "f"), "", "from where you are"),
    ],
)
def test_no_deficit_where_it_would_harm(body: Body, state: str, word: str) -> None:
    target = energy.energy_target(body, 2000, "lose", 0.5, pregnant=state == "pregnant")
    assert target.kcal == 2000
    assert target.refusal is not None
    assert word in target.refusal.text
    assert "bmi" not in target.refusal.text.lower()
    assert "18.5" not in target.refusal.text


def test_a_loss_faster_than_one_percent_is_slowed_down() -> None:
    target = energy.energy_target(MAN, 4500, "lose", 2.0, pregnant=False)
    assert target.rate_pct_per_week == pytest.approx(-1.0)
    assert [limit.value for limit in target.limits] == [1.0]


@pytest.mark.parametrize(("body", "floor"), [(MAN, 1500), (WOMAN, 1200)])
def test_targets_never_fall_below_the_floor(body: Body, floor: int) -> None:
    target = energy.energy_target(body, floor + 100, "lose", 1.0, pregnant=False)
    assert target.kcal == floor


def test_who_spends_less_than_the_floor_gets_no_deficit_and_the_reason() -> None:
    target = energy.energy_target(Body(45, 150, 70, "f"), 1110, "lose", 1.0, pregnant=False)
    assert (target.kcal, target.rate_pct_per_week) == (1110, 0)
    assert target.refusal is not None
    assert "no room" in target.refusal.text


@pytest.mark.parametrize("direction", ["lose", "maintain", "gain"])
def test_no_target_lies_below_resting_energy(direction: energy.Direction) -> None:
    known = energy.Spending(resting_kcal=1780)
    target = energy.energy_target(MAN, 1300, direction, 0.3, pregnant=False, spending=known)
    assert target.kcal == 1780
    assert target.rate_pct_per_week >= 0
    trained = energy.Spending(fat_free_mass_kg=48, exercise_kcal=1200)
    target = energy.energy_target(WOMAN, 2200, direction, 0.3, pregnant=False, spending=trained)
    assert target.kcal == 2640


@given(
    st.floats(45, 160),
    st.floats(1300, 5000),
    st.floats(0, 5),
    st.sampled_from(["lose", "maintain", "gain"]),
)
def test_targets_stay_within_every_limit(
    weight: float, maintenance: float, rate: float, direction: energy.Direction
) -> None:
    body = Body(weight, 170, 30, "f")
    target = energy.energy_target(body, maintenance, direction, rate, pregnant=False)
    lowest = min(maintenance, max(1200, maintenance * 0.75))
    assert target.kcal >= lowest - 1e-6
    assert -1.0 - 1e-6 <= target.rate_pct_per_week <= 0.5 + 1e-6


@given(st.floats(1200, 5000), st.floats(40, 150))
def test_macronutrients_add_up_to_the_energy(kcal: float, weight: float) -> None:
    parts = macros.split(kcal, weight, weight)
    total = 4 * parts.protein_g + 4 * parts.carbohydrate_g + 9 * parts.fat_g
    assert total == pytest.approx(kcal) or (parts.carbohydrate_g == 0 and total > kcal)
    assert parts.fat_g >= 0.6 * weight - 1e-9


def test_protein_of_an_obese_athlete_counts_on_a_reference_weight() -> None:
    assert macros.reference_weight_kg(140, 175) == pytest.approx(76.6, abs=0.1)
    assert macros.reference_weight_kg(85, 175) == 85


def test_the_slope_is_found_and_its_band_holds_it() -> None:
    slope = trend.ols_slope_per_week(range(14), WEIGHTS)
    assert slope.per_week == pytest.approx(-0.529, abs=0.001)
    assert slope.low < slope.per_week < slope.high < 0
    # scipy.stats.linregress and the t distribution with 12 degrees of freedom
    assert (slope.low, slope.high) == pytest.approx((-0.8202, -0.2382), abs=0.0001)


def test_the_smoothed_weight_lags_behind_the_slope() -> None:
    smoothed = (trend.ewma(WEIGHTS) - WEIGHTS[0]) / 13 * 7
    assert smoothed > trend.ols_slope_per_week(range(14), WEIGHTS).per_week


@pytest.mark.parametrize(
    ("days", "missing"),
    [((), "14 days"), (range(10), "14 days"), ((0, 5, 13), "3 weigh-ins"), (range(14), "")],
)
def test_a_trend_says_what_it_lacks(days: range | tuple[int, ...], missing: str) -> None:
    said = trend.missing_data(list(days))
    assert (missing in said) if missing else (said == "")


def test_one_day_has_no_slope() -> None:
    with pytest.raises(InvalidInput):
        trend.ols_slope_per_week([1, 1], [80, 81])


def test_children_are_outside_the_formulas() -> None:
    with pytest.raises(InvalidInput):
        rmr.mifflin_st_jeor(40, 150, 10, "f")


def test_women_need_the_hip_for_the_tape_formula() -> None:
    with pytest.raises(InvalidInput):
        body_composition.body_fat_navy("f", 165, 74, 33)
