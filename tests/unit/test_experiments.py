"""Experiments on athletes: sizes are checked first, intervals know that replies cluster."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from coach.runs.model import Arm, ArmOutcome, Share
from evals.experiments import (
    MISMATCH_P,
    difference,
    effective_trials,
    experiment_reports,
    mismatch_p,
    needed_each,
    rate_of,
    wilson,
)

pytestmark = pytest.mark.unit


def share(hits: list[int], trials: list[int]) -> Share:
    """Sum up athletes with so many thumbs up of so many thumbs each."""
    x, n = np.array(hits), np.array(trials)
    return Share(len(n), int(x.sum()), int(n.sum()), int(x @ x), int(n @ n), int(x @ n))


def outcome(arm: Arm, athletes: int, expected: float, thumbs: Share | None = None) -> ArmOutcome:
    return ArmOutcome(
        experiment="shorter",
        salt="2026",
        arm=arm,
        bundles=("b1",),
        athletes=athletes,
        expected=expected,
        moved=0,
        runs=athletes,
        thumbs_up=thumbs or share([1], [1]),
        failed=share([0], [1]),
        edits=0,
        p95_s=1.0,
        plans=4,
        abandoned=1,
    )


@pytest.mark.parametrize(
    ("before", "after", "needed"), [(0.80, 0.77, 2943), (0.80, 0.75, 1094), (0.75, 0.80, 1094)]
)
def test_the_needed_number_is_that_of_the_textbook(
    before: float, after: float, needed: int
) -> None:
    assert needed_each(before, after) == needed


def test_a_split_of_52_to_48_needs_about_ten_thousand_athletes_to_be_seen() -> None:
    rng = np.random.default_rng(20261123)
    first = rng.binomial(10_700, 0.52, size=400)
    seen = [mismatch_p([int(n), 10_700 - int(n)], [5_350, 5_350]) < MISMATCH_P for n in first]
    assert 0.74 < np.mean(seen) < 0.86


def test_a_right_split_is_rarely_called_wrong() -> None:
    rng = np.random.default_rng(20261123)
    first = rng.binomial(2_000, 0.1, size=2_000)
    wrong = [mismatch_p([int(n), 2_000 - int(n)], [200, 1_800]) < MISMATCH_P for n in first]
    assert sum(wrong) <= 8


def test_a_small_arm_is_tested_exactly() -> None:
    assert mismatch_p([3, 97], [1.0, 99.0]) == pytest.approx(stats.binomtest(3, 100, 0.01).pvalue)
    assert mismatch_p([0, 0], [0.0, 0.0]) == 1.0
    assert mismatch_p([1, 99], [0.0, 100.0]) == 0.0


def test_the_interval_is_wilsons() -> None:
    expected = stats.binomtest(41, 50).proportion_ci(method="wilson")
    assert wilson(41 / 50, 50)[1:] == pytest.approx((expected.low, expected.high))


def test_the_interval_of_a_difference_is_the_published_one() -> None:
    # Newcombe 1998, table II, case (a): 56/70 - 48/80.
    low, high = difference(wilson(48 / 80, 80), wilson(56 / 70, 70))[1:]
    assert (round(low, 4), round(high, 4)) == (0.0524, 0.3339)


def test_replies_of_one_athlete_are_worth_less_than_replies_of_many() -> None:
    apart = share([1, 0] * 50, [1] * 100)
    alike = share([10, 0] * 5, [10] * 10)
    assert effective_trials(apart) == pytest.approx(100, rel=0.02)
    assert effective_trials(alike) == pytest.approx(9, rel=0.02)
    assert effective_trials(share([4, 6], [4, 6])) == 2
    assert rate_of(share([], [])).rate is None


def test_an_interval_covers_the_truth_although_athletes_differ() -> None:
    rng = np.random.default_rng(7)
    covered = 0
    for _ in range(300):
        rates = rng.beta(4, 1, size=80)
        trials = rng.integers(1, 12, size=80)
        found = rate_of(share(list(rng.binomial(trials, rates)), list(trials)))
        covered += (found.low or 0) <= 0.8 <= (found.high or 0)
    assert covered / 300 > 0.91


def test_a_report_says_first_that_athletes_are_missing() -> None:
    (lost,) = experiment_reports(
        [outcome(Arm.CHALLENGER, 400, 500), outcome(Arm.CHAMPION, 600, 500)]
    )
    assert not lost.valid
    assert [arm.arm for arm in lost.arms] == [Arm.CHAMPION, Arm.CHALLENGER]


def test_an_arm_that_nobody_met_is_missing_athletes() -> None:
    (lost,) = experiment_reports([outcome(Arm.CHAMPION, 100, 50)])
    assert not lost.valid
    (fine,) = experiment_reports([outcome(Arm.CHAMPION, 100, 99.5)])
    assert fine.valid
    assert [each.metric for each in fine.differences] == []


def test_few_thumbs_are_called_too_few() -> None:
    many = share([1, 1, 1, 1, 0] * 600, [1] * 3_000)
    few = share([1, 1, 1, 1, 0] * 20, [1] * 100)
    arms = [(Arm.CHALLENGER, few), (Arm.CHAMPION, many)]
    (report,) = experiment_reports([outcome(arm, 50, 50, thumbs) for arm, thumbs in arms])
    assert (report.needed, report.enough) == (2943, False)
    (report,) = experiment_reports([outcome(arm, 50, 50, many) for arm, _ in arms])
    assert report.enough
