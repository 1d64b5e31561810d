"""Times as written, races, heart rate zones and readiness."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest

from coach.errors import InvalidInput
from coach.training.rules import heart_zones, race_goals, readiness
from coach.training.rules.activities import activity_of, fastest_s, is_run
from coach.training.rules.durations import clock, seconds_in
from coach.training.rules.efforts import rated, with_rating

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("52:30", 3150),
        ("1:45:10", 6310),
        ("1h05", 3900),
        ("45 min", 2700),
        ("1.5 h", 5400),
        ("half an hour", 1800),
        ("90 seconds", 90),
        ("soon", None),
        ("", None),
        ("0:00", None),
    ],
)
def test_times_are_read_as_they_are_written(text: str, seconds: int | None) -> None:
    assert seconds_in(text) == seconds


def test_a_time_nobody_could_run_is_read_as_hours_and_minutes() -> None:
    marathon = fastest_s("run", 42_195)
    assert seconds_in("2:59", fastest_s=marathon) == 10_740
    assert clock(10_740) == "2:59:00"


def test_a_goal_and_a_prediction_agree_with_the_worked_numbers() -> None:
    said = race_goals.predicted(5000, 20, 10_000)
    assert said.riegel == pytest.approx(41.7, abs=0.05)
    assert said.low < said.minutes < said.high
    assert race_goals.pace_needed(10_000, 50) == 300


def test_a_marathon_from_a_short_race_has_a_wider_band_on_the_slow_side() -> None:
    far = race_goals.predicted(5000, 20, 42_195)
    near = race_goals.predicted(5000, 20, 10_000)
    assert far.high / far.minutes > near.high / near.minutes


def test_a_plan_grows_by_about_a_tenth_and_tapers_into_the_race() -> None:
    plan = race_goals.build_up(25, 12, 21_097.5)
    assert [week.number for week in plan] == list(range(1, 13))
    assert plan[-1].kind == "race"
    builds = [week.km for week in plan if week.kind == "build"]
    assert all(after <= before * 1.1 + 1e-9 for before, after in pairwise(builds[1:]))
    assert plan[-1].km < plan[-2].km < max(builds)
    assert race_goals.build_up(0, 1, 5000)[0].kind == "race"


def test_five_zones_stand_on_reserve_maximum_or_threshold() -> None:
    reserve = heart_zones.five_zones(heart_zones.HeartRates(highest=187, rest=60))
    assert (round(reserve[1].low_bpm), round(reserve[1].high_bpm)) == (136, 149)
    highest = heart_zones.five_zones(heart_zones.HeartRates(highest=180))
    assert (round(highest[1].low_bpm), round(highest[1].high_bpm)) == (108, 126)
    threshold = heart_zones.HeartRates(threshold=172)
    assert heart_zones.method_for(threshold) == "threshold"
    with pytest.raises(InvalidInput):
        heart_zones.five_zones(heart_zones.HeartRates())


def test_one_short_night_is_a_lighter_day_and_several_signs_a_day_of_rest() -> None:
    assert readiness.readiness(readiness.Signs()).call == "as planned"
    assert readiness.readiness(readiness.Signs(last_night_h=5)).call == "lighter"
    tired = readiness.Signs(last_night_h=4, short_nights=2, worst_soreness=8)
    assert readiness.readiness(tired).call == "easy or rest"


def test_exertion_is_kept_in_the_notes_and_read_from_them() -> None:
    assert rated(with_rating("easy", Decimal("6.5"))) == Decimal("6.5")
    assert rated("session RPE 7") == 7
    assert rated("felt fine") is None


def test_activities_are_known_by_what_athletes_call_them() -> None:
    assert activity_of("30 min on the bike") == "ride"
    assert is_run("run")
    assert activity_of("sat on the sofa") is None
