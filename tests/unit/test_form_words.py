"""What messages about filmed sets are read as, and which are left to others."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from agents.builtin.form_trend_words import read_trend, since_of
from agents.builtin.form_words import FormWish, looking_ahead, looking_at, read_look
from agents.builtin.skill import Ask, Heard
from agents.builtin.skills.form_filming import read as read_filming
from agents.builtin.skills.form_look import LOOK
from agents.builtin.slots import exercise_in, spelt
from agents.builtin.wants import Intent
from coach.safety.rules.text import folded

pytestmark = pytest.mark.unit
TODAY = date(2026, 11, 23)


def heard(text: str, before: FormWish | None = None) -> Heard:
    ask = None if before is None else Ask(Intent.SKILL, "", None, LOOK, before)
    return Heard(
        text=text, plain=folded(spelt(text)), exercise=exercise_in(text), whole=text, before=ask,
        today=TODAY,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("did i hit depth", ("depth",)),
        ("was that low enough or did i cut it high", ("depth",)),
        ("do my knees cave in and is my lower back rounding", ("knees_in", "spine")),
        ("do i good-morning my squats?", ("hip_rise",)),
        ("am i dive bombing", ("lowering",)),
        ("is my bar path straight", ("bar_path",)),
        ("am i favouring one leg in the clip", ("asymmetry",)),
        ("do my knees go past my toes too much", ("knee_travel",)),
    ],
)
def test_a_question_about_form_is_read_with_its_topics(text: str, topics: tuple[str, ...]) -> None:
    wish = read_look(heard(text))
    assert wish is not None
    assert wish.topics == topics


@pytest.mark.parametrize(
    ("text", "rpe"),
    [
        ("I logged this as RPE 7. Looks about right?", "7"),
        ("put 6.5 in the log, sound right?", "6.5"),
    ],
)
def test_a_logged_rpe_held_up_for_judgement_is_read(text: str, rpe: str) -> None:
    wish = read_look(heard(text))
    assert wish is not None
    assert (wish.rpe, "effort" in wish.topics) == (Decimal(rpe), True)


@pytest.mark.parametrize(
    "text",
    [
        "squat 3x5 100kg rpe 8",
        "how deep should people squat?",
        "what should I bench tomorrow",
        "my knee hurts when I squat deep",
        "how much protein do I need",
        "what is butt wink",
    ],
)
def test_what_is_not_about_a_filmed_set_is_left_to_others(text: str) -> None:
    assert read_look(heard(text)) is None


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("why?", "why"),
        ("so what do i do", "next"),
        ("what about rep 3", "rep"),
        ("nah it felt easy, leave my log", "insist"),
        ("same weight next week?", "next"),
        ("which rep was the worst", "worst"),
        ("i did 6 tho", "count"),
    ],
)
def test_a_follow_up_keeps_what_it_is_about(text: str, mood: str) -> None:
    wish = read_look(heard(text, FormWish(topics=("depth",), exercise="squat")))
    assert wish is not None
    assert (wish.mood, wish.exercise) == (mood, "squat")


def test_a_comparison_is_read_with_the_day_it_reaches_back_to() -> None:
    wish = read_trend(heard("is my squat deeper than in october?"))
    assert wish is not None
    assert (wish.exercise, wish.since) == ("squat", date(2026, 10, 1))
    assert read_trend(heard("was the last rep slower than the first in my video")) is None
    assert since_of("since last month", TODAY) == date(2026, 10, 1)
    assert since_of("than on 5 oct", TODAY) == date(2026, 10, 5)
    assert since_of("compare with the last one", TODAY) is None


def test_where_to_put_the_camera_is_no_question_about_a_video() -> None:
    assert read_filming(heard("where do i put the phone to film my deadlift?")) is not None
    assert read_filming(heard("how did it look on film")) is None


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("how sure are you tho", "sure"),
        ("just give me your best guess man", "guess"),
        ("is it safe to keep squatting that heavy", "safe"),
        ("anything you couldnt see", "blind"),
        ("why would it miss some", "count"),
        ("how many would you give me", "proper"),
        ("285 on monday?", "next"),
    ],
)
def test_a_doubt_or_a_load_after_a_video_is_heard_as_such(text: str, mood: str) -> None:
    assert looking_at(heard(text, FormWish(topics=("depth",)))).mood == mood


def test_the_load_that_is_thought_of_is_read_with_what_comes_next() -> None:
    wish = looking_ahead(heard("ok so do i go up to 105 or nah", FormWish(topics=("depth",))))
    assert (wish.mood, wish.wanted, wish.topics) == ("next", Decimal(105), ("depth",))
