"""Endurance and body composition: heart rates, aerobic capacity, race times, body fat."""

from __future__ import annotations

import math

from evals.oracle.units import KG_PER_LB


def tanaka(age: float) -> float:
    """Return the highest heart rate. Source: Tanaka 2001, 208 - 0.7 a; error about 10 beats."""
    return 208 - 0.7 * age


def karvonen(age: float, rest: float, fraction: float) -> float:
    """Return a heart rate at a share of the reserve. Source: Karvonen 1957."""
    return rest + fraction * (tanaka(age) - rest)


def cooper_12min(metres: float) -> float:
    """Return VO2max, ml/kg/min. Source: Cooper 1968; error 3 to 5 ml/kg/min."""
    return (metres - 504.9) / 44.73


def rockport(weight_lb: float, age: float, male: float, time_min: float, hr: float) -> float:
    """Return VO2max from a walked mile. Source: Kline 1987."""
    own = 132.853 - 0.0769 * weight_lb - 0.3877 * age + 6.315 * male
    return own - 3.2649 * time_min - 0.1565 * hr


def vdot(metres: float, minutes: float) -> float:
    """Return the running ability a race shows. Source: Daniels & Gilbert 1979."""
    speed = metres / minutes
    cost = -4.60 + 0.182258 * speed + 0.000104 * speed**2
    share = 0.8 + 0.1894393 * math.exp(-0.012778 * minutes)
    return cost / (share + 0.2989558 * math.exp(-0.1932605 * minutes))


def pace_s_per_km(vdot: float, fraction: float) -> float:
    """Return the seconds for a kilometre at a share of a VDOT. Source: Daniels & Gilbert 1979."""
    a, b, c = 0.000104, 0.182258, -4.60 - vdot * fraction
    speed = (-b + math.sqrt(b * b - 4 * a * c)) / (2 * a)
    return 60_000 / speed


def riegel(t1_min: float, d1: float, d2: float) -> float:
    """Return the time over another distance, minutes. Source: Riegel 1981, exponent 1.06."""
    return t1_min * (d2 / d1) ** 1.06


def met_kcal(met: float, kg: float, minutes: float) -> float:
    """Return the energy of an activity. Source: ACSM, MET x 3.5 x kg / 200 x min."""
    return met * 3.5 * kg / 200 * minutes


def us_navy_cm(sex: str, height: float, waist: float, neck: float, hip: float = 0.0) -> float:
    """Return body fat, percent. Source: Hodgdon & Beckett 1984; error 3 to 4 points."""
    if sex == "m":
        density = 1.0324 - 0.19077 * math.log10(waist - neck) + 0.15456 * math.log10(height)
    else:
        girth = math.log10(waist + hip - neck)
        density = 1.29579 - 0.35004 * girth + 0.22100 * math.log10(height)
    return 495 / density - 450


def sweat_rate(pre: float, post: float, fluid_l: float, urine_l: float, hours: float) -> float:
    """Return litres an hour. Source: ACSM 2007 position stand on fluid replacement."""
    return (pre - post + fluid_l - urine_l) / hours


def lb_of(kg: float) -> float:
    """Return pounds. Source: International Yard and Pound Agreement, 1959."""
    return kg / KG_PER_LB
