"""Training load over days: described, never turned into a risk."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean, stdev
from typing import NamedTuple

from coach.errors import InvalidInput
from coach.ranges import within


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
        minutes: Duration, 0 to 2,880.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Foster 2001 (J Strength Cond Res 15:109): sRPE x minutes.
    """
    within("RPE", rpe, 0, 10)
    return rpe * within("duration", minutes, 0, 2880, "min")


def monotony(daily_loads: Sequence[float]) -> Monotony:
    """Return monotony (mean / sample standard deviation) and strain (sum x monotony) of a week.

    Args:
        daily_loads: One load a day, 0 to 100,000, rest days as 0, at least two different values.

    Raises:
        InvalidInput: A load is out of range, or all days are equal, so that monotony has no value.

    Source:
        Foster 1998 (Med Sci Sports Exerc 30:1164).
    """
    _check(daily_loads)
    if len(daily_loads) < 2 or stdev(daily_loads) == 0:
        raise InvalidInput("monotony needs days that differ.", way_out="Give every day's load.")
    value = mean(daily_loads) / stdev(daily_loads)
    return Monotony(value, sum(daily_loads) * value)


def acute_to_chronic(daily_loads: Sequence[float]) -> LoadRatio:
    """Return the last 7 days over all 28, and over the 21 days before; descriptive only.

    Args:
        daily_loads: 28 loads of 0 to 100,000, oldest first.

    Raises:
        InvalidInput: A load is out of range, not 28 days, or no load in the earlier ones.

    Source:
        Hulin 2014; Impellizzeri 2020 found no predictive value, so it never becomes a risk.
    """
    _check(daily_loads)
    if len(daily_loads) != 28 or not any(daily_loads[:21]):
        raise InvalidInput(
            f"{len(daily_loads)} days are no 28 with load.", way_out="Give 28 daily loads."
        )
    acute = mean(daily_loads[-7:])
    return LoadRatio(acute / mean(daily_loads), acute / mean(daily_loads[:21]))


def _check(daily_loads: Sequence[float]) -> None:
    for load in daily_loads:
        within("load", load, 0, 100_000)
