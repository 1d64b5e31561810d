"""Tools over weeks of food log: its means, what it says is spent, and the target that is kept."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from coach.errors import InvalidInput, RetryableToolError
from coach.evidence import FactId, Formula, LogRow
from coach.nutrition.queries import Amounts
from coach.nutrition.queries.intake import intake_summary as summary_of
from coach.nutrition.rules.expenditure import Expenditure
from coach.nutrition.rules.intake import IntakeSummary as Summary
from tools.arguments.eating import AdaptiveExpenditureArgs, IntakeSummaryArgs
from tools.check_in import CheckInQuestion, CheckInReport, check_in, newest_kg
from tools.energy import TEN, rate_pct_of_goal
from tools.minting import (
    ATHLETE,
    HUNDREDTH,
    WHOLE,
    About,
    Measure,
    Minter,
    number,
    shown,
    stored,
    today,
    unit_of,
    zone_of,
)
from tools.nutrition import mint_amounts
from tools.results.eating import AdaptiveExpenditure, IntakeSummary
from tools.results.nutrition import Totals
from tools.spec import ToolContext, ToolResult


def intake_summary(ctx: ToolContext, args: IntakeSummaryArgs) -> ToolResult:
    """Return how many of the days up to yesterday are logged, and the mean of the complete ones."""
    last = today(ctx) - timedelta(days=1)
    first = last - timedelta(days=args.days - 1)
    with ctx.readers() as desk:
        found = summary_of(
            desk, ctx.principal.user_id, last=last, days=args.days, zone=zone_of(ctx)
        )
        target = desk.targets.on(ctx.principal.user_id, today(ctx))
    facts = Minter(ctx)
    about = About(ATHLETE, last)
    source = Formula("nutrition.mean_intake")
    complete = found.days_logged - found.days_partial
    for label, value in (
        ("window", found.days),
        ("days logged", found.days_logged),
        ("complete days", complete),
    ):
        facts.mint(label, Measure(Decimal(value), "day"), about, source)
    for day in (first, last):
        facts.mint("day", Measure(day), About(day.isoformat(), day), source)
    data = IntakeSummary(
        first_day=first,
        last_day=last,
        days=found.days,
        days_logged=found.days_logged,
        days_complete=complete,
        mean=_mean(facts, found, about),
    )
    if target is not None:
        aim = Amounts(target.kcal, target.protein_g, target.carbohydrate_g, target.fat_g)
        totals = mint_amounts(facts, "target", aim, today(ctx), LogRow("targets", str(target.id)))
        data = data.model_copy(update={"target": totals})
        if data.mean is not None:
            over = data.mean.kcal - totals.kcal
            facts.mint("mean intake minus target", Measure(over, "kcal"), about, source)
            data = data.model_copy(update={"over_target_kcal": over})
    return facts.result(data, f"{complete} complete of {args.days} days")


def _mean(facts: Minter, found: Summary, about: About) -> Totals | None:
    if (
        found.kcal is None
        or found.protein_g is None
        or found.carbohydrate_g is None
        or found.fat_g is None
    ):
        return None
    amounts = Amounts(found.kcal, found.protein_g, found.carbohydrate_g, found.fat_g)
    source = Formula("nutrition.mean_intake")
    return mint_amounts(facts, "mean", amounts, about.as_of, source, subject=ATHLETE)


def adaptive_expenditure(ctx: ToolContext, args: AdaptiveExpenditureArgs) -> ToolResult:
    """Return what food log and scale say is spent, and the target that follows from it."""
    report = report_of(ctx, args)
    facts = Minter(ctx)
    about = About(ATHLETE, today(ctx))
    measured = report.found.measured
    formula = number(report.prior_kcal, TEN)
    facts.mint(
        "maintenance by formula", Measure(formula, "kcal"), about, Formula("energy.maintenance")
    )
    source = Formula("expenditure.adaptive_expenditure")
    for label, value, unit in (
        ("window", measured.days, "day"),
        ("complete days", measured.days_logged, "day"),
        ("weigh-ins", measured.weigh_ins, "weigh-in"),
    ):
        facts.mint(label, Measure(Decimal(value), unit), about, source)
    data = AdaptiveExpenditure(
        direction=report.direction,
        unit=unit_of(ctx),
        days=measured.days,
        days_logged=measured.days_logged,
        weigh_ins=measured.weigh_ins,
        formula_kcal=formula,
    )
    if report.present.target is not None:
        row = LogRow("targets", str(report.present.target.id))
        present = report.present.target.kcal.quantize(WHOLE)
        facts.mint("present target energy", Measure(present, "kcal"), about, row)
        data = data.model_copy(update={"present_target_kcal": present})
    if not isinstance(measured, Expenditure):
        for words in measured.missing:
            facts.mint("missing", Measure(words), about, source)
        data = data.model_copy(update={"missing": list(measured.missing)})
        return facts.result(data, "too few days for a measured expenditure")
    data = data.model_copy(update=_measured(ctx, facts, report, measured))
    return facts.result(data, f"{data.measured_kcal} kcal a day measured")


def report_of(ctx: ToolContext, args: AdaptiveExpenditureArgs) -> CheckInReport:
    """Return the check-in of today for what is wanted.

    Raises:
        RetryableToolError: Something the formulas need is not known (code `profile_incomplete`).
    """
    now = ctx.clock.now()
    with ctx.readers() as desk:
        weight_kg = newest_kg(desk, ctx.principal.user_id, now=now)
        question = CheckInQuestion(
            args.direction, _rate_pct(ctx, args, weight_kg), args.diet_started
        )
        try:
            return check_in(desk, ctx.principal.user_id, question, now=now)
        except InvalidInput as exc:
            raise RetryableToolError(exc.message, way_out=exc.way_out, code=exc.code) from exc


def _rate_pct(
    ctx: ToolContext, args: AdaptiveExpenditureArgs, weight_kg: float | None
) -> float | None:
    if args.rate_pct_per_week is not None:
        return float(args.rate_pct_per_week)
    if weight_kg is None:
        return None
    if args.rate_per_week is not None:
        return float(stored(ctx, args.rate_per_week, args.unit)) / weight_kg * 100
    return rate_pct_of_goal(ctx, weight_kg)


def _measured(
    ctx: ToolContext, facts: Minter, report: CheckInReport, measured: Expenditure
) -> dict[str, object]:
    about = About(ATHLETE, today(ctx))
    source = Formula("expenditure.adaptive_expenditure")
    kcal, low, high, intake = (
        number(each, TEN)
        for each in (measured.kcal, measured.low, measured.high, measured.mean_intake_kcal)
    )
    spent = facts.mint("measured expenditure", Measure(kcal, "kcal", low, high), about, source)
    facts.mint("measured expenditure low", Measure(low, "kcal"), about, source)
    facts.mint("measured expenditure high", Measure(high, "kcal"), about, source)
    facts.mint("mean intake", Measure(intake, "kcal"), about, source)
    change = shown(ctx, number(measured.slope_kg_per_week))
    wanted = shown(ctx, number(report.found.wanted_pct / 100 * report.weight_kg))
    unit = unit_of(ctx)
    facts.mint("weight change per week", Measure(change, unit), about, source)
    facts.mint("wanted change per week", Measure(wanted, unit), about, source)
    found: dict[str, object] = {
        "measured_kcal": kcal,
        "measured_low": low,
        "measured_high": high,
        "mean_intake_kcal": intake,
        "change_per_week": change,
        "wanted_per_week": wanted,
        "course": report.found.course,
    }
    return found | _proposed(facts, report, about, (spent, intake))


def _proposed(
    facts: Minter, report: CheckInReport, about: About, base: tuple[FactId, Decimal]
) -> dict[str, object]:
    target = report.found.target
    if target is None:
        return {}
    spent, intake = base
    aim = Formula("energy.energy_target", (spent,))
    kcal = number(target.kcal, TEN)
    facts.mint("target energy", Measure(kcal, "kcal"), about, aim)
    facts.mint("change of intake", Measure(kcal - intake, "kcal"), about, aim)
    for limit in (*target.limits, *filter(None, [target.refusal])):
        if limit.value is not None:
            grain = WHOLE if limit.unit == "kcal" else HUNDREDTH
            facts.mint("limit", Measure(number(limit.value, grain), limit.unit), about, aim)
    found: dict[str, object] = {
        "target_kcal": kcal,
        "change_kcal": kcal - intake,
        "limits": [limit.text for limit in target.limits],
        "no_deficit_reason": target.refusal.text if target.refusal else None,
    }
    if report.macros is not None:
        for label, name, value in (
            ("protein target", "protein_g", report.macros.protein_g),
            ("fat target", "fat_g", report.macros.fat_g),
            ("carbohydrate target", "carbohydrate_g", report.macros.carbohydrate_g),
        ):
            grams = number(value, WHOLE)
            facts.mint(label, Measure(grams, "g"), about, Formula("macros.split"))
            found[name] = grams
    return found
