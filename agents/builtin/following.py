"""What a message means together with the one before it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Final

from agents.builtin.skill import Ask, Found, Heard
from agents.builtin.slots import exercise_in, spelt
from coach.safety.rules.text import folded
from tools.catalog import ALL_TOOLS


def told_on(heard: Heard, before: Ask) -> object | None:
    """Return what the earlier words and these say together, if that is another wish of its kind.

    "5/3/1 on bench, what is week 1" and then "n week 2". Only wishes that store nothing are read
    so: a message that stored something must not store it again.
    """
    skill = before.skill
    if skill is None:
        return None
    joined = f"{before.text} {heard.text}"
    both = replace(heard, text=joined, plain=folded(spelt(joined)))
    slots = skill.read(replace(both, exercise=exercise_in(joined), before=None))
    if slots is None or _meaning(slots) == _meaning(before.slots):
        return None
    calls = skill.calls(slots, Found())
    return slots if calls and all(call.tool in _READING for call in calls) else None


def _meaning(slots: object) -> object:
    """Return slots without the words they were read from."""
    if not is_dataclass(slots) or isinstance(slots, type):
        return slots
    return {f.name: getattr(slots, f.name) for f in fields(slots) if f.name not in _WORDING}


_WORDING: Final = frozenset({"text", "seed", "plain", "words"})
"""Slots that hold the message itself."""
_READING: Final = frozenset(spec.name for spec in ALL_TOOLS if spec.effect == "read")
