"""Endurance activities: what athletes call them, and how fast they can be."""

from __future__ import annotations

import re
from typing import Final

_NAMES: Final = (
    ("run", (r"\b(?:ran|run(?:s|ning)?|jog(?:s|ged|ging)?|treadmill|parkrun|marathon|tempo|fartlek"
     r"|strides?)\b")),
    ("ride", (r"\b(?:rode|rid(?:e|es|ing|den)|bik(?:e|ed|es|ing)|cycl(?:e|ed|ing)|spin(?:ning)?"
     r"|peloton|turbo|zwift|wattbike|assault bike|air ?bike|stationary)\b")),
    ("row", r"\b(?:rowed|row(?:er|ing)|row|erg|ergo?meter|concept ?2|c2)\b"),
    ("swim", r"\b(?:swam|swim(?:s|ming)?|swum|pool|freestyle)\b"),
    ("walk", r"\b(?:walk(?:s|ed|ing)?|steps)\b"),
    ("hike", r"\b(?:hik(?:e|ed|es|ing)|ruck(?:ed|ing)?|trek(?:ked)?)\b"),
    ("elliptical", r"\b(?:elliptical|cross ?trainer)\b"),
    ("stairs", r"\b(?:stair ?(?:s|master|climber|climbing|mill)?|step ?mill)\b"),
    ("ski", r"\b(?:ski(?:ed|ing)?|ski ?erg)\b"),
    ("jump_rope", r"\b(?:jump(?:ed|ing)? rope|skipping|skipped rope|rope skipping)\b"),
    ("intervals", r"\b(?:hiit|intervals?|sprints?)\b"),
    ("football", r"\b(?:football|soccer|futsal|5 ?a ?side)\b"),
    ("basketball", r"\b(?:basketball)\b"),
    ("tennis", r"\b(?:tennis|squash|padel|badminton)\b"),
    ("boxing", r"\b(?:boxing|boxed|kickboxing|bjj|sparring)\b"),
    ("cardio", r"\b(?:cardio|zone ?2|conditioning|z2)\b"),
)  # fmt: skip
_RULES: Final = tuple((name, re.compile(pattern)) for name, pattern in _NAMES)
_FASTEST_S_PER_KM: Final = {"run": 140, "walk": 330, "hike": 330, "ride": 45, "row": 145,
                            "swim": 480, "ski": 110}  # fmt: skip
"""Nobody is faster over a kilometre or more. Source: world records of World Athletics, UCI,
Concept2 and World Aquatics in 2024, with a margin."""


def activity_of(words: str) -> str | None:
    """Return what the log calls the activity that words name first by its most telling name."""
    plain = words.casefold()
    return next((name for name, rule in _RULES if rule.search(plain)), None)


def is_run(activity: str) -> bool:
    """Tell whether a logged activity is running."""
    return activity_of(activity.replace("_", " ")) == "run"


def fastest_s(activity: str, metres: float) -> float:
    """Return the seconds under which nobody covers a distance; 0 where none is known."""
    return _FASTEST_S_PER_KM.get(activity, 0) * metres / 1000
