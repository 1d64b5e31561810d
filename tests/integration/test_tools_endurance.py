"""Tools over runs, nights, soreness and load, on a real database."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from coach.errors import RetryableToolError
from tests.fixtures.tools import Toolbox
from tools.results.endurance import (
    CardioHistory,
    ConvertedPace,
    HeartRateZones,
    LoggedCardio,
    RacePlan,
    RacePrediction,
    TrainingPaces,
)
from tools.results.recovery import LoggedSleep, LoggedSoreness, Recovery, TrainingLoad


def run(toolbox: Toolbox, ago: int, km: float, time: str, **more: Any) -> LoggedCardio:
    day = (toolbox.now - timedelta(days=ago)).date()
    data = toolbox.data("log_cardio", activity="run", distance=km, time=time, day=day, **more)
    assert isinstance(data, LoggedCardio)
    return data


def test_runs_are_logged_once_and_counted_by_the_week(toolbox: Toolbox) -> None:
    run(toolbox, 9, 8, "46:00")
    run(toolbox, 1, 10, "52:00", rpe=8)
    again = run(toolbox, 1, 10, "52:00", rpe=8)
    assert again.already_logged
    assert (again.session.pace, again.session.rpe) == ("5:12 min/km", 8)
    history = toolbox.data("cardio_history", planned=20)
    assert isinstance(history, CardioHistory)
    assert [week.distance for week in history.weeks[:2]] == [10, 8]
    assert history.planned_verdict == "too much"
    with pytest.raises(RetryableToolError):
        run(toolbox, 0, 10, "10:00")


def test_a_session_is_put_right_without_another_one(toolbox: Toolbox) -> None:
    with pytest.raises(RetryableToolError, match="no session"):
        toolbox.call("log_cardio", activity="run", rpe=7, corrects=True)
    run(toolbox, 0, 8, "44:00")
    data = toolbox.data("log_cardio", activity="run", distance=8.4, rpe=4, corrects=True)
    assert isinstance(data, LoggedCardio)
    assert (data.corrected, data.session.distance, data.session.rpe) == (True, Decimal("8.4"), 4)
    assert data.week_distance == Decimal("8.4")


def test_paces_are_judged_and_converted(toolbox: Toolbox) -> None:
    told: dict[str, Any] = {"distance": 5, "time": "20:00", "asked_pace": "4:40"}
    paces = toolbox.data("training_paces", **told)
    assert isinstance(paces, TrainingPaces)
    assert (paces.asked, paces.asked_verdict) == ("4:40 min/km", "faster")
    split = toolbox.data("convert_pace", distance=2, time="7:24")
    assert isinstance(split, ConvertedPace)
    assert split.per_500m == "1:51"
    covered = toolbox.data("convert_pace", pace="6:00", time="45 min")
    assert isinstance(covered, ConvertedPace)
    assert covered.distance == Decimal("7.5")
    far = toolbox.data("convert_pace", distance=10, distance_unit="mi")
    assert isinstance(far, ConvertedPace)
    assert (far.per_km, far.other_distance) == ("", Decimal("16.1"))


def test_paces_predictions_and_plans_stand_on_the_log(toolbox: Toolbox) -> None:
    with pytest.raises(RetryableToolError, match="no timed run"):
        toolbox.call("training_paces")
    run(toolbox, 3, 5, "20:00")
    paces = toolbox.data("training_paces")
    assert isinstance(paces, TrainingPaces)
    assert float(paces.vdot) == pytest.approx(49.8, abs=0.1)
    assert next(p.fast for p in paces.paces if p.name == "threshold") == "4:16 min/km"
    goal = toolbox.data("race_prediction", target=10, goal_time="40:00")
    assert isinstance(goal, RacePrediction)
    assert (goal.by_riegel, goal.goal_pace, goal.verdict) == ("41:42", "4:00 min/km", "faster")
    plan = toolbox.data("race_plan", race=21.0975, weeks=8)
    assert isinstance(plan, RacePlan)
    assert plan.from_log
    assert plan.plan[-1].kind == "race"


def test_zones_are_left_aside_where_a_medicine_slows_the_heart(toolbox: Toolbox) -> None:
    zones = toolbox.data("heart_rate_zones", age=45, resting=55, low_percent=60, high_percent=70)
    assert isinstance(zones, HeartRateZones)
    assert (zones.low, zones.high) == (128, 140)
    toolbox.call("remember", kind="other", text="takes bisoprolol since spring")
    slowed = toolbox.data("heart_rate_zones", age=45)
    assert isinstance(slowed, HeartRateZones)
    assert not slowed.use_heart_rate
    assert slowed.zones == []


def test_short_nights_and_soreness_make_today_lighter(toolbox: Toolbox) -> None:
    night = toolbox.data("log_sleep", time="7:30")
    assert isinstance(night, LoggedSleep)
    assert night.night.hours == 7.5
    changed = toolbox.data("log_sleep", time="5h")
    assert isinstance(changed, LoggedSleep)
    assert changed.replaced_hours == 7.5
    sore = toolbox.data("log_soreness", places=[{"site": "quads", "degree": "severe"}])
    assert isinstance(sore, LoggedSoreness)
    assert sore.places[0].severity == 8
    state = toolbox.data("recovery")
    assert isinstance(state, Recovery)
    assert state.call == "easy or rest"
    with pytest.raises(RetryableToolError, match="how bad"):
        toolbox.call("log_soreness", places=[{"site": "quads"}])


def test_load_is_compared_only_with_weeks_the_log_holds(toolbox: Toolbox) -> None:
    run(toolbox, 1, 10, "50:00", rpe=6)
    alone = toolbox.data("training_load")
    assert isinstance(alone, TrainingLoad)
    assert (alone.acute, alone.change_percent) == (300, None)
    for ago in (9, 16, 23):
        run(toolbox, ago, 10, "50:00", rpe=4)
    compared = toolbox.data("training_load")
    assert isinstance(compared, TrainingLoad)
    assert (compared.chronic, compared.change_percent) == (200, 50)
