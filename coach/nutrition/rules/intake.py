"""What a food log says over several days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class PeriodIntake:
    """What was logged in one period, usually a day."""

    period: int
    """Index of the period among those asked for, from 0."""
    meals: int
    partial: bool
    """A meal of it is marked as an incomplete log."""
    kcal: Decimal
    protein_g: Decimal
    carbohydrate_g: Decimal
    fat_g: Decimal


@dataclass(frozen=True, slots=True)
class IntakeSummary:
    """How complete a food log is, and its means over the complete days."""

    days: int
    days_logged: int
    """Days with a meal, incomplete ones too."""
    days_partial: int
    """Logged days that are marked as incomplete."""
    kcal: Decimal | None
    """Mean of the complete days; None without one. Likewise the macronutrients, in g."""
    protein_g: Decimal | None
    carbohydrate_g: Decimal | None
    fat_g: Decimal | None


def summarise(periods: Sequence[PeriodIntake], days: int) -> IntakeSummary:
    """Return how complete a food log is and what its complete days hold on average.

    Args:
        periods: Days with a meal.
        days: How many days were asked for, those without a meal included.

    Source:
        Arithmetic mean; a day marked incomplete says how much was eaten at least, and would pull
        the mean down. Food logs read 10 to 45 % too low in weighed trials (Trabulsi & Schoeller
        2001), which the mean carries with it.
    """
    whole = [period for period in periods if not period.partial]
    return IntakeSummary(
        days,
        len(periods),
        len(periods) - len(whole),
        _mean([period.kcal for period in whole]),
        _mean([period.protein_g for period in whole]),
        _mean([period.carbohydrate_g for period in whole]),
        _mean([period.fat_g for period in whole]),
    )


def _mean(values: Sequence[Decimal]) -> Decimal | None:
    return sum(values, Decimal(0)) / len(values) if values else None
