"""The skills about food, energy and body weight, in the order in which they are asked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from agents.builtin.skill import Skill
from agents.builtin.skills import (
    nutrition_check_in,
    nutrition_correct,
    nutrition_day,
    nutrition_follow,
    nutrition_food,
    nutrition_fuelling,
    nutrition_ideas,
    nutrition_kept,
    nutrition_meals,
    nutrition_plan,
    nutrition_supplements,
    nutrition_sweat,
    nutrition_targets,
    nutrition_topics,
    nutrition_weight,
)

FIRST: Final[tuple[Skill[Any], ...]] = (
    replace(nutrition_targets.ANSWER, follow=nutrition_follow.of_target),
    nutrition_kept.SAVE,
    nutrition_plan.PLAN,
    nutrition_sweat.SWEAT,
    nutrition_supplements.PILLS,
    nutrition_fuelling.RACE,
)
"""What goes before sessions, races and what a profile is told: the words of food decide."""
NUTRITION: Final[tuple[Skill[Any], ...]] = (
    nutrition_correct.CORRECT,
    nutrition_meals.SAME,
    nutrition_check_in.CHECK_IN,
    nutrition_weight.WEIGHED,
    nutrition_weight.WEIGHT,
    nutrition_food.GRAMS,
    nutrition_food.FOODS,
    nutrition_topics.TOPIC,
    nutrition_meals.LOG,
    nutrition_day.DAY,
    nutrition_ideas.IDEAS,
    replace(nutrition_targets.TARGETS, follow=nutrition_follow.of_target),
)
"""The day: what was eaten and is left, its protein, single foods, and what to eat next."""
