"""Resting metabolic rate: the five equations a coach meets, in kcal a day."""

from __future__ import annotations

from typing import Literal

from coach.ranges import one_of, within

SexCode = Literal["f", "m"]


def mifflin_st_jeor(weight_kg: float, height_cm: float, age: float, sex: SexCode) -> float:
    """Return resting energy in kcal a day; the default where body fat is not known.

    Args:
        weight_kg: 25 to 400.
        height_cm: 100 to 250.
        age: Years, 15 to 110; fitted on adults of 19 to 78.
        sex: `f` or `m`.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Mifflin 1990 (Am J Clin Nutr 51:241); within 10 % for 82 % of non-obese and 70 % of obese
        adults (Frankenfield 2005).
    """
    _check(weight_kg, height_cm, age, sex)
    return 10 * weight_kg + 6.25 * height_cm - 5 * age + (5 if sex == "m" else -161)


def harris_benedict_revised(weight_kg: float, height_cm: float, age: float, sex: SexCode) -> float:
    """Return resting energy in kcal a day.

    Args:
        weight_kg: 25 to 400.
        height_cm: 100 to 250.
        age: Years, 15 to 110.
        sex: `f` or `m`.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Roza & Shizgal 1984 (Am J Clin Nutr 40:168); 95 % of people within 210 kcal (men) and
        200 kcal (women).
    """
    _check(weight_kg, height_cm, age, sex)
    if sex == "m":
        return 88.362 + 13.397 * weight_kg + 4.799 * height_cm - 5.677 * age
    return 447.593 + 9.247 * weight_kg + 3.098 * height_cm - 4.330 * age


def katch_mcardle(weight_kg: float, body_fat_pct: float) -> float:
    """Return resting energy in kcal a day from lean mass.

    Args:
        weight_kg: 25 to 400.
        body_fat_pct: 2 to 70; a tape measure is 3 to 4 points off, which is 50 to 90 kcal.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Katch & McArdle 1996, 370 + 21.6 LBM; the same as Cunningham 1991.
    """
    return 370 + 21.6 * lean_mass_kg(weight_kg, body_fat_pct)


def cunningham_1980(weight_kg: float, body_fat_pct: float) -> float:
    """Return resting energy in kcal a day from lean mass; the higher of the two, for athletes.

    Args:
        weight_kg: 25 to 400.
        body_fat_pct: 2 to 70; a tape measure is 3 to 4 points off, which is 50 to 90 kcal.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Cunningham 1980 (Am J Clin Nutr 33:2372), 500 + 22 LBM.
    """
    return 500 + 22 * lean_mass_kg(weight_kg, body_fat_pct)


def cunningham_1991(weight_kg: float, body_fat_pct: float) -> float:
    """Return resting energy in kcal a day from lean mass.

    Args:
        weight_kg: 25 to 400.
        body_fat_pct: 2 to 70; a tape measure is 3 to 4 points off, which is 50 to 90 kcal.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Cunningham 1991 (Am J Clin Nutr 54:963), 370 + 21.6 FFM.
    """
    return 370 + 21.6 * lean_mass_kg(weight_kg, body_fat_pct)


def lean_mass_kg(weight_kg: float, body_fat_pct: float) -> float:
    """Return lean body mass in kg.

    Args:
        weight_kg: 25 to 400.
        body_fat_pct: 2 to 70.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Definition.
    """
    within("weight", weight_kg, 25, 400, "kg")
    within("body fat", body_fat_pct, 2, 70, "%")
    return weight_kg * (1 - body_fat_pct / 100)


def _check(weight_kg: float, height_cm: float, age: float, sex: str) -> None:
    within("weight", weight_kg, 25, 400, "kg")
    within("height", height_cm, 100, 250, "cm")
    within("age", age, 15, 110, "years")
    one_of("sex", sex, ("f", "m"))
