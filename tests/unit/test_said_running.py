"""What messages say of results, goals, races and their weeks, alone and with earlier ones."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from agents.builtin.said_running import said_of, told_in, weeks_ahead
from agents.builtin.skill import Ask, Heard
from agents.builtin.skills import (
    endurance_convert,
    endurance_log,
    endurance_plan,
    endurance_race,
    endurance_zones,
    nutrition_fuelling,
    nutrition_supplements,
    nutrition_sweat,
)
from agents.builtin.wants import Intent
from coach.safety.rules.text import folded

pytestmark = pytest.mark.unit
TODAY = date(2026, 11, 20)


def heard(text: str, *earlier: str, before: Ask | None = None, replied: str = "") -> Heard:
    return Heard(
        text, folded(text), None, text, earlier=earlier, replied=replied, before=before, today=TODAY
    )


@pytest.mark.parametrize(
    ("text", "known", "target", "goal"),
    [
        ("ran a half in 1:52 on 4 oct. whats that as a full", (21.0975, "1:52"), 42.195, ""),
        ("want sub 20 5k, im at 21:40. doable?", (5, "21:40"), 5, "20 min"),
        ("goal is a half under 1:50, doing 25k a week", None, 21.0975, "1:50"),
        ("garmin says 3:35 marathon, right? half was 1:49", (21.0975, "1:49"), 42.195, "3:35"),
        ("too ambitious? 3:15 marathon off a 1:36 half", (21.0975, "1:36"), 42.195, "3:15"),
        ("trying to break 50 for 10k, currently 53:20", (10, "53:20"), 10, "50 min"),
        ("i want to get my 5k from 28 to 25 mins", (5, "28 min"), 5, "25 min"),
        ("5k went from 26:10 to 24:50 on sunday, so what for 10k now", (5, "24:50"), 10, ""),
        ("would i break 2 h with a 56 10k in the half", (10, "56 min"), 21.0975, "2 h"),
    ],
)
def test_results_and_goals_are_told_apart(
    text: str, known: tuple[float, str] | None, target: float, goal: str
) -> None:
    said = said_of(folded(text), TODAY)
    assert (said.known.get("distance"), said.known.get("time")) == (known or (None, None))
    assert said.target is None or float(said.target.value) == target
    assert said.goal == goal


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("half in 12 weeks, 20k a week now", 12),
        ("got 2 months", 8),
        ("missed 2 weeks with flu, 8 weeks left", 8),
        ("race is on 18 dec", 4),
        ("a 10k by new year", 6),
        ("ran 10k on 4 oct", None),
        ("half marathon on april 11 2027", 21),
        ("10k on 2027-01-10", 8),
        ("my half on 4 oct 2026", None),
        ("3 runs a week", None),
    ],
)
def test_weeks_ahead_are_not_weeks_behind_or_weeks_of_training(
    text: str, weeks: int | None
) -> None:
    assert weeks_ahead(folded(text), TODAY) == weeks


def test_a_goal_stands_on_the_race_and_the_result_of_the_messages_before() -> None:
    said = told_in(heard("could i go sub 3:30", "ran a half in 1:52. whats that as a full"))
    assert said.target is not None
    assert (said.known["time"], float(said.target.value), said.goal) == ("1:52", 42.195, "3:30")
    assert told_in(heard("is sub 4 a joke", "i signed up for a marathon")).goal == "4 h"


def test_one_result_is_told_over_all_distances_where_none_is_named() -> None:
    slots = endurance_race.default(heard("all my race times from a 19:45 5k"))
    assert [slots.args["target"], *(far for far, _ in slots.more)] == [10, 21.0975, 42.195]
    asked = endurance_race.default(heard("what 5k do i need for a sub 45 10k"))
    assert (asked.args["distance"], asked.args["time"], asked.args["target"]) == (10, "45 min", 5)


def test_a_plan_takes_the_usual_weeks_where_none_are_told() -> None:
    slots = endurance_plan.default(heard("give me a plan for a sub 25 5k"))
    assert (slots.args["weeks"], slots.assumed_weeks) == (8, True)
    assert slots.goal["goal_time"] == "25 min"
    assert endurance_plan.default(heard("got into london, what now")).args["race"] == 42.195
    assert endurance_plan.default(heard("sprint tri in 14 weeks")).sport == "triathlon"
    assert endurance_plan.default(heard("cant run 2 mins, want to do a parkrun")).is_new


def logged(text: str) -> Ask:
    slots = endurance_log.read(heard(text))
    assert slots is not None
    return Ask(Intent.SKILL, text, None, endurance_log.LOG, slots)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wait no 8.4", {"distance": 8.4, "corrects": True}),
        ("about a 7", {"rpe": 7, "corrects": True}),
        ("avg hr was 150", {"heart_rate": 150, "corrects": True}),
        ("it was 43:20", {"time": "43:20", "corrects": True}),
    ],
)
def test_what_follows_a_session_puts_it_right(text: str, expected: dict[str, Any]) -> None:
    slots = endurance_log.read(heard(text, before=logged("ran 8 km in 44:00")))
    assert slots is not None
    assert expected.items() <= slots.args.items()


def test_another_session_is_no_correction_and_several_are_several() -> None:
    more = endurance_log.default(
        heard("also a 3k cooldown 18 min", before=logged("ran 8 km in 44:00"))
    )
    assert "corrects" not in more.args
    both = endurance_log.read(heard("sat: 25k on the bike 58min. sun: swam 1k 24 min"))
    assert both is not None
    assert [both.args["activity"], *(each["activity"] for each in both.more)] == ["ride", "swim"]


def test_conversions_go_on_from_the_coachs_pace() -> None:
    replied = "Your interval pace is 4:25 min/km."
    slots = endurance_convert.default(heard("treadmill speed for those?", replied=replied))
    assert slots.args == {"pace": "4:25", "given": "min/km"}
    assert endurance_convert.default(heard("10 miles in km")).args == {
        "distance": 10,
        "distance_unit": "mi",
    }


def test_heart_rates_of_the_thread_count_until_newer_ones_are_told() -> None:
    slots = endurance_zones.default(heard("saw 191 last month", "im 41, resting 52. zones?"))
    assert slots.args == {"age": 41, "resting": 52, "maximum": 191}


def test_a_race_is_fuelled_for_its_goal_time_and_with_own_gels() -> None:
    slots = nutrition_fuelling.default(heard("marathon sunday, hoping for 4:15. what do i take"))
    assert slots.args["minutes"] == 255
    follow = heard(
        "ive only got gels w 22g",
        before=Ask(Intent.SKILL, "", None, nutrition_fuelling.RACE, slots),
    )
    assert nutrition_fuelling.default(follow).args == {"minutes": 255, "gel_g": 22}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "74.1 b4 and 72.6 after, 1h20, had a 500ml bottle",
            {"before": 74.1, "after": 72.6, "minutes": 80, "fluid_ml": 500},
        ),
        ("lost 3 lb on my 90 min run", {"lost": 3, "unit": "lb", "minutes": 90}),
    ],
)
def test_weights_around_a_session_are_read(text: str, expected: dict[str, Any]) -> None:
    assert nutrition_sweat.default(heard(text)).args == expected


def test_supplements_go_on_from_those_spoken_of() -> None:
    creatine = nutrition_supplements.default(heard("is creatine worth it"))
    before = Ask(Intent.SKILL, "", None, nutrition_supplements.PILLS, creatine)
    follow = nutrition_supplements.default(heard("and on rest days", before=before))
    assert follow.names == creatine.names
    others = nutrition_supplements.default(heard("ok what is worth it then", before=before))
    assert others.others
