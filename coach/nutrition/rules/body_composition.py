"""Body composition from a tape measure; population formulas with wide errors."""

from __future__ import annotations

import math
from typing import Literal

from coach.errors import InvalidInput


def body_fat_navy(
    sex: Literal["f", "m"], height_cm: float, waist_cm: float, neck_cm: float, hip_cm: float = 0.0
) -> float:
    """Return body fat in percent; error 3 to 4 points.

    Args:
        sex: `f` or `m`.
        height_cm: 100 to 250.
        waist_cm: Above the neck (men).
        neck_cm: Above 0.
        hip_cm: Women only.

    Raises:
        InvalidInput: The girths do not fit the formula.

    Source:
        Hodgdon & Beckett 1984 (Naval Health Research Center), metric form.
    """
    girth = waist_cm - neck_cm if sex == "m" else waist_cm + hip_cm - neck_cm
    if girth <= 0 or height_cm <= 0 or (sex == "f" and hip_cm <= 0):
        raise InvalidInput(
            "the girths do not fit the formula.", way_out="Give cm; women also need the hip."
        )
    if sex == "m":
        density = 1.0324 - 0.19077 * math.log10(girth) + 0.15456 * math.log10(height_cm)
    else:
        density = 1.29579 - 0.35004 * math.log10(girth) + 0.22100 * math.log10(height_cm)
    return 495 / density - 450


def bmi(weight_kg: float, height_cm: float) -> float:
    """Return the body mass index in kg/m2; screening of populations, misclassifies lifters.

    Args:
        weight_kg: Above 0.
        height_cm: 100 to 250.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Quetelet index; WHO classification.
    """
    if weight_kg <= 0 or not 100 <= height_cm <= 250:
        raise InvalidInput("weight or height is out of range.", way_out="Give kg and cm.")
    return weight_kg / (height_cm / 100) ** 2


def waist_to_height(waist_cm: float, height_cm: float) -> float:
    """Return waist to height; below 0.5 is the usual advice.

    Args:
        waist_cm: Above 0.
        height_cm: Above 0.

    Raises:
        InvalidInput: A value is not above 0.

    Source:
        Ashwell 2012 (Obes Rev 13:275).
    """
    if waist_cm <= 0 or height_cm <= 0:
        raise InvalidInput("waist or height is not above 0.", way_out="Give cm.")
    return waist_cm / height_cm


def fat_free_mass_index(fat_free_mass_kg: float, height_cm: float) -> float:
    """Return the fat-free mass index normalised to 1.80 m, in kg/m2.

    Args:
        fat_free_mass_kg: Above 0.
        height_cm: 100 to 250.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Kouri 1995 (Clin J Sport Med 5:223): FFM / h^2 + 6.1 (1.8 - h).
    """
    return bmi(fat_free_mass_kg, height_cm) + 6.1 * (1.8 - height_cm / 100)
