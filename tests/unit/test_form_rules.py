"""What slowing repetitions say about a set."""

from __future__ import annotations

import pytest

from coach.errors import InvalidInput
from coach.form.rules import speed_loss

pytestmark = pytest.mark.unit


def test_a_set_that_slows_from_point_nine_to_two_point_two_loses_fifty_nine_percent() -> None:
    assert speed_loss.speed_loss_pct([0.9, 1.1, 1.5, 2.2]) == pytest.approx(59.1, abs=0.1)


def test_a_bench_set_with_that_loss_was_no_seven() -> None:
    measured = speed_loss.rpe_from_loss("bench_press", 59.1)
    assert measured is not None
    assert measured == (9, 10)
    assert speed_loss.disagrees(7, measured)
    assert not speed_loss.disagrees(8, measured)


def test_exercises_without_a_study_get_no_rpe() -> None:
    assert speed_loss.rpe_from_loss("curl", 50) is None


def test_one_repetition_has_no_loss() -> None:
    with pytest.raises(InvalidInput):
        speed_loss.speed_loss_pct([1.0])
