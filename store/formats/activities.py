"""Names of activities as watches write them, and what the log calls them."""

from __future__ import annotations

import re
from collections.abc import Mapping

ENDURANCE: Mapping[str, str] = {
    "running": "run",
    "run": "run",
    "treadmillrunning": "run",
    "trailrunning": "run",
    "walking": "walk",
    "walk": "walk",
    "hiking": "hike",
    "cycling": "ride",
    "biking": "ride",
    "indoorcycling": "ride",
    "mountainbiking": "ride",
    "roadbiking": "ride",
    "handcycling": "ride",
    "rowing": "row",
    "indoorrowing": "row",
    "swimming": "swim",
    "lapswimming": "swim",
    "openwaterswimming": "swim",
    "elliptical": "elliptical",
    "stairclimbing": "stairs",
    "stairs": "stairs",
    "stairstepper": "stairs",
    "crosscountryskiing": "ski",
    "jumprope": "jump_rope",
    "highintensityintervaltraining": "intervals",
    "hiit": "intervals",
    "mixedcardio": "cardio",
    "cardiotraining": "cardio",
    "cardio": "cardio",
    "other": "other",
    "generic": "other",
    "soccer": "football",
    "football": "football",
    "basketball": "basketball",
    "tennis": "tennis",
    "boxing": "boxing",
    "kickboxing": "boxing",
    "dance": "dance",
    "cardiodance": "dance",
    "socialdance": "dance",
}
"""Folded name to ours. Source: HKWorkoutActivityType (Apple), sport and sub_sport (Garmin FIT)."""
STRENGTH = frozenset(
    {
        "traditionalstrengthtraining",
        "functionalstrengthtraining",
        "strengthtraining",
        "coretraining",
        "weighttraining",
    }
)


def folded(name: str) -> str:
    """Return the letters of a name in lower case, without what Apple puts before it."""
    plain = name.removeprefix("HKWorkoutActivityType")
    return re.sub(r"[^a-z]", "", plain.casefold())


def is_strength(name: str) -> bool:
    """Tell whether an activity is lifting."""
    return folded(name) in STRENGTH


def endurance(name: str) -> str | None:
    """Return what the log calls an endurance activity; None for strength, stretching and so on."""
    return ENDURANCE.get(folded(name))
