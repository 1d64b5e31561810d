"""Training load over days: described, never turned into a risk."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean, stdev
from typing import NamedTuple

from coach.errors import InvalidInput


class Monotony(NamedTuple):
    """Evenness of a week and its strain."""

    monotony: float
    strain: float


class LoadRatio(NamedTuple):
    """The last week against the weeks before; descriptive only."""

    coupled: float
    uncoupled: float


def session_load(rpe: float, minutes: float) -> float:
    """Return the load of a session in arbitrary units.

    Args:
        rpe: Exertion of the whole session, 0 to 10.
        minutes: Duration, 0 or more.

    Returns:
        Load in arbitrary units.

    Source:
        Foster 2001 (J Strength Cond Res 15:109): sRPE x minutes.
    """
    return rpe * minutes


def monotony(daily_loads: Sequence[float]) -> Monotony:
    """Return monotony (mean / sample standard deviation) and strain (sum x monotony) of a week.

    Args:
        daily_loads: One load a day, rest days as 0, at least two different values.

    Raises:
        InvalidInput: All days are equal, so that monotony has no value.

    Source:
        Foster 1998 (Med Sci Sports Exerc 30:1164).
    """
    if len(daily_loads) < 2 or stdev(daily_loads) == 0:
        raise InvalidInput("monotony needs days that differ.", way_out="Give every day's load.")
    value = mean(daily_loads) / stdev(daily_loads)
    return Monotony(value, sum(daily_loads) * value)


def acute_to_chronic(daily_loads: Sequence[float]) -> LoadRatio:
    """Return the last 7 days over all 28, and over the 21 days before; descriptive only.

    Args:
        daily_loads: 28 loads, oldest first.

    Raises:
        InvalidInput: Not 28 days, or no load in the earlier ones.

    Source:
        Hulin 2014; Impellizzeri 2020 found no predictive value, so it never becomes a risk.
    """
    if len(daily_loads) != 28 or not any(daily_loads[:21]):
        raise InvalidInput(
            f"{len(daily_loads)} days are no 28 with load.", way_out="Give 28 daily loads."
        )
    acute = mean(daily_loads[-7:])
    return LoadRatio(acute / mean(daily_loads), acute / mean(daily_loads[:21]))
