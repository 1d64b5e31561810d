"""Reports of sets are read in the ways athletes type them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from agents.builtin.said_days import past_day_in
from agents.builtin.said_sets import sets_told
from agents.builtin.said_work import work_in
from agents.builtin.set_words import plain_report
from agents.builtin.skill import Heard
from agents.builtin.skills.training_log import read
from agents.builtin.slots import exercise_in, spelt
from coach.safety.rules.text import folded

pytestmark = pytest.mark.unit
TODAY = date(2026, 11, 23)


def told(text: str) -> list[tuple[Any, ...]]:
    found = sets_told(plain_report(folded(spelt(text))))
    return [(s.sets, s.reps, None if s.load is None else str(s.load), s.unit) for s in found]


def heard(text: str, *earlier: str) -> Heard:
    return Heard(text, folded(spelt(text)), exercise_in(text), text, earlier=earlier, today=TODAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bench 185x5x3 done", [(3, 5, "185", None)]),
        ("squats 3x5x100", [(3, 5, "100", None)]),
        ("squat 100 kg 5 5 4", [(1, 5, "100", "kg")] * 2 + [(1, 4, "100", "kg")]),
        ("5,5,4 @ 100", [(1, 5, "100", None)] * 2 + [(1, 4, "100", None)]),
        ("100x5, 105x3, 110x1", [(1, 5, "100", None), (1, 3, "105", None), (1, 1, "110", None)]),
        ("3 sets of 8 with 24s", [(3, 8, "24", None)]),
        ("dips +20kg 3x8", [(3, 8, "20", "kg")]),
        ("weighted pull ups bw+10 3x5", [(3, 5, "10", None)]),
        ("Did 3x8 bench press at 62,5 kg", [(3, 8, "62.5", "kg")]),
        ("three sets of five at 100kg", [(3, 5, "100", "kg")]),
        ("bench 3 sets 80kg 5 reps", [(3, 5, "80", "kg")]),
        ("bench 60kg x8 x8 x7", [(1, 8, "60", "kg")] * 2 + [(1, 7, "60", "kg")]),
        ("315 for a triple", [(1, 3, "315", None)]),
        ("squat 140 1 rep", [(1, 1, "140", None)]),
        ("5x100kg", [(1, 5, "100", "kg")]),
        ("pull ups 10, 8, 7", [(1, 10, None, None), (1, 8, None, None), (1, 7, None, None)]),
        ("3x5 at 100 but only got 4 on the last one", [(1, 5, "100", None)] * 2
         + [(1, 4, "100", None)]),
        ("i weigh 82 kg and did 3x5 squats at 100 kg", [(3, 5, "100", "kg")]),
        ("3x5 at 100, rested 3 min between", [(3, 5, "100", None)]),
        ("bench at 18:30 on 3 March 80% felt heavy", []),
    ],
)  # fmt: skip
def test_sets_are_read_with_their_load(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3x5 at 100, last one a grinder", [None, None, "grinder"]),
        ("3x5 at 100 rpe 7, 8, 9", ["7", "8", "9"]),
        ("100x5@8, 105x3@9", ["8", "9"]),
        ("3x5 at 100kg, 1 left in the tank", [1]),
        ("curls 12kg 3x12 to failure", ["failure"]),
        ("3x8 @ 24kg rir 2", [2]),
        ("5x5 at 225 lbs, felt easy", ["easy"]),
    ],
)
def test_effort_stays_with_the_sets_it_was_told_of(text: str, expected: list[object]) -> None:
    found = sets_told(plain_report(folded(text)))
    assert [
        str(one.rpe) if one.rpe is not None else one.rir or one.effort for one in found
    ] == expected


def test_each_lift_of_a_message_keeps_its_own_sets() -> None:
    work = work_in("squat 100kg 5x5, bench 80 3x5 and 3x8 rows at 60", TODAY)
    assert [(lift.exercise, lift.sets[0].reps, lift.sets[0].load) for lift in work.lifts] == [
        ("squat", 5, Decimal(100)),
        ("bench", 5, Decimal(80)),
        ("rows", 8, Decimal(60)),
    ]


@pytest.mark.parametrize(
    ("text", "unclear"),
    [
        ("did squats 3x5", "load"),
        ("did 3x5 squats at 100, failed the last rep", "failed"),
        ("did 20 push-ups", ""),
        ("pull-ups 3x8", ""),
    ],
)
def test_what_is_unclear_is_named(text: str, unclear: str) -> None:
    (lift,) = work_in(text, TODAY).lifts
    assert lift.unclear == unclear


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("did bench yesterday", date(2026, 11, 22)),
        ("squats on saturday", date(2026, 11, 21)),
        ("2 days ago", date(2026, 11, 21)),
        ("on 3 march", date(2026, 3, 3)),
        ("on 24 december", date(2025, 12, 24)),
        ("squats", None),
    ],
)
def test_the_day_told_lies_in_the_past(text: str, day: date | None) -> None:
    assert past_day_in(text, TODAY) == day


@pytest.mark.parametrize(
    "text",
    [
        "Should I do 5x5 at 120 kg on squat tomorrow?",
        "I want to bench 60 kg for 5 by christmas",
        "squat 3x5 at 100, dont log it",
        "not logging, just asking: bench 80x5",
        "if I benched 60 kg for 10 reps",
        "what weight for 3x8 bench",
        "my programme says squat 3x5 at 100",
    ],
)
def test_questions_plans_and_refusals_store_nothing(text: str) -> None:
    assert read(heard(text)) is None


def test_sets_without_a_lift_belong_to_the_one_spoken_of() -> None:
    report = read(heard("5,5,4 @ 100", "what should I squat today?"))
    assert report is not None
    assert [lift.exercise for lift in report.ready] == ["squat"]


def test_the_same_long_report_sent_twice_is_one_report() -> None:
    text = "I did deadlift 140 kg for 5 today"
    report = read(heard(text, text))
    assert report is not None
    assert report.told_twice
