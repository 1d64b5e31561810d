"""Exercises, sets and foods are read out of the ways athletes write them."""

import time
from decimal import Decimal

import pytest

from agents.builtin.body import target_args
from agents.builtin.language import is_foreign
from agents.builtin.slots import SaidSet, exercise_in, foods_in, mass_in, sets_in

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "exercise"),
    [
        ("What should I squat next session?", "squat"),
        ("and bench?", "bench"),
        ("What about my dumbbell bench press tomorrow?", "dumbbell bench press"),
        ("romanian deadlift 3x8", "romanian deadlift"),
        ("how are my pull-ups going", "pull-ups"),
        ("set my calories", None),
        ("I feel pressed for time", None),
        ("wats my next sqaut", "squat"),
        ("and my dedlift?", "deadlift"),
        ("we won the squad challenge", None),
        ("push pull legs or full body", None),
    ],
)
def test_the_exercise_is_found_in_its_own_words(text: str, exercise: str | None) -> None:
    assert exercise_in(text) == exercise


def said(sets: int, reps: int, load: str | None, unit: str | None, rpe: str | None) -> SaidSet:
    return SaidSet(
        sets,
        reps,
        Decimal(load) if load else None,
        unit,  # pyright: ignore[reportArgumentType] - kg or lb
        Decimal(rpe) if rpe else None,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("did 3x5 at 100 kg squat", [(3, 5, "100", "kg", None)]),
        ("squat 3 x 5 @ 102.5kg rpe 8", [(3, 5, "102.5", "kg", "8")]),
        ("bench 100kg 3x5", [(3, 5, "100", "kg", None)]),
        ("3 sets of 8 with 60 lbs rows", [(3, 8, "60", "lb", None)]),
        (
            "bench 100x5, 100x5, 102.5x4",
            [(1, 5, "100", None, None), (1, 5, "100", None, None), (1, 4, "102.5", None, None)],
        ),
        ("100 kg for 5", [(1, 5, "100", "kg", None)]),
        ("5 reps at 100 kg", [(1, 5, "100", "kg", None)]),
        ("pull-ups 3x8", [(3, 8, None, None, None)]),
        ("what should I squat?", []),
    ],
)
def test_sets_are_read(
    text: str, expected: list[tuple[int, int, str | None, str | None, str | None]]
) -> None:
    assert sets_in(text) == tuple(said(*each) for each in expected)


def test_foods_are_read_with_their_amounts() -> None:
    assert foods_in("I had two eggs, 200 g chicken and a slice of toast for breakfast") == (
        "two eggs",
        "200 g chicken",
        "a slice of toast",
    )


def test_no_food_of_a_message_is_lost() -> None:
    told = "I ate a 3 egg omelette with cheese, 1.5 scoops of whey and mac & cheese (300g)"
    assert foods_in(told) == (
        "3 egg omelette",
        "cheese",
        "1.5 scoops of whey",
        "mac",
        "cheese (300 g)",
    )


def test_a_mass_is_read_with_its_unit() -> None:
    assert mass_in("I weighed 82,4 kg") == (Decimal("82.4"), "kg")
    assert mass_in("weighed in at 180") == (Decimal(180), None)


@pytest.mark.parametrize("text", ["9" * 8_000, "1." * 4_000, "3 x 5 @ 100, " * 600])
def test_a_long_row_of_digits_does_not_hold_the_process_up(text: str) -> None:
    begun = time.process_time()
    sets_in(text)
    assert time.process_time() - begun < 0.5


@pytest.mark.parametrize(
    ("text", "args"),
    [
        (
            "male, 30, 180 cm, moderate",
            {"sex": "m", "age": 30, "height_cm": 180, "activity": "moderate"},
        ),
        (
            "i'm a 28 year old woman, 5'6, 140 lb",
            {"sex": "f", "age": 28, "height_cm": 168, "weight": 140, "unit": "lb"},
        ),
        (
            "82 kg, lose 1 lb a week",
            {"weight": 82, "unit": "kg", "direction": "lose", "rate_per_week": 0.45},
        ),
        ("i want to lose 35 kg", {"direction": "lose", "change_total": 35, "unit": "kg"}),
        (
            "breastfeeding, lose half a kilo a week",
            {"direction": "lose", "rate_per_week": 0.5, "unit": "kg", "pregnant": True},
        ),
        (
            "i have chronic kidney disease, 85 kg",
            {"kidney_disease": True, "weight": 85, "unit": "kg"},
        ),
        ("1.75 m and 70 kg", {"height_cm": 175, "weight": 70, "unit": "kg"}),
    ],
)
def test_body_and_wish_are_read(text: str, args: dict[str, object]) -> None:
    assert target_args(text) == args


def test_english_with_a_loan_word_is_no_foreign_language() -> None:
    assert not is_foreign("pour two scoops on Mon, run 3 mi, el capitan style")
    assert not is_foreign("RDL 3x8 @ 100")
    assert is_foreign("\u0441\u043a\u043e\u043b\u044c\u043a\u043e")


@pytest.mark.parametrize(
    ("text", "load", "unit"),
    [
        ("did 3x5 squat at 100 kg, last one a grinder", Decimal(100), "kg"),
        ("3x5 squats at 100", Decimal(100), None),
        ("3 sets of 8 bench press with 135 lb", Decimal(135), "lb"),
        ("3x5 squat 100kg", Decimal(100), "kg"),
        ("3x10 pull-ups, I weigh 82 kg", None, None),
        ("3x10 pull-ups", None, None),
    ],
)
def test_a_load_told_apart_from_its_sets_is_not_taken_for_body_weight(
    text: str, load: Decimal | None, unit: str | None
) -> None:
    (said,) = sets_in(text)
    assert (said.load, said.unit) == (load, unit)
