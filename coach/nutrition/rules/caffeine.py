"""Caffeine: doses that work, daily limits, and how long before bed."""

from __future__ import annotations

from datetime import time
from typing import NamedTuple

from coach.errors import InvalidInput
from coach.ranges import above, within

LOW_MG_PER_KG = 3.0
HIGH_MG_PER_KG = 6.0
"""Doses that raise performance, about 60 min before. Source: ISSN 2021 (Guest)."""
MINIMAL_MG_PER_KG = 2.0
SIDE_EFFECT_MG_PER_KG = 9.0
"""Lowest dose that may work, and the dose from which side effects outweigh. Source: ISSN 2021."""
DAILY_MG = 400.0
SINGLE_MG = 200.0
PREGNANT_DAILY_MG = 200.0
"""Most a day and at once for healthy adults, and a day in pregnancy and breastfeeding. Source: EFSA
2015 (EFSA Journal 13:4102)."""
HOURS_BEFORE_BED = (8, 12)
"""Last caffeine before bed: at least, and for large doses. Source: Gardiner 2023 (Sleep Med Rev
69:101764), 8.8 h for a coffee, 13.2 h for a strong pre-workout."""
ADULT_AGE = 18
"""Below it no stimulant is advised. Source: AAP 2011 (Pediatrics 127:1182)."""


class Dose(NamedTuple):
    """A range in mg."""

    low_mg: float
    high_mg: float


def dose_mg(weight_kg: float, mg_per_kg: float) -> float:
    """Return a dose in mg, not capped.

    Args:
        weight_kg: 25 to 400.
        mg_per_kg: Above 0 to 9; from 9 on side effects outweigh.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        ISSN 2021 (Guest), 3 to 6 mg/kg.
    """
    within("weight", weight_kg, 25, 400, "kg")
    return weight_kg * above("dose", mg_per_kg, 0, SIDE_EFFECT_MG_PER_KG, "mg/kg")


def caffeine_range(weight_kg: float) -> tuple[float, float]:
    """Return the lower and upper dose before training in mg, both capped at 400.

    Args:
        weight_kg: 25 to 400.

    Raises:
        InvalidInput: The weight is out of range.

    Source:
        ISSN 2021, 3 to 6 mg/kg; EFSA 2015, 400 mg a day and 200 mg at once; people differ widely.
    """
    low, high = (dose_mg(weight_kg, rate) for rate in (LOW_MG_PER_KG, HIGH_MG_PER_KG))
    return min(low, DAILY_MG), min(high, DAILY_MG)


def advised_dose(weight_kg: float, age: int, *, pregnant: bool = False) -> Dose:
    """Return the dose before training that stays inside every limit, in mg.

    Args:
        weight_kg: 25 to 400.
        age: Years, 5 to 110.
        pregnant: Pregnant or breastfeeding: at most 200 mg over the whole day.

    Raises:
        InvalidInput: A value is out of range, or the athlete is under 18 (code `refer`).

    Source:
        ISSN 2021 from 2 to 6 mg/kg; EFSA 2015, 200 mg at once and in pregnancy a day; AAP 2011.
    """
    if within("age", age, 5, 110, "years") < ADULT_AGE:
        raise InvalidInput(
            f"no caffeine dose is given under {ADULT_AGE}.",
            way_out="Food, fluid and sleep come first; a doctor advises.",
            code="refer",
        )
    cap = PREGNANT_DAILY_MG if pregnant else SINGLE_MG
    low, high = (dose_mg(weight_kg, rate) for rate in (MINIMAL_MG_PER_KG, HIGH_MG_PER_KG))
    if pregnant:
        low = 0.0
    return Dose(min(low, cap), min(high, cap))


def warnings(mg: float, weight_kg: float, *, pregnant: bool = False) -> tuple[str, ...]:
    """Return what speaks against a single dose, in words; empty if nothing does.

    Args:
        mg: Dose at once, 0 to 10,000.
        weight_kg: 25 to 400.
        pregnant: Pregnant or breastfeeding.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        EFSA 2015 (200 mg at once, 400 mg a day, 200 mg in pregnancy); ISSN 2021 (9 mg/kg).
    """
    within("dose", mg, 0, 10_000, "mg")
    within("weight", weight_kg, 25, 400, "kg")
    said: list[str] = []
    if pregnant and mg > PREGNANT_DAILY_MG:
        said.append(f"Above {PREGNANT_DAILY_MG:.0f} mg, the limit a day in pregnancy.")
    if mg > DAILY_MG:
        said.append(f"Above {DAILY_MG:.0f} mg, the limit of a whole day.")
    elif mg > SINGLE_MG:
        said.append(f"Above {SINGLE_MG:.0f} mg, the limit at once.")
    if mg >= SIDE_EFFECT_MG_PER_KG * weight_kg:
        said.append(f"From {SIDE_EFFECT_MG_PER_KG:.0f} mg/kg on side effects outweigh the gain.")
    return tuple(said)


def last_before_bed(bedtime: time) -> tuple[time, time]:
    """Return the time of day of the last large and of the last ordinary dose.

    Args:
        bedtime: When the athlete goes to bed.

    Returns:
        12 and 8 hours before, on the clock.

    Source:
        Gardiner 2023 (Sleep Med Rev 69:101764): 8.8 h for about 107 mg, 13.2 h for 217 mg.
    """
    minutes = bedtime.hour * 60 + bedtime.minute
    small, large = (divmod((minutes - hours * 60) % 1440, 60) for hours in HOURS_BEFORE_BED)
    return time(*large), time(*small)
