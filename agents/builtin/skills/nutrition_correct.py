"""Logged meals that are put right: amounts, foods, days, and meals that should not be there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from agents.builtin import say_meals
from agents.builtin.answer import excuse
from agents.builtin.correction_words import correction_in
from agents.builtin.said_foods import MEAL_NAMES
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.skills.nutrition_meals import MINE, amount_answered
from agents.builtin.slots import sets_in
from agents.builtin.wording import reply
from tools.results.eating import MealChanged

_ABOUT_MEAL = re.compile(rf"\b(?:meal|{MEAL_NAMES}|food log|ate|logged)\b")
_CORRECTS = re.compile(
    r"\b(?:delete|remove|undo|correct|scrap|scratch|change|wrong|actually|swap|replace|move|fix"
    r"|edit)\b"
)
_TOLD_AGAIN = re.compile(
    r"^(?P<first>.*\b(?:forget|scrap|scratch|drop|not) the \w+,? .*\b(?:it was|i had) \S+ \w+)"
    r" and (?P<more>(?:an? |some |\d).{2,60}?)\W*$"
)
"""A food that is taken back and told again, with another beside it."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be put right; empty where the message does not say."""

    args: dict[str, Any] = field(default_factory=dict[str, Any])
    more: dict[str, Any] = field(default_factory=dict[str, Any])
    """A food that was in the meal as well."""


def read(heard: Heard) -> Change | None:
    """Return what of a meal is to be put right; only after a meal, or where a meal is named."""
    plain = heard.plain
    after = heard.before is not None and heard.before.name in MINE and not heard.within
    about_meal = _ABOUT_MEAL.search(plain) and _CORRECTS.search(plain)
    if (
        amount_answered(heard) is not None
        or (not after and not about_meal)
        or "?" in plain
        or sets_in(plain)
    ):
        return None
    first, more = _in_two(plain)
    args = correction_in(first, heard.today)
    return None if args is None else Change(args, more)


def _in_two(plain: str) -> tuple[str, dict[str, Any]]:
    """Return what of a food is put right, and the food that is told beside it."""
    found = _TOLD_AGAIN.match(plain)
    if found is None:
        return plain, {}
    return found["first"], {"change": "add", "new_food": found["more"]}


def assumed(heard: Heard) -> Change:
    """Return what any message about a logged meal puts right, as far as it says."""
    return Change(correction_in(heard.plain, heard.today) or {})


def calls(change: Change, found: Found) -> Sequence[Call]:
    """Change the meal."""
    del found
    changes = (change.args, change.more)
    return tuple(Call("correct_meal", args) for args in changes if args)


def say(change: Change, found: Found) -> str | None:
    """Say what is stored now, or what to ask."""
    if not change.args:
        return say_meals.WHAT_TO_CHANGE
    done = found.every("correct_meal", MealChanged)
    if done:
        return reply(*map(say_meals.changed, done))
    failed = found.error("correct_meal")
    if failed is None:
        return None
    if failed.code == "which_food":
        return say_meals.which_food(failed.error)
    if failed.code == "no_such_meal":
        return say_meals.no_such_food(str(change.args.get("food", "")))
    return excuse(failed)


CORRECT: Final = Skill(
    name="correct_meal",
    agents=("nutrition",),
    read=read,
    calls=calls,
    say=say,
    tools=frozenset({"correct_meal"}),
    default=assumed,
)
