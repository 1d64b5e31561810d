"""The one-repetition maximum estimated from a set taken close to failure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import median
from typing import Literal

from coach.ranges import above, whole

MAX_REPS_NORMAL = 10
"""Above this many repetitions the formulas part.

Source: Reynolds 2006 (J Strength Cond Res 20:584), at most 10 repetitions for a useful estimate.
"""
MAX_REPS = 15
"""Above this no estimate is given. Source: same; errors beyond 15 repetitions exceed 10 %."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """An estimated maximum in the unit of the load that went in."""

    value: float
    low: float
    high: float
    confidence: Literal["normal", "low"]


def _checked(load: float, reps: int, limit: int = 36) -> None:
    above("load", load, 0, 5000)
    whole("repetitions", reps, 1, limit)


def epley(load: float, reps: int) -> float:
    """Return the maximum after Epley.

    Args:
        load: Any mass unit, above 0 to 5,000.
        reps: 1 to 36; a single is its own maximum.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Epley 1985, Poundage Chart: w (1 + r / 30).
    """
    _checked(load, reps)
    return load if reps == 1 else load * (1 + reps / 30)


def brzycki(load: float, reps: int) -> float:
    """Return the maximum after Brzycki.

    Args:
        load: Any mass unit, above 0 to 5,000.
        reps: 1 to 36.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Brzycki 1993, JOPERD 64(1):88: 36 w / (37 - r).
    """
    _checked(load, reps)
    return 36 * load / (37 - reps)


def lombardi(load: float, reps: int) -> float:
    """Return the maximum after Lombardi.

    Args:
        load: Any mass unit, above 0 to 5,000.
        reps: 1 to 36.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Lombardi 1989, Beginning Weight Training: w r^0.10.
    """
    _checked(load, reps)
    return load * reps**0.10


def mayhew(load: float, reps: int) -> float:
    """Return the maximum after Mayhew, fitted on the bench press.

    Args:
        load: Any mass unit, above 0 to 5,000.
        reps: 1 to 36.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Mayhew 1992, J Appl Sport Sci Res 6:200: 100 w / (52.2 + 41.9 e^(-0.055 r)).
    """
    _checked(load, reps)
    return 100 * load / (52.2 + 41.9 * math.exp(-0.055 * reps))


def wathan(load: float, reps: int) -> float:
    """Return the maximum after Wathan.

    Args:
        load: Any mass unit, above 0 to 5,000.
        reps: 1 to 36.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Wathan 1994, Essentials of Strength Training: 100 w / (48.8 + 53.8 e^(-0.075 r)).
    """
    _checked(load, reps)
    return 100 * load / (48.8 + 53.8 * math.exp(-0.075 * reps))


FORMULAS = (epley, brzycki, lombardi, mayhew, wathan)


def median_of_five(load: float, reps: int) -> Estimate:
    """Return the median of the five formulas, with the lowest and the highest as its band.

    Args:
        load: Any mass unit, above 0 to 5,000.
        reps: 1 to 15; a single is its own maximum with no band; above 10 the confidence is low.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Median of Epley, Brzycki, Lombardi, Mayhew and Wathan; limits after Reynolds 2006.
    """
    _checked(load, reps, MAX_REPS)
    if reps == 1:
        return Estimate(load, load, load, "normal")
    values = [formula(load, reps) for formula in FORMULAS]
    confidence = "normal" if reps <= MAX_REPS_NORMAL else "low"
    return Estimate(median(values), min(values), max(values), confidence)
