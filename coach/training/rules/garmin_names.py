"""Says in words which exercise a FIT file means, whose names are short within their category."""

from __future__ import annotations

CATEGORY_SAYS = {
    "banded_exercises": "Band",
    "battle_rope": "Battle Rope",
    "sandbag": "Sandbag",
    "sled": "Sled",
    "sledge_hammer": "Sledgehammer",
    "suspension": "Suspension",
    "tire": "Tire",
}
"""Categories that name the equipment, which their exercises then leave out: "front squat" of the
category sandbag is no front squat with a barbell. Source: FIT profile, `exercise_category`."""
MEANT: dict[tuple[str, str], str] = {
    ("bike", "sprint"): "Bike Sprint",
    ("core", "swimming"): "Swimming on the Floor",
    ("crunch", "leg_extensions"): "Crunch with Leg Extension",
    ("run", "jog"): "Jogging",
    ("sled", "push"): "Sled Push",
    ("triceps_extension", "cable_kickback"): "Triceps Kickback (Cable)",
    ("triceps_extension", "dumbbell_kickback"): "Triceps Kickback (Dumbbell)",
}
"""Names that mean another exercise outside their category, or are better known by other words.
Source: FIT profile, lists `<category>_exercise_name`."""


def garmin_name(category: str, name: str | None) -> str:
    """Return the name of an exercise in words, such as "Barbell Bench Press".

    Args:
        category: A value of `exercise_category`, as the profile writes it.
        name: A value of the category's list; None where the watch only saw the category, which
            leaves open with what it was done.
    """
    if name is None:
        return f"{_in_words(category)} (unspecified)"
    meant = MEANT.get((category, name))
    if meant is not None:
        return meant
    tool = CATEGORY_SAYS.get(category, "")
    words = _in_words(name)
    return words if not tool or tool.casefold() in words.casefold() else f"{tool} {words}"


def _in_words(name: str) -> str:
    return name.replace("_", " ").title()
