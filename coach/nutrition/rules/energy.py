"""Energy: what the body spends, and how far below or above it a target may lie."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from coach.nutrition.rules.availability import LOW_AVAILABILITY
from coach.nutrition.rules.rmr import SexCode
from coach.ranges import above, one_of, within

Direction = Literal["lose", "maintain", "gain"]

KCAL_PER_KG = 7700.0
"""Energy of one kg of body weight change. Source: Wishnofsky 1958; an average, see Hall 2008."""
ACTIVITY_FACTOR = {
    "sedentary": 1.2,
    "light": 1.375,
    "moderate": 1.55,
    "high": 1.725,
    "very_high": 1.9,
}
"""Factors on resting energy. Source: convention of dietetics (after FAO/WHO/UNU 2004 PAL bands);
not measured for one person."""
PAL = {"light": (1.40, 1.69), "active": (1.70, 1.99), "vigorous": (2.00, 2.40)}
"""Physical activity levels that can be kept up. Source: FAO/WHO/UNU 2004, Human energy
requirements, table 5.1."""
BAND = 0.10
"""Error of an estimated maintenance. Source: Frankenfield 2005, Mifflin within 10 % in most."""
FLOOR_KCAL: dict[SexCode, float] = {"f": 1200.0, "m": 1500.0}
"""Lowest target without a clinician. Source: NHLBI 1998 clinical guidelines; NIH."""
MEDICAL_KCAL = 800.0
"""Below it only under medical supervision. Source: NIH 1993, very low-calorie diets."""
MIN_BMI = 18.5
"""Below it no deficit. Source: WHO classification of underweight."""
ADULT_AGE = 18
"""Below it no deficit. Source: AAP 2016, preventing obesity and eating disorders."""
MAX_DEFICIT_SHARE = 0.25
"""Largest deficit as a share of maintenance. Source: Helms 2014; Garthe 2011."""
MIN_LOSS_PCT = 0.5
MAX_LOSS_PCT = 1.0
"""Loss in percent of body weight a week. Source: Helms 2014, 0.5 to 1.0 %; Garthe 2011, 0.7 %
keeps more lean mass than 1.4 %."""
MIN_GAIN_PCT = 0.25
MAX_GAIN_PCT = 0.5
"""Gain in percent of body weight a week. Source: Iraki 2019, 0.25 to 0.5 %; novices the upper."""
DEFAULT_RATE_PCT: dict[Direction, float] = {"lose": 0.5, "maintain": 0.0, "gain": 0.25}
"""Rate when none was named: the careful end. Source: Helms 2014; Iraki 2019."""


@dataclass(frozen=True, slots=True)
class Body:
    """What the energy formulas need to know."""

    weight_kg: float
    height_cm: float
    age: int
    sex: SexCode
    eating_disorder: bool = False
    """Present or past; then no deficit is set."""

    @property
    def bmi(self) -> float:
        """Body mass index, kg/m2."""
        return self.weight_kg / (self.height_cm / 100) ** 2


@dataclass(frozen=True, slots=True)
class Spending:
    """What else is known of an athlete's energy, for floors beyond the general one."""

    resting_kcal: float | None = None
    fat_free_mass_kg: float | None = None
    exercise_kcal: float = 0.0


class Band(NamedTuple):
    """An estimate and its error band, kcal a day."""

    kcal: float
    low: float
    high: float


class Range(NamedTuple):
    """A lower and an upper end."""

    low: float
    high: float


class Limit(NamedTuple):
    """A limit in words, and the number those words hold."""

    text: str
    value: float | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class Target:
    """A daily energy target and what limited it."""

    kcal: float
    rate_pct_per_week: float
    """Signed: below zero for a loss."""
    limits: tuple[Limit, ...]
    refusal: Limit | None
    """Why no deficit is given; the target is then maintenance."""


def maintenance(resting_kcal: float, activity: str) -> float:
    """Return maintenance energy in kcal a day; its error is 10 %.

    Args:
        resting_kcal: Resting energy, 300 to 6,000.
        activity: A name of `ACTIVITY_FACTOR`.

    Raises:
        InvalidInput: The energy is out of range or the activity is unknown.

    Source:
        Convention of dietetics; the factors are not measured for one person.
    """
    return by_factor(resting_kcal, ACTIVITY_FACTOR[one_of("activity", activity, ACTIVITY_FACTOR)])


def by_factor(resting_kcal: float, factor: float) -> float:
    """Return maintenance energy in kcal a day from a factor on resting energy; error 10 %.

    Args:
        resting_kcal: Resting energy, 300 to 6,000.
        factor: 1 to 2.5; beyond 2.4 nobody keeps it up (FAO/WHO/UNU 2004).

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Factorial method, FAO/WHO/UNU 2004.
    """
    within("resting energy", resting_kcal, 300, 6000, "kcal")
    return resting_kcal * within("activity factor", factor, 1, 2.5)


def with_band(kcal: float) -> Band:
    """Return an estimated maintenance with its error of 10 %.

    Args:
        kcal: Estimate a day, above 0 to 15,000.

    Raises:
        InvalidInput: The value is out of range.

    Source:
        Frankenfield 2005; the factor adds error of its own, so the band is the least to expect.
    """
    above("energy", kcal, 0, 15_000, "kcal")
    return Band(kcal, kcal * (1 - BAND), kcal * (1 + BAND))


def pal_range(resting_kcal: float, level: str) -> Range:
    """Return the maintenance energy of a physical activity level in kcal a day.

    Args:
        resting_kcal: Resting energy, 300 to 6,000.
        level: `light`, `active` or `vigorous`.

    Raises:
        InvalidInput: The energy is out of range or the level is unknown.

    Source:
        FAO/WHO/UNU 2004: 1.40-1.69, 1.70-1.99, 2.00-2.40.
    """
    low, high = PAL[one_of("level", level, PAL)]
    return Range(by_factor(resting_kcal, low), by_factor(resting_kcal, high))


def kcal_for_rate(weight_kg: float, pct_per_week: float) -> float:
    """Return the daily energy that changes body weight at a rate.

    Args:
        weight_kg: 25 to 400.
        pct_per_week: Percent of body weight a week, 0 to 5.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        7700 kcal/kg (Wishnofsky 1958), an average.
    """
    within("weight", weight_kg, 25, 400, "kg")
    within("rate", pct_per_week, 0, 5, "% a week")
    return weight_kg * pct_per_week / 100 * KCAL_PER_KG / 7


def rate_range(direction: Direction, *, novice: bool = False) -> Range:
    """Return the sensible rates of change in percent of body weight a week.

    Args:
        direction: Lose, maintain or gain.
        novice: True for the first year of lifting, who may gain at the upper end.

    Raises:
        InvalidInput: The direction is unknown.

    Source:
        Helms 2014 (loss), Iraki 2019 (gain: up to 0.5 %, the experienced stay near 0.25 %).
    """
    one_of("direction", direction, DEFAULT_RATE_PCT)
    if direction == "maintain":
        return Range(0.0, 0.0)
    if direction == "lose":
        return Range(MIN_LOSS_PCT, MAX_LOSS_PCT)
    return Range(MIN_GAIN_PCT, MAX_GAIN_PCT if novice else (MIN_GAIN_PCT + MAX_GAIN_PCT) / 2)


def floor_kcal(body: Body, spending: Spending | None = None) -> Limit:
    """Return the lowest target without a clinician: the highest of the floors that are known.

    Args:
        body: The athlete.
        spending: Resting energy, and fat-free mass with exercise, where they are known.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        NHLBI 1998 (1,200 and 1,500 kcal); resting energy; IOC 2018 (30 kcal/kg FFM).
    """
    known = spending or Spending()
    general = FLOOR_KCAL[body.sex]
    text = f"A target is not set below {general:.0f} kcal without a clinician."
    found = [Limit(text, general, "kcal"), *_needed(known)]
    return max(found, key=lambda limit: limit.value or 0.0)


def _needed(spending: Spending) -> list[Limit]:
    """Return the floors under any target, a deficit or not: resting energy and availability."""
    found: list[Limit] = []
    if spending.resting_kcal is not None:
        resting = within("resting energy", spending.resting_kcal, 300, 6000, "kcal")
        text = f"A target is not set below your resting energy of {resting:.0f} kcal."
        found.append(Limit(text, resting, "kcal"))
    if spending.fat_free_mass_kg is not None:
        mass = within("fat-free mass", spending.fat_free_mass_kg, 15, 200, "kg")
        spent = within("exercise", spending.exercise_kcal, 0, 20_000, "kcal")
        least = LOW_AVAILABILITY * mass + spent
        text = f"Below {least:.0f} kcal too little energy is left after training."
        found.append(Limit(text, least, "kcal"))
    return found


def needs_supervision(kcal: float) -> bool:
    """Tell whether a daily intake is for medical supervision only.

    Args:
        kcal: Intake a day, 0 to 20,000.

    Raises:
        InvalidInput: The value is out of range.

    Source:
        NIH 1993: below 800 kcal a day.
    """
    return within("intake", kcal, 0, 20_000, "kcal") < MEDICAL_KCAL


def refusal(body: Body, *, pregnant: bool) -> Limit | None:
    """Return why this athlete gets no deficit, or None.

    Source:
        WHO (BMI 18.5), AAP 2016 (minors), ACOG 2020 (pregnancy), NICE NG69 2017 (eating disorders).
    """
    if body.eating_disorder:
        text = (
            "A calorie deficit is not set with a history of an eating disorder; the people who "
            "treat it, or a helpline, advise."
        )
        return Limit(text, None, None)
    if pregnant:
        text = (
            "A calorie deficit is not for pregnancy or breastfeeding; a midwife or doctor advises."
        )
        return Limit(text, None, None)
    if body.age < ADULT_AGE:
        text = f"A calorie deficit is not set for anyone under {ADULT_AGE}; a doctor advises."
        return Limit(text, ADULT_AGE, "year")
    if body.bmi < MIN_BMI:
        text = (
            "I set no calorie deficit for you: from where you are it would cost strength and "
            "health, and a doctor or dietitian can look at it with you."
        )
        return Limit(text, None, None)
    return None


def energy_target(
    body: Body,
    maintenance_kcal: float,
    direction: Direction,
    rate_pct: float,
    *,
    pregnant: bool,
    spending: Spending | None = None,
) -> Target:
    """Return a daily target within the limits.

    Args:
        body: The athlete.
        maintenance_kcal: Above 0 to 15,000.
        direction: Lose, maintain or gain.
        rate_pct: Wanted change in percent of body weight a week, 0 to 100; held to the limits.
        pregnant: Pregnant or breastfeeding.
        spending: Resting energy and fat-free mass, for floors above the general one.

    Raises:
        InvalidInput: A value is out of range or the direction is unknown.

    Source:
        Helms 2014 and Garthe 2011 (loss), Iraki 2019 (gain), NHLBI 1998 (floors), 7700 kcal/kg.
    """
    _check_body(body)
    above("maintenance", maintenance_kcal, 0, 15_000, "kcal")
    within("rate", rate_pct, 0, 100, "% a week")
    one_of("direction", direction, DEFAULT_RATE_PCT)
    known = spending or Spending()
    if direction == "maintain":
        return _fed(Target(maintenance_kcal, 0.0, (), None), body, known)
    if direction == "gain":
        rate = min(rate_pct, MAX_GAIN_PCT)
        kept = Limit(f"A gain is kept to {MAX_GAIN_PCT} % a week.", MAX_GAIN_PCT, "%")
        limits = (kept,) if rate < rate_pct else ()
        kcal = maintenance_kcal + kcal_for_rate(body.weight_kg, rate)
        return _fed(Target(kcal, rate, limits, None), body, known)
    floor = floor_kcal(body, known)
    reason = refusal(body, pregnant=pregnant) or _no_room(maintenance_kcal, floor)
    if reason is not None:
        return _fed(Target(maintenance_kcal, 0.0, (), reason), body, known)
    return _deficit(body, maintenance_kcal, rate_pct, floor)


def _no_room(maintenance_kcal: float, floor: Limit) -> Limit | None:
    """Return why there is no deficit where maintenance itself is at the floor or below it."""
    least = floor.value or 0.0
    if maintenance_kcal > least:
        return None
    text = f"There is no room for a deficit: {floor.text[:1].lower()}{floor.text[1:]}"
    return Limit(text, least, "kcal")


def _fed(target: Target, body: Body, spending: Spending) -> Target:
    """Return a target that covers resting energy and leaves enough after training."""
    limit = max(_needed(spending), key=lambda each: each.value or 0.0, default=None)
    if limit is None or limit.value is None or target.kcal >= limit.value:
        return target
    more = (limit.value - target.kcal) * 7 / KCAL_PER_KG / body.weight_kg * 100
    return replace(
        target,
        kcal=limit.value,
        rate_pct_per_week=target.rate_pct_per_week + more,
        limits=(*target.limits, limit),
    )


def _check_body(body: Body) -> None:
    within("weight", body.weight_kg, 25, 400, "kg")
    within("height", body.height_cm, 100, 250, "cm")
    within("age", body.age, 5, 110, "years")
    one_of("sex", body.sex, FLOOR_KCAL)


def _deficit(body: Body, maintenance_kcal: float, rate_pct: float, floor: Limit) -> Target:
    limits: list[Limit] = []
    rate = rate_pct
    if rate > MAX_LOSS_PCT:
        rate = MAX_LOSS_PCT
        text = f"A loss is kept to {MAX_LOSS_PCT:.0f} % of body weight a week."
        limits.append(Limit(text, MAX_LOSS_PCT, "%"))
    target = maintenance_kcal - kcal_for_rate(body.weight_kg, rate)
    largest = maintenance_kcal * (1 - MAX_DEFICIT_SHARE)
    if target < largest:
        target = largest
        percent = MAX_DEFICIT_SHARE * 100
        limits.append(Limit(f"A deficit is kept to {percent:.0f} % of maintenance.", percent, "%"))
    least = floor.value or 0.0
    if target < least:
        target = least
        limits.append(floor)
    rate = (maintenance_kcal - target) * 7 / KCAL_PER_KG / body.weight_kg * 100
    return Target(target, -rate, tuple(limits), None)
