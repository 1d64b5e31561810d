"""The tool over body weight: what the scale says once a day's water is averaged out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from math import isfinite
from statistics import mean

from coach.evidence import Formula
from coach.nutrition.rules import trend
from coach.nutrition.rules.energy import MAX_LOSS_PCT
from coach.training.model import BodyWeight
from coach.training.queries import weigh_ins
from coach.units import mass_in
from tools.account import mint_weight
from tools.arguments.nutrition import WeightTrendArgs
from tools.minting import (
    ATHLETE,
    TENTH,
    About,
    Measure,
    Minter,
    counted,
    day_of,
    number,
    plain,
    today,
    unit_of,
)
from tools.results.nutrition import WeightTrend
from tools.spec import ToolContext, ToolResult


def weight_trend(ctx: ToolContext, args: WeightTrendArgs) -> ToolResult:
    """Return the fitted change of body weight a week, or what is missing for one."""
    days = args.days
    with ctx.readers() as desk:
        user_id, now = ctx.principal.user_id, ctx.clock.now()
        found = weigh_ins(desk, user_id, until=now, days=days)
        if len(found) < FEW and days < LONGER_DAYS:
            days = LONGER_DAYS
            found = weigh_ins(desk, user_id, until=now, days=days)
    facts = Minter(ctx)
    about = About(ATHLETE, today(ctx))
    source = Formula("trend.ols_slope_per_week")
    facts.mint("weigh-ins", Measure(Decimal(len(found)), "weigh-in"), about, source)
    facts.mint("window", Measure(Decimal(days), "day"), about, source)
    daily = _daily(ctx, found)
    missing = trend.missing_data([day.toordinal() for day in daily])
    data = WeightTrend(
        unit=unit_of(ctx),
        days=days,
        weigh_ins=len(found),
        enough=not missing,
        missing=missing,
    )
    if missing:
        for value, unit in ((trend.MIN_DAYS, "day"), (trend.MIN_WEIGH_INS_PER_WEEK, "weigh-in")):
            facts.mint("limit", Measure(Decimal(value), unit), about, source)
    if found:
        data = data.model_copy(update=_newest(ctx, facts, found, daily))
    if len(found) > 1:
        data = data.model_copy(update=_jump(ctx, facts, found))
    if not missing or _is_rough(daily):
        data = data.model_copy(update=_slope(ctx, facts, daily))
    return facts.result(data, counted(len(found), "weigh-in"))


FEW = 4
LONGER_DAYS = 84
"""With fewer weigh-ins the window is this long: those who weigh in once a week, or less, have a
trend over weeks. Source: own choice."""


def _is_rough(daily: Mapping[date, float]) -> bool:
    """Tell whether rare weigh-ins still lie far enough apart for a slope with its band.

    Source:
        Own choice: three of them over a week and a half; the band says how little they tell.
    """
    return len(daily) >= ROUGH_WEIGH_INS and (max(daily) - min(daily)).days >= ROUGH_DAYS


ROUGH_WEIGH_INS = 3
ROUGH_DAYS = 10


def _daily(ctx: ToolContext, found: Sequence[BodyWeight]) -> dict[date, float]:
    """Return the mean of each day's weigh-ins in the athlete's unit, oldest day first."""
    by_day: dict[date, list[float]] = {}
    for each in found:
        value = float(mass_in(each.weight_kg, ctx.locale.mass_unit))
        by_day.setdefault(day_of(ctx, each.at), []).append(value)
    return {day: mean(values) for day, values in sorted(by_day.items())}


def _newest(
    ctx: ToolContext, facts: Minter, found: Sequence[BodyWeight], daily: Mapping[date, float]
) -> dict[str, object]:
    first, last = min(daily), max(daily)
    value = mint_weight(ctx, facts, found[-1])
    week = [weight for day, weight in daily.items() if (last - day).days < 7]
    average = number(mean(week), TENTH)
    about = About(ATHLETE, last)
    source = Formula("trend.mean")
    facts.mint("mean body weight", Measure(average, unit_of(ctx)), about, source)
    facts.mint("weighed on", Measure(first), About(ATHLETE, first), source)
    return {
        "first_day": first,
        "last_day": last,
        "last_weight": value,
        "mean_last_week": average,
    }


def _jump(ctx: ToolContext, facts: Minter, found: Sequence[BodyWeight]) -> dict[str, object]:
    """Return the weigh-in before the newest and how far apart they lie."""
    last, before = found[-1], found[-2]
    value = mint_weight(ctx, facts, before, "previous body weight")
    jump = plain(_shown(ctx, last) - _shown(ctx, before), TENTH)
    about = About(ATHLETE, day_of(ctx, last.at))
    source = Formula("trend.difference")
    facts.mint("weight difference", Measure(jump, unit_of(ctx)), about, source)
    return {
        "previous_weight": value,
        "previous_day": day_of(ctx, before.at),
        "jump": jump,
    }


def _shown(ctx: ToolContext, weight: BodyWeight) -> Decimal:
    return mass_in(weight.weight_kg, ctx.locale.mass_unit)


def _slope(ctx: ToolContext, facts: Minter, daily: Mapping[date, float]) -> dict[str, object]:
    fit = trend.ols_slope_per_week([day.toordinal() for day in daily], list(daily.values()))
    change = number(fit.per_week)
    low, high = (number(each) if isfinite(each) else None for each in (fit.low, fit.high))
    percent = plain(change / number(mean(daily.values())) * 100)
    about = About(ATHLETE, today(ctx))
    source = Formula("trend.ols_slope_per_week")
    unit = unit_of(ctx)
    facts.mint("weight change per week", Measure(change, unit, low, high), about, source)
    facts.mint("weight change per week", Measure(percent, "%"), about, source)
    for label, value in (("low", low), ("high", high)):
        if value is not None:
            facts.mint(f"weight change per week {label}", Measure(value, unit), about, source)
    return {
        "change_per_week": change,
        "change_low": low,
        "change_high": high,
        "change_pct_per_week": percent,
        "too_fast": percent < -Decimal(repr(MAX_LOSS_PCT)),
    }
