"""The weekly check-in: what the body really spent, how fast weight moved, and the next target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from coach.nutrition.rules.energy import (
    MAX_GAIN_PCT,
    MAX_LOSS_PCT,
    Body,
    Direction,
    Spending,
    Target,
    energy_target,
)
from coach.nutrition.rules.expenditure import (
    DayLog,
    Expenditure,
    InsufficientData,
    adaptive_expenditure,
)

ON_COURSE_PCT = 0.15
"""Actual and wanted rate that differ by less are the same. Source: coaching practice; at 80 kg it
is 0.12 kg a week, about the error of a slope over four weeks of daily weights."""
Course = Literal["on course", "slower", "faster", "other way", "too fast", "drifting"]


@dataclass(frozen=True, slots=True)
class Aim:
    """What the athlete wants, and what the formulas know."""

    body: Body
    direction: Direction
    rate_pct: float
    """Wanted change in percent of body weight a week, 0 or more."""
    prior_kcal: float
    """Maintenance from a formula."""
    resting_kcal: float
    pregnant: bool = False
    previous_kcal: float | None = None
    """Expenditure of the last check-in; None at the first."""
    previous_days: int = 7
    """Days since then."""
    diet_started: date | None = None


@dataclass(frozen=True, slots=True)
class CheckIn:
    """What a check-in found."""

    measured: Expenditure | InsufficientData
    actual_pct: float | None
    """Percent of body weight a week, signed; None when data are too few."""
    wanted_pct: float
    """Signed: below zero for a loss."""
    course: Course | None
    target: Target | None
    """Proposed target; None when data are too few, so that the present one stands."""


def check_in(days: Sequence[DayLog], aim: Aim) -> CheckIn:
    """Return the measured expenditure, the course of weight and the target that follows.

    Args:
        days: Food log and weigh-ins, one row a day, in any order.
        aim: What the athlete wants.

    Raises:
        InvalidInput: A value is out of range, or a day appears twice.

    Source:
        `adaptive_expenditure` and `energy_target`, with their sources, limits and refusals; a
        measured expenditure takes the place of the formula's.
    """
    measured = adaptive_expenditure(
        days,
        prior_kcal=aim.prior_kcal,
        previous_kcal=aim.previous_kcal,
        previous_days=aim.previous_days,
        resting_kcal=aim.resting_kcal,
        diet_started=aim.diet_started,
    )
    sign = {"lose": -1.0, "maintain": 0.0, "gain": 1.0}[aim.direction]
    wanted = sign * aim.rate_pct
    if isinstance(measured, InsufficientData):
        return CheckIn(measured, None, wanted, None, None)
    actual = measured.slope_kg_per_week / aim.body.weight_kg * 100
    target = energy_target(
        aim.body,
        measured.kcal,
        aim.direction,
        aim.rate_pct,
        pregnant=aim.pregnant,
        spending=Spending(aim.resting_kcal),
    )
    return CheckIn(measured, actual, wanted, course_of(actual, wanted), target)


def course_of(actual_pct: float, wanted_pct: float) -> Course:
    """Return how the change of weight lies to the wanted one, both in percent a week, signed.

    Source:
        Limits of Helms 2014 (loss) and Iraki 2019 (gain); the tolerance is coaching practice.
    """
    if actual_pct < -MAX_LOSS_PCT - ON_COURSE_PCT:
        return "too fast"
    if wanted_pct > 0 and actual_pct > MAX_GAIN_PCT + ON_COURSE_PCT:
        return "too fast"
    if abs(actual_pct - wanted_pct) <= ON_COURSE_PCT:
        return "on course"
    if wanted_pct == 0:
        return "drifting"
    along = actual_pct if wanted_pct > 0 else -actual_pct
    if along < -ON_COURSE_PCT:
        return "other way"
    return "slower" if along < abs(wanted_pct) else "faster"
