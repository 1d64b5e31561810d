"""What findings of one set say together, and which video answers for which exercise."""

from __future__ import annotations

from uuid import uuid4

import pytest

from cli.analyse import check_exercise
from coach.errors import InvalidInput
from coach.form.model import FaultCode, Finding, Severity
from coach.form.rules.exercise_names import same_exercise
from coach.form.rules.metric_kinds import kind_of
from coach.form.rules.set_series import course_of, series_of, worst_rep
from coach.form.rules.sides import side_differences
from coach.identity import VideoId
from tests.builders import a_finding

pytestmark = pytest.mark.unit
VIDEO = VideoId(uuid4())


def reps(metric: str, *values: float, half: float = 7.0, unit: str = "deg") -> list[Finding]:
    return [
        a_finding(
            VIDEO, metric=metric, rep=rep, value=value, low=value - half, high=value + half,
            unit=unit, threshold=None,
        )
        for rep, value in enumerate(values, start=1)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "filmed", "same"),
    [
        ("back squat", "squat", True),
        ("Squat (Barbell)", "squat", True),
        ("bench", "bench_press", True),
        ("pull-ups", "pull_up", True),
        ("", "squat", True),
        ("leg curl", "curl", False),
        ("split squat", "squat", False),
        ("leg press", "leg_extension", False),
        ("overhead press", "bench_press", False),
    ],
)
def test_a_video_answers_for_its_own_movement(wanted: str, filmed: str, same: bool) -> None:  # noqa: FBT001
    assert same_exercise(wanted, filmed) is same


def test_metrics_of_other_analysers_are_understood_by_name() -> None:
    kinds = {
        "thigh_angle_at_bottom_deg": "depth",
        "elbow_angle_at_lockout_deg": "lockout",
        "knee_travel_cm": "knee_travel",
        "knee_valgus_deg": "knees_in",
        "hip_rise_deg": "hip_rise",
        "bar_path_deviation_cm": "bar_path",
        "asymmetry_pct": "asymmetry",
        "eccentric_s": "lowering",
        "concentric_s": "lifting",
        "mean_velocity_m_s": "speed",
        "chin_strap": "other",
    }
    assert {metric: kind_of(metric) for metric in kinds} == kinds


def test_a_change_counts_when_it_is_larger_than_both_errors_together() -> None:
    (fading,) = series_of(reps("thigh_angle_at_bottom_deg", -14, -10, 8))
    (steady,) = series_of(reps("thigh_angle_at_bottom_deg", -14, -10, -6))
    assert course_of(fading)[:2] == ("rises", 22)
    assert course_of(steady)[0] == "steady"


def test_the_worst_rep_is_a_fault_then_the_shallowest_then_the_slowest() -> None:
    depth = reps("thigh_angle_at_bottom_deg", -14, 8, -10)
    lifts = reps("concentric_s", 1.0, 1.1, 2.0, half=0.1, unit="s")
    hips = a_finding(
        VIDEO, metric="hip_rise_deg", rep=3, fault=FaultCode.HIP_RISE, severity=Severity.MINOR
    )
    alike = reps("thigh_angle_at_bottom_deg", -14, -12)
    found = [worst_rep(each) for each in ([*depth, *lifts, hips], [*depth, *lifts], lifts, alike)]
    assert [each and each.rep for each in found] == [3, 2, 3, None]


def test_left_and_right_inside_the_error_are_no_finding() -> None:
    (small,) = side_differences(
        [*reps("left_knee_angle_deg", 88, 87), *reps("right_knee_angle_deg", 91, 90)]
    )
    (large,) = side_differences(
        [*reps("left_knee_angle_deg", 88), *reps("right_knee_angle_deg", 104)]
    )
    (measured,) = side_differences(reps("asymmetry_deg", 3, 5, 4, half=8))
    assert (small.difference, small.error, small.verdict) == (3, 7, "within_error")
    assert (large.difference, large.verdict) == (16, "differs")
    assert (measured.difference, measured.verdict) == (4, "within_error")


def test_a_slip_in_the_name_of_an_exercise_is_asked_about() -> None:
    with pytest.raises(InvalidInput) as caught:
        check_exercise("sqat")
    assert "'squat'" in str(caught.value.way_out)
    for name in ("squat", "leg curl", "split squat", "lunge", None):
        check_exercise(name)
