"""Carbohydrate around and during an effort."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from coach.nutrition.rules import fluids
from coach.ranges import above, within

Need = Literal["none", "rinse", "moderate", "high"]

NONE_BELOW_MIN = 45
RINSE_UP_TO_MIN = 75
MODERATE_UP_TO_MIN = 150
"""Lengths in minutes at which the need changes. Source: ACSM/AND/DC 2016."""
LOW_G_PER_H = 30.0
HIGH_G_PER_H = 60.0
LONG_G_PER_H = 90.0
"""Grams an hour; above 60 only as glucose with fructose. Source: Jeukendrup 2014; ACSM 2016."""
BEFORE_HOURS = (1.0, 4.0)
"""Hours before the effort, and just as many g per kg. Source: ACSM/AND/DC 2016."""


SWEATS_MORE = (
    "You sweat more than a stomach takes up, so some loss is normal: slow down, cool yourself, and "
    "do not force more down."
)


class Grams(NamedTuple):
    """A range in grams."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class FuelPlan:
    """What to eat and drink for one effort."""

    need: Need
    per_hour: Grams
    total: Grams
    before: Grams
    """1 to 4 hours before."""
    least_fluid_l_per_h: float | None
    """Keeps the loss below 2 %, as far as a stomach takes it; None without a sweat rate."""
    advice: str


def need_for(minutes: float) -> Need:
    """Return how much carbohydrate an effort asks for.

    Args:
        minutes: Length of the effort, above 0 to 2,880.

    Returns:
        `none` below 45 min, `rinse` to 75 (a mouth rinse or sips), `moderate` to 150, then `high`.

    Raises:
        InvalidInput: The length is out of range.

    Source:
        ACSM/AND/DC 2016 position stand.
    """
    above("length", minutes, 0, 2880, "min")
    if minutes < NONE_BELOW_MIN:
        return "none"
    if minutes <= RINSE_UP_TO_MIN:
        return "rinse"
    return "moderate" if minutes <= MODERATE_UP_TO_MIN else "high"


def carbohydrate_during(minutes: float) -> tuple[float, float]:
    """Return the lower and upper carbohydrate of an effort in g in all, at 30 to 60 or 90 g/h.

    Args:
        minutes: Length of the effort, above 0 to 2,880; `need_for` says whether any is needed.

    Returns:
        30 to 60 g an hour up to 150 min, 30 to 90 g an hour beyond.

    Raises:
        InvalidInput: The length is out of range.

    Source:
        ACSM/AND/DC 2016 position stand.
    """
    long = need_for(minutes) == "high"
    return carbohydrate_total(minutes, LOW_G_PER_H, LONG_G_PER_H if long else HIGH_G_PER_H)


def carbohydrate_total(minutes: float, low_g_per_h: float, high_g_per_h: float) -> Grams:
    """Return the carbohydrate of an effort in g at a range in g an hour.

    Args:
        minutes: Above 0 to 2,880.
        low_g_per_h: 0 to 120.
        high_g_per_h: `low_g_per_h` to 120.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Arithmetic; Jeukendrup 2014: beyond 90 g/h trained guts only.
    """
    hours = above("length", minutes, 0, 2880, "min") / 60
    within("lower rate", low_g_per_h, 0, 120, "g/h")
    within("upper rate", high_g_per_h, low_g_per_h, 120, "g/h")
    return Grams(low_g_per_h * hours, high_g_per_h * hours)


def carbohydrate_before(weight_kg: float, hours_before: float) -> float:
    """Return the carbohydrate of the meal before in g: as many g per kg as hours are left.

    Args:
        weight_kg: 25 to 400.
        hours_before: 1 to 4.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        ACSM/AND/DC 2016: 1 to 4 g/kg, 1 to 4 h before; one for each hour is coaching practice.
    """
    within("weight", weight_kg, 25, 400, "kg")
    return weight_kg * within("time before", hours_before, *BEFORE_HOURS, "h")


def race_plan(weight_kg: float, minutes: float, sweat_l_per_h: float | None = None) -> FuelPlan:
    """Return carbohydrate and fluid for a race or a long session.

    Args:
        weight_kg: 25 to 400.
        minutes: Expected length, above 0 to 2,880.
        sweat_l_per_h: Measured sweat rate, 0 to 4; None without one.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        ACSM/AND/DC 2016 (carbohydrate), ACSM 2007 (fluid), Hew-Butler 2015 (too much of it).
    """
    need = need_for(minutes)
    rates: dict[Need, tuple[float, float]] = {
        "none": (0, 0),
        "rinse": (0, 0),
        "moderate": (LOW_G_PER_H, HIGH_G_PER_H),
        "high": (LOW_G_PER_H, LONG_G_PER_H),
    }
    words: dict[Need, str] = {
        "none": "Nothing to eat is needed.",
        "rinse": "A mouth rinse or sips of a sports drink are enough.",
        "moderate": "Any carbohydrate that sits well, tried in training.",
        "high": "Above 60 g/h mix glucose and fructose, tried in training.",
    }
    least, sweating = None, ""
    if sweat_l_per_h is not None:
        least = fluids.least_to_drink(weight_kg, sweat_l_per_h, minutes / 60)
        if least > fluids.STOMACH_L_PER_H:
            least = fluids.STOMACH_L_PER_H
            sweating = f" {SWEATS_MORE}"
    return FuelPlan(
        need=need,
        per_hour=Grams(*rates[need]),
        total=carbohydrate_total(minutes, *rates[need]),
        before=Grams(*(carbohydrate_before(weight_kg, each) for each in BEFORE_HOURS)),
        least_fluid_l_per_h=least,
        advice=f"{words[need]} {fluids.drinking_advice(minutes)}{sweating}",
    )
