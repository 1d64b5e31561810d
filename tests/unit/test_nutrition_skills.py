"""What the built-in coach hears of food, energy and body weight, in ordinary messy words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from agents.builtin.body import target_args
from agents.builtin.said_foods import meals_in
from agents.builtin.say_targets import OFFER
from agents.builtin.skill import Ask, Call, Found, Heard
from agents.builtin.skills.nutrition import FIRST, NUTRITION
from agents.builtin.slots import exercise_in, spelt
from agents.builtin.wants import Intent
from coach.nutrition.rules.wishes import rate_said, total_said
from coach.safety.rules.text import folded
from coach.units import MassUnit

pytestmark = pytest.mark.unit

TODAY = date(2026, 11, 23)
CHECK_IN = ["intake_summary", "weight_trend", "adaptive_expenditure"]


def heard(text: str, before: Ask | None = None, replied: str = "") -> Heard:
    return Heard(
        text=text,
        plain=folded(spelt(text)),
        exercise=exercise_in(text),
        whole=text,
        earlier=(before.text,) if before else (),
        replied=replied,
        before=before,
        today=TODAY,
    )


def ask(text: str, before: Ask | None = None, replied: str = "") -> Ask | None:
    """Return what the skills hear in a message."""
    words = heard(text, before, replied)
    for skill in (*FIRST, *NUTRITION):
        slots = skill.read(words)
        if slots is not None:
            return Ask(Intent.SKILL, text, words.exercise, skill, slots)
    return None


def calls(text: str, before: Ask | None = None, replied: str = "") -> list[Call]:
    found = ask(text, before, replied)
    assert found is not None, text
    assert found.skill is not None
    return list(found.skill.calls(found.slots, Found()))


@pytest.mark.parametrize(
    ("text", "tools"),
    [
        ("set my macros pls, wanna cut", ["energy_targets"]),
        ("is 1200 calories a day enough", ["energy_targets"]),
        ("i want to lose 10 kg in 4 weeks", ["energy_targets"]),
        ("how much protein do i need", ["energy_targets", "protein_gaps"]),
        ("weight hasnt moved in 3 weeks", CHECK_IN),
        ("what did i eat on average last week", ["intake_summary"]),
        ("up 2 kg overnight wtf", ["weight_trend"]),
        ("how is my weight doing?", ["weight_trend"]),
        ("weighed 81.6 this morning", ["log_body_weight", "weight_trend"]),
        ("2 eggs and toast", ["log_meal"]),
        ("drank a pint of milk", ["log_meal"]),
        ("oops had half a pizza", ["log_meal"]),
        ("a scoop of whey", ["log_meal"]),
        ("200g chicken 150 g rice", ["log_meal"]),
        ("same breakfast as yesterday", ["repeat_meal"]),
        ("macros left today?", ["day_totals"]),
        ("did i eat enough today", ["day_totals", "protein_gaps"]),
        ("what can I eat for the remaining 40 g protein", ["food_ideas"]),
        ("cheap protein ideas im broke", ["food_ideas"]),
        ("how many calories in 60 g of oats", ["food_lookup"]),
        ("marathon in 3:30, how many gels", ["race_fuelling"]),
        ("64 kg before, 63.1 after a one hour run, drank 400 ml. sweat rate?", ["sweat_rate"]),
        ("how much caffeine before a session", ["caffeine_dose", "search_knowledge"]),
        ("is creatine worth it", ["supplement_facts", "search_knowledge"]),
        ("is keto better for losing fat", ["search_knowledge", "day_totals"]),
        ("set my target to 2,200 kcal", ["set_targets", "energy_targets"]),
        ("130 g protein, 210 g carbs and 60 g fat: how many kcal in total", ["macro_energy"]),
    ],
)  # fmt: skip
def test_messy_words_reach_the_right_tools(text: str, tools: list[str]) -> None:
    assert [call.tool for call in calls(text)] == tools


@pytest.mark.parametrize(
    "text",
    [
        "bench 3x5 100kg",
        "I had 3 sets of squats at 100",
        "what should I squat next session?",
        "my knee hurts when I lunge",
        "what is the capital of France",
    ],
)
def test_training_and_small_talk_are_left_to_others(text: str) -> None:
    assert ask(text) is None


def test_the_rate_said_before_holds_at_the_check_in() -> None:
    first = ask("Set my calories. I want to lose about half a kilo a week.")
    made = calls("Three weeks of 2,200 a day and I have not lost anything.", first)
    assert made[0].args == {"days": 21}
    assert made[-1].args == {"rate_per_week": 0.5, "unit": "kg", "direction": "lose"}


@pytest.mark.parametrize(
    ("text", "args"),
    [
        ("scrap the toast", {"change": "remove_food", "food": "toast"}),
        ("it was 150 g of rice not 100", {"change": "amount", "grams": 150, "food": "rice"}),
        ("it was 3 eggs not 2", {"change": "amount", "quantity": 3, "food": "eggs"}),
        ("that was yesterday", {"change": "move", "day": "2026-11-22"}),
        ("undo that", {"change": "remove_meal"}),
        ("it was turkey not chicken", {"change": "food", "new_food": "turkey", "food": "chicken"}),
    ],
)
def test_corrections_follow_a_logged_meal(text: str, args: dict[str, object]) -> None:
    before = ask("2 eggs and toast and 100 g rice")
    (made,) = calls(text, before)
    assert (made.tool, made.args) == ("correct_meal", args)


def test_grams_that_were_asked_for_complete_the_meal() -> None:
    before = ask("chipotle bowl")
    replied = "I know no usual portion of “chipotle bowl”. About how many grams was it?"
    (made,) = calls("about 450 g", before, replied)
    assert made.args["items"] == [{"food": "450 g chipotle bowl"}]


def test_a_target_that_was_offered_is_kept_on_agreement() -> None:
    before = ask("Set my calories. I want to lose half a kilo a week.")
    replied = f"Aim for it. {OFFER}"
    (made,) = calls("yes save it", before, replied)
    assert (made.tool, made.args) == ("set_targets", {"direction": "lose", "rate": "0.5 kg a week"})


@pytest.mark.parametrize(
    "text", ["dont log it but i weighed 82 this morning", "if i ate 2 eggs, how much is that?"]
)
def test_what_must_not_be_stored_is_not_stored(text: str) -> None:
    found = ask(text)
    made = [] if found is None else calls(text)
    assert not {call.tool for call in made} & {"log_meal", "log_body_weight"}


def test_several_meals_of_one_message_keep_their_names() -> None:
    meals = meals_in("breakfast: oats 60 g with milk, lunch: chicken wrap, dinner: pizza")
    assert [(meal.name, len(meal.foods)) for meal in meals] == [
        ("Breakfast", 2),
        ("Lunch", 1),
        ("Dinner", 1),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "84 kg 180 cm 31 male desk job",
            {"weight": 84, "unit": "kg", "height_cm": 180, "age": 31, "sex": "m"},
        ),
        (
            "28f 5'4 150lbs, office job, lift 3x a week",
            {"weight": 150, "unit": "lb", "height_cm": 163, "age": 28, "sex": "f"},
        ),
        ("11st 6, 5ft 4, woman, 40", {"weight": 160, "unit": "lb", "age": 40, "sex": "f"}),
    ],
)
def test_a_body_is_read_from_ordinary_words(text: str, told: dict[str, object]) -> None:
    assert told.items() <= target_args(folded(text)).items()


def test_rates_and_totals_are_read_from_words() -> None:
    rate = rate_said("lose half a kilo a week")
    assert rate is not None
    assert (rate.amount, rate.unit) == (Decimal("0.5"), MassUnit.KG)
    total = total_said("lose 20lbs in a month")
    assert total is not None
    assert (total.amount, total.unit) == (20, MassUnit.LB)
    assert rate_said("185lbs, train 4x a week") is None
