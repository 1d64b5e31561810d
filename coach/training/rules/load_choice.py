"""What to do when the planned load does not exist: more repetitions below it, or fewer above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from coach.ranges import above, within
from coach.training.rules import rpe

PERCENT_PER_REP = Decimal("2.5")
"""Load that one repetition is worth, in percent. Source: RTS table (Tuchscherer 2008), whose steps
of half a repetition are 1.1 to 1.6 %."""
MOST_EXTRA_REPS = 5
"""Repetitions added at most instead of load. Source: own choice; beyond that the set trains
something else."""
AIMED_RPE = 8.0
"""Effort that repetitions at a heavier load are estimated for. Source: Helms 2018, two repetitions
in reserve."""
TABLE_ERROR = Decimal("0.05")
"""How far people lie from the table. Source: its differences between people, 5 % and more above
eight repetitions (Tuchscherer 2008)."""


@dataclass(frozen=True, slots=True)
class LoadChoice:
    """One load that exists, with the repetitions to do at it."""

    load: Decimal
    reps: int
    reps_high: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A planned load that does not exist, and the loads around it."""

    lower: LoadChoice | None
    higher: LoadChoice | None


def around(
    planned: Decimal,
    reps: tuple[int, int],
    loads: Sequence[Decimal],
    one_rep_max: Decimal | None,
) -> Gap:
    """Return what to do with the nearest loads below and above a planned one.

    Args:
        planned: The load that does not exist, any mass unit, above 0.
        reps: Repetitions prescribed at it, lower and upper end.
        loads: Loads that exist, same unit.
        one_rep_max: Estimated maximum, same unit; None where the log allows no estimate.

    Raises:
        InvalidInput: A load is out of range.

    Source:
        RTS table (Tuchscherer 2008): below, one repetition more than the range for each 2.5 % that
        the load falls short; above, the repetitions at RPE 8 with 5 % of error.
    """
    above("planned load", planned, 0, 5000)
    for each in loads:
        within("load that exists", each, 0, 5000)
    lower = max((each for each in loads if 0 < each < planned), default=None)
    higher = min((each for each in loads if each > planned), default=None)
    return Gap(
        None if lower is None else _more_reps(planned, lower, reps[1]),
        None if higher is None else _fewer_reps(planned, higher, reps[0], one_rep_max),
    )


def _more_reps(planned: Decimal, lower: Decimal, top: int) -> LoadChoice:
    short = (planned / lower - 1) * 100 / PERCENT_PER_REP
    extra = max(1, min(MOST_EXTRA_REPS, int(short.to_integral_value(ROUND_HALF_UP))))
    return LoadChoice(lower, top + 1, top + extra)


def _fewer_reps(
    planned: Decimal, higher: Decimal, bottom: int, one_rep_max: Decimal | None
) -> LoadChoice:
    if one_rep_max is not None:
        low = reps_at(higher, one_rep_max * (1 - TABLE_ERROR))
        high = reps_at(higher, one_rep_max)
        if low is not None and high is not None:
            return LoadChoice(higher, low, max(low, min(high, bottom)))
    lost = int(((higher / planned - 1) * 100 / PERCENT_PER_REP).to_integral_value(ROUND_HALF_UP))
    return LoadChoice(higher, max(1, bottom - lost), max(1, bottom))


def reps_at(load: Decimal, one_rep_max: Decimal, effort: float = AIMED_RPE) -> int | None:
    """Return the repetitions that a load allows at an RPE; None where it allows not even one.

    Args:
        load: Any mass unit, above 0.
        one_rep_max: Same unit, above 0.
        effort: RPE, 5 to 10.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        RTS table (Tuchscherer 2008); 5 % and more between people above 8 repetitions.
    """
    above("load", load, 0, 5000)
    above("maximum", one_rep_max, 0, 5000)
    within("RPE", effort, rpe.LOWEST_RPE, 10)
    share = load / one_rep_max * 100
    fitting = [
        count
        for count in range(1, 16)
        if rpe.is_in_table(count, effort)
        and Decimal(str(rpe.percent_of_max(count, effort))) >= share
    ]
    return max(fitting, default=None)
