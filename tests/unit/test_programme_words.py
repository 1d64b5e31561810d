"""What athletes type about programmes, themselves and their memory, and what is read in it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from agents.builtin.change_rules import change_in
from agents.builtin.said_self import self_in
from agents.builtin.skill import Heard
from agents.builtin.skills import (
    data_rights,
    memory,
    profile,
    programme_build,
    programme_show,
    programme_swap,
)
from agents.builtin.slots import exercise_in, spelt
from coach.safety.rules.text import folded

pytestmark = pytest.mark.unit


def heard(text: str, *earlier: str, replied: str = "") -> Heard:
    return Heard(
        text=text,
        plain=folded(spelt(text)),
        exercise=exercise_in(text),
        whole=text,
        earlier=earlier,
        replied=replied,
        today=date(2026, 11, 23),
    )


@pytest.mark.parametrize(
    ("text", "args"),
    [
        ("build me a 3 day program 45 min", {"days": 3, "minutes": 45}),
        ("can u write me a workout routine", {}),
        ("i want a ppl split 6 days a week", {"days": 6, "template": "push_pull_legs"}),
        ("plan me 5/3/1 4 days", {"days": 4, "template": "five_three_one"}),
        ("make a full body plan 2x a week", {"days": 2, "template": "full_body"}),
        ("new program for muscle pls, 4x/week", {"days": 4, "goal": "muscle"}),
    ],
)
def test_a_wish_for_a_programme_is_read(text: str, args: dict[str, Any]) -> None:
    found = programme_build.read(heard(text))
    assert found is not None
    assert found.args == args


@pytest.mark.parametrize(
    "text", ["make me a marathon plan", "show my program", "what should I squat", "meal plan pls"]
)
def test_other_plans_are_no_wish_for_a_programme(text: str) -> None:
    assert programme_build.read(heard(text)) is None


@pytest.mark.parametrize(
    ("text", "args"),
    [
        ("only 2 days this week", {"what": "short_week", "days": 2}),
        ("can only train twice this week", {"what": "short_week", "days": 2}),
        ("missed two weeks, what now", {"what": "missed_weeks", "weeks": 2}),
        ("missed a week", {"what": "missed_weeks", "weeks": 1}),
        ("havent trained for 3 weeks", {"what": "missed_weeks", "weeks": 3}),
        ("took a month off", {"what": "missed_weeks", "months": 1}),
        ("give me a deload week", {"what": "deload"}),
        ("drop the chin-ups please", {"what": "drop", "exercise": "chin-ups"}),
        ("switch to 2 days a week from now on", {"what": "new_days", "days": 2}),
        ("can we do 45 min sessions from now on", {"what": "new_days", "minutes": 45}),
        ("back home now", {"what": "resume"}),
    ],
)
def test_what_happened_to_a_programme_is_read(text: str, args: dict[str, Any]) -> None:
    found = change_in(heard(text))
    assert found is not None
    assert found.args == args


def test_a_trip_is_read_with_its_length_and_equipment() -> None:
    found = change_in(heard("hotel for 10 days, dumbbells only up to 20 kg"))
    assert found is not None
    assert found.args["nights"] == 10
    assert "dumbbell" in found.args["equipment"]


@pytest.mark.parametrize(
    "text",
    [
        "should I deload?",
        "what should I eat while travelling",
        "drop the last set",
        "squat 3x5 at 100",
    ],
)
def test_questions_meals_and_sets_change_no_programme(text: str) -> None:
    assert change_in(heard(text)) is None


@pytest.mark.parametrize(
    "text",
    [
        "what's on tomorrow?", "whats on today", "show me my program", "day 2",
        "which session is next",
        "only got 30 min today", "today's workout",
    ],
)  # fmt: skip
def test_the_programme_is_shown_when_it_is_asked_for(text: str) -> None:
    assert programme_show.read(heard(text)) is not None


@pytest.mark.parametrize(
    ("text", "find"),
    [
        ("alternative to leg press?", {"instead_of": "leg press"}),
        ("sick of back squats", {"instead_of": "back squat"}),
        ("no leg press here", {"instead_of": "leg press"}),
    ],
)
def test_a_wish_for_another_exercise_is_read(text: str, find: dict[str, Any]) -> None:
    found = programme_swap.read(heard(text))
    assert found is not None
    assert found.find == find


def test_an_exchange_with_both_names_is_made_at_once() -> None:
    found = programme_swap.read(heard("swap leg press for hack squat"))
    assert found is not None
    assert found.swap == {"out": "leg press", "into": "hack squat"}


def test_the_second_of_the_offered_exercises_can_be_chosen() -> None:
    replied = (
        "The best fits are front squat, leg press and goblet squat: any of them does the job. "
        "Shall I put front squat in the place of back squat?"
    )
    found = programme_swap.read(heard("the second one", replied=replied))
    assert found is not None
    assert found.swap == {"out": "back squat", "into": "leg press"}


@pytest.mark.parametrize(
    ("text", "args"),
    [
        ("I'm 34, 180 cm", {"age": 34, "height_cm": 180}),
        ("5'11 40yo male", {"age": 40, "height_ft": 5, "height_in": 11, "sex": "m"}),
        ("female, 29", {"age": 29, "sex": "f"}),
        ("use pounds please", {"unit": "lb"}),
        ("im vegetarian", {"diet": "vegetarian"}),
        ("I train 4x a week for 60 min", {"days_per_week": 4, "minutes_per_session": 60}),
    ],
)
def test_what_athletes_tell_of_themselves_is_read(text: str, args: dict[str, Any]) -> None:
    assert self_in(text).args == args


def test_a_weight_told_with_other_things_is_a_weigh_in() -> None:
    assert self_in("34 m 180 cm 82.5 kg").weight == {"weight": 82.5, "unit": "kg"}
    assert self_in("dumbbells up to 30 kg").weight is None


@pytest.mark.parametrize(
    "text", ["how many calories for 34 m 180 cm?", "did 3x5 at 100", "bench 80"]
)
def test_questions_and_logs_are_no_profile(text: str) -> None:
    assert profile.read(heard(text)) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("btw my left shoulder is cranky on dips", "injury"),
        ("i hate burpees", "dislike"),
        ("my gym doesn't have a barbell", "equipment"),
        ("I usually train in the mornings", "schedule"),
        ("I always give up after a month", "barrier"),
    ],
)
def test_what_is_mentioned_in_passing_is_kept_by_its_kind(text: str, kind: str) -> None:
    found = memory.read_passing(heard(text))
    assert found is not None
    assert found.args["kind"] == kind


@pytest.mark.parametrize(
    "text", ["my knee popped and is swollen", "should my knee hurt?", "legs sore"]
)
def test_acute_pain_and_questions_are_not_merely_kept(text: str) -> None:
    assert memory.read_passing(heard(text)) is None


def test_an_injury_that_is_over_ends_its_memory() -> None:
    assert memory.read_ended(heard("knee is fine now")) == {"kind": "injury", "about": "knee"}
    assert memory.read_ended(heard("is my knee fine?")) is None


@pytest.mark.parametrize(
    ("text", "what"),
    [("delete all my data", "everything"), ("erase all my workouts", "workouts")],
)
def test_what_is_to_be_deleted_is_read(text: str, what: str) -> None:
    assert data_rights.read_delete(heard(text)) == what


def test_an_export_is_read_with_its_format() -> None:
    assert data_rights.read_export(heard("export my data")) == "json"
    assert data_rights.read_export(heard("give me my workouts as csv for strong")) == "strong"
    assert data_rights.read_export(heard("give me my progress")) is None
