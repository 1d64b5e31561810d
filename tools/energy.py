"""Tools over energy balance: daily targets and the trend of body weight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import mean
from types import MappingProxyType

from coach.accounts.model import Goal
from coach.errors import InvalidInput, RetryableToolError, ToolUnavailable
from coach.evidence import FactId, Formula, LogRow, Source, Statement
from coach.nutrition.rules import energy, macros, rmr, trend
from coach.nutrition.rules.energy import Body, Direction, SexCode, Target
from coach.training.model import BodyWeight
from coach.training.queries import weigh_ins
from coach.units import mass_in
from tools.account import mint_weight
from tools.arguments.nutrition import EnergyTargetsArgs, WeightTrendArgs
from tools.minting import (
    ATHLETE,
    HUNDREDTH,
    TENTH,
    WHOLE,
    About,
    Measure,
    Minter,
    counted,
    day_of,
    number,
    plain,
    shown,
    stored,
    today,
    unit_of,
)
from tools.results.nutrition import EnergyTargets, WeightTrend
from tools.spec import ToolContext, ToolResult

TEN = Decimal("1E1")
"""Energy is shown in steps of 10 kcal: the estimate is no finer (10 % band)."""
DIRECTION_OF: Mapping[Goal, Direction] = MappingProxyType(
    {
        Goal.FAT_LOSS: "lose",
        Goal.HYPERTROPHY: "gain",
        Goal.STRENGTH: "maintain",
        Goal.ENDURANCE: "maintain",
        Goal.HEALTH: "maintain",
    }
)


PREGNANCY = ("pregnan", "breastfeed", "breast feed", "lactat")
KIDNEYS = ("kidney", "renal", "dialysis")
EATING_DISORDER = ("eating disorder", "anorexi", "bulimi")
"""Words of screening questions that change what energy and protein may be set."""
NO_PROTEIN = (
    "With kidney disease a doctor or renal dietitian sets the protein, so I name no target."
)


@dataclass(frozen=True, slots=True)
class _Known:
    """The athlete as far as the formulas need to know."""

    body: Body
    activity: str
    pregnant: bool
    kidneys: bool
    """Kidney disease: no protein is set."""
    weight: BodyWeight | None
    """The weigh-in the mass comes from; None when it was said in this turn."""
    said: tuple[str, ...]
    """Names of values said in this turn."""


def energy_targets(ctx: ToolContext, args: EnergyTargetsArgs) -> ToolResult:
    """Return maintenance, a target for the wanted rate and macronutrients, within the limits."""
    known = _known(ctx, args)
    assumptions: list[str] = []
    direction = args.direction
    if direction is None:
        goal = ctx.locale.goal
        direction = DIRECTION_OF[goal] if goal else "maintain"
        assumptions.append(
            "The direction follows the goal of the profile."
            if goal
            else "No goal is known, so the target keeps body weight."
        )
    rate = _rate(ctx, args, known.body, direction, assumptions)
    try:
        resting = rmr.mifflin_st_jeor(
            known.body.weight_kg, known.body.height_cm, known.body.age, known.body.sex
        )
        maintenance = energy.maintenance(resting, known.activity)
        target = energy.energy_target(
            known.body,
            maintenance,
            direction,
            rate,
            pregnant=known.pregnant,
            spending=energy.Spending(resting),
        )
    except InvalidInput as exc:
        raise ToolUnavailable(
            exc.message, way_out="Say that the formulas do not hold here.", code="out_of_range"
        ) from exc
    facts = Minter(ctx)
    data = _targets(ctx, facts, known, (resting, maintenance), target)
    data = data.model_copy(update={"direction": direction, "assumptions": assumptions})
    return facts.result(data, f"target {data.target_kcal} kcal a day")


def _known(ctx: ToolContext, args: EnergyTargetsArgs) -> _Known:
    """Join profile, weigh-ins and this turn's words.

    Raises:
        RetryableToolError: Something needed is in none of them; the hint names it (code
            `profile_incomplete`).
    """
    with ctx.readers() as desk:
        profile = desk.profiles.get(ctx.principal.user_id)
        weights = weigh_ins(desk, ctx.principal.user_id, until=ctx.clock.now())
    said_kg = None if args.weight is None else stored(ctx, args.weight, args.unit)
    last = weights[-1] if weights and said_kg is None else None
    kg = said_kg if last is None else last.weight_kg
    sex: SexCode | None = args.sex or (profile.sex.value if profile.sex else None)
    age = args.age if args.age is not None else profile.age_on(today(ctx))
    height = args.height_cm or profile.height_cm
    activity = args.activity or (profile.activity.value if profile.activity else None)
    needed = {
        "sex": sex,
        "age": age,
        "height_cm": height,
        "activity": activity,
        "weight": kg,
    }
    missing = [name for name, value in needed.items() if value is None]
    if sex is None or age is None or height is None or activity is None or kg is None:
        raise RetryableToolError(
            f"the profile lacks {', '.join(missing)}.",
            way_out=f"Ask the athlete for {', '.join(missing)} and call again with the answer.",
            code="profile_incomplete",
        )
    ill = bool(args.eating_disorder) or profile.reports(EATING_DISORDER)
    given = ("sex", "age", "height_cm", "activity", "weight")
    return _Known(
        body=Body(float(kg), float(height), age, sex, ill),
        activity=activity,
        pregnant=profile.reports(PREGNANCY) if args.pregnant is None else args.pregnant,
        kidneys=bool(args.kidney_disease) or profile.reports(KIDNEYS),
        weight=last,
        said=tuple(name for name in given if getattr(args, name) is not None),
    )


def _rate(
    ctx: ToolContext,
    args: EnergyTargetsArgs,
    body: Body,
    direction: Direction,
    assumptions: list[str],
) -> float:
    """Return the wanted rate in percent of body weight a week."""
    if args.rate_pct_per_week is not None:
        return float(args.rate_pct_per_week)
    if args.rate_per_week is not None:
        kg = float(stored(ctx, args.rate_per_week, args.unit))
        return kg / body.weight_kg * 100
    if direction != "maintain":
        assumptions.append("No rate was named, so a careful one is used.")
    return energy.DEFAULT_RATE_PCT[direction]


def _targets(
    ctx: ToolContext,
    facts: Minter,
    known: _Known,
    spent: tuple[float, float],
    target: Target,
) -> EnergyTargets:
    inputs = _mint_body(ctx, facts, known)
    about = About(ATHLETE, today(ctx))
    resting, maintenance = (number(each, TEN) for each in spent)
    low = number(spent[1] * (1 - energy.BAND), TEN)
    high = number(spent[1] * (1 + energy.BAND), TEN)
    kcal = number(target.kcal, TEN)
    formula = Formula("rmr.mifflin_st_jeor", inputs)
    rested = facts.mint("resting energy", Measure(resting, "kcal"), about, formula)
    factor = Measure(number(energy.ACTIVITY_FACTOR[known.activity], Decimal("0.001")))
    active = facts.mint("activity factor", factor, about, Formula("energy.maintenance"))
    spending = Formula("energy.maintenance", (rested, active))
    kept = facts.mint(
        "maintenance energy", Measure(maintenance, "kcal", low, high), about, spending
    )
    facts.mint("maintenance energy low", Measure(low, "kcal"), about, spending)
    facts.mint("maintenance energy high", Measure(high, "kcal"), about, spending)
    aim = Formula("energy.energy_target", (kept,))
    facts.mint("target energy", Measure(kcal, "kcal"), about, aim)
    facts.mint("energy change", Measure(kcal - maintenance, "kcal"), about, aim)
    percent = number(target.rate_pct_per_week, HUNDREDTH)
    mass = shown(ctx, number(target.rate_pct_per_week / 100 * known.body.weight_kg))
    facts.mint("rate", Measure(percent, "%"), about, aim)
    facts.mint("rate", Measure(mass, unit_of(ctx)), about, aim)
    for limit in (*target.limits, *filter(None, [target.refusal])):
        if limit.value is not None:
            grain = WHOLE if limit.unit == "kcal" else HUNDREDTH
            facts.mint("limit", Measure(number(limit.value, grain), limit.unit), about, aim)
    grams = _fibre(facts, about, float(kcal))
    if not known.kidneys:
        grams |= _macros(facts, about, known.body, float(kcal))
    return EnergyTargets(
        direction="maintain",
        resting_kcal=resting,
        maintenance_kcal=maintenance,
        maintenance_low=low,
        maintenance_high=high,
        target_kcal=kcal,
        change_kcal=kcal - maintenance,
        rate_pct_per_week=percent,
        rate_per_week=mass,
        weight=shown(ctx, number(known.body.weight_kg)),
        unit=unit_of(ctx),
        limits=[limit.text for limit in target.limits],
        no_deficit_reason=target.refusal.text if target.refusal else None,
        protein_g_low=grams.get("protein_g_low"),
        protein_g_high=grams.get("protein_g_high"),
        protein_g=grams.get("protein_g"),
        fat_g=grams.get("fat_g"),
        carbohydrate_g=grams.get("carbohydrate_g"),
        fibre_g=grams["fibre_g"],
        no_protein_reason=NO_PROTEIN if known.kidneys else None,
    )


def _mint_body(ctx: ToolContext, facts: Minter, known: _Known) -> tuple[FactId, ...]:
    about = About(ATHLETE, today(ctx))

    def source(name: str) -> Source:
        if name in known.said:
            return Statement(ctx.run_id)
        return LogRow("profiles", str(ctx.principal.user_id))

    if known.weight is not None:
        mint_weight(ctx, facts, known.weight)
    else:
        kg = shown(ctx, number(known.body.weight_kg))
        facts.mint("body weight", Measure(kg, unit_of(ctx)), about, source("weight"))
    facts.mint("age", Measure(Decimal(known.body.age), "year"), about, source("age"))
    height = Measure(number(known.body.height_cm, TENTH), "cm")
    facts.mint("height", height, about, source("height_cm"))
    return tuple(fact.id for fact in facts.facts if fact.unit is not None)


def _fibre(facts: Minter, about: About, kcal: float) -> dict[str, Decimal]:
    grams = number(macros.fibre_g(kcal), WHOLE)
    facts.mint("fibre target", Measure(grams, "g"), about, Formula("macros.fibre_g"))
    return {"fibre_g": grams}


def _macros(facts: Minter, about: About, body: Body, kcal: float) -> dict[str, Decimal]:
    weight_kg = macros.reference_weight_kg(body.weight_kg, body.height_cm)
    low, high = macros.protein_range(weight_kg)
    parts = macros.split(kcal, weight_kg, body.weight_kg)
    values = (
        ("protein target low", "protein_g_low", low, "macros.protein_range"),
        ("protein target high", "protein_g_high", high, "macros.protein_range"),
        ("protein target", "protein_g", parts.protein_g, "macros.split"),
        ("fat target", "fat_g", parts.fat_g, "macros.split"),
        ("carbohydrate target", "carbohydrate_g", parts.carbohydrate_g, "macros.split"),
    )
    for label, _, value, rule in values:
        facts.mint(label, Measure(number(value, WHOLE), "g"), about, Formula(rule))
    return {name: number(value, WHOLE) for _, name, value, _ in values}


def weight_trend(ctx: ToolContext, args: WeightTrendArgs) -> ToolResult:
    """Return the fitted change of body weight a week, or what is missing for one."""
    with ctx.readers() as desk:
        found = weigh_ins(desk, ctx.principal.user_id, until=ctx.clock.now(), days=args.days)
    facts = Minter(ctx)
    about = About(ATHLETE, today(ctx))
    source = Formula("trend.ols_slope_per_week")
    facts.mint("weigh-ins", Measure(Decimal(len(found)), "weigh-in"), about, source)
    facts.mint("window", Measure(Decimal(args.days), "day"), about, source)
    daily = _daily(ctx, found)
    missing = trend.missing_data([day.toordinal() for day in daily])
    data = WeightTrend(
        unit=unit_of(ctx),
        days=args.days,
        weigh_ins=len(found),
        enough=not missing,
        missing=missing,
    )
    if missing:
        for value, unit in ((trend.MIN_DAYS, "day"), (trend.MIN_WEIGH_INS_PER_WEEK, "weigh-in")):
            facts.mint("limit", Measure(Decimal(value), unit), about, source)
    if found:
        data = data.model_copy(update=_newest(ctx, facts, found, daily))
    if not missing:
        data = data.model_copy(update=_slope(ctx, facts, daily))
    return facts.result(data, counted(len(found), "weigh-in"))


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


def _slope(ctx: ToolContext, facts: Minter, daily: Mapping[date, float]) -> dict[str, object]:
    fit = trend.ols_slope_per_week([day.toordinal() for day in daily], list(daily.values()))
    change, low, high = (number(each) for each in (fit.per_week, fit.low, fit.high))
    percent = plain(change / number(mean(daily.values())) * 100)
    about = About(ATHLETE, today(ctx))
    source = Formula("trend.ols_slope_per_week")
    unit = unit_of(ctx)
    facts.mint("weight change per week", Measure(change, unit, low, high), about, source)
    facts.mint("weight change per week", Measure(percent, "%"), about, source)
    facts.mint("weight change per week low", Measure(low, unit), about, source)
    facts.mint("weight change per week high", Measure(high, unit), about, source)
    return {
        "change_per_week": change,
        "change_low": low,
        "change_high": high,
        "change_pct_per_week": percent,
    }
