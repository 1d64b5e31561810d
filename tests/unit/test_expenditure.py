"""Adaptive expenditure: how much data it takes, what it blends, and where it is capped."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from math import inf, nan

import pytest

from coach.errors import InvalidInput
from coach.nutrition.rules.expenditure import (
    DayLog,
    Expenditure,
    InsufficientData,
    adaptive_expenditure,
)

pytestmark = pytest.mark.unit

FIRST = date(2026, 10, 1)
WEIGHTS = (82.0, 81.6, 82.3, 81.9, 81.5, 82.1, 81.4, 81.7, 81.2, 81.5, 81.0, 81.6, 80.9, 81.1)


def a_log(
    length: int, *, intake: float = 2300, kg: float = 82, kg_per_day: float = -0.05
) -> list[DayLog]:
    return [DayLog(FIRST + timedelta(days=n), intake, kg + kg_per_day * n) for n in range(length)]


def measured(days: Sequence[DayLog], **told: float | None) -> Expenditure:
    result = adaptive_expenditure(days, prior_kcal=2500, previous_kcal=told.get("previous"))
    assert isinstance(result, Expenditure)
    return result


def lacking(days: Sequence[DayLog]) -> InsufficientData:
    result = adaptive_expenditure(days, prior_kcal=2500)
    assert isinstance(result, InsufficientData)
    return result


def without_food(days: Sequence[DayLog], off: set[int]) -> list[DayLog]:
    return [replace(row, intake_kcal=None) if n in off else row for n, row in enumerate(days)]


def without_weight(days: Sequence[DayLog], off: set[int]) -> list[DayLog]:
    return [replace(row, weight_kg=None) if n in off else row for n, row in enumerate(days)]


def test_from_three_weeks_on_the_regression_stands_alone() -> None:
    for length in (21, 28):
        result = measured(a_log(length))
        assert result.kcal == pytest.approx(2300 + 0.05 * 7700)
        assert (result.prior_weight, result.days, result.capped) == (0, length, False)


def test_fewer_days_are_blended_with_the_prior() -> None:
    for length in (14, 20):
        result = measured(a_log(length))
        share = length / 28
        assert result.kcal == pytest.approx(share * 2685 + (1 - share) * 2500)
        assert result.prior_weight == pytest.approx(1 - share)


def test_the_worked_series_of_two_weeks_gives_its_regression_half_weight() -> None:
    days = [DayLog(FIRST + timedelta(days=n), 2300, kg) for n, kg in enumerate(WEIGHTS)]
    result = measured(days)
    assert result.slope_kg_per_week == pytest.approx(-0.529, abs=0.001)
    assert result.kcal == pytest.approx((2882 + 2500) / 2, abs=1)
    assert result.low < result.kcal < result.high


def test_only_the_newest_four_weeks_count() -> None:
    old = [replace(row, intake_kcal=9000, weight_kg=120.0) for row in a_log(20)]
    new = [replace(row, day=row.day + timedelta(days=20)) for row in a_log(28)]
    assert measured([*old, *new]) == measured(new)


def test_thirteen_days_are_too_few() -> None:
    assert "14 days" in lacking(a_log(13)).missing[0]
    assert lacking([]).days == 0


@pytest.mark.parametrize(("unlogged", "enough"), [(6, True), (7, False)])
def test_seven_days_in_ten_need_a_food_log(unlogged: int, *, enough: bool) -> None:
    days = without_food(a_log(21), {1 + 3 * n for n in range(unlogged)} - {0})
    if enough:
        assert measured(days).days_logged == 15
    else:
        assert "14 of 21" in lacking(days).missing[0]


def test_every_week_needs_three_weigh_ins() -> None:
    three = without_weight(a_log(21), {n for n in range(21) if n % 7 not in {0, 2, 4}})
    assert measured(three).weigh_ins == 9
    two = without_weight(three, {9})
    assert "3 weigh-ins" in lacking(two).missing[0]


def test_partial_days_and_days_below_half_the_median_are_left_out() -> None:
    days = a_log(21)
    days[4] = replace(days[4], intake_kcal=1100)
    days[9] = replace(days[9], intake_kcal=1800, partial=True)
    days[12] = replace(days[12], intake_kcal=1200)
    result = measured(days)
    assert result.days_logged == 19
    assert result.mean_intake_kcal == pytest.approx((2300 * 18 + 1200) / 19)


def test_the_step_between_check_ins_is_cut_to_one_hundred_and_fifty_kcal() -> None:
    up, down = measured(a_log(28), previous=2400), measured(a_log(28), previous=2900)
    assert (up.kcal, up.capped) == (2550, True)
    assert (down.kcal, down.capped) == (2750, True)
    assert up.low <= up.kcal <= up.high
    within_reach = measured(a_log(28), previous=2600)
    assert (within_reach.kcal, within_reach.capped) == (pytest.approx(2685), False)


def test_the_step_grows_with_the_days_since_the_last_check_in() -> None:
    soon = adaptive_expenditure(a_log(28), prior_kcal=2500, previous_kcal=2900, previous_days=1)
    long_ago = adaptive_expenditure(
        a_log(28), prior_kcal=2500, previous_kcal=2900, previous_days=29
    )
    assert isinstance(soon, Expenditure)
    assert isinstance(long_ago, Expenditure)
    assert soon.kcal == pytest.approx(2900 - 150 / 7)
    assert (long_ago.kcal, long_ago.capped) == (pytest.approx(2685), False)


def test_the_first_figure_is_not_capped() -> None:
    assert measured(a_log(28, kg_per_day=-0.1)).kcal == pytest.approx(3070)


def test_the_first_week_of_a_new_diet_is_not_used() -> None:
    steady = a_log(28)
    water = [replace(r, weight_kg=(r.weight_kg or 0) + 2 * (n < 7)) for n, r in enumerate(steady)]
    result = adaptive_expenditure(water, prior_kcal=2500, diet_started=FIRST)
    assert isinstance(result, Expenditure)
    assert (result.days, result.kcal) == (21, pytest.approx(2685))
    early = adaptive_expenditure(water, prior_kcal=2500, diet_started=FIRST + timedelta(days=10))
    assert isinstance(early, InsufficientData)


def test_noisier_weights_widen_the_band() -> None:
    noise = random.Random(7)  # noqa: S311 - a fixed series, no secret
    days = [replace(r, weight_kg=(r.weight_kg or 0) + noise.gauss(0, 0.6)) for r in a_log(28)]
    quiet, noisy = measured(a_log(28)), measured(days)
    assert noisy.high - noisy.low > 100 > quiet.high - quiet.low
    assert noisy.low < 2685 < noisy.high


def test_a_log_that_contradicts_the_scale_gives_no_figure() -> None:
    assert "do not fit together" in lacking(a_log(28, intake=5200, kg_per_day=-0.2)).missing[0]
    assert "do not fit together" in lacking(a_log(28, intake=800)).missing[0]


@pytest.mark.parametrize("bad", [nan, inf, -1, 30_000, True])
def test_impossible_intakes_are_refused(bad: float) -> None:
    days = a_log(21)
    days[3] = replace(days[3], intake_kcal=bad)
    with pytest.raises(InvalidInput):
        adaptive_expenditure(days, prior_kcal=2500)


@pytest.mark.parametrize("bad", [nan, 0, -80, 1000])
def test_impossible_weights_and_priors_are_refused(bad: float) -> None:
    days = a_log(21)
    days[3] = replace(days[3], weight_kg=bad)
    with pytest.raises(InvalidInput):
        adaptive_expenditure(days, prior_kcal=2500)
    with pytest.raises(InvalidInput):
        adaptive_expenditure(a_log(21), prior_kcal=-1)


def test_a_day_given_twice_is_refused() -> None:
    with pytest.raises(InvalidInput):
        adaptive_expenditure([*a_log(21), *a_log(1)], prior_kcal=2500)


def test_the_band_holds_the_truth_about_as_often_as_it_says() -> None:
    chance = random.Random(7)  # noqa: S311 - a fixed series, no secret
    for stays in (0.0, 0.6):
        held = sum(_holds_the_truth(chance, stays) for _ in range(120))
        assert held / 120 > 0.84  # 0.6 where the days count as independent


def _holds_the_truth(chance: random.Random, stays: float) -> bool:
    """Log 28 days of an athlete who spends 2,600 kcal; `stays`: share of water kept overnight."""
    kg, water, days = 80.0, 0.0, list[DayLog]()
    for n in range(28):
        water = stays * water + chance.gauss(0, 0.5 * (1 - stays**2) ** 0.5)
        eaten = chance.gauss(2100, 350)
        logged = None if chance.random() < 0.1 else eaten
        days.append(DayLog(FIRST + timedelta(days=n), logged, round(kg + water, 1)))
        kg += (eaten - 2600) / 7700
    found = adaptive_expenditure(days, prior_kcal=2600)
    return isinstance(found, InsufficientData) or found.low <= 2600 <= found.high
