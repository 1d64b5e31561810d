"""Fluids around training: before, during and after, and when drinking is too much."""

from __future__ import annotations

from typing import NamedTuple

from coach.errors import InvalidInput
from coach.ranges import above, within

BEFORE_ML_PER_KG = (5.0, 7.0)
"""Drunk at least four hours before. Source: ACSM 2007 position stand (Sawka)."""
MAX_LOSS_PCT = 2.0
"""Loss of body mass to stay below. Source: ACSM 2007."""
REPLACE_L_PER_KG = (1.25, 1.5)
"""Drunk after, per kg lost. Source: ACSM/AND/DC 2016; ACSM 2007 (1.5)."""
STOMACH_L_PER_H = 1.2
"""More is hardly taken up. Source: coaching practice, after a stomach that empties about 1 to 1.2 L
an hour (Coyle 2004, J Sports Sci 22:39)."""
THIRST_MINUTES = 90.0
"""Up to here thirst is guide enough. Source: Kenefick 2018; Hew-Butler 2015."""


class Litres(NamedTuple):
    """A range in litres."""

    low: float
    high: float


def before_exercise(weight_kg: float) -> Litres:
    """Return what to drink slowly at least four hours before, in litres.

    Args:
        weight_kg: 25 to 400.

    Raises:
        InvalidInput: The weight is out of range.

    Source:
        ACSM 2007 (Sawka): 5 to 7 ml/kg.
    """
    within("weight", weight_kg, 25, 400, "kg")
    low, high = (each * weight_kg / 1000 for each in BEFORE_ML_PER_KG)
    return Litres(low, high)


def sweat_rate(
    before_kg: float, after_kg: float, fluid_l: float, urine_l: float, hours: float
) -> float:
    """Return the sweat rate in litres an hour.

    Args:
        before_kg: Body weight before, 25 to 400.
        after_kg: Body weight after, 25 to 400.
        fluid_l: Drunk meanwhile, 0 to 20.
        urine_l: Passed meanwhile, 0 to 10.
        hours: Length, above 0 to 48.

    Raises:
        InvalidInput: A value is out of range, or the weights show a gain beyond what was drunk
            (code `out_of_range`).

    Source:
        ACSM 2007 position stand (Sawka): 1 kg lost is 1 litre; breath and burnt fuel make it up to
        0.1 L/h too high.
    """
    within("weight before", before_kg, 25, 400, "kg")
    within("weight after", after_kg, 25, 400, "kg")
    within("fluid", fluid_l, 0, 20, "L")
    within("urine", urine_l, 0, 10, "L")
    above("length", hours, 0, 48, "h")
    lost = before_kg - after_kg + fluid_l - urine_l
    if lost < -1e-9:
        raise InvalidInput(
            f"the weights show a gain of {-lost:.2f} kg beyond what was drunk.",
            way_out="Check the two weights, the fluid and the urine.",
            code="out_of_range",
        )
    return lost / hours


def body_mass_loss_pct(before_kg: float, after_kg: float) -> float:
    """Return the body mass lost in percent; 2 % and more costs performance in the heat.

    Args:
        before_kg: 25 to 400.
        after_kg: 25 to 400; above `before_kg` the result is below zero.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        ACSM 2007: stay below 2 %.
    """
    within("weight before", before_kg, 25, 400, "kg")
    within("weight after", after_kg, 25, 400, "kg")
    return (before_kg - after_kg) / before_kg * 100


def replacement(lost_kg: float) -> Litres:
    """Return what to drink over the hours after, in litres, with salt or a meal.

    Args:
        lost_kg: Body mass lost, 0 to 15.

    Raises:
        InvalidInput: The value is out of range.

    Source:
        ACSM/AND/DC 2016: 1.25 to 1.5 L for each kg lost.
    """
    within("mass lost", lost_kg, 0, 15, "kg")
    return Litres(REPLACE_L_PER_KG[0] * lost_kg, REPLACE_L_PER_KG[1] * lost_kg)


def least_to_drink(weight_kg: float, sweat_l_per_h: float, hours: float) -> float:
    """Return the least to drink in litres an hour that keeps the loss below 2 %.

    Args:
        weight_kg: 25 to 400.
        sweat_l_per_h: Sweat rate, 0 to 4.
        hours: Length of the effort, above 0 to 48.

    Returns:
        0 where sweat alone stays below 2 %, which is most efforts under an hour.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        ACSM 2007: stay below 2 %, never gain weight.
    """
    within("weight", weight_kg, 25, 400, "kg")
    within("sweat rate", sweat_l_per_h, 0, 4, "L/h")
    above("length", hours, 0, 48, "h")
    return max(0.0, sweat_l_per_h - MAX_LOSS_PCT / 100 * weight_kg / hours)


def drinking_advice(minutes: float) -> str:
    """Return how to drink during an effort, in words.

    Args:
        minutes: Length of the effort, above 0 to 2,880.

    Raises:
        InvalidInput: The value is out of range.

    Source:
        Up to 90 min thirst (Kenefick 2018); beyond, the measured sweat rate (ACSM 2007); always
        less than is sweated (Hew-Butler 2015, hyponatraemia).
    """
    above("length", minutes, 0, 2880, "min")
    if minutes <= THIRST_MINUTES:
        return "Drink to thirst."
    return "Drink by your measured sweat rate, with sodium, and never more than you sweat."


def overdrinking_warning(drunk_l: float, sweat_l_per_h: float, hours: float) -> str:
    """Return a warning in words if more is drunk than sweated, else an empty string.

    Args:
        drunk_l: Fluid over the whole effort, 0 to 50.
        sweat_l_per_h: Sweat rate, 0 to 4.
        hours: Length of the effort, above 0 to 48.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Hew-Butler 2015 consensus (Clin J Sport Med 25:303): drinking beyond thirst and sweat causes
        exercise-associated hyponatraemia.
    """
    within("fluid", drunk_l, 0, 50, "L")
    within("sweat rate", sweat_l_per_h, 0, 4, "L/h")
    above("length", hours, 0, 48, "h")
    if drunk_l <= sweat_l_per_h * hours:
        return ""
    return (
        "That is more than you sweat: weight gained while training dilutes the blood's sodium "
        "(hyponatraemia). With headache, vomiting or confusion call for medical help."
    )
