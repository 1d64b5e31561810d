"""The skills about food, energy and body weight, in the order in which they are asked."""

from __future__ import annotations

from typing import Any, Final

from agents.builtin.skill import Skill
from agents.builtin.skills import (
    nutrition_check_in,
    nutrition_day,
    nutrition_fuelling,
    nutrition_meals,
    nutrition_targets,
    nutrition_topics,
    nutrition_weight,
)

FIRST: Final[tuple[Skill[Any], ...]] = (
    nutrition_targets.ANSWER,
    nutrition_targets.SAVE,
    nutrition_fuelling.SWEAT,
    nutrition_fuelling.PILLS,
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
    nutrition_day.DAY,
    nutrition_day.IDEAS,
    nutrition_targets.TARGETS,
)
