"""Trends, stalls and records of a lift."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from coach.identity import SetId, new_uuid
from coach.training.rules.records import standing
from coach.training.rules.stalls import stall_of
from coach.training.rules.strength_trend import StrengthPoint, strength_trend, weekly_bests
from coach.training.rules.summaries import RepRecord

pytestmark = pytest.mark.unit

MONDAY = date(2026, 1, 5)


def points(*kilograms: float, days: int = 7) -> list[StrengthPoint]:
    return [
        StrengthPoint(MONDAY + timedelta(days=days * index), kg, f"workout_sets:{index}", "f")
        for index, kg in enumerate(kilograms)
    ]


def test_four_weeks_are_too_few_for_a_trend_and_five_are_enough() -> None:
    assert strength_trend(points(100, 102, 104, 106)) is None
    trend = strength_trend(points(100, 102, 104, 106, 108))
    assert trend is not None
    assert trend.per_week_kg == pytest.approx(2)
    assert (trend.weeks, trend.direction) == (5, "rising")
    assert (trend.start_kg, trend.end_kg) == (pytest.approx(100), pytest.approx(108))


def test_deload_weeks_do_not_tilt_a_trend() -> None:
    steady = [100 + week for week in range(12)]
    light = [kg * 0.8 if week in {3, 7, 11} else kg for week, kg in enumerate(steady)]
    trend = strength_trend(points(*light))
    assert trend is not None
    assert trend.per_week_kg == pytest.approx(1, abs=0.15)


def test_day_form_alone_is_no_trend() -> None:
    draw = random.Random(7)  # noqa: S311 - repeatable noise
    clear = 0
    for _ in range(100):
        noise = points(*(draw.gauss(100, 3) for _ in range(12)))
        trend = strength_trend(noise)
        clear += trend is not None and trend.direction != "unclear"
    assert clear <= 10


def test_a_week_is_judged_by_its_best_confident_session() -> None:
    first, second = points(100, 110, days=2)
    unsure = StrengthPoint(MONDAY + timedelta(days=3), 150, "workout_sets:x", "f", confident=False)
    assert weekly_bests([first, second, unsure]) == [second]


def test_a_lift_that_stands_still_for_four_weeks_is_stalled() -> None:
    flat = points(*([100, 101, 99, 100] * 6), days=4)
    stall = stall_of(flat)
    assert stall is not None
    assert stall.sessions >= 4
    assert abs(stall.change_pct) <= 4.2


@pytest.mark.parametrize(
    "kilograms",
    [
        [100 + index * 0.5 for index in range(24)],
        [100.0] * 18 + [110.0] * 6,
        [100.0] * 16 + [90.0] * 8,
        [100.0] * 6,
    ],
    ids=["slow but sure gain", "jump", "fall", "too few sessions"],
)
def test_a_lift_that_moves_or_is_hardly_trained_is_not_stalled(kilograms: list[float]) -> None:
    assert stall_of(points(*kilograms, days=4)) is None


def test_a_record_that_a_longer_set_surpasses_is_no_record() -> None:
    at = datetime(2026, 1, 5, tzinfo=UTC)
    records = [
        RepRecord(reps, Decimal(load), SetId(new_uuid()), at)
        for reps, load in ((1, 120), (3, 100), (5, 100), (8, 80))
    ]
    assert [record.reps for record in standing(records)] == [1, 5, 8]
