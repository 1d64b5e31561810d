"""Tells whether a message has to do with training, food, sleep or the body."""

from __future__ import annotations

import re
from typing import Final

from coach.safety.rules.text import folded

_ABOUT_SPORT: Final = re.compile(
    r"\b(?:train\w*|workouts?|lift\w*|squats?|bench\w*|deadlifts?|press\w*|reps?|sets?|gym|run\w*"
    r"|ran|rpe|1rm"
    r"|kg|lbs?|kcal|calories|protein|carbs|macros?|eat\w*|ate|food|meals?|diet|weigh\w*|sleep|slept"
    r"|sore\w*"
    r"|pain|hurts?|video|form|muscles?|cardio|programme?|plan|goal|log|creatine|caffeine|session"
    r"|exercise\w*"
    r"|row\w*|curls?|pull-?ups?|marathon|pace|injur\w*|knee|shoulder|back|fat|bulk|cut|rest|deload"
    r"|steps)\b"
)


def is_of_sport(text: str) -> bool:
    """Tell whether a message has a word of training, food, sleep or the body."""
    return _ABOUT_SPORT.search(folded(text)) is not None
