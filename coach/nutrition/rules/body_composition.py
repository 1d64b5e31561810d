"""Body composition from a tape measure; population formulas with wide errors."""

from __future__ import annotations

import math
from typing import Literal

from coach.errors import InvalidInput
from coach.ranges import one_of, within

MIN_GIRTH_CM = 1.0
"""Least difference of girths the logarithm is taken of. Source: the formula's own domain."""


def body_fat_navy(
    sex: Literal["f", "m"],
    height_cm: float,
    waist_cm: float,
    neck_cm: float,
    hip_cm: float | None = None,
) -> float:
    """Return body fat in percent; error 3 to 4 points.

    Args:
        sex: `f` or `m`.
        height_cm: 100 to 250.
        waist_cm: 30 to 300; at the navel (men) or the narrowest (women), above the neck.
        neck_cm: 15 to 100.
        hip_cm: Women only, 40 to 300; ignored for men.

    Raises:
        InvalidInput: A value is out of range, or the girths do not fit the formula.

    Source:
        Hodgdon & Beckett 1984 (Naval Health Research Center), metric form; standard error 3 to 4
        points.
    """
    one_of("sex", sex, ("f", "m"))
    height = within("height", height_cm, 100, 250, "cm")
    girth = within("waist", waist_cm, 30, 300, "cm") - within("neck", neck_cm, 15, 100, "cm")
    if sex == "f":
        if hip_cm is None:
            raise InvalidInput("the hip is missing.", way_out="Women also need the hip in cm.")
        girth += within("hip", hip_cm, 40, 300, "cm")
    if girth < MIN_GIRTH_CM:
        raise InvalidInput(
            f"a waist of {waist_cm!r} cm does not go with a neck of {neck_cm!r} cm.",
            way_out="Measure both again, in cm.",
            code="out_of_range",
        )
    if sex == "m":
        density = 1.0324 - 0.19077 * math.log10(girth) + 0.15456 * math.log10(height)
    else:
        density = 1.29579 - 0.35004 * math.log10(girth) + 0.22100 * math.log10(height)
    return 495 / density - 450


def bmi(weight_kg: float, height_cm: float) -> float:
    """Return the body mass index in kg/m2; screening of populations, misclassifies lifters.

    Args:
        weight_kg: 25 to 400.
        height_cm: 100 to 250.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Quetelet index; WHO classification.
    """
    within("weight", weight_kg, 25, 400, "kg")
    return weight_kg / (within("height", height_cm, 100, 250, "cm") / 100) ** 2


def waist_to_height(waist_cm: float, height_cm: float) -> float:
    """Return waist to height; below 0.5 is the usual advice.

    Args:
        waist_cm: 30 to 300.
        height_cm: 100 to 250.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Ashwell 2012 (Obes Rev 13:275).
    """
    within("waist", waist_cm, 30, 300, "cm")
    return waist_cm / within("height", height_cm, 100, 250, "cm")


def raw_fat_free_mass_index(fat_free_mass_kg: float, height_cm: float) -> float:
    """Return the fat-free mass index, in kg/m2.

    Args:
        fat_free_mass_kg: 15 to 200.
        height_cm: 100 to 250.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Kouri 1995 (Clin J Sport Med 5:223): FFM / h^2.
    """
    within("fat-free mass", fat_free_mass_kg, 15, 200, "kg")
    return fat_free_mass_kg / (within("height", height_cm, 100, 250, "cm") / 100) ** 2


def fat_free_mass_index(fat_free_mass_kg: float, height_cm: float) -> float:
    """Return the fat-free mass index normalised to 1.80 m, in kg/m2.

    Args:
        fat_free_mass_kg: 15 to 200.
        height_cm: 100 to 250.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Kouri 1995 (Clin J Sport Med 5:223): FFM / h^2 + 6.1 (1.8 - h); men, as exact as the fat
        measurement that went in.
    """
    return raw_fat_free_mass_index(fat_free_mass_kg, height_cm) + 6.1 * (1.8 - height_cm / 100)
