"""Heart rate, aerobic capacity and the energy of exercise."""

from __future__ import annotations

from coach.errors import InvalidInput


def max_heart_rate(age: float) -> float:
    """Return the expected maximal heart rate in bpm; a measured one is better.

    Args:
        age: Years, 5 to 110.

    Raises:
        InvalidInput: The age is out of range.

    Source:
        Tanaka 2001 (J Am Coll Cardiol 37:153), 208 - 0.7 age; standard error about 10 bpm.
    """
    if not 5 <= age <= 110:
        raise InvalidInput(f"age is {age!r}; it must be 5 to 110.", way_out="Give years.")
    return 208 - 0.7 * age


def target_heart_rate(age: float, rest_bpm: float, fraction: float) -> float:
    """Return the heart rate at a fraction of the reserve, in bpm; not on beta-blockers.

    Args:
        age: Years, 5 to 110.
        rest_bpm: Resting heart rate, 25 to 120.
        fraction: Share of the reserve, 0 to 1; moderate 0.40 to 0.59, vigorous 0.60 to 0.89.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Karvonen 1957 with the maximum of Tanaka 2001.
    """
    if not 25 <= rest_bpm <= 120 or not 0 <= fraction <= 1:
        raise InvalidInput(
            f"rest {rest_bpm!r} bpm or fraction {fraction!r} is out of range.",
            way_out="Give bpm at rest and a fraction from 0 to 1.",
        )
    return rest_bpm + fraction * (max_heart_rate(age) - rest_bpm)


def vo2max_cooper(metres: float) -> float:
    """Return VO2max in ml/kg/min from a 12-minute run; error 3 to 5.

    Args:
        metres: Distance in 12 minutes, above 505.

    Raises:
        InvalidInput: The distance is too short for the formula.

    Source:
        Cooper 1968 (JAMA 203:201).
    """
    if metres <= 504.9:
        raise InvalidInput(f"{metres!r} m is too short for the test.", way_out="Give metres.")
    return (metres - 504.9) / 44.73


def vo2max_rockport(weight_lb: float, age: float, male: int, time_min: float, hr: float) -> float:
    """Return VO2max in ml/kg/min from the one-mile walk; error 3 to 5.

    Args:
        weight_lb: Body weight in lb.
        age: Years.
        male: 1 for men, 0 for women.
        time_min: Minutes for the mile.
        hr: Heart rate at the end, bpm.

    Returns:
        Estimate in ml/kg/min.

    Source:
        Kline 1987 (Med Sci Sports Exerc 19:253).
    """
    return (
        132.853 - 0.0769 * weight_lb - 0.3877 * age + 6.315 * male - 3.2649 * time_min - 0.1565 * hr
    )


def vo2max_jackson(par: float, age: float, bmi: float, male: int) -> float:
    """Return VO2max in ml/kg/min without exercise; error about 5.

    Args:
        par: Physical activity rating, 0 to 7.
        age: Years.
        bmi: Body mass index, kg/m2.
        male: 1 for men, 0 for women.

    Returns:
        Estimate in ml/kg/min.

    Source:
        Jackson 1990 (Med Sci Sports Exerc 22:863).
    """
    return 56.363 + 1.921 * par - 0.381 * age - 0.754 * bmi + 10.987 * male


def met_kcal(met: float, weight_kg: float, minutes: float) -> float:
    """Return the gross energy of an activity in kcal; never added to a food target by itself.

    Args:
        met: Metabolic equivalent, 0.9 to 25.
        weight_kg: Body weight, above 0.
        minutes: Duration, 0 or more.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Compendium of Physical Activities 2024: MET x 3.5 x kg / 200 x min.
    """
    if not 0.9 <= met <= 25 or weight_kg <= 0 or minutes < 0:
        raise InvalidInput("MET, weight or minutes are out of range.", way_out="Check the units.")
    return met * 3.5 * weight_kg / 200 * minutes
