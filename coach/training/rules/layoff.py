"""Coming back after a break."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import NamedTuple

from coach.ranges import whole

BREAK_DAYS = 14
"""From this many days on, a lift counts as interrupted.

Source: coach heuristic; strength is largely kept for 3 to 4 weeks (Bosquet 2013 meta-analysis).
"""
FORGOTTEN_DAYS = 91
"""After a longer break the weekly sets of before are no measure of what can be borne.

Source: coach heuristic, three months.
"""


class ReturnShare(NamedTuple):
    """Share of the last working load to come back with."""

    share: Decimal
    low: Decimal
    high: Decimal


_STEPS = (
    (28, ReturnShare(Decimal("0.90"), Decimal("0.90"), Decimal("0.90"))),
    (91, ReturnShare(Decimal("0.80"), Decimal("0.80"), Decimal("0.80"))),
    (182, ReturnShare(Decimal("0.70"), Decimal("0.70"), Decimal("0.70"))),
)
_LONGER = ReturnShare(Decimal("0.55"), Decimal("0.50"), Decimal("0.60"))


def return_share(days: int) -> ReturnShare | None:
    """Return the share of the last working load after `days` without the lift.

    Args:
        days: Days since the lift was last done, 0 or more.

    Returns:
        None below 14 days; 0.90 up to 4 weeks, 0.80 up to 3 months, 0.70 up to 6 months, then
        0.55 within 0.50 to 0.60 and a novice's ramp.

    Raises:
        InvalidInput: `days` is no whole number of 0 or more.

    Source:
        Coach heuristic on the detraining literature (Bosquet 2013; Mujika & Padilla 2000).
    """
    if whole("days", days, 0, 100_000) < BREAK_DAYS:
        return None
    return next((share for limit, share in _STEPS if days <= limit), _LONGER)


def return_sets(sets: int) -> int:
    """Return half the sets of before, rounded up, at least one.

    Args:
        sets: Working sets of the last session, 1 to 1,000.

    Raises:
        InvalidInput: `sets` is out of range.

    Source:
        Half the sets in the first week back, a coach heuristic.
    """
    return max(1, math.ceil(whole("sets", sets, 1, 1000) / 2))
