"""Energy: what the body spends, and how far below or above it a target may lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from coach.errors import InvalidInput
from coach.nutrition.rules.trend import ols_slope_per_week

SexCode = Literal["f", "m"]
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
BAND = 0.10
"""Error of an estimated maintenance. Source: Frankenfield 2005, Mifflin within 10 % in most."""
FLOOR_KCAL: dict[SexCode, float] = {"f": 1200.0, "m": 1500.0}
"""Lowest target without a clinician. Source: NHLBI 1998 clinical guidelines; NIH."""
MIN_BMI = 18.5
"""Below it no deficit. Source: WHO classification of underweight."""
ADULT_AGE = 18
"""Below it no deficit. Source: AAP 2016, preventing obesity and eating disorders."""
MAX_DEFICIT_SHARE = 0.25
"""Largest deficit as a share of maintenance. Source: Helms 2014; Garthe 2011."""
MAX_LOSS_PCT = 1.0
"""Fastest loss in percent of body weight a week. Source: Helms 2014, 0.5 to 1.0 %."""
MAX_GAIN_PCT = 0.5
"""Fastest gain in percent of body weight a week. Source: Iraki 2019, 0.25 to 0.5 %."""
DEFAULT_RATE_PCT: dict[Direction, float] = {"lose": 0.5, "maintain": 0.0, "gain": 0.25}
"""Rate when none was named: the careful end. Source: Helms 2014; Iraki 2019."""


@dataclass(frozen=True, slots=True)
class Body:
    """What the energy formulas need to know."""

    weight_kg: float
    height_cm: float
    age: int
    sex: SexCode

    @property
    def bmi(self) -> float:
        """Body mass index, kg/m2."""
        return self.weight_kg / (self.height_cm / 100) ** 2


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


def mifflin_st_jeor(weight_kg: float, height_cm: float, age: int, sex: SexCode) -> float:
    """Return resting energy in kcal a day.

    Args:
        weight_kg: 25 to 400.
        height_cm: 100 to 250.
        age: Years, 15 to 110; fitted on adults.
        sex: `f` or `m`.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Mifflin 1990 (Am J Clin Nutr 51:241); within 10 % for 82 % of non-obese adults.
    """
    _check(weight_kg, height_cm, age)
    return 10 * weight_kg + 6.25 * height_cm - 5 * age + (5 if sex == "m" else -161)


def harris_benedict_revised(weight_kg: float, height_cm: float, age: int, sex: SexCode) -> float:
    """Return resting energy in kcal a day.

    Args:
        weight_kg: 25 to 400.
        height_cm: 100 to 250.
        age: Years, 15 to 110.
        sex: `f` or `m`.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Roza & Shizgal 1984 (Am J Clin Nutr 40:168).
    """
    _check(weight_kg, height_cm, age)
    if sex == "m":
        return 88.362 + 13.397 * weight_kg + 4.799 * height_cm - 5.677 * age
    return 447.593 + 9.247 * weight_kg + 3.098 * height_cm - 4.330 * age


def katch_mcardle(weight_kg: float, body_fat_pct: float) -> float:
    """Return resting energy in kcal a day from lean mass.

    Args:
        weight_kg: 25 to 400.
        body_fat_pct: 2 to 70.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Katch & McArdle 1996, 370 + 21.6 LBM; the same as Cunningham 1991.
    """
    return 370 + 21.6 * lean_mass_kg(weight_kg, body_fat_pct)


def cunningham_1980(weight_kg: float, body_fat_pct: float) -> float:
    """Return resting energy in kcal a day from lean mass.

    Args:
        weight_kg: 25 to 400.
        body_fat_pct: 2 to 70.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Cunningham 1980 (Am J Clin Nutr 33:2372), 500 + 22 LBM.
    """
    return 500 + 22 * lean_mass_kg(weight_kg, body_fat_pct)


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
    _check_weight(weight_kg)
    if not 2 <= body_fat_pct <= 70:
        raise InvalidInput(
            f"body fat is {body_fat_pct!r} %; it must be 2 to 70.", way_out="Give percent."
        )
    return weight_kg * (1 - body_fat_pct / 100)


def maintenance(resting_kcal: float, activity: str) -> float:
    """Return maintenance energy in kcal a day; its error is 10 %.

    Args:
        resting_kcal: Resting energy, above 0.
        activity: A name of `ACTIVITY_FACTOR`.

    Raises:
        InvalidInput: The activity is unknown.

    Source:
        Convention of dietetics; the factors are not measured for one person.
    """
    if activity not in ACTIVITY_FACTOR:
        raise InvalidInput(
            f"activity {activity!r} is unknown.",
            way_out=f"Use one of {', '.join(ACTIVITY_FACTOR)}.",
        )
    return resting_kcal * ACTIVITY_FACTOR[activity]


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
    _check_weight(weight_kg)
    if not 0 <= pct_per_week <= 5:
        raise InvalidInput(f"{pct_per_week!r} % a week is not 0 to 5.", way_out="Give percent.")
    return weight_kg * pct_per_week / 100 * KCAL_PER_KG / 7


def adaptive_from_change(mean_intake_kcal: float, change_kg: float, days: int) -> float:
    """Return expenditure in kcal a day from intake and the change of trend weight.

    Args:
        mean_intake_kcal: Mean logged intake a day, above 0.
        change_kg: Change of the trend weight over the window.
        days: Length of the window, 7 or more.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Energy balance with 7700 kcal/kg (Hall & Chow 2011); neither blended nor capped.
    """
    if mean_intake_kcal <= 0 or days < 7:
        raise InvalidInput(
            f"intake {mean_intake_kcal!r} over {days!r} days is no window.",
            way_out="Give at least 7 days with logged intake.",
        )
    return mean_intake_kcal - change_kg * KCAL_PER_KG / days


def adaptive_from_weights(mean_intake_kcal: float, daily_weights_kg: Sequence[float]) -> float:
    """Return expenditure in kcal a day from intake and the slope of daily weights.

    Args:
        mean_intake_kcal: Mean logged intake a day, above 0.
        daily_weights_kg: One weight a day, oldest first, at least 7.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Energy balance with 7700 kcal/kg (Hall & Chow 2011) and least squares; neither blended nor
        capped.
    """
    days = len(daily_weights_kg)
    if days < 7:
        raise InvalidInput(f"{days} weights are too few.", way_out="Give at least 7 days.")
    slope = ols_slope_per_week(range(days), daily_weights_kg).per_week / 7
    return adaptive_from_change(mean_intake_kcal, slope * days, days)


def energy_availability(intake_kcal: float, exercise_kcal: float, fat_free_mass_kg: float) -> float:
    """Return energy availability in kcal per kg of fat-free mass a day.

    Args:
        intake_kcal: Energy eaten a day, 0 or more.
        exercise_kcal: Energy of exercise a day, 0 or more.
        fat_free_mass_kg: Above 0.

    Raises:
        InvalidInput: The mass is not above 0.

    Source:
        IOC 2018 consensus; 2023 names no single cut-off, so it warns and never diagnoses.
    """
    if fat_free_mass_kg <= 0:
        raise InvalidInput(f"fat-free mass {fat_free_mass_kg!r} must be above 0.")
    return (intake_kcal - exercise_kcal) / fat_free_mass_kg


def refusal(body: Body, *, pregnant: bool) -> Limit | None:
    """Return why this athlete gets no deficit, or None.

    Source:
        WHO (BMI 18.5), AAP 2016 (minors), ACOG 2020 (pregnancy).
    """
    if pregnant:
        text = (
            "A calorie deficit is not for pregnancy or breastfeeding; a midwife or doctor advises."
        )
        return Limit(text, None, None)
    if body.age < ADULT_AGE:
        text = f"A calorie deficit is not set for anyone under {ADULT_AGE}; a doctor advises."
        return Limit(text, ADULT_AGE, "year")
    if body.bmi < MIN_BMI:
        text = f"Your body mass index is below {MIN_BMI}, so a deficit is not set; see a doctor."
        return Limit(text, MIN_BMI, None)
    return None


def energy_target(
    body: Body, maintenance_kcal: float, direction: Direction, rate_pct: float, *, pregnant: bool
) -> Target:
    """Return a daily target within the limits.

    Args:
        body: The athlete.
        maintenance_kcal: Above 0.
        direction: Lose, maintain or gain.
        rate_pct: Wanted change in percent of body weight a week, 0 or more.
        pregnant: Pregnant or breastfeeding.

    Source:
        Helms 2014 and Garthe 2011 (loss), Iraki 2019 (gain), NHLBI 1998 (floors), 7700 kcal/kg.
    """
    if direction == "maintain":
        return Target(maintenance_kcal, 0.0, (), None)
    if direction == "gain":
        rate = min(rate_pct, MAX_GAIN_PCT)
        kept = Limit(f"A gain is kept to {MAX_GAIN_PCT} % a week.", MAX_GAIN_PCT, "%")
        limits = (kept,) if rate < rate_pct else ()
        return Target(maintenance_kcal + kcal_for_rate(body.weight_kg, rate), rate, limits, None)
    reason = refusal(body, pregnant=pregnant)
    if reason is not None:
        return Target(maintenance_kcal, 0.0, (), reason)
    return _deficit(body, maintenance_kcal, rate_pct)


def _deficit(body: Body, maintenance_kcal: float, rate_pct: float) -> Target:
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
    floor = FLOOR_KCAL[body.sex]
    if target < floor:
        target = min(floor, maintenance_kcal)
        text = f"A target is not set below {floor:.0f} kcal without a clinician."
        limits.append(Limit(text, floor, "kcal"))
    rate = (maintenance_kcal - target) * 7 / KCAL_PER_KG / body.weight_kg * 100
    return Target(target, -rate, tuple(limits), None)


def _check(weight_kg: float, height_cm: float, age: int) -> None:
    _check_weight(weight_kg)
    _check_range("height", height_cm, 100, 250)
    _check_range("age", age, 15, 110)


def _check_weight(weight_kg: float) -> None:
    _check_range("weight", weight_kg, 25, 400)


def _check_range(name: str, value: float, low: int, high: int) -> None:
    if not low <= value <= high:
        raise InvalidInput(
            f"{name} is {value!r}; the formulas hold from {low} to {high}.",
            way_out="Check the value and its unit.",
        )
