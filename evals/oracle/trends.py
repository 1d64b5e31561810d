"""Change over time: slopes, differences and calendar days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date


def slope_per_week(days: Sequence[date], values: Sequence[float]) -> float | None:
    """Return the least-squares slope a week; None without two different days.

    Source:
        Ordinary least squares (Legendre 1805).
    """
    first = min(days, default=None)
    if first is None or len(set(days)) < 2:
        return None
    x = [(day - first).days for day in days]
    x_mean, y_mean = sum(x) / len(x), sum(values) / len(values)
    over = sum((a - x_mean) * (b - y_mean) for a, b in zip(x, values, strict=True))
    return 7 * over / sum((a - x_mean) ** 2 for a in x)


def percent_change(later: float, earlier: float) -> float:
    """Return the change in percent of the earlier value."""
    return (later / earlier - 1) * 100
