"""Heart rate zones and aerobic capacity."""

from __future__ import annotations

from typing import NamedTuple

from coach.errors import InvalidInput
from coach.ranges import whole, within

ZONES: dict[str, tuple[float, float]] = {
    "very light": (0.20, 0.29),
    "light": (0.30, 0.39),
    "moderate": (0.40, 0.59),
    "vigorous": (0.60, 0.89),
    "near maximal": (0.90, 1.00),
}
"""Shares of the heart rate reserve. Source: ACSM's Guidelines, 11th edition (2021); very light is
below 30 %."""


class Zone(NamedTuple):
    """A zone in bpm."""

    name: str
    low_bpm: float
    high_bpm: float


def max_heart_rate(age: float) -> float:
    """Return the expected maximal heart rate in bpm; a measured one is better.

    Args:
        age: Years, 5 to 110; fitted on 18 to 81.

    Raises:
        InvalidInput: The age is out of range.

    Source:
        Tanaka 2001 (J Am Coll Cardiol 37:153), 208 - 0.7 age; standard error about 10 bpm.
    """
    return 208 - 0.7 * within("age", age, 5, 110, "years")


def target_heart_rate(
    age: float, rest_bpm: float, fraction: float, measured_max_bpm: float | None = None
) -> float:
    """Return the heart rate at a fraction of the reserve, in bpm; not on beta-blockers.

    Args:
        age: Years, 5 to 110.
        rest_bpm: Resting heart rate, 25 to 120.
        fraction: Share of the reserve, 0 to 1; moderate 0.40 to 0.59, vigorous 0.60 to 0.89.
        measured_max_bpm: Measured maximum, 100 to 240, which beats the expected one.

    Raises:
        InvalidInput: A value is out of range, or rest is not below the maximum.

    Source:
        Karvonen 1957 with the maximum of Tanaka 2001, whose standard error is about 10 bpm.
    """
    highest = max_heart_rate(age)
    if measured_max_bpm is not None:
        highest = within("maximal heart rate", measured_max_bpm, 100, 240, "bpm")
    within("resting heart rate", rest_bpm, 25, 120, "bpm")
    within("fraction", fraction, 0, 1)
    if rest_bpm >= highest:
        raise InvalidInput(
            f"a resting heart rate of {rest_bpm!r} bpm is not below the maximum of {highest:.0f}.",
            way_out="Check both values.",
            code="out_of_range",
        )
    return rest_bpm + fraction * (highest - rest_bpm)


def zones(age: float, rest_bpm: float, measured_max_bpm: float | None = None) -> tuple[Zone, ...]:
    """Return the zones of the heart rate reserve in bpm.

    Beta-blockers and some other medicines make them wrong: then the talk test and perceived
    exertion guide, as they do wherever a measured maximum is missing.

    Args:
        age: Years, 5 to 110.
        rest_bpm: Resting heart rate, 25 to 120.
        measured_max_bpm: Measured maximum, 100 to 240, which beats the expected one.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        ACSM's Guidelines 2021: moderate 40 to 59 %, vigorous 60 to 89 % of the reserve; with an
        expected maximum each limit is 5 to 10 bpm off.
    """
    return tuple(
        Zone(
            name,
            target_heart_rate(age, rest_bpm, low, measured_max_bpm),
            target_heart_rate(age, rest_bpm, high, measured_max_bpm),
        )
        for name, (low, high) in ZONES.items()
    )


def vo2max_cooper(metres: float) -> float:
    """Return VO2max in ml/kg/min from a 12-minute run; error 3 to 5.

    Args:
        metres: Distance in 12 minutes, 600 to 6,000.

    Raises:
        InvalidInput: The distance is out of range.

    Source:
        Cooper 1968 (JAMA 203:201); error 3 to 5 ml/kg/min.
    """
    return (within("distance", metres, 600, 6000, "m") - 504.9) / 44.73


def vo2max_rockport(weight_lb: float, age: float, male: int, time_min: float, hr: float) -> float:
    """Return VO2max in ml/kg/min from the one-mile walk; error 3 to 5.

    Args:
        weight_lb: Body weight in lb, 55 to 880.
        age: Years, 10 to 110; fitted on 30 to 69.
        male: 1 for men, 0 for women.
        time_min: Minutes for the mile, 5 to 60.
        hr: Heart rate at the end, 40 to 240 bpm.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Kline 1987 (Med Sci Sports Exerc 19:253); standard error 5 ml/kg/min.
    """
    within("weight", weight_lb, 55, 880, "lb")
    within("age", age, 10, 110, "years")
    within("time", time_min, 5, 60, "min")
    within("heart rate", hr, 40, 240, "bpm")
    return (
        132.853
        - 0.0769 * weight_lb
        - 0.3877 * age
        + 6.315 * _male(male)
        - 3.2649 * time_min
        - 0.1565 * hr
    )


def vo2max_jackson(par: float, age: float, bmi: float, male: int) -> float:
    """Return VO2max in ml/kg/min without exercise; error about 5.

    Args:
        par: Physical activity rating, 0 to 7 (10 on the extended scale).
        age: Years, 10 to 110; fitted on 20 to 70.
        bmi: Body mass index, 10 to 80 kg/m2.
        male: 1 for men, 0 for women.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Jackson 1990 (Med Sci Sports Exerc 22:863); standard error 5.3 ml/kg/min.
    """
    within("activity rating", par, 0, 10)
    within("age", age, 10, 110, "years")
    within("BMI", bmi, 10, 80, "kg/m2")
    return 56.363 + 1.921 * par - 0.381 * age - 0.754 * bmi + 10.987 * _male(male)


def vo2max_mile_and_half(time_min: float) -> float:
    """Return VO2max in ml/kg/min from a run of 1.5 miles; error 3 to 5.

    Args:
        time_min: Minutes for 2,414 m, 6 to 40.

    Raises:
        InvalidInput: The time is out of range.

    Source:
        ACSM's Guidelines: 483 / t + 3.5; error 3 to 5 ml/kg/min.
    """
    return 483 / within("time", time_min, 6, 40, "min") + 3.5


def vo2max_uth(max_bpm: float, rest_bpm: float) -> float:
    """Return VO2max in ml/kg/min from heart rates; error 3 to 5, more with an expected maximum.

    Args:
        max_bpm: Maximal heart rate, 100 to 240.
        rest_bpm: Resting heart rate, 25 to 120.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Uth 2004 (Eur J Appl Physiol 91:111), 15.3 x max / rest; fitted on trained men.
    """
    within("maximal heart rate", max_bpm, 100, 240, "bpm")
    return 15.3 * max_bpm / within("resting heart rate", rest_bpm, 25, 120, "bpm")


def _male(flag: int) -> int:
    return whole("male", flag, 0, 1)
