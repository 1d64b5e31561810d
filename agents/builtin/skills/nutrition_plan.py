"""A plan of meals: said honestly, with the next meal towards the day's target."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from agents.builtin import say_day
from agents.builtin.body import tells_of_disorder
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.skills.nutrition_ideas import Ideas, follow, read_ideas, say_ideas, wanted
from tools.results.nutrition import DayTotals

_MEAL_PLAN = re.compile(
    r"\b(?:meal|food|eating|diet|nutrition) plan\b|\bplan (?:my|the) (?:meals?|food|eating)\b"
    r"|\b(?:a|one) ?(?:full )?days?(?: of)? (?:eating|meals|food)\b|\bmeal prep\b"
)


def read_plan(heard: Heard) -> Ideas | None:
    """Return the foods for the next meal, where a plan of meals is wanted."""
    if not _MEAL_PLAN.search(heard.plain) or tells_of_disorder(*heard.earlier, heard.whole):
        return None
    ideas = read_ideas(heard)
    return Ideas(ideas.args if ideas is not None else {}, heard.plain)


def calls_plan(ideas: Ideas, found: Found) -> Sequence[Call]:
    """Read the day with its target, and ask for foods with grams."""
    del found
    return (Call("day_totals"), Call("food_ideas", ideas.args))


def say_plan(ideas: Ideas, found: Found) -> str | None:
    """Say that no menu is written, and give the next meal towards the day's target."""
    told = say_ideas(ideas, found)
    return None if told is None else say_day.plan(found.read("day_totals", DayTotals), told)


PLAN: Final = Skill(
    name="meal_plan",
    agents=("nutrition",),
    read=read_plan,
    calls=calls_plan,
    say=say_plan,
    tools=frozenset({"food_ideas", "day_totals"}),
    default=wanted,
    follow=follow,
    covers=frozenset({"food_ideas", "programme_build", "targets", "topic", "programme_show"}),
)
