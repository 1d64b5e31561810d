"""What ages, trends, differences and counts of the log should be."""

from __future__ import annotations

from datetime import date, timedelta

from evals.oracle import trends
from evals.oracle.claims import Claim, Expected, Ledger, about
from evals.oracle.units import mass_in

LANDMARKS = {
    "sets to maintain": (4.0, 6.0),
    "sets to grow, low": (10.0, 10.0),
    "sets to grow, high": (20.0, 20.0),
}
"""Weekly sets of a muscle. Source: Pelland 2024; Schoenfeld 2017; coaching practice to maintain."""


def age(claim: Claim, ledger: Ledger) -> Expected | None:
    """Return the age of the newest session or workout."""
    labels = ("session day", "last workout day")
    days = [
        each.value
        for each in ledger.claims
        if each.call == claim.call and each.label in labels and isinstance(each.value, date)
    ]
    if not days or not isinstance(claim.value, float):
        return None
    past = (claim.day - max(days)).days
    if claim.label.startswith("days since"):
        return about(past, 0, f"{max(days)} to {claim.day}")
    if claim.label.startswith("weeks since"):
        return about(past // 7, 0, f"whole weeks of {past} days")
    if claim.label.startswith("years since"):
        return about(past / 365.25, 0.051, f"{past} days")
    return None


def difference(claim: Claim, ledger: Ledger) -> Expected | None:
    """Return a later value minus an earlier one, or the same in percent."""
    pair = [each.value for each in ledger.inputs_of(claim) if isinstance(each.value, float)]
    if len(pair) != 2 or not pair[1]:
        return None
    later, earlier = pair
    if claim.unit == "%":
        error = 0.051 + 100 * 0.11 / earlier
        return about(trends.percent_change(later, earlier), error, f"{later:g} against {earlier:g}")
    return about(later - earlier, 0.11, f"{later:g} - {earlier:g}")


def weight_trend(claim: Claim, ledger: Ledger) -> Expected | None:
    """Return the slope of the athlete's weigh-ins over the window told beside it."""
    window = ledger.number(claim, "window")
    if claim.label != "weight change per week" or window is None or claim.unit == "%":
        return None
    by_day: dict[date, list[float]] = {}
    for day, kg in ledger.athlete.weigh_ins:
        if claim.day - timedelta(days=window) <= day <= claim.day:
            by_day.setdefault(day, []).append(mass_in(kg, claim.unit))
    days = sorted(by_day)
    slopes = [
        trends.slope_per_week(kept, [sum(by_day[day]) / len(by_day[day]) for day in kept])
        for kept in (days, days[1:])
    ]
    options = [each for each in slopes if each is not None]
    if not options:
        return None
    return Expected(
        tuple((each - 0.012, each + 0.012) for each in options),
        f"least squares over {len(days)} days with a weigh-in",
    )


def mean_weight(claim: Claim, ledger: Ledger) -> Expected | None:
    """Return the mean of the last seven days with a weigh-in."""
    week = [
        mass_in(kg, claim.unit)
        for day, kg in ledger.athlete.weigh_ins
        if claim.day - timedelta(days=7) < day <= claim.day
    ]
    if claim.label != "mean body weight" or not week:
        return None
    stretch = (min(week) - 1.0, max(week) + 1.0)
    days = {day for day, _ in ledger.athlete.weigh_ins}
    if ledger.athlete.rows_complete and len(days) == len(ledger.athlete.weigh_ins):
        return about(sum(week) / len(week), 0.06, f"mean of {len(week)} weigh-ins")
    return Expected((stretch,), "between the weigh-ins of that week")


def logged_weight(claim: Claim, ledger: Ledger) -> Expected | None:
    """Return the athlete's own weigh-ins of that day; none fits where none is logged."""
    if claim.table != "body_weights" or claim.label != "body weight":
        return None
    if not ledger.athlete.rows_complete:
        return None
    own = [mass_in(kg, claim.unit) for day, kg in ledger.athlete.weigh_ins if day == claim.day]
    how = f"the athlete's own weigh-ins of {claim.day}"
    return Expected(tuple((each - 0.06, each + 0.06) for each in own), how)


def landmark(claim: Claim, _ledger: Ledger) -> Expected | None:
    """Return what the literature gives for weekly sets."""
    stretch = LANDMARKS.get(claim.label)
    return None if stretch is None else Expected((stretch,), "weekly sets of the literature")


def hard_sets(claim: Claim, ledger: Ledger) -> Expected | None:
    """Return the working sets of the athlete's week."""
    if claim.label != "hard sets" or not ledger.athlete.sets:
        return None
    week = [
        done
        for done in ledger.athlete.sets
        if not done.warmup
        if claim.day <= done.day < claim.day + timedelta(days=7)
    ]
    if not ledger.athlete.rows_complete:
        return None
    return Expected(((0, len(week)),), f"{len(week)} working sets logged")
