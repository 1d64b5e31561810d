"""Macronutrients of a day: by body, goal, age and training."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from coach.errors import InvalidInput
from coach.nutrition.rules.rmr import SexCode
from coach.ranges import above, one_of, within

TrainingLoad = Literal["light", "moderate", "high", "very_high"]
Purpose = Literal["health", "endurance", "strength", "fat_loss"]

KCAL_PER_G = {"protein": 4.0, "carbohydrate": 4.0, "fat": 9.0}
"""Energy of one gram. Source: Atwater factors."""
PROTEIN_LOW = 1.6
PROTEIN_HIGH = 2.2
"""Grams per kg a day for lifters. Source: Morton 2018 (breakpoint 1.62, 95 % CI 1.03 to 2.20);
ISSN 2017, 1.4 to 2.0."""
ENDURANCE_PROTEIN = (1.2, 2.0)
"""Grams per kg a day of active people. Source: ACSM/AND/DC 2016."""
OLDER_PROTEIN = (1.2, 1.6)
OLDER_AGE = 65
"""Grams per kg a day from this age on. Source: PROT-AGE 2013 (Bauer), ESPEN 2014 (Deutz), for the
active or unwell."""
LEAN_DEFICIT_PROTEIN = (2.3, 3.1)
"""Grams per kg of fat-free mass for lean lifters in a deficit. Source: Helms 2014 (Int J Sport Nutr
Exerc Metab 24:127)."""
LEAN_BODY_FAT: dict[SexCode, float] = {"m": 15.0, "f": 23.0}
"""Body fat in percent up to which a lifter counts as lean. Source: coaching practice."""
PER_MEAL = (0.25, 0.40)
"""Protein of one of 3 to 5 meals, in g per kg. Source: ISSN 2017; Schoenfeld & Aragon 2018."""
REFERENCE_BMI = 25.0
"""Above BMI 30 protein counts on the weight at this BMI. Source: ISSN 2017, reference weight."""
OBESE_BMI = 30.0
"""Source: WHO classification."""
FAT_SHARE = 0.25
"""Default share of energy from fat. Source: AMDR 20 to 35 % (IOM 2005)."""
FAT_SHARES = (0.20, 0.35)
"""Acceptable share of energy from fat. Source: IOM 2005."""
FAT_MIN_G_PER_KG = 0.6
"""Least fat in g per kg a day. Source: ISSN 2017 and Helms 2014, 0.5 to 0.6 g/kg."""
CARBOHYDRATE_G_PER_KG: dict[TrainingLoad, tuple[float, float]] = {
    "light": (3, 5),
    "moderate": (5, 7),
    "high": (6, 10),
    "very_high": (8, 12),
}
"""Grams per kg a day by training: light skill work, about an hour, one to three hours, over four.
Source: ACSM/AND/DC 2016; Burke 2011."""
FIBRE_G_PER_1000_KCAL = 14.0
"""Source: IOM 2005, adequate intake."""


class Grams(NamedTuple):
    """A range in grams."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Macros:
    """Grams a day."""

    protein_g: float
    fat_g: float
    carbohydrate_g: float
    fibre_g: float


@dataclass(frozen=True, slots=True)
class Eater:
    """What a protein target depends on."""

    weight_kg: float
    height_cm: float
    age: int
    sex: SexCode
    purpose: Purpose = "strength"
    in_deficit: bool = False
    body_fat_pct: float | None = None
    kidney_disease: bool = False


@dataclass(frozen=True, slots=True)
class ProteinTarget:
    """Protein a day and a meal, and the rule it comes from."""

    low_g: float
    high_g: float
    meal_low_g: float
    meal_high_g: float
    rule: Literal["lifter", "lean_deficit", "active", "older"]


def protein_range(weight_kg: float) -> tuple[float, float]:
    """Return the lower and upper daily protein in g.

    Args:
        weight_kg: Body weight, or the reference weight of an obese athlete; 25 to 400.

    Raises:
        InvalidInput: The weight is out of range.

    Source:
        Morton 2018 (Br J Sports Med 52:376), 1.6 to 2.2 g/kg; the breakpoint of 1.62 has a 95 %
        interval of 1.03 to 2.20.
    """
    return protein_by_rate(weight_kg, PROTEIN_LOW, PROTEIN_HIGH)


def protein_by_rate(mass_kg: float, low: float, high: float) -> Grams:
    """Return the daily protein in g of a range in g per kg.

    Args:
        mass_kg: Body weight or fat-free mass the range counts on, 15 to 400.
        low: g per kg, 0.5 to 4.
        high: g per kg, `low` to 4.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Arithmetic; the highest range in use is 2.3 to 3.1 g/kg of fat-free mass (Helms 2014).
    """
    within("mass", mass_kg, 15, 400, "kg")
    within("lower rate", low, 0.5, 4, "g/kg")
    within("upper rate", high, low, 4, "g/kg")
    return Grams(low * mass_kg, high * mass_kg)


def protein_target(eater: Eater) -> ProteinTarget:
    """Return the protein of a day and of a meal for an athlete.

    Args:
        eater: The athlete; body fat only where it was measured.

    Raises:
        InvalidInput: A value is out of range, or the kidneys are ill: then a clinician sets the
            target (code `refer`).

    Source:
        Lean lifters in a deficit: Helms 2014, per kg of fat-free mass. From 65 on for health:
        PROT-AGE 2013. Health and endurance: ACSM/AND/DC 2016. Others: Morton 2018. Obese athletes
        count on the weight at BMI 25 (ISSN 2017). Kidney disease: KDOQI 2020 limits protein.
    """
    if eater.kidney_disease:
        raise InvalidInput(
            "protein is not set with kidney disease.",
            way_out="A renal dietitian or doctor sets it.",
            code="refer",
        )
    one_of("purpose", eater.purpose, ("health", "endurance", "strength", "fat_loss"))
    within("age", eater.age, 15, 110, "years")
    weight = reference_weight_kg(eater.weight_kg, eater.height_cm)
    meal = protein_per_meal(weight)
    lean = _lean_mass_kg(eater)
    if lean is not None and eater.in_deficit and eater.purpose in {"strength", "fat_loss"}:
        low, high = protein_by_rate(lean, *LEAN_DEFICIT_PROTEIN)
        return ProteinTarget(low, high, *meal, "lean_deficit")
    if eater.purpose in {"health", "endurance"}:
        older = eater.age >= OLDER_AGE and eater.purpose == "health"
        rates = OLDER_PROTEIN if older else ENDURANCE_PROTEIN
        low, high = protein_by_rate(weight, *rates)
        return ProteinTarget(low, high, *meal, "older" if older else "active")
    low, high = protein_range(weight)
    return ProteinTarget(low, high, *meal, "lifter")


def _lean_mass_kg(eater: Eater) -> float | None:
    """Return the fat-free mass of a lean athlete; None where body fat is unknown or higher."""
    if eater.body_fat_pct is None:
        return None
    fat = within("body fat", eater.body_fat_pct, 2, 70, "%")
    one_of("sex", eater.sex, LEAN_BODY_FAT)
    return eater.weight_kg * (1 - fat / 100) if fat <= LEAN_BODY_FAT[eater.sex] else None


def protein_per_meal(weight_kg: float) -> Grams:
    """Return the protein of one of three to five meals in g.

    Args:
        weight_kg: Body weight, or the reference weight of an obese athlete; 25 to 400.

    Raises:
        InvalidInput: The weight is out of range.

    Source:
        ISSN 2017 (0.25 g/kg) and Schoenfeld & Aragon 2018 (0.4 g/kg).
    """
    within("weight", weight_kg, 25, 400, "kg")
    return Grams(PER_MEAL[0] * weight_kg, PER_MEAL[1] * weight_kg)


def reference_weight_kg(weight_kg: float, height_cm: float) -> float:
    """Return the weight protein is counted on: body weight, or that at BMI 25 above BMI 30.

    Args:
        weight_kg: 25 to 400.
        height_cm: 100 to 250.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        ISSN 2017 position stand: reference weight in obesity.
    """
    within("weight", weight_kg, 25, 400, "kg")
    square = (within("height", height_cm, 100, 250, "cm") / 100) ** 2
    return weight_kg if weight_kg / square <= OBESE_BMI else REFERENCE_BMI * square


def fat_range(kcal: float, weight_kg: float) -> Grams:
    """Return the lower and upper daily fat in g.

    Args:
        kcal: Energy of the day, 500 to 15,000.
        weight_kg: 25 to 400.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        20 to 35 % of energy (IOM 2005), never below 0.6 g/kg (Helms 2014, 0.5 to 0.6).
    """
    within("energy", kcal, 500, 15_000, "kcal")
    floor = FAT_MIN_G_PER_KG * within("weight", weight_kg, 25, 400, "kg")
    low, high = (share * kcal / KCAL_PER_G["fat"] for share in FAT_SHARES)
    return Grams(max(low, floor), max(high, floor))


def carbohydrate_range(weight_kg: float, training: TrainingLoad) -> Grams:
    """Return the lower and upper daily carbohydrate in g that fuel a day's training.

    Args:
        weight_kg: 25 to 400.
        training: light, moderate (about an hour), high (one to three hours), very_high (over four).

    Raises:
        InvalidInput: The weight is out of range or the word is unknown.

    Source:
        ACSM/AND/DC 2016: 3-5, 5-7, 6-10, 8-12 g/kg; for athletes who train to perform, a deficit
        leaves less.
    """
    within("weight", weight_kg, 25, 400, "kg")
    one_of("training", training, CARBOHYDRATE_G_PER_KG)
    low, high = CARBOHYDRATE_G_PER_KG[training]
    return Grams(low * weight_kg, high * weight_kg)


def fibre_g(kcal: float) -> float:
    """Return the daily fibre in g.

    Args:
        kcal: Energy of the day, above 0 to 15,000.

    Raises:
        InvalidInput: The energy is out of range.

    Source:
        IOM 2005, adequate intake: 14 g per 1,000 kcal.
    """
    return FIBRE_G_PER_1000_KCAL * above("energy", kcal, 0, 15_000, "kcal") / 1000


def split(
    kcal: float,
    protein_weight_kg: float,
    weight_kg: float,
    *,
    protein: tuple[float, float] | None = None,
) -> Macros:
    """Return a day's macronutrients: protein first, then fat, carbohydrate the remainder.

    Where little energy is left, fat gives way to its lowest share, then protein to its lower end,
    before the day exceeds its energy.

    Args:
        kcal: Energy of the day, above 0 to 15,000.
        protein_weight_kg: Weight protein is counted on, 25 to 400.
        weight_kg: Body weight, for the least fat; 25 to 400.
        protein: Lower and upper protein in g, in place of 1.6 to 2.2 g/kg.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Morton 2018 (protein, middle of the range), IOM 2005 (fat, fibre), Helms 2014 (least fat).
    """
    above("energy", kcal, 0, 15_000, "kcal")
    usual = protein_range(protein_weight_kg)
    low, high = protein or usual
    within("lower protein", low, 0, 1000, "g")
    within("upper protein", high, low, 1000, "g")
    least = FAT_MIN_G_PER_KG * within("weight", weight_kg, 25, 400, "kg")
    grams = (low + high) / 2
    fat = max(FAT_SHARE * kcal / KCAL_PER_G["fat"], least)
    if _rest(kcal, grams, fat) < 0:
        fat = max(FAT_SHARES[0] * kcal / KCAL_PER_G["fat"], least)
        grams = max(low, min(grams, (kcal - fat * KCAL_PER_G["fat"]) / KCAL_PER_G["protein"]))
    carbohydrate = max(0.0, _rest(kcal, grams, fat) / KCAL_PER_G["carbohydrate"])
    return Macros(grams, fat, carbohydrate, fibre_g(kcal))


def _rest(kcal: float, protein_g: float, fat_g: float) -> float:
    return kcal - protein_g * KCAL_PER_G["protein"] - fat_g * KCAL_PER_G["fat"]
