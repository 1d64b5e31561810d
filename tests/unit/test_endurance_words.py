"""What the built-in coach reads in messages about runs, races, nights and soreness."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from agents.builtin.languages import in_english, was_translated
from agents.builtin.skill import Heard
from agents.builtin.skills import (
    endurance_history,
    endurance_log,
    endurance_plan,
    endurance_race,
    endurance_zones,
    knowledge,
    recovery_log,
    scope,
)
from agents.builtin.slots import exercise_in, spelt
from coach.safety.rules.text import folded

pytestmark = pytest.mark.unit


def heard(text: str, *earlier: str) -> Heard:
    return Heard(
        text=text,
        plain=folded(spelt(text)),
        exercise=exercise_in(text),
        whole=text,
        earlier=earlier,
        today=date(2026, 11, 23),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ran 10k in 52:30", {"activity": "run", "distance": 10, "time": "52:30"}),
        ("easy 5 miles 9:10/mi", {"distance_unit": "mi", "pace": "9:10", "pace_unit": "mi"}),
        ("45 min bike avg hr 138", {"activity": "ride", "time": "45 min", "heart_rate": 138}),
        ("rowed 2k 7:40", {"activity": "row", "distance": 2, "time": "7:40"}),
        ("30 min zone 2", {"activity": "cardio", "kind": "zone 2"}),
        ("10k 1h05 this morning", {"activity": "run", "time": "1h05"}),
        ("jogged 3 mi in 31 min yesterday rpe 4", {"rpe": 4, "day": "2026-11-22"}),
        ("ran for half an hour", {"activity": "run", "time": "half an hour"}),
        ("ran 5km took me 28", {"distance": 5, "time": "28 min"}),
        ("did 6x400m intervals, 30 min", {"kind": "intervals", "time": "30 min"}),
    ],
)
def test_a_session_that_was_done_is_read(text: str, expected: dict[str, Any]) -> None:
    slots = endurance_log.read(heard(text))
    assert slots is not None
    assert expected.items() <= slots.args.items()


@pytest.mark.parametrize(
    "text",
    [
        "barbell row 3x8 60kg",
        "i want to run 10k in 50 min",
        "ran 30 km this week, can I do 45 next week?",
        "2:59 marathon pace and splits",
        "how fast should I run 5k",
    ],
)
def test_a_wish_a_question_or_a_lift_is_no_session(text: str) -> None:
    assert endurance_log.read(heard(text)) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sub 50 10k", {"target": 10, "goal_time": "50 min"}),
        ("2:59 marathon pace and splits", {"target": 42.195, "goal_time": "2:59"}),
        (
            "predict my marathon from a 1:45 half",
            {"distance": 21.0975, "time": "1:45", "target": 42.195},
        ),
        (
            "half in 1:52 last sunday, can I do a sub 4 marathon?",
            {"distance": 21.0975, "time": "1:52", "target": 42.195, "goal_time": "4 h"},
        ),
        ("I ran 5k in 22:30, what would my 10k be?", {"distance": 5, "target": 10}),
    ],
)
def test_a_race_is_told_from_the_result_it_follows_from(
    text: str, expected: dict[str, Any]
) -> None:
    slots = endurance_race.read_race(heard(text))
    assert slots is not None
    assert expected.items() <= slots.args.items()


def test_weeks_to_a_race_are_read_with_what_is_run_now() -> None:
    slots = endurance_plan.read_plan(heard("half marathon in 12 weeks, I run 25 km a week, plan?"))
    assert slots is not None
    assert slots.args == {
        "race": 21.0975,
        "race_unit": "km",
        "weeks": 12,
        "unit": "km",
        "week_distance": 25,
    }


def test_a_planned_week_is_read_beside_this_one() -> None:
    slots = endurance_history.read(heard("ran 30 km this week, can I do 45 next week?"))
    assert slots is not None
    assert (slots.args["said"], slots.args["planned"], slots.about) == (30, 45, "next")


def test_heart_rates_percentages_and_medicines_are_read() -> None:
    asked = "resting HR 55, I'm 45. what heart rate for 60 to 70 percent of reserve?"
    slots = endurance_zones.read_zones(heard(asked))
    assert slots is not None
    assert slots.args == {"age": 45, "resting": 55, "low_percent": 60, "high_percent": 70}
    slowed = endurance_zones.read_zones(heard("im on metoprolol, what heart rate should I run at?"))
    assert slowed is not None
    assert slowed.args == {"slowed_by_medicine": True}


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("slept 5h", "5 h"),
        ("5.5 hours last night, woke twice", "5.5 h"),
        ("i slept 7:30 last night", "7:30"),
        ("got 8 hours sleep", "8 h"),
    ],
)
def test_a_night_is_read(text: str, time: str) -> None:
    slots = recovery_log.read_sleep(heard(text))
    assert slots is not None
    assert [night["time"] for night in slots.nights] == [time]


def test_what_one_usually_sleeps_is_no_night() -> None:
    assert recovery_log.read_sleep(heard("I usually sleep 6 hours a night")) is None


def test_soreness_keeps_its_side_and_when_it_is_felt() -> None:
    slots = recovery_log.read_soreness(heard("left knee 3/10 on stairs"))
    assert slots is not None
    assert slots.args["places"] == [
        {"site": "knee", "kind": "pain", "side": "left", "severity": 3, "when": "on stairs"}
    ]


def test_a_muscle_to_be_trained_is_not_taken_for_a_sore_one() -> None:
    slots = recovery_log.read_soreness(heard("quads sore 8/10, should I train legs today?"))
    assert slots is not None
    assert [place["site"] for place in slots.args["places"]] == ["quads"]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("how long should I rest between sets?", "rest_intervals"),
        ("does cardio kill gains", "cardio_kills_gains"),
        ("should I run before or after lifting", "cardio_order"),
        ("does soreness mean growth?", "soreness_growth"),
        ("does stretching prevent injury", "stretching_injury"),
        ("what is rhabdo and how do I avoid it", "rhabdo"),
        ("how many calories does lifting burn", "lifting_energy"),
        ("which is the best program", "best_programme"),
        ("why are easy runs so slow", "easy_running"),
    ],
)
def test_a_question_is_answered_from_the_note_that_is_about_it(text: str, note: str) -> None:
    question = knowledge.read(heard(text))
    assert question is not None
    assert question.topic is not None
    assert question.topic.note == note


def test_a_report_is_no_question_to_the_notes() -> None:
    assert knowledge.read(heard("squat 3x5 at 100 kg, rest was short")) is None


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Kniebeuge 3x5 100kg", "squat 3x5 100kg"),
        ("press banca 80 kg 5x5", "bench press 80 kg 5x5"),
        ("soulevé de terre 3x5 140 kg", "deadlift 3x5 140 kg"),
        ("heute 5 km gelaufen in 27:30", "today 5 km ran in 27:30"),
    ],
)
def test_reports_in_other_languages_are_read_by_their_words(text: str, english: str) -> None:
    assert in_english(text) == english
    assert was_translated(text)


def test_questions_in_other_languages_and_english_stay_as_they_are() -> None:
    for text in ("¿cuánto peso en sentadilla 3x5?", "had 2 pain au chocolat", "squat 3x5 100"):
        assert in_english(text) == text


def test_what_the_coach_is_and_what_lies_outside_is_said_plainly() -> None:
    asked = scope.read_help(heard("are you chatgpt?"))
    assert asked is not None
    assert "no large language model" in asked.answers[0]
    assert scope.read_outside(heard("write me a poem")) is not None
    assert scope.read_outside(heard("what should I squat?")) is None
