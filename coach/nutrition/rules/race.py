"""What a race asks for beside the carbohydrate of each hour: gels, loading, sodium."""

from __future__ import annotations

import math
from typing import NamedTuple

from coach.nutrition.rules.macros import TrainingLoad
from coach.ranges import above, within

GEL_G = 25.0
"""Carbohydrate of one gel. Source: labels, 20 to 30 g; coaching practice takes the middle."""
LOADING_G_PER_KG = (10.0, 12.0)
LOADING_HOURS = (36, 48)
LOADING_FROM_MIN = 90.0
"""Carbohydrate a day before efforts longer than this. Source: ACSM/AND/DC 2016; Burke 2011."""
SODIUM_MG_PER_L = (460.0, 690.0)
SODIUM_FROM_MIN = 120.0
"""Sodium of what is drunk in long efforts. Source: ACSM 2007 (Sawka), 20 to 30 mmol a litre at
23 mg; from two hours on is coaching practice."""


class Band(NamedTuple):
    """A lower and an upper end."""

    low: float
    high: float


def training_of(minutes: float) -> TrainingLoad:
    """Return the training load of a day with one session of this length.

    Args:
        minutes: Above 0 to 2,880.

    Raises:
        InvalidInput: The value is out of range.

    Source:
        ACSM/AND/DC 2016; Burke 2011: light skill work, about an hour, one to three, over four.
    """
    above("length", minutes, 0, 2880, "min")
    loads: tuple[tuple[float, TrainingLoad], ...] = ((40, "light"), (75, "moderate"), (240, "high"))
    for longest, name in loads:
        if minutes <= longest:
            return name
    return "very_high"


def gels(low_g: float, high_g: float, gel_g: float = GEL_G) -> tuple[int, int]:
    """Return how many gels bring an amount of carbohydrate, each end rounded to a whole gel.

    Args:
        low_g: 0 to 5,000.
        high_g: `low_g` to 5,000.
        gel_g: Carbohydrate of one gel, 5 to 100.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        25 g a gel, from labels.
    """
    within("lower end", low_g, 0, 5000, "g")
    within("upper end", high_g, low_g, 5000, "g")
    within("a gel", gel_g, 5, 100, "g")
    return math.ceil(low_g / gel_g), math.floor(high_g / gel_g) or 1


def loading(weight_kg: float, minutes: float) -> Band | None:
    """Return the carbohydrate of each loading day in g; None where the effort is too short for it.

    Args:
        weight_kg: 25 to 400.
        minutes: Length of the race, above 0 to 2,880.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        ACSM/AND/DC 2016: 10 to 12 g/kg a day for 36 to 48 h before events over 90 min.
    """
    within("weight", weight_kg, 25, 400, "kg")
    if above("length", minutes, 0, 2880, "min") <= LOADING_FROM_MIN:
        return None
    return Band(*(each * weight_kg for each in LOADING_G_PER_KG))


def sodium_per_litre(minutes: float) -> Band | None:
    """Return the sodium in mg for each litre drunk; None where water is enough.

    Args:
        minutes: Length of the effort, above 0 to 2,880.

    Raises:
        InvalidInput: The value is out of range.

    Source:
        ACSM 2007 (Sawka): 20 to 30 mmol a litre.
    """
    long = above("length", minutes, 0, 2880, "min") >= SODIUM_FROM_MIN
    return Band(*SODIUM_MG_PER_L) if long else None
