"""Replies about several meals at once, and about meals that were put right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from agents.builtin.say_nutrition import amounts, item, left, not_stored
from agents.builtin.wording import day, listed, num, paragraph, reply, whole
from tools.results.eating import MealChanged
from tools.results.nutrition import LoggedMeal

WHAT_TO_CHANGE: Final = (
    "What should I change: an amount, a food, the day, or take the whole meal out? Name the food "
    "and "
    "the right grams, and I correct it. I have changed nothing yet."
)


def several(meals: Sequence[LoggedMeal]) -> str:
    """Say what was stored of several meals, and where the day stands."""
    lines = [
        f"{meal.name}: {listed(f'{each.name}, {num(each.grams)} g' for each in meal.items)}. "
        f"That has {whole(meal.totals.kcal)} kcal and {whole(meal.totals.protein_g)} g protein."
        for meal in meals
    ]
    last = meals[-1]
    assumed = [each for meal in meals for each in meal.assumptions][:4]
    return reply(
        paragraph("Logged.", *lines),
        paragraph(f"Your day on {day(last.day)} now: {amounts(last.day_totals)}."),
        paragraph(*(f"{each}." for each in assumed)),
        not_stored([each for meal in meals for each in meal.unclear]),
        paragraph(left(last.remaining), "Tell me an amount in grams if one is off."),
    )


def one_is_missing(asked: str) -> str:
    """Ask for one meal while the others are stored."""
    return asked.replace(
        "Nothing is stored yet, so tell me the whole meal again.",
        "The rest is stored, so tell me only that one again.",
    )


def changed(data: MealChanged) -> str:
    """Say what the meal holds now."""
    return reply(
        _done(data),
        f"Your day on {day(data.day)} now: {amounts(data.day_totals)}.",
        paragraph(*(f"{each}." for each in data.assumptions), left(data.remaining)),
        "Tell me if anything else is off.",
    )


def _done(data: MealChanged) -> str:
    name = data.meal.lower()
    match data.change:
        case "remove_meal":
            return f"Deleted: the {name} is out of your log."
        case "move":
            return f"Moved: the {name} now counts for {day(data.day)}."
        case "remove_food":
            return f"Taken out of the {name}: {data.old}."
        case "amount" if data.new is not None and data.old_grams is not None:
            return (
                f"Corrected: {data.new.name}, {num(data.new.grams)} g instead of "
                f"{num(data.old_grams)} g, so {whole(data.new.kcal)} kcal and "
                f"{num(data.new.protein_g)} g protein."
            )
        case "amount" if data.new is None:
            return f"Corrected: every amount of the {name}."
        case _:
            now = "" if data.new is None else item(data.new)
            before = f" instead of {data.old}" if data.old and data.change == "food" else ""
            return f"Corrected: {now}{before}."


def which_food(error: str) -> str:
    """Ask which food of the meal is meant."""
    names = error.partition("meant: ")[2].rstrip(". ").split("; ")
    return f"Which one do you mean: {' or '.join(names[:5])}? I have changed nothing yet."


def no_such_food(food: str) -> str:
    """Say that no meal of late fits."""
    what = f" with \u201c{food}\u201d" if food and not any(c.isdigit() for c in food) else ""
    return (
        f"I find no meal{what} in your log of the last days, so I have changed nothing. Which meal "
        "and which food do you mean?"
    )


def no_such_meal(name: str) -> str:
    """Say that there is no meal to repeat."""
    return (
        f"I find no such {name} in your log, so I have stored nothing. Tell me what it was, with "
        "amounts, and I log it."
    )
