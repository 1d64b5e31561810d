"""When an easier week is due, and what it looks like."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from coach.ranges import above, whole, within
from coach.units import round_to_step

Reason = Literal["regressing", "rpe_creep", "recovery", "planned"]

REGRESSING_WEEKS = 2
"""Weeks in a row in which strength falls. Source: coaching practice, 2 to 3 weeks; Bell 2022
(interviews with coaches)."""
RPE_CREEP = 1.0
"""Rise of RPE at the same load that counts. Source: coaching practice; the error of a rating is
about one point (Zourdos 2016)."""
PLANNED_WEEKS = (4, 8)
"""How often plans by percentage deload. Source: Bell 2023 (consensus of coaches), 4 to 8 weeks."""
POOR_RECOVERY_DAYS = 7
"""Days of poor sleep or lasting soreness that count. Source: coaching practice."""
SETS_SHARE = 0.5
LOAD_SHARE = (0.60, 0.80)
DEFAULT_LOAD_SHARE = 0.70
"""Half the sets at 60 to 80 % of the load. Source: Bell 2022 and 2023; the middle where nothing
else speaks."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What the log shows of one lift or of the athlete."""

    weekly_best: Sequence[float] = ()
    """Best estimated maximum of each week, oldest first, any mass unit."""
    rpe_at_same_load: Sequence[float] = ()
    """RPE of the same load and repetitions, oldest first."""
    poor_recovery_days: int = 0
    """Days in a row with poor sleep or lasting soreness."""
    weeks_since_deload: int = 0
    by_percentage: bool = False
    """True where loads are planned as shares of a maximum."""


@dataclass(frozen=True, slots=True)
class EasyWeek:
    """One lift in a deload."""

    sets: int
    load: Decimal
    reps: int


def reasons(signs: Signs) -> tuple[Reason, ...]:
    """Return why a deload is due; empty if none is.

    Args:
        signs: What the log shows.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Bell 2023 and coaching practice: strength falling for two weeks, RPE creeping up by a point
        at the same load, a week of poor recovery, or eight weeks of a plan by percentage.
    """
    for best in signs.weekly_best:
        above("weekly best", best, 0, 5000)
    for rated in signs.rpe_at_same_load:
        within("RPE", rated, 1, 10)
    found: list[Reason] = []
    if _falls(signs.weekly_best[-REGRESSING_WEEKS - 1 :]):
        found.append("regressing")
    rated = signs.rpe_at_same_load
    if len(rated) > 1 and rated[-1] - rated[0] >= RPE_CREEP:
        found.append("rpe_creep")
    if whole("days of poor recovery", signs.poor_recovery_days, 0, 10_000) >= POOR_RECOVERY_DAYS:
        found.append("recovery")
    weeks = whole("weeks since the deload", signs.weeks_since_deload, 0, 10_000)
    if signs.by_percentage and weeks >= PLANNED_WEEKS[1]:
        found.append("planned")
    return tuple(found)


def _falls(bests: Sequence[float]) -> bool:
    """Tell whether each week is below the one before, over enough weeks."""
    return len(bests) > REGRESSING_WEEKS and all(
        later < earlier for earlier, later in pairwise(bests)
    )


def deload(
    sets: int,
    load: Decimal,
    reps: int,
    step: Decimal = Decimal("2.5"),
    share: float = DEFAULT_LOAD_SHARE,
) -> EasyWeek:
    """Return one lift of a deload: half the sets, 60 to 80 % of the load, the same repetitions.

    Args:
        sets: Working sets before it, 1 to 100; halves are rounded up.
        load: Working load, any mass unit, 0 to 5,000.
        reps: Repetitions a set, 1 to 1,000.
        step: Same unit as `load`, above 0 to 100; the load is rounded to it, half up.
        share: Share of the load kept, 0.6 to 0.8.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Bell 2022 and 2023: volume is halved first, load comes down to 60 to 80 %.
    """
    within("load", load, 0, 5000)
    above("step", step, 0, 100)
    kept = Decimal(str(within("share", share, *LOAD_SHARE)))
    half = math.ceil(whole("sets", sets, 1, 100) * SETS_SHARE)
    return EasyWeek(half, round_to_step(load * kept, step), whole("repetitions", reps, 1, 1000))
