"""The skills about food, energy and body weight, in the order in which they are asked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from agents.builtin.skill import Skill
from agents.builtin.skills import (
    nutrition_check_in,
    nutrition_day,
    nutrition_follow,
    nutrition_fuelling,
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
    nutrition_targets.SAVE,
    replace(nutrition_plan.PLAN, follow=nutrition_follow.of_ideas),
    nutrition_sweat.SWEAT,
    nutrition_supplements.PILLS,
    nutrition_fuelling.RACE,
)
"""What goes before sessions, races and what a profile is told: the words of food decide."""
NUTRITION: Final[tuple[Skill[Any], ...]] = (
    nutrition_meals.CORRECT,
    nutrition_meals.SAME,
    nutrition_check_in.CHECK_IN,
    nutrition_weight.WEIGHT,
    nutrition_day.GRAMS,
    nutrition_day.FOODS,
    nutrition_topics.TOPIC,
    nutrition_meals.LOG,
    replace(nutrition_day.DAY, follow=nutrition_follow.of_day),
    replace(nutrition_day.IDEAS, follow=nutrition_follow.of_ideas),
    replace(nutrition_targets.TARGETS, follow=nutrition_follow.of_target),
)
