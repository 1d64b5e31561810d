"""Loads from the rating of perceived exertion that counts repetitions in reserve."""

from __future__ import annotations

import math
from decimal import Decimal

from coach.errors import InvalidInput
from coach.ranges import above, whole, within
from coach.units import round_to_step

RTS_PERCENT = (
    100, 97.8, 95.5, 93.9, 92.2, 90.7, 89.2, 87.8, 86.3, 85.0, 83.7, 82.4, 81.1, 79.9, 78.6,
    77.4, 76.2, 75.1, 73.9, 72.3, 70.7, 69.4, 68.0, 66.7, 65.3, 64.0, 62.6, 61.3, 59.9, 58.6,
)  # fmt: skip
"""Percent of the maximum by half repetitions left or done.

Source: Reactive Training Systems table (Tuchscherer 2008), index 2 (reps - 1) + 2 (10 - RPE).
"""
PERCENT_PER_HALF_RPE = 2.0
"""Change of load for half a point of RPE. Source: RTS table, 2 to 2.5 % a step; the smaller end."""
LOWEST_RPE = 5.0
"""Ratings below say nothing of repetitions in reserve. Source: Zourdos 2016, whose scale counts
them from 5 on."""
RPE_TOLERANCE = 0.5
"""Smallest difference worth a change of load. Source: Zourdos 2016; RPE is read in halves."""


def is_in_table(reps: int, rpe: float) -> bool:
    """Tell whether the table has a share for `reps` at `rpe`."""
    return reps >= 1 and LOWEST_RPE <= rpe <= 10 and _index(reps, rpe) < len(RTS_PERCENT)


def _index(reps: int, rpe: float) -> int:
    halves_left = 20 - math.floor(2 * rpe + 0.5)
    return 2 * (reps - 1) + halves_left


def percent_of_max(reps: int, rpe: float) -> float:
    """Return the share of the maximum, in percent, that allows `reps` at `rpe`.

    Args:
        reps: 1 to 12, up to 15 at RPE 10.
        rpe: 5 to 10, read to the nearest half.

    Raises:
        InvalidInput: A value is no number, or the pair is outside the table.

    Source:
        Reactive Training Systems table (Tuchscherer 2008); people differ by 5 % and more above 8
        repetitions.
    """
    whole("repetitions", reps, 1, 100)
    within("RPE", rpe, 0, 10)
    if not is_in_table(reps, rpe):
        raise InvalidInput(
            f"{reps!r} repetitions at RPE {rpe!r} are outside the table.",
            way_out="Use 1 to 12 repetitions at RPE 6 to 10.",
        )
    return RTS_PERCENT[_index(reps, rpe)]


def one_rep_max(load: float, reps: int, rpe: float) -> float:
    """Return the maximum a set at a known RPE points to, in the unit of `load`.

    Args:
        load: Any mass unit, above 0 to 5,000.
        reps: 1 to 12, up to 15 at RPE 10.
        rpe: 5 to 10, read to the nearest half.

    Raises:
        InvalidInput: A value is out of range, or the pair is outside the table.

    Source:
        Reactive Training Systems table (Tuchscherer 2008); a point of RPE is about 3 %.
    """
    return above("load", load, 0, 5000) * 100 / percent_of_max(reps, rpe)


def load_at_rpe(one_rep_max: float, reps: int, rpe: float, step: float) -> float:
    """Return the load for `reps` at `rpe`, rounded half up to a multiple of `step`.

    Args:
        one_rep_max: Any mass unit, above 0 to 5,000.
        reps: 1 to 12, up to 15 at RPE 10.
        rpe: 5 to 10, read to the nearest half.
        step: Same unit, above 0 to 100.

    Raises:
        InvalidInput: A value is out of range, or the pair is outside the table.

    Source:
        Reactive Training Systems table (Tuchscherer 2008); a point of RPE is about 3 %.
    """
    above("maximum", one_rep_max, 0, 5000)
    above("step", step, 0, 100)
    exact = Decimal(str(one_rep_max)) * Decimal(str(percent_of_max(reps, rpe))) / 100
    return float(round_to_step(exact, Decimal(str(step))))


def reps_in_reserve(rpe: float) -> float:
    """Return the repetitions left at `rpe`.

    Args:
        rpe: 1 to 10.

    Raises:
        InvalidInput: `rpe` is out of range.

    Source:
        Zourdos 2016 (J Strength Cond Res 30:267): RIR = 10 - RPE; novices under-estimate it.
    """
    return 10 - within("RPE", rpe, 1, 10)


def next_set_load(load: float, rpe: float, target_rpe: float, step: float) -> float:
    """Return the load of the next set when the last one missed its target RPE.

    Args:
        load: Load of the set just done, any mass unit, above 0 to 5,000.
        rpe: RPE it was rated, 1 to 10.
        target_rpe: RPE it was meant to have, 1 to 10.
        step: Same unit as `load`, above 0 to 100.

    Returns:
        `load` itself within half a point of the target, else 2 % less or more for each half point.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        RTS practice (Tuchscherer 2008): 2 to 2.5 % for half a point.
    """
    above("load", load, 0, 5000)
    above("step", step, 0, 100)
    off = within("RPE", rpe, 1, 10) - within("target RPE", target_rpe, 1, 10)
    if abs(off) < RPE_TOLERANCE:
        return load
    share = 1 - PERCENT_PER_HALF_RPE / 100 * (off / 0.5)
    return float(round_to_step(Decimal(str(load * share)), Decimal(str(step))))
