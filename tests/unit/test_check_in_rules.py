"""The weekly check-in: measured expenditure, the course of weight, and the target that follows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from coach.nutrition.rules.checkin import Aim, CheckIn, check_in, course_of
from coach.nutrition.rules.energy import Body
from coach.nutrition.rules.expenditure import DayLog, Expenditure, InsufficientData

pytestmark = pytest.mark.unit

BODY = Body(80, 180, 30, "m")


def a_log(days: int, kcal: float, kg_a_week: float, start_kg: float = 80) -> list[DayLog]:
    first = date(2026, 10, 26)
    return [
        DayLog(first + timedelta(days=n), kcal, start_kg + kg_a_week / 7 * n) for n in range(days)
    ]


def an_aim(**changes: object) -> Aim:
    values = {
        "body": BODY,
        "direction": "lose",
        "rate_pct": 0.5,
        "prior_kcal": 2759.0,
        "resting_kcal": 1780.0,
        **changes,
    }
    return Aim(**values)  # pyright: ignore[reportArgumentType] - each test gives the right types


def found(kcal: float, kg_a_week: float, **changes: object) -> CheckIn:
    return check_in(a_log(28, kcal, kg_a_week), an_aim(**changes))


def test_a_loss_without_a_deficit_on_paper_raises_the_target() -> None:
    report = found(2500, -0.4)
    assert isinstance(report.measured, Expenditure)
    assert report.measured.kcal == pytest.approx(2500 + 0.4 * 1100, abs=1)
    assert report.course == "on course"
    assert report.target is not None
    assert report.target.kcal == pytest.approx(2940 - 440, abs=1)


def test_too_few_data_leave_the_target_alone_and_say_what_is_missing() -> None:
    report = check_in(a_log(9, 2500, -0.4), an_aim())
    assert isinstance(report.measured, InsufficientData)
    assert report.measured.missing
    assert (report.target, report.course, report.actual_pct) == (None, None, None)


def test_an_empty_log_is_too_little() -> None:
    assert isinstance(check_in([], an_aim()).measured, InsufficientData)


def test_the_step_between_check_ins_is_capped() -> None:
    report = found(2500, -0.4, previous_kcal=2700.0)
    assert isinstance(report.measured, Expenditure)
    assert report.measured.capped
    assert report.measured.kcal == 2850


def test_the_target_never_falls_below_resting_energy() -> None:
    report = found(1900, 0.0, rate_pct=1.0)
    assert report.target is not None
    assert report.target.kcal >= 1780
    assert report.target.limits


def test_a_log_that_points_below_resting_energy_proposes_nothing() -> None:
    report = found(1500, 0.0)
    assert isinstance(report.measured, InsufficientData)
    assert "do not fit" in report.measured.missing[0]
    assert report.target is None


@pytest.mark.parametrize(("days", "kcal"), [(0, 2700), (1, 2700 + 150 / 7), (14, 2940), (29, 2940)])
def test_checking_in_more_often_is_no_way_around_the_cap(days: int, kcal: float) -> None:
    report = found(2500, -0.4, previous_kcal=2700.0, previous_days=days)
    assert isinstance(report.measured, Expenditure)
    assert report.measured.kcal == pytest.approx(kcal, abs=1)


@pytest.mark.parametrize(
    "changes",
    [{"pregnant": True}, {"body": Body(80, 180, 16, "m")}, {"body": Body(55, 180, 30, "m")}],
)
def test_a_deficit_is_refused_where_it_would_harm(changes: dict[str, object]) -> None:
    report = found(2500, 0.0, **changes)
    assert report.target is not None
    assert report.target.refusal is not None
    assert report.target.kcal == pytest.approx(2500, abs=1)


@pytest.mark.parametrize(
    ("actual", "wanted", "course"),
    [
        (-0.5, -0.5, "on course"),
        (-0.62, -0.5, "on course"),
        (-0.2, -0.5, "slower"),
        (-0.9, -0.5, "faster"),
        (-1.3, -0.5, "too fast"),
        (0.4, -0.5, "other way"),
        (0.0, 0.0, "on course"),
        (0.4, 0.0, "drifting"),
        (-0.4, 0.0, "drifting"),
        (0.25, 0.25, "on course"),
        (0.9, 0.25, "too fast"),
        (-0.3, 0.25, "other way"),
        (0.05, 0.25, "slower"),
    ],
)
def test_the_course_of_weight_is_judged_against_what_is_wanted(
    actual: float, wanted: float, course: str
) -> None:
    assert course_of(actual, wanted) == course
