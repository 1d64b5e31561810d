"""Energy availability: what training leaves for the body; a warning, never a diagnosis."""

from __future__ import annotations

from typing import Literal, NamedTuple

from coach.ranges import within

LOW_AVAILABILITY = 30.0
ADEQUATE_AVAILABILITY = 45.0
"""kcal per kg of fat-free mass a day. Source: IOC 2018 consensus; IOC 2023 (REDs) names no single
cut-off, so it warns and never diagnoses."""


class Availability(NamedTuple):
    """What an energy availability is a sign of; a warning, never a diagnosis."""

    kcal_per_kg: float
    level: Literal["low", "reduced", "adequate"]
    text: str


def energy_availability(intake_kcal: float, exercise_kcal: float, fat_free_mass_kg: float) -> float:
    """Return energy availability in kcal per kg of fat-free mass a day.

    Args:
        intake_kcal: Energy eaten a day, 0 to 20,000.
        exercise_kcal: Energy of exercise a day, 0 to 20,000.
        fat_free_mass_kg: 15 to 200.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        IOC 2018 consensus, (EI - EEE) / FFM; logs of food and exercise are both 10 to 20 % off.
    """
    within("intake", intake_kcal, 0, 20_000, "kcal")
    within("exercise", exercise_kcal, 0, 20_000, "kcal")
    within("fat-free mass", fat_free_mass_kg, 15, 200, "kg")
    return (intake_kcal - exercise_kcal) / fat_free_mass_kg


def availability_level(
    intake_kcal: float, exercise_kcal: float, fat_free_mass_kg: float
) -> Availability:
    """Return energy availability with what it is a sign of: a warning, never a diagnosis.

    Args:
        intake_kcal: Energy eaten a day, 0 to 20,000.
        exercise_kcal: Energy of exercise a day, 0 to 20,000.
        fat_free_mass_kg: 15 to 200.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        IOC 2018: below 30 low, 30 to 45 reduced, 45 and above adequate; IOC 2023 (REDs): no single
        cut-off holds for everyone.
    """
    value = energy_availability(intake_kcal, exercise_kcal, fat_free_mass_kg)
    if value < LOW_AVAILABILITY:
        text = "Low: eat more or train less, and talk to a clinician if it lasts. No diagnosis."
        return Availability(value, "low", text)
    if value < ADEQUATE_AVAILABILITY:
        return Availability(value, "reduced", "Reduced: for short periods only. No diagnosis.")
    return Availability(value, "adequate", "Adequate.")
