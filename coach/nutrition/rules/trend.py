"""The trend of body weight: what the scale says once a day's water is averaged out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coach.errors import InvalidInput
from coach.ranges import above, within

MIN_WEIGH_INS_PER_WEEK = 3
MIN_DAYS = 14
"""How much data a trend needs. Source: windows of 14 days and more with 3 weigh-ins a week keep the
standard error of the slope under the usual 0.5 % a week (Hall & Chow 2011, daily fluctuation)."""
EWMA_ALPHA = 0.1
"""Weight of the newest value. Source: Walker 1991, The Hacker's Diet; for display only."""


@dataclass(frozen=True, slots=True)
class Slope:
    """A fitted change of weight, in the unit of the weights, a week."""

    per_week: float
    low: float
    high: float
    """95 % confidence band."""


def ols_slope_per_week(days: Sequence[float], weights: Sequence[float]) -> Slope:
    """Return the change a week fitted by ordinary least squares.

    Args:
        days: Day of each weigh-in, counted from any start; at least two different ones.
        weights: Same length, any mass unit, above 0 to 2,000.

    Raises:
        InvalidInput: A value is out of range, fewer than two different days, or lengths differ.

    Source:
        Ordinary least squares; the band is the t interval of the slope.
    """
    _check_weights(weights)
    for day in days:
        within("day", day, -1e7, 1e7)
    if len(days) != len(weights) or len(set(days)) < 2:
        raise InvalidInput(
            f"{len(set(days))} days with a weigh-in are too few for a slope.",
            way_out="Give weigh-ins of at least two days.",
        )
    x = np.asarray(days, dtype=float) - np.mean(days)
    y = np.asarray(weights, dtype=float)
    slope = float(x @ y / (x @ x))
    freedom = len(days) - 2
    margin = math.inf
    if freedom > 0:
        # Lazily: 0.4 s of every start, for one quantile.
        from scipy.special import stdtrit  # noqa: PLC0415

        residuals = y - y.mean() - slope * x
        error = math.sqrt(float(residuals @ residuals) / freedom / float(x @ x))
        margin = float(stdtrit(freedom, 0.975)) * error
    return Slope(slope * 7, (slope - margin) * 7, (slope + margin) * 7)


def ewma(weights: Sequence[float], alpha: float = EWMA_ALPHA) -> float:
    """Return the exponentially weighted mean of daily weights, seeded with the first.

    Args:
        weights: One weight a day, oldest first, at least one; any mass unit, above 0 to 2,000.
        alpha: Weight of the newest value, above 0 to 1.

    Raises:
        InvalidInput: No weights, or a value out of range.

    Source:
        Walker 1991, The Hacker's Diet. It lags; for display, never for expenditure.
    """
    above("alpha", alpha, 0, 1)
    if not weights:
        raise InvalidInput("a smoothed weight needs weights.", way_out="Give at least one weight.")
    _check_weights(weights)
    smooth = weights[0]
    for weight in weights[1:]:
        smooth += alpha * (weight - smooth)
    return smooth


def _check_weights(weights: Sequence[float]) -> None:
    for weight in weights:
        above("weight", weight, 0, 2000)


def missing_data(days: Sequence[int]) -> str:
    """Return what is missing for a trend in words, or an empty string.

    Args:
        days: Day of each weigh-in, counted from any start.

    Source:
        At least 14 days and 3 weigh-ins a week.
    """
    distinct = sorted(set(days))
    span = distinct[-1] - distinct[0] + 1 if distinct else 0
    if span < MIN_DAYS:
        return f"A trend needs weigh-ins over at least {MIN_DAYS} days."
    if len(distinct) < MIN_WEIGH_INS_PER_WEEK * span / 7:
        return f"A trend needs at least {MIN_WEIGH_INS_PER_WEEK} weigh-ins a week."
    return ""
