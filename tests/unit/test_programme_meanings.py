"""What messages mean once they are known to be about the programme, a night or a note."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from agents.builtin.said_change import change_meant
from agents.builtin.said_memory import assumed_forget
from agents.builtin.said_night import nights_in
from agents.builtin.skill import Heard
from agents.builtin.slots import spelt
from agents.consenting import read_answer
from coach.safety.rules.text import folded
from tools.recovery import hours_between

pytestmark = pytest.mark.unit
TODAY = date(2026, 11, 24)


def meant(text: str) -> tuple[str, dict[str, Any]]:
    return change_meant(folded(spelt(text)), text, TODAY)


@pytest.mark.parametrize(
    ("text", "what", "args"),
    [
        ("mad week, only 2 gym days instead of my usual 4", "short_week", {"days": 2}),
        ("and 40 min tops each", "short_week", {"minutes": 40}),
        ("got mon + wed, thats it", "short_week", {"days": 2}),
        ("what if i only get one day", "what_if", {"days": 1}),
        ("new job, so 4 days is not happening any more. make it 3", "new_days", {"days": 3}),
        ("take lunges out of the plan", "drop", {"exercise": "lunges"}),
        ("can you put face pulls into my programme", "include", {"exercise": "face pulls"}),
        ("add more chest to my plan", "emphasis", {"muscle": "chest"}),
        ("not on mondays please", "not_on", {}),
        ("can i swap monday and thursdays workouts this week", "moved", {}),
        ("got flu, in bed since sunday. what about the programme", "ill", {}),
        ("plan is too much, im dying by thursday", "less", {}),
    ],
)
def test_a_change_is_read_from_ordinary_words(text: str, what: str, args: dict[str, Any]) -> None:
    assert meant(text) == (what, args)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("bed at 23:30 up at 6:45", "23:30-6:45"),
        ("11pm-7am", "11pm-7am"),
        ("watch says 6h 12m", "6h12"),
        ("5 1/2 hrs", "5.5 h"),
        ("like 5", "5 h"),
    ],
)
def test_a_night_is_read_from_hours_and_from_clock_times(text: str, time: str) -> None:
    assert nights_in(text, TODAY, loose=True)[0]["time"] == time


@pytest.mark.parametrize(
    ("span", "hours"), [("23:30-6:45", "7.25"), ("10-6", "8"), ("9am-3pm", "6"), ("2330-0630", "7")]
)
def test_the_hours_between_two_clock_times_are_those_of_one_night(span: str, hours: str) -> None:
    assert hours_between(span) == Decimal(hours)


def test_several_nights_are_told_in_one_message() -> None:
    nights = nights_in("monday 6.5, tuesday 7, wed 5", TODAY, loose=True)
    assert [each["time"] for each in nights] == ["6.5 h", "7 h", "5 h"]


def test_a_note_is_forgotten_by_its_place_in_the_list() -> None:
    heard = Heard(text="delete the second one", plain="delete the second one", exercise=None,
                  whole="", today=TODAY)  # fmt: skip
    assert assumed_forget(heard) == {"place": 2}


def test_a_day_that_never_fits_is_no_condition_on_a_yes() -> None:
    answer = read_answer("yes please but not on mondays")
    assert (answer.kind, answer.rest) == ("yes", "not on mondays")
    assert read_answer("yes but keep my squats").kind == "other"
