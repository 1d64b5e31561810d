"""The simulated world is as different as it is told to be, and the gate notices what it should."""

from __future__ import annotations

import numpy as np
import pytest

from evals.gate.decision import judge_arms
from evals.gate.profile import packaged_profile
from evals.gate.report import GateReport
from evals.world import SAFETY, Change, paired

pytestmark = pytest.mark.unit

SEEDS = range(20, 32)


def judged(seed: int, change: Change) -> GateReport:
    """Judge as the command does: three epochs, and ten if those do not decide."""
    profile = packaged_profile("pr")
    arms = paired(seed, change)
    early = [arm.first(profile.epochs.first, whole=SAFETY) for arm in arms]
    report = judge_arms(early[0], early[1], profile)
    return report if report.more_epochs is None else judge_arms(arms[0], arms[1], profile)


def mean_difference(change: Change, name: str) -> float:
    found: list[float] = []
    for seed in range(40):
        before, after = paired(seed, change)
        inside = [case.slice == name for case in before.cases]
        found.append(float((after.scores - before.scores)[inside].mean()))
    return float(np.mean(found))


@pytest.mark.parametrize("points", [-0.10, -0.05, 0.0])
def test_the_simulated_difference_is_the_true_one(points: float) -> None:
    assert mean_difference(Change(points=points), "planner") == pytest.approx(points, abs=0.012)
    assert mean_difference(Change(points=points), SAFETY) == 0


def test_the_same_seed_draws_the_same_champion_for_any_change() -> None:
    first, second = paired(5)[0], paired(5, Change(points=-0.1, tokens=2))[0]
    np.testing.assert_array_equal(first.grid.score, second.grid.score)


def test_a_drop_of_ten_points_is_stopped_and_an_identical_rerun_is_not() -> None:
    assert all(judged(seed, Change(points=-0.10)).exit_code for seed in SEEDS)
    assert sum(bool(judged(seed, Change()).exit_code) for seed in SEEDS) <= 1


def test_new_cases_are_left_out_and_named() -> None:
    report = judged(20, Change(new_cases=10))
    assert report.exit_code == 0
    assert {each.reason for each in report.left_out} == {"only in the candidate's run"}
    assert len(report.left_out) == 10
