"""The statistics agree with published examples and with themselves."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats as scipy_stats

from coach.errors import InvalidInput
from evals import stats

pytestmark = pytest.mark.unit


def test_the_standard_error_is_never_zero_when_nothing_flips() -> None:
    assert stats.standard_error(np.zeros(80)) == pytest.approx(0.5 / 80**1.5)


def test_bounds_are_those_of_a_t_test_but_for_the_continuity_term() -> None:
    differences = np.random.default_rng(1).normal(0.1, 0.3, size=200)
    found = stats.bounds_of(differences, np.arange(200))
    plain = scipy_stats.ttest_1samp(differences, 0).confidence_interval(0.90)
    assert found.lower == pytest.approx(plain.low, abs=1e-4)
    assert found.upper == pytest.approx(plain.high, abs=1e-4)


def test_one_case_and_no_case_leave_everything_open() -> None:
    for size in (0, 1):
        found = stats.bounds_of(np.zeros(size), np.arange(size))
        assert (found.lower, found.upper) == (-1.0, 1.0)


def test_cases_of_one_template_count_as_fewer() -> None:
    differences = np.repeat([0.2, -0.2, 0.1, -0.1], 10)
    alone = stats.standard_error(differences)
    assert stats.clustered_error(differences, np.repeat(np.arange(4), 10)) > 2 * alone
    assert stats.clustered_error(differences, np.arange(40)) == alone
    assert stats.clustered_error(differences, np.zeros(40, dtype=np.intp)) == float("inf")


@pytest.mark.parametrize(("fixed", "broken", "p"), [(0, 5, 0.03125), (2, 3, 0.5), (0, 0, 1.0)])
def test_mcnemar_is_a_binomial_tail(fixed: int, broken: int, p: float) -> None:
    assert stats.mcnemar_p(fixed, broken) == pytest.approx(p)


def test_holm_steps_down_and_keeps_the_order() -> None:
    assert stats.holm([0.01, 0.04, 0.03]) == pytest.approx((0.03, 0.06, 0.06))
    assert stats.holm([0.9, 0.8]) == (1.0, 1.0)


@pytest.mark.parametrize(("trials", "rate"), [(60, 0.049), (160, 0.019), (300, 0.010), (0, 1.0)])
def test_no_failure_excludes_only_so_much(trials: int, rate: float) -> None:
    assert stats.zero_failure_bound(trials) == pytest.approx(rate, abs=5e-4)
    assert stats.clopper_pearson(0, trials)[1] == pytest.approx(stats.zero_failure_bound(trials))


def test_exact_bounds_of_a_rate_are_those_of_scipy() -> None:
    low, high = stats.clopper_pearson(11, 400)
    exact = scipy_stats.binomtest(11, 400).proportion_ci(0.90)
    assert (low, high) == pytest.approx((exact.low, exact.high))
    with pytest.raises(InvalidInput):
        stats.clopper_pearson(5, 4)


def test_the_bootstrap_is_the_same_each_time_and_near_the_truth() -> None:
    differences = np.random.default_rng(2).normal(0.0, 0.2, size=25)
    low, high = stats.bootstrap_bounds(differences)
    assert (low, high) == stats.bootstrap_bounds(differences.copy())
    se = differences.std(ddof=1) / 5
    assert low == pytest.approx(differences.mean() - 1.645 * se, abs=0.02)
    assert high == pytest.approx(differences.mean() + 1.645 * se, abs=0.02)


def test_the_detectable_effect_is_detected_as_often_as_it_says() -> None:
    n, sd = 80, 0.3
    effect = stats.detectable(stats.error_at(sd, n), n)
    draws = np.random.default_rng(3).normal(-effect, sd, size=(4000, n))
    reach = stats.t_quantile(0.95, n - 1) * draws.std(axis=1, ddof=1) / n**0.5
    assert (draws.mean(axis=1) + reach < 0).mean() == pytest.approx(stats.POWER, abs=0.03)


def test_the_chance_to_pass_is_the_simulated_one() -> None:
    n, sd, margin = 80, 0.2, 0.08
    draws = np.random.default_rng(4).normal(-0.05, sd, size=(4000, n))
    reach = stats.t_quantile(0.95, n - 1) * draws.std(axis=1, ddof=1) / n**0.5
    passed = (draws.mean(axis=1) - reach > -margin).mean()
    assert stats.pass_chance(-0.05, stats.error_at(sd, n), n, margin) == pytest.approx(
        passed, abs=0.04
    )


def test_a_judge_like_a_coin_tells_no_rate() -> None:
    assert stats.rogan_gladen(0.5 * 0.9 + 0.5 * 0.2, 0.9, 0.8) == pytest.approx(0.5)
    with pytest.raises(InvalidInput):
        stats.rogan_gladen(0.5, 0.5, 0.5)
