"""Energy and macronutrients: what a body spends and what a target may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Sex = Literal["m", "f"]

FACTORS = {"sedentary": 1.2, "light": 1.375, "moderate": 1.55, "high": 1.725, "very_high": 1.9}
"""Activity factors on resting energy. Source: convention of dietetics, not measured."""
KCAL_PER_KG = 7700.0
"""Energy of a kilogram of body weight. Source: Wishnofsky 1958; an average."""
BAND = 0.10
"""Error of an estimated maintenance. Source: Frankenfield 2005."""
FLOOR_KCAL: dict[str, float] = {"f": 1200.0, "m": 1500.0}
"""Lowest target without a clinician. Source: NHLBI 1998."""
LARGEST_DEFICIT = 0.25
"""As a share of maintenance. Source: Helms 2014, J Int Soc Sports Nutr 11:20."""
FASTEST_LOSS_PCT = 1.0
"""Percent of body weight a week. Source: Helms 2014; Garthe 2011."""
FASTEST_GAIN_PCT = 0.5
"""Percent of body weight a week. Source: Iraki 2019."""
PROTEIN_G_PER_KG = (1.6, 2.2)
"""Source: Morton 2018, breakpoint 1.62 (95 % CI 1.03 to 2.20)."""
FIBRE_G_PER_1000 = 14.0
"""Source: Institute of Medicine 2005."""
KCAL_PER_G = {"protein": 4.0, "carbohydrate": 4.0, "fat": 9.0}
"""Source: Atwater factors."""
ATWATER_TOLERANCE = 0.05
"""Relative error that rounding of grams explains. Source: own choice; half a gram of each of three
macronutrients is 8.5 kcal, and labels round to 5 kcal."""
OBESE_BMI = 30.0
REFERENCE_BMI = 25.0
"""Protein goes by the weight at the second where the first is passed. Source: WHO classes."""
UNDERWEIGHT_BMI = 18.5
"""No deficit below it. Source: WHO."""
ADULT_AGE = 18
"""No deficit below it. Source: AAP 2016."""


@dataclass(frozen=True, slots=True)
class Body:
    """What the formulas need of an athlete."""

    weight_kg: float
    height_cm: float
    age: float
    sex: Sex

    @property
    def bmi(self) -> float:
        """Body mass index, kg/m2."""
        return self.weight_kg / (self.height_cm / 100) ** 2


def mifflin_st_jeor(body: Body) -> float:
    """Return resting energy, kcal a day.

    Source:
        Mifflin 1990: 10 w + 6.25 h - 5 a + 5 for men, - 161 for women.
    """
    last = 5 if body.sex == "m" else -161
    return 10 * body.weight_kg + 6.25 * body.height_cm - 5 * body.age + last


def kcal_for_rate(weight_kg: float, pct_per_week: float) -> float:
    """Return the daily energy behind a change of weight a week. Source: Wishnofsky 1958."""
    return weight_kg * pct_per_week / 100 * KCAL_PER_KG / 7


def rate_of(weight_kg: float, kcal_a_day: float) -> float:
    """Return the change a week, percent of body weight, that a daily difference makes."""
    return kcal_a_day * 7 / KCAL_PER_KG / weight_kg * 100


def lowest_target(body: Body, resting_kcal: float) -> float:
    """Return the floor of a deficit: 1,200 or 1,500 kcal, and resting energy.

    Source:
        NHLBI 1998; resting energy is what lying still takes.
    """
    return max(FLOOR_KCAL[body.sex], resting_kcal)


def target(
    body: Body, maintenance: float, direction: Literal["lose", "maintain", "gain"], pct: float
) -> float:
    """Return the daily target for a wanted rate, held to the limits.

    Args:
        body: The athlete.
        maintenance: kcal a day.
        direction: Where the weight is to go.
        pct: Wanted percent of body weight a week, not signed.

    Source:
        Helms 2014 and Garthe 2011 (loss), Iraki 2019 (gain), NHLBI 1998 (floor).
    """
    if direction == "maintain":
        return maintenance
    if direction == "gain":
        return maintenance + kcal_for_rate(body.weight_kg, min(pct, FASTEST_GAIN_PCT))
    floor = lowest_target(body, mifflin_st_jeor(body))
    if maintenance <= floor:
        return maintenance
    wanted = maintenance - kcal_for_rate(body.weight_kg, min(pct, FASTEST_LOSS_PCT))
    return max(wanted, maintenance * (1 - LARGEST_DEFICIT), floor)


def no_deficit(body: Body) -> bool:
    """Tell whether this body gets no deficit. Source: WHO (BMI 18.5), AAP 2016 (minors)."""
    return body.bmi < UNDERWEIGHT_BMI or body.age < ADULT_AGE


def protein_weight_kg(weight_kg: float, height_cm: float) -> float:
    """Return the weight that protein goes by. Source: WHO; fat tissue needs little protein."""
    square = (height_cm / 100) ** 2
    return weight_kg if weight_kg / square <= OBESE_BMI else REFERENCE_BMI * square


def kcal_of(protein_g: float, carbohydrate_g: float, fat_g: float) -> float:
    """Return the energy of macronutrients. Source: Atwater factors 4, 4 and 9."""
    return protein_g * 4 + carbohydrate_g * 4 + fat_g * 9
