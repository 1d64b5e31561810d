"""Adaptive expenditure: what the athlete's own food log and scale say is spent in a day.

A sum of sources, not one paper: the energy balance is Hall & Chow 2011, how much data it takes and
how it is blended and capped is coaching practice, stated in each constant.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from statistics import mean, median, stdev

from coach.errors import InvalidInput
from coach.nutrition.rules.energy import BAND, KCAL_PER_KG
from coach.nutrition.rules.trend import ols_slope_per_week
from coach.ranges import above, within

MIN_DAYS = 14
MAX_DAYS = 28
"""Length of the window in days. Source: coaching practice; daily weight varies by 0.5 to 1 %, so
that a slope over less than two weeks says more about water than about energy (Hall & Chow 2011)."""
MIN_SHARE_LOGGED = 0.70
"""Least share of the days with a full food log. Source: coaching practice."""
MIN_WEIGH_INS_A_WEEK = 3
"""In each full week back from the newest day. Source: coaching practice."""
PARTIAL_SHARE = 0.50
"""A day below this share of the median intake is taken for half logged. Source: coaching practice;
it keeps one forgotten dinner from counting as a fast."""
REGRESSION_ALONE_DAYS = 21
"""From this window on the prior no longer counts. Source: coaching practice."""
CAP_KCAL = 150.0
"""Largest step from one weekly check-in to the next. Source: coaching practice."""
WATER_DAYS = 7
"""Days after a new diet began that are not used. Source: Kreitzman 1992 (Am J Clin Nutr 56:292S),
glycogen and its water leave in the first days."""
PRIOR_MARGIN = 2 * BAND
"""95 % margin of the prior as a share. Source: Frankenfield 2005, within a tenth in 70 to 82 % of
people, so about one standard error; the activity factor is not measured either."""
NORMAL_95 = 1.96
"""Standard errors of a 95 % margin."""
PLAUSIBLE = (0.5, 2.3)
"""Share of the prior outside which log and scale contradict each other. Source: Black 1996 (Eur J
Clin Nutr 50:72): expenditure is 1.2 to 2.5 times resting energy; against a prior with a factor of
1.2 to 1.9 that is off by a tenth, 0.57 to 2.3 times, widened below for foods left out of the log.
"""


@dataclass(frozen=True, slots=True)
class DayLog:
    """What one day's log holds."""

    day: date
    intake_kcal: float | None
    """0 to 20,000; None if no food was logged."""
    weight_kg: float | None
    """25 to 400; None without a weigh-in."""
    partial: bool = False
    """True if the athlete said that food is missing from the log."""


@dataclass(frozen=True, slots=True)
class Expenditure:
    """An expenditure measured from the log, and what it rests on."""

    kcal: float
    """A day."""
    low: float
    high: float
    """95 % band from the scatter of the weights and the days without a log; food that is forgotten
    every day shifts the whole band, and with it the target by as much."""
    days: int
    """Length of the window."""
    days_logged: int
    weigh_ins: int
    slope_kg_per_week: float
    mean_intake_kcal: float
    prior_weight: float
    """Share of the estimate that comes from the prior, 0 to 0.5."""
    capped: bool
    """True if the step from the last check-in was cut to 150 kcal a week."""


@dataclass(frozen=True, slots=True)
class InsufficientData:
    """Why there is no adaptive expenditure yet; the prior stands."""

    missing: tuple[str, ...]
    """One sentence for each thing that is lacking."""
    days: int
    days_logged: int
    weigh_ins: int


@dataclass(frozen=True, slots=True)
class _Window:
    days: tuple[DayLog, ...]
    length: int
    """Calendar days, with those that have no row."""
    intakes: tuple[float, ...]
    """Of days that count as logged."""
    weights: tuple[tuple[int, float], ...]
    """Day counted from any start, and kg."""


def adaptive_from_change(mean_intake_kcal: float, change_kg: float, days: int) -> float:
    """Return expenditure in kcal a day from intake and the change of trend weight.

    Args:
        mean_intake_kcal: Mean logged intake a day, above 0 to 20,000.
        change_kg: Change of the trend weight over the window, -50 to 50.
        days: Length of the window, 1 to 365.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Energy balance with 7700 kcal/kg (Hall & Chow 2011); neither blended nor capped, and without
        a check that the data suffice: `adaptive_expenditure` does both.
    """
    above("mean intake", mean_intake_kcal, 0, 20_000, "kcal")
    within("change", change_kg, -50, 50, "kg")
    within("window", days, 1, 365, "days")
    return mean_intake_kcal - change_kg * KCAL_PER_KG / days


def adaptive_from_weights(mean_intake_kcal: float, daily_weights_kg: Sequence[float]) -> float:
    """Return expenditure in kcal a day from intake and the slope of daily weights.

    Args:
        mean_intake_kcal: Mean logged intake a day, above 0 to 20,000.
        daily_weights_kg: One weight a day, oldest first, at least two.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Energy balance with 7700 kcal/kg (Hall & Chow 2011) and least squares; neither blended nor
        capped, and without a check that the data suffice: `adaptive_expenditure` does both.
    """
    above("mean intake", mean_intake_kcal, 0, 20_000, "kcal")
    slope = ols_slope_per_week(range(len(daily_weights_kg)), daily_weights_kg)
    return mean_intake_kcal - slope.per_week / 7 * KCAL_PER_KG


def adaptive_expenditure(
    days: Sequence[DayLog],
    *,
    prior_kcal: float,
    previous_kcal: float | None = None,
    previous_days: int = 7,
    resting_kcal: float | None = None,
    diet_started: date | None = None,
) -> Expenditure | InsufficientData:
    """Return the expenditure in kcal a day that intake and the slope of weight point to.

    The window is the newest 28 days, from the first of them with logged food. Days flagged partial
    and days below half the median intake do not count as logged.

    Args:
        days: One row a day, in any order; days without a row count as not logged.
        prior_kcal: Maintenance from a formula, 500 to 15,000 kcal a day; counts below 21 days with
            the share 1 - days / 28.
        previous_kcal: Adaptive expenditure of the last weekly check-in; the new one stays within
            150 kcal of it. None at the first.
        previous_days: Days since then, 0 to 3,660: the step grows with them, so that checking in
            every day is no way around it. A figure from before the window does not count.
        resting_kcal: Resting energy, 300 to 6,000 kcal; nobody spends less in a day.
        diet_started: First day of a new diet; days up to the end of its first week are not used.

    Returns:
        The expenditure, or what is missing for one: 14 days, 70 % of them logged, three weigh-ins
        in each full week, and a result that is plausible beside the prior and resting energy.

    Raises:
        InvalidInput: A value is out of range, or a day appears twice.

    Source:
        Energy balance, 7700 kcal/kg (Hall & Chow 2011, an average: lean mass holds less), with an
        ordinary least squares slope: a smoothed weight lags and would understate the change.
    """
    prior = within("prior", prior_kcal, 500, 15_000, "kcal")
    previous = None
    if previous_kcal is not None:
        previous = within("previous expenditure", previous_kcal, 500, 15_000, "kcal")
    since = within("days since the last check-in", previous_days, 0, 3660)
    least = PLAUSIBLE[0] * prior
    if resting_kcal is not None:
        least = max(least, within("resting energy", resting_kcal, 300, 6000, "kcal"))
    window = _window(_checked(days), diet_started)
    missing = _missing(window)
    if missing:
        return _insufficient(window, missing)
    found = _estimate(window, prior, least)
    if isinstance(found, InsufficientData) or previous is None or since > MAX_DAYS:
        return found
    return _capped(found, previous, CAP_KCAL * since / 7)


def _checked(days: Sequence[DayLog]) -> list[DayLog]:
    for row in days:
        if row.intake_kcal is not None:
            within(f"intake of {row.day}", row.intake_kcal, 0, 20_000, "kcal")
        if row.weight_kg is not None:
            within(f"weight of {row.day}", row.weight_kg, 25, 400, "kg")
    ordered = sorted(days, key=lambda row: row.day)
    for one, other in pairwise(ordered):
        if one.day == other.day:
            raise InvalidInput(
                f"{one.day} appears twice.", way_out="Give one row a day.", code="duplicate_day"
            )
    return ordered


def _window(ordered: Sequence[DayLog], diet_started: date | None) -> _Window:
    if not ordered:
        return _Window((), 0, (), ())
    end = ordered[-1].day
    first = end - timedelta(days=MAX_DAYS - 1)
    if diet_started is not None:
        first = max(first, diet_started + timedelta(days=WATER_DAYS))
    start = next((r.day for r in ordered if r.day >= first and r.intake_kcal is not None), None)
    if start is None:
        return _Window((), 0, (), ())
    rows = tuple(row for row in ordered if row.day >= start)
    weights = tuple((row.day.toordinal(), row.weight_kg) for row in rows if row.weight_kg)
    return _Window(rows, (end - start).days + 1, _full_days(rows), weights)


def _full_days(rows: Sequence[DayLog]) -> tuple[float, ...]:
    whole_days = [r.intake_kcal for r in rows if r.intake_kcal is not None and not r.partial]
    if not whole_days:
        return ()
    least = PARTIAL_SHARE * median(whole_days)
    return tuple(kcal for kcal in whole_days if kcal >= least)


def _missing(window: _Window) -> tuple[str, ...]:
    said: list[str] = []
    if window.length < MIN_DAYS:
        said.append(f"It takes a food log over {MIN_DAYS} days; so far it spans {window.length}.")
    if len(window.intakes) < MIN_SHARE_LOGGED * window.length:
        said.append(
            f"It takes a full food log on {MIN_SHARE_LOGGED * 100:.0f} % of the days; "
            f"{len(window.intakes)} of {window.length} have one."
        )
    if _fewest_in_a_week(window) < MIN_WEIGH_INS_A_WEEK:
        said.append(f"It takes {MIN_WEIGH_INS_A_WEEK} weigh-ins in every week.")
    return tuple(said)


def _fewest_in_a_week(window: _Window) -> int:
    """Return the fewest weigh-ins of a full week, counted back from the newest day."""
    if not window.days:
        return 0
    end = window.days[-1].day.toordinal()
    counts = [0] * (window.length // 7)
    for day, _ in window.weights:
        week = (end - day) // 7
        if week < len(counts):
            counts[week] += 1
    return min(counts, default=0)


def _insufficient(window: _Window, missing: tuple[str, ...]) -> InsufficientData:
    return InsufficientData(missing, window.length, len(window.intakes), len(window.weights))


def _estimate(window: _Window, prior: float, least: float) -> Expenditure | InsufficientData:
    intake = mean(window.intakes)
    slope = ols_slope_per_week(
        [day for day, _ in window.weights], [weight for _, weight in window.weights]
    )
    regressed = intake - slope.per_week / 7 * KCAL_PER_KG
    if not least <= regressed <= PLAUSIBLE[1] * prior:
        contradiction = (
            f"Food log and scale do not fit together: they point to {regressed:.0f} kcal a day "
            f"where about {prior:.0f} are expected. Check the log for missing or doubled food."
        )
        return _insufficient(window, (contradiction,))
    share = 1.0 if window.length >= REGRESSION_ALONE_DAYS else window.length / MAX_DAYS
    blended = share * regressed + (1 - share) * prior
    margin = math.hypot(
        share * (slope.high - slope.per_week) / 7 * KCAL_PER_KG,
        share * _unlogged_margin(window),
        (1 - share) * PRIOR_MARGIN * prior,
    )
    return Expenditure(
        kcal=blended,
        low=blended - margin,
        high=blended + margin,
        days=window.length,
        days_logged=len(window.intakes),
        weigh_ins=len(window.weights),
        slope_kg_per_week=slope.per_week,
        mean_intake_kcal=intake,
        prior_weight=1 - share,
        capped=False,
    )


def _unlogged_margin(window: _Window) -> float:
    """Return the 95 % margin of the mean intake: the days without a log may have been others.

    Source:
        Standard error of a mean with the finite population correction (Cochran 1977, Sampling
        Techniques, 2.7).
    """
    logged = len(window.intakes)
    if logged < 2:
        return 0.0
    share = max(0.0, 1 - logged / window.length)
    return NORMAL_95 * stdev(window.intakes) * math.sqrt(share / logged)


def _capped(found: Expenditure, previous: float, step: float) -> Expenditure:
    """Return the expenditure within `step` of the previous one; its band keeps both."""
    kcal = min(previous + step, max(previous - step, found.kcal))
    return replace(
        found,
        kcal=kcal,
        low=min(kcal, found.low),
        high=max(kcal, found.high),
        capped=kcal != found.kcal,
    )
