"""Running: fitness from a race, training paces, race predictions and weekly distance."""

from __future__ import annotations

import math
from typing import NamedTuple

from coach.ranges import above, within

RIEGEL_EXPONENT = 1.06
"""Source: Riegel 1981 (American Scientist 69:285)."""
PACE_SHARES: dict[str, tuple[float, float]] = {
    "easy": (0.59, 0.74),
    "threshold": (0.88, 0.88),
    "interval": (0.95, 1.00),
    "repetition": (1.05, 1.10),
}
"""Shares of VDOT. Source: Daniels 2014, Running Formula; his tables print easy at 0.62 to 0.70."""
MARATHON_M = 42_195.0
"""Source: World Athletics."""
BUILD_SHARE = 0.10
BUILD_KM = (2.0, 4.0)
"""Growth of the week: a tenth, or 2 to 4 km where that is more. Source: coaching practice; Buist
2008 (Am J Sports Med 36:33) found no fewer injuries with it, so it is a habit, not a law."""
LONG_RUN_SHARE = 0.30
"""Largest share of the week in one run. Source: Daniels 2014, 25 to 30 %."""


class PaceRange(NamedTuple):
    """A training pace in s/km, fast end first."""

    name: str
    fast_s_per_km: float
    slow_s_per_km: float


class Distances(NamedTuple):
    """A range in km."""

    low_km: float
    high_km: float


def oxygen_cost(velocity_m_min: float) -> float:
    """Return the oxygen cost of running in ml/kg/min.

    Args:
        velocity_m_min: Velocity in m/min, above 0 to 700.

    Raises:
        InvalidInput: The velocity is out of range.

    Source:
        Daniels & Gilbert 1979: -4.60 + 0.182258 v + 0.000104 v^2.
    """
    v = above("velocity", velocity_m_min, 0, 700, "m/min")
    return -4.60 + 0.182258 * v + 0.000104 * v**2


def fraction_held(minutes: float) -> float:
    """Return the share of VO2max a runner holds for a time.

    Args:
        minutes: Above 0 to 1,440; fitted on 3.5 to 240.

    Raises:
        InvalidInput: The time is out of range.

    Source:
        Daniels & Gilbert 1979.
    """
    t = above("time", minutes, 0, 1440, "min")
    return 0.8 + 0.1894393 * math.exp(-0.012778 * t) + 0.2989558 * math.exp(-0.1932605 * t)


def vdot(metres: float, minutes: float) -> float:
    """Return VDOT from a race; flat course, all-out, about 1 point of error.

    Args:
        metres: Distance, above 0 to 500,000.
        minutes: Time, 3.5 to 240 for the fit to hold; accepted above 0 to 1,440.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Daniels & Gilbert 1979, Oxygen Power.
    """
    distance = above("distance", metres, 0, 500_000, "m")
    return oxygen_cost(distance / above("time", minutes, 0, 1440, "min")) / fraction_held(minutes)


def pace_s_per_km(vdot_value: float, fraction: float) -> float:
    """Return the pace in s/km at a fraction of VDOT.

    Args:
        vdot_value: VDOT, 10 to 100.
        fraction: 0.3 to 1.3; easy 0.59 to 0.74, threshold 0.88, intervals 0.95 to 1.0.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Daniels & Gilbert 1979, the oxygen cost solved for velocity.
    """
    cost = within("VDOT", vdot_value, 10, 100) * within("fraction", fraction, 0.3, 1.3)
    velocity = (-0.182258 + math.sqrt(0.182258**2 + 4 * 0.000104 * (cost + 4.60))) / (2 * 0.000104)
    return 60_000 / velocity


def race_minutes(vdot_value: float, metres: float) -> float:
    """Return the time in minutes in which a runner of this VDOT races a distance.

    Args:
        vdot_value: 10 to 100.
        metres: 800 to 100,000; fitted on races of 3.5 to 240 min.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Daniels & Gilbert 1979, solved by halving; presumes training for the distance.
    """
    wanted = within("VDOT", vdot_value, 10, 100)
    within("distance", metres, 800, 100_000, "m")
    # VDOT falls as the time grows, so the interval is halved until it is under a second.
    fast, slow = metres / 600, metres / 40
    while slow - fast > 1 / 120:
        middle = (fast + slow) / 2
        if vdot(metres, min(middle, 1440)) > wanted:
            fast = middle
        else:
            slow = middle
    return (fast + slow) / 2


def training_paces(vdot_value: float) -> tuple[PaceRange, ...]:
    """Return the easy, marathon, threshold, interval and repetition paces in s/km.

    Args:
        vdot_value: 10 to 100.

    Raises:
        InvalidInput: The value is out of range.

    Source:
        Daniels 2014: shares of VDOT; marathon pace from the predicted marathon.
    """
    paces = [
        PaceRange(name, pace_s_per_km(vdot_value, high), pace_s_per_km(vdot_value, low))
        for name, (low, high) in PACE_SHARES.items()
    ]
    marathon = race_minutes(vdot_value, MARATHON_M) * 60 / (MARATHON_M / 1000)
    paces.insert(1, PaceRange("marathon", marathon, marathon))
    return tuple(paces)


def race_time(
    minutes: float, distance: float, target_distance: float, exponent: float = RIEGEL_EXPONENT
) -> float:
    """Return the predicted time over another distance, in minutes.

    Args:
        minutes: Time of the known race, above 0 to 10,000.
        distance: Its distance in any unit, above 0.
        target_distance: The other distance in the same unit, above 0.
        exponent: 1 to 1.3; 1.06 by Riegel.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Riegel 1981, for 3.5 to 230 min; marathons from short races come out 5 % and more too fast
        for most (Vickers & Vertosick 2016).
    """
    ratio = above("target distance", target_distance, 0, 1e7) / above("distance", distance, 0, 1e7)
    power = within("exponent", exponent, 1, 1.3)
    return above("time", minutes, 0, 10_000, "min") * ratio**power


def next_week_km(last_week_km: float) -> Distances:
    """Return how far next week may go, in km.

    Args:
        last_week_km: 0 to 300.

    Returns:
        From the same distance to a tenth more, or 2 to 4 km more where a tenth is less than 2 km.

    Raises:
        InvalidInput: The distance is out of range.

    Source:
        Coaching practice; Buist 2008 found no fewer injuries with a tenth a week.
    """
    last = within("distance", last_week_km, 0, 300, "km")
    if BUILD_SHARE * last >= BUILD_KM[0]:
        return Distances(last, last * (1 + BUILD_SHARE))
    return Distances(last + BUILD_KM[0], last + BUILD_KM[1])


def longest_run_km(week_km: float) -> float:
    """Return the longest single run of a week, in km.

    Args:
        week_km: Distance of the week, 0 to 300.

    Raises:
        InvalidInput: The distance is out of range.

    Source:
        Daniels 2014: 25 to 30 % of the week.
    """
    return LONG_RUN_SHARE * within("distance", week_km, 0, 300, "km")
