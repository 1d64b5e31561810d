"""Says which part of a message with two wishes was not answered, so that nothing goes unnoticed."""

from __future__ import annotations

import re
from typing import Final

from agents.builtin.skill import Ask
from agents.builtin.slots import exercises_in, sets_in
from agents.builtin.transcript import Transcript
from agents.builtin.wants import RULES, Intent
from coach.safety.rules.text import folded

_JOINED = re.compile(r"\band\b|\balso\b|\bplus\b|[,;+?&]")
_ATE = re.compile(
    r"\b(?:ate|eaten|drank|breakfast|lunch|dinner|snack)\b|\bhad (?!\d+ ?(?:x|sets?|reps?)\b)"
)
_FOOD_WORD = re.compile(r"\b(?:calories?|kcal|protein|macros?|carbs?|eat\w*|ate|food|meals?)\b")
_ONE_LIFT: Final = frozenset(
    {Intent.NEXT_LOAD, Intent.PROGRESS, Intent.ONE_REP_MAX, Intent.LOG_SETS}
)
_TRAINING: Final = frozenset({Intent.NEXT_LOAD, Intent.PROGRESS, Intent.ONE_REP_MAX, Intent.VOLUME})
_FOOD: Final = frozenset({Intent.TARGETS, Intent.LOG_MEAL, Intent.DAY_TOTALS, Intent.FOOD})


def left_over(ask: Ask, seen: Transcript) -> str | None:
    """Return a sentence about what else the message wants; None when nothing is left."""
    plain = folded(seen.text)
    if not _JOINED.search(plain):
        return None
    if ask.intent is Intent.LOG_SETS and _ATE.search(plain):
        return "I have not logged the food: send it in a message of its own, please."
    if ask.intent in _ONE_LIFT:
        others = [name for name in exercises_in(seen.text) if name != ask.exercise]
        if others:
            return f"I take one lift at a time, so ask me about the {others[0]} next."
    wanted = {intent for intent, rule in RULES if rule.search(plain)}
    if ask.intent in _FOOD and exercises_in(seen.text):
        if sets_in(seen.text):
            return "I have not logged the sets: send them in a message of their own, please."
        if wanted & _TRAINING:
            return "Ask me about the training in a message of its own, and I look that up too."
    if ask.intent in _ONE_LIFT and wanted & _FOOD and _FOOD_WORD.search(plain):
        return "Ask me about the food in a message of its own, and I look that up too."
    return None
