"""What to ask back where nothing reads a message: the field that was understood, and choices."""

from __future__ import annotations

import re
from typing import Final

from agents.builtin.wording import pick
from coach.safety.rules.text import folded

_FIELDS: Final = (
    ("food", "to log a meal, to see what is left of today, or to set your calories and protein",
     (r"kcal|calories?|protein|carbs?|macros?|eat\w*|ate|food|meals?|breakfast|lunch|dinner"
      r"|snacks?|diet\w*|hungry|drink\w*")),
    ("endurance", "to log a session, to get your paces, or to plan a race",
     r"run\w*|ran|jog\w*|miles?|km|pace|race|marathon|5k|10k|cycl\w*|bike|ride|swim\w*|cardio"),
    ("recovery", "to note your sleep or soreness, or to ask whether to train today",
     r"sleep|slept|tired|sore\w*|rest\w*|recover\w*|stress\w*|energy"),
    ("your weight", "to log a weigh-in, to see the trend, or to set a target",
     r"weigh\w*|scale|bulk\w*|cut(?:ting)?|fat|lean\w*"),
    ("your form", "what your last video showed, or how to film the next one",
     r"videos?|clips?|form|film\w*|camera"),
    ("your plan", "to see it, to change it, or to have one built from your days and equipment",
     r"programme?|plan|routine|split|schedule|days?"),
)  # fmt: skip
"""The field, what may be meant, and its words. Source: own choice, what the tools can do."""
_NOT_READ: Final = (
    (
        "I did not get that. Did you mean to log something, such as a set, a run, a meal or a "
        "weigh-in, or to ask for your next load, your progress or a target? One plain sentence "
        "with the lift or the food named is enough."
    ),
    (
        "I am not sure what you mean. Do you want to log something, or to ask about a lift, a "
        "run, a meal or how you recover? One plain sentence with its name is enough."
    ),
)


def not_understood(text: str, exercise: str | None) -> str:
    """Name what was understood of a message that nothing reads, and offer what it may mean."""
    if exercise:
        return _meant(f"the {exercise}", "its next load, your progress on it, or sets to log")
    plain = folded(text)
    for field, choices, words in _FIELDS:
        if re.search(rf"\b(?:{words})\b", plain):
            return _meant(field, choices)
    return pick(_NOT_READ, text)


def _meant(field: str, choices: str) -> str:
    return f"I see that it is about {field}, but not what you want of it. Do you mean {choices}?"
