"""Macronutrients, caffeine and fluids."""

from __future__ import annotations

from dataclasses import dataclass

from coach.errors import InvalidInput

KCAL_PER_G = {"protein": 4.0, "carbohydrate": 4.0, "fat": 9.0}
"""Energy of one gram. Source: Atwater factors."""
PROTEIN_LOW = 1.6
PROTEIN_HIGH = 2.2
"""Grams per kg a day. Source: Morton 2018 (breakpoint 1.62, upper limit 2.20)."""
REFERENCE_BMI = 25.0
"""Above BMI 30 protein counts on the weight at this BMI. Source: ISSN 2017, reference weight."""
OBESE_BMI = 30.0
"""Source: WHO classification."""
FAT_SHARE = 0.25
"""Default share of energy from fat. Source: AMDR 20 to 35 % (IOM 2005)."""
FAT_MIN_G_PER_KG = 0.6
"""Least fat in g per kg a day. Source: ISSN 2017 and Helms 2014, 0.5 to 0.6 g/kg."""
FIBRE_G_PER_1000_KCAL = 14.0
"""Source: IOM 2005, adequate intake."""
CAFFEINE_DAY_MG = 400.0
"""Most caffeine a day for an adult. Source: EFSA 2015; a single dose 200 mg."""


@dataclass(frozen=True, slots=True)
class Macros:
    """Grams a day."""

    protein_g: float
    fat_g: float
    carbohydrate_g: float
    fibre_g: float


def protein_range(weight_kg: float) -> tuple[float, float]:
    """Return the lower and upper daily protein in g.

    Args:
        weight_kg: Body weight, or the reference weight of an obese athlete; above 0.

    Raises:
        InvalidInput: The weight is not above 0.

    Source:
        Morton 2018 (Br J Sports Med 52:376), 1.6 to 2.2 g/kg.
    """
    _positive(weight_kg)
    return PROTEIN_LOW * weight_kg, PROTEIN_HIGH * weight_kg


def reference_weight_kg(weight_kg: float, height_cm: float) -> float:
    """Return the weight protein is counted on: body weight, or that at BMI 25 above BMI 30.

    Args:
        weight_kg: Above 0.
        height_cm: 100 to 250.

    Raises:
        InvalidInput: The weight is not above 0.

    Source:
        ISSN 2017 position stand: reference weight in obesity.
    """
    _positive(weight_kg)
    square = (height_cm / 100) ** 2
    return weight_kg if weight_kg / square <= OBESE_BMI else REFERENCE_BMI * square


def split(kcal: float, protein_weight_kg: float, weight_kg: float) -> Macros:
    """Return a day's macronutrients: protein first, then fat, carbohydrate the remainder.

    Args:
        kcal: Energy of the day, above 0.
        protein_weight_kg: Weight protein is counted on.
        weight_kg: Body weight, for the least fat.

    Raises:
        InvalidInput: A value is not above 0.

    Source:
        Morton 2018 (protein, middle of the range), IOM 2005 (fat, fibre), Helms 2014 (least fat).
    """
    _positive(kcal)
    low, high = protein_range(protein_weight_kg)
    protein = (low + high) / 2
    fat = max(FAT_SHARE * kcal / KCAL_PER_G["fat"], FAT_MIN_G_PER_KG * weight_kg)
    left = kcal - protein * KCAL_PER_G["protein"] - fat * KCAL_PER_G["fat"]
    carbohydrate = max(0.0, left / KCAL_PER_G["carbohydrate"])
    return Macros(protein, fat, carbohydrate, FIBRE_G_PER_1000_KCAL * kcal / 1000)


def caffeine_range(weight_kg: float) -> tuple[float, float]:
    """Return the lower and upper dose before training in mg, the upper capped at 400.

    Args:
        weight_kg: Above 0.

    Raises:
        InvalidInput: The weight is not above 0.

    Source:
        ISSN 2021, 3 to 6 mg/kg; EFSA 2015, 400 mg a day and 200 mg at once.
    """
    _positive(weight_kg)
    return 3 * weight_kg, min(6 * weight_kg, CAFFEINE_DAY_MG)


def carbohydrate_during(minutes: float) -> tuple[float, float]:
    """Return the lower and upper carbohydrate for an effort in g in all.

    Args:
        minutes: Length of the effort, above 0; below 45 none is needed.

    Returns:
        30 to 60 g an hour up to 150 min, 30 to 90 g an hour beyond.

    Raises:
        InvalidInput: The length is not above 0.

    Source:
        ACSM/AND/DC 2016 position stand.
    """
    _positive(minutes)
    hours = minutes / 60
    return 30 * hours, (60 if minutes <= 150 else 90) * hours


def sweat_rate(
    before_kg: float, after_kg: float, fluid_l: float, urine_l: float, hours: float
) -> float:
    """Return the sweat rate in litres an hour.

    Args:
        before_kg: Body weight before.
        after_kg: Body weight after.
        fluid_l: Drunk meanwhile.
        urine_l: Passed meanwhile.
        hours: Length, above 0.

    Raises:
        InvalidInput: The length is not above 0.

    Source:
        ACSM 2007 position stand (Sawka): 1 kg lost is 1 litre.
    """
    _positive(hours)
    return (before_kg - after_kg + fluid_l - urine_l) / hours


def _positive(value: float) -> None:
    if not value > 0:
        raise InvalidInput(f"{value!r} must be above 0.", way_out="Check the value and its unit.")
