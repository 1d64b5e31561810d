"""What an athlete wants by the oldest and widest rules, which propose where no skill reads."""

from __future__ import annotations

import re

from agents.builtin.wants import RULES, Intent, serves

_HOW_IS = re.compile(r"^how(?:'?s| is| are) my\b")
_NEXT = re.compile(r"\b(?:next|much|heavy|tomorrow|2moro(?:w)?|tmr\w*|tonight|today)\b")


def by_rule(plain: str, exercise: str | None, agent: str | None) -> Intent | None:
    """Return the intent whose words a folded message holds; None if no rule reads it."""
    found = next((i for i, rule in RULES if serves(agent, i) and rule.search(plain)), None)
    if found is Intent.NEXT_LOAD and exercise is None and "deload" in plain:
        return Intent.KNOWLEDGE
    if found is not None or exercise is None or plain.startswith("and"):
        return found
    if _HOW_IS.match(plain) and serves(agent, Intent.PROGRESS):
        return Intent.PROGRESS
    is_short = len(plain.split()) <= len(exercise.split()) + 2
    if (is_short or _NEXT.search(plain)) and serves(agent, Intent.NEXT_LOAD):
        return Intent.NEXT_LOAD
    return None
