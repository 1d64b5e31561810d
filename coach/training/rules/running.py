"""Running: fitness from a race, training paces and race predictions."""

from __future__ import annotations

import math

from coach.errors import InvalidInput

RIEGEL_EXPONENT = 1.06
"""Source: Riegel 1981 (American Scientist 69:285)."""


def oxygen_cost(velocity_m_min: float) -> float:
    """Return the oxygen cost of running in ml/kg/min.

    Args:
        velocity_m_min: Velocity in m/min, above 0.

    Raises:
        InvalidInput: The velocity is not above 0.

    Source:
        Daniels & Gilbert 1979: -4.60 + 0.182258 v + 0.000104 v^2.
    """
    v = _positive(velocity_m_min)
    return -4.60 + 0.182258 * v + 0.000104 * v**2


def vdot(metres: float, minutes: float) -> float:
    """Return VDOT from a race.

    Args:
        metres: Distance, above 0.
        minutes: Time, 3.5 to 240 for the fit to hold.

    Raises:
        InvalidInput: A value is not above 0.

    Source:
        Daniels & Gilbert 1979, Oxygen Power.
    """
    t = _positive(minutes)
    share = 0.8 + 0.1894393 * math.exp(-0.012778 * t) + 0.2989558 * math.exp(-0.1932605 * t)
    return oxygen_cost(_positive(metres) / t) / share


def pace_s_per_km(vdot_value: float, fraction: float) -> float:
    """Return the pace in s/km at a fraction of VDOT.

    Args:
        vdot_value: VDOT, 10 to 90.
        fraction: 0.5 to 1.2; easy 0.59 to 0.74, threshold 0.88, intervals 0.95 to 1.0.

    Raises:
        InvalidInput: A value is not above 0.

    Source:
        Daniels & Gilbert 1979, the oxygen cost solved for velocity.
    """
    cost = _positive(vdot_value) * _positive(fraction)
    velocity = (-0.182258 + math.sqrt(0.182258**2 + 4 * 0.000104 * (cost + 4.60))) / (2 * 0.000104)
    return 60_000 / velocity


def race_time(minutes: float, distance: float, target_distance: float) -> float:
    """Return the predicted time over another distance, in minutes.

    Args:
        minutes: Time of the known race, above 0.
        distance: Its distance in any unit, above 0.
        target_distance: The other distance in the same unit, above 0.

    Raises:
        InvalidInput: A value is not above 0.

    Source:
        Riegel 1981, exponent 1.06; for 3.5 to 230 min.
    """
    ratio = _positive(target_distance) / _positive(distance)
    return _positive(minutes) * ratio**RIEGEL_EXPONENT


def _positive(value: float) -> float:
    if not value > 0:
        raise InvalidInput(f"{value!r} must be above 0.", way_out="Check the value and its unit.")
    return value
