"""Strength: maxima from sets, loads from maxima, and what follows from the last session."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

_RTS = (
    "100 97.8 95.5 93.9 92.2 90.7 89.2 87.8 86.3 85.0 83.7 82.4 81.1 79.9 78.6 "
    "77.4 76.2 75.1 73.9 72.3 70.7 69.4 68.0 66.7 65.3 64.0 62.6 61.3 59.9 58.6"
)
RTS_PERCENT = tuple(map(float, _RTS.split()))
"""Percent of the maximum at 2 (reps - 1) + 2 (10 - RPE). Source: Tuchscherer 2008, The Reactive
Training Manual; people differ by 5 % and more."""
LOWEST_RPE = 6.0
"""Ratings below do not count repetitions in reserve. Source: Zourdos 2016, J Strength Cond Res
30:267."""
REDUCED_TO = 0.9
"""Share kept after the third failure in a row. Source: Rippetoe & Kilgore 2011."""
RETURN_SHARES = ((13, 1.0, 1.0), (28, 0.9, 0.9), (91, 0.8, 0.8), (182, 0.7, 0.7))
"""Up to so many days without the lift: lowest and highest share of the last working load. Source:
coach heuristic on Bosquet 2013 and Mujika & Padilla 2000."""
LONGEST_RETURN = (0.5, 0.6)
"""The same after more than half a year."""
LARGEST_JUMP = 0.10
"""Largest rise of a load from one session to the next, unless the smallest step is larger. Source:
ACSM 2009 position stand, 2 to 10 %."""
WARM_UP_SHARES = (0.4, 0.6, 0.75, 0.8, 0.9)
"""Shares of the work load in a ramp. Source: coaching practice (Rippetoe & Kilgore 2011)."""


class Spread(NamedTuple):
    """An estimate with the lowest and the highest of its formulas."""

    value: float
    low: float
    high: float


def epley(load: float, reps: int) -> float:
    """Return the maximum. Source: Epley 1985, w (1 + r / 30); a single is its own maximum."""
    return load if reps == 1 else load * (1 + reps / 30)


def brzycki(load: float, reps: int) -> float:
    """Return the maximum. Source: Brzycki 1993, 36 w / (37 - r)."""
    return 36 * load / (37 - reps)


def lombardi(load: float, reps: int) -> float:
    """Return the maximum. Source: Lombardi 1989, w r^0.10."""
    return load * reps**0.10


def mayhew(load: float, reps: int) -> float:
    """Return the maximum. Source: Mayhew 1992, 100 w / (52.2 + 41.9 e^(-0.055 r))."""
    return 100 * load / (52.2 + 41.9 * math.exp(-0.055 * reps))


def wathan(load: float, reps: int) -> float:
    """Return the maximum. Source: Wathan 1994, 100 w / (48.8 + 53.8 e^(-0.075 r))."""
    return 100 * load / (48.8 + 53.8 * math.exp(-0.075 * reps))


FORMULAS = {
    "one_rep_max.epley": epley,
    "one_rep_max.brzycki": brzycki,
    "one_rep_max.lombardi": lombardi,
    "one_rep_max.mayhew": mayhew,
    "one_rep_max.wathan": wathan,
}


def median_of_five(load: float, reps: int) -> Spread | None:
    """Return the median of the five formulas and their spread; None beyond 15 repetitions.

    Source:
        Reynolds 2006, J Strength Cond Res 20:584: estimates hold up to 10 repetitions or so.
    """
    if not 1 <= reps <= 15 or load <= 0:
        return None
    if reps == 1:
        return Spread(load, load, load)
    every = [formula(load, reps) for formula in FORMULAS.values()]
    return Spread(median(every), min(every), max(every))


def share_at_rpe(reps: int, rpe: float) -> float | None:
    """Return the share of the maximum, 0 to 1, for `reps` at `rpe`; None outside the table.

    Source:
        Tuchscherer 2008.
    """
    index = 2 * (reps - 1) + (20 - math.floor(2 * rpe + 0.5))
    if reps < 1 or not 5 <= rpe <= 10 or index >= len(RTS_PERCENT):
        return None
    return RTS_PERCENT[index] / 100


def from_rpe(load: float, reps: int, rpe: float) -> Spread | None:
    """Return the maximum of a rated set, with a point of RPE for its band.

    Source:
        Tuchscherer 2008 for the table, Zourdos 2016 for the point.
    """
    told = math.floor(2 * rpe + 0.5) / 2
    share = share_at_rpe(reps, told)
    harder = share_at_rpe(reps, min(10.0, told + 1))
    if share is None or harder is None:
        return None
    easier = next(
        each
        for less in (1.0, 0.5, 0.0)
        if (each := share_at_rpe(reps, told - less)) is not None
        and (told - less >= LOWEST_RPE or less == 0)
    )
    return Spread(load / share, load / harder, load / easier)


def load_at_rpe(one_rep_max: float, reps: int, rpe: float) -> float | None:
    """Return the load for `reps` at `rpe`, not rounded. Source: Tuchscherer 2008."""
    share = share_at_rpe(reps, rpe)
    return None if share is None else one_rep_max * share


def return_shares(days: int) -> tuple[float, float]:
    """Return the lowest and the highest share of the last load after `days` without the lift.

    Source:
        Coach heuristic on Bosquet 2013: strength is largely kept for three to four weeks.
    """
    return next(((low, high) for last, low, high in RETURN_SHARES if days <= last), LONGEST_RETURN)


def double_progression(
    done: Sequence[tuple[float, int]],
    prescribed: float,
    sets: int,
    rep_range: tuple[int, int],
    increment: float,
) -> tuple[float, int | None]:
    """Return the next load, and the repetitions where they start over.

    Args:
        done: Load and repetitions of the working sets.
        prescribed: Load that was asked for.
        sets: Sets that were asked for.
        rep_range: Lowest and highest repetitions.
        increment: Step of the load.

    Returns:
        The load, and None for repetitions that go on as they are.

    Source:
        ACSM 2009: raise the load once every set reached the top at the load asked for.
    """
    counted = [reps for load, reps in done if load >= prescribed][:sets]
    if len(counted) >= sets and min(counted) >= rep_range[1]:
        return prescribed + increment, rep_range[0]
    return prescribed, None


def linear(load: float, failures: int, increment: float) -> float:
    """Return the next load: a step after success, the same twice, then a tenth less.

    Source:
        Rippetoe & Kilgore 2011, Practical Programming for Strength Training.
    """
    if failures == 0:
        return load + increment
    return load if failures < 3 else load * REDUCED_TO


def speed_loss_pct(seconds: Sequence[float]) -> float:
    """Return the loss of speed over a set. Source: Sanchez-Medina & Gonzalez-Badillo 2011."""
    return (1 - min(seconds) / max(seconds)) * 100


def within_jump(last: float, following: float, step: float) -> bool:
    """Tell whether a load rises by a tenth at most, or by one step. Source: ACSM 2009."""
    return following <= max(last * (1 + LARGEST_JUMP), last + step) + 1e-6
