"""Tools over long efforts: carbohydrate, fluid and sodium of a race, and the sweat rate."""

from __future__ import annotations

from decimal import Decimal

from coach.errors import InvalidInput, RetryableToolError
from coach.evidence import Formula, Statement
from coach.nutrition.rules import fluids, race
from coach.nutrition.rules.fuelling import FuelPlan, carbohydrate_before, race_plan
from coach.nutrition.rules.macros import carbohydrate_range
from tools.arguments.fuelling import RaceFuellingArgs, SweatRateArgs
from tools.check_in import newest_kg
from tools.minting import (
    ATHLETE,
    HUNDREDTH,
    TENTH,
    WHOLE,
    About,
    Measure,
    Minter,
    number,
    plain,
    shown,
    stored,
    today,
    unit_of,
)
from tools.results.fuelling import RaceFuelling, SweatRate
from tools.spec import ToolContext, ToolResult

USUAL_KG = 70.0
"""Body weight the rules are asked with where none is known; nothing that counts on it is told.
Source: own choice."""
FIVE = Decimal(5)
FIFTY = Decimal(50)
"""Steps in which grams and millilitres are told: nobody measures finer on the road."""


def race_fuelling(ctx: ToolContext, args: RaceFuellingArgs) -> ToolResult:
    """Return what to eat and drink before and during a race or a long session."""
    weight_kg = _weight_kg(ctx, args)
    minutes = float(args.minutes)
    sweat = None if args.sweat_l_per_h is None else float(args.sweat_l_per_h)
    try:
        plan = race_plan(weight_kg or USUAL_KG, minutes, sweat)
    except InvalidInput as exc:
        raise RetryableToolError(exc.message, way_out=exc.way_out, code=exc.code) from exc
    facts = Minter(ctx)
    about = About(ATHLETE, today(ctx))
    facts.mint("length", Measure(args.minutes, "min"), about, Statement(ctx.run_id))
    facts.mint("time before", Measure(args.hours_before, "h"), about, Formula("fuelling.race_plan"))
    facts.mint("advice", Measure(plan.advice), about, Formula("fuelling.race_plan"))
    grams = _grams(facts, about, plan)
    data = RaceFuelling(
        minutes=args.minutes,
        need=plan.need,
        unit=unit_of(ctx),
        hours_before=args.hours_before,
        advice=plan.advice,
        per_hour_low_g=grams["per_hour_low_g"],
        per_hour_high_g=grams["per_hour_high_g"],
        total_low_g=grams["total_low_g"],
        total_high_g=grams["total_high_g"],
    )
    update: dict[str, object] = {}
    sodium = race.sodium_per_litre(minutes)
    if sodium is not None:
        rule = Formula("race.sodium_per_litre")
        update |= _minted(facts, about, "sodium a litre", sodium, ("mg", FIFTY, rule), "sodium")
    if plan.need in {"moderate", "high"}:
        update |= _gels(facts, about, plan, args)
    if weight_kg is not None:
        update |= _by_weight(ctx, facts, args, weight_kg, plan)
    return facts.result(data.model_copy(update=update), f"{plan.need} need of carbohydrate")


def _weight_kg(ctx: ToolContext, args: RaceFuellingArgs) -> float | None:
    if args.weight is not None:
        return float(stored(ctx, args.weight, args.unit))
    with ctx.readers() as desk:
        return newest_kg(desk, ctx.principal.user_id, now=ctx.clock.now())


def _grams(facts: Minter, about: About, plan: FuelPlan) -> dict[str, Decimal]:
    rule = Formula("fuelling.race_plan")
    found: dict[str, Decimal] = {}
    for name, label, value in (
        ("per_hour_low_g", "carbohydrate an hour low", plan.per_hour.low),
        ("per_hour_high_g", "carbohydrate an hour high", plan.per_hour.high),
        ("total_low_g", "carbohydrate in all low", plan.total.low),
        ("total_high_g", "carbohydrate in all high", plan.total.high),
    ):
        found[name] = number(value, WHOLE)
        facts.mint(label, Measure(found[name], "g"), about, rule)
    return found


def _gels(facts: Minter, about: About, plan: FuelPlan, args: RaceFuellingArgs) -> dict[str, object]:
    gel = number(race.GEL_G, WHOLE) if args.gel_g is None else args.gel_g
    low, high = race.gels(plan.total.low, plan.total.high, float(gel))
    rule = Formula("race.gels")
    for label, value in (("gels low", low), ("gels high", high)):
        facts.mint(label, Measure(Decimal(value)), about, rule)
    facts.mint("carbohydrate of a gel", Measure(gel, "g"), about, rule)
    return {"gels_low": low, "gels_high": high, "gel_g": gel}


def _by_weight(
    ctx: ToolContext, facts: Minter, args: RaceFuellingArgs, weight_kg: float, plan: FuelPlan
) -> dict[str, object]:
    about = About(ATHLETE, today(ctx))
    weight = shown(ctx, number(weight_kg))
    facts.mint("body weight", Measure(weight, unit_of(ctx)), about, Formula("trend.mean"))
    before = _step(carbohydrate_before(weight_kg, float(args.hours_before)), FIVE)
    rule = Formula("fuelling.carbohydrate_before")
    facts.mint("carbohydrate before", Measure(before, "g"), about, rule)
    found: dict[str, object] = {"weight": weight, "before_g": before}
    drink = race.Band(*(each * 1000 for each in fluids.before_exercise(weight_kg)))
    rule = Formula("fluids.before_exercise")
    found |= _minted(facts, about, "fluid before", drink, ("ml", FIFTY, rule), "drink")
    day = race.Band(*carbohydrate_range(weight_kg, race.training_of(float(args.minutes))))
    rule = Formula("macros.carbohydrate_range")
    found |= _minted(facts, about, "carbohydrate a day", day, ("g", FIVE, rule), "day")
    load = race.loading(weight_kg, float(args.minutes))
    if load is not None:
        rule = Formula("race.loading")
        found |= _minted(facts, about, "loading carbohydrate", load, ("g", FIVE, rule), "loading")
    if plan.least_fluid_l_per_h is not None:
        least = _step(plan.least_fluid_l_per_h * 1000, FIFTY)
        rule = Formula("fluids.least_to_drink")
        facts.mint("least fluid an hour", Measure(least, "ml"), about, rule)
        found["least_fluid_ml_per_h"] = least
    return found


def _minted(
    facts: Minter,
    about: About,
    label: str,
    band: race.Band,
    how: tuple[str, Decimal, Formula],
    name: str,
) -> dict[str, object]:
    """Mint both ends of a band; return them as fields of the result."""
    unit, step, rule = how
    low, high = (_step(each, step) for each in band)
    facts.mint(f"{label} low", Measure(low, unit), about, rule)
    facts.mint(f"{label} high", Measure(high, unit), about, rule)
    return {f"{name}_low_{unit}": low, f"{name}_high_{unit}": high}


def _step(value: float, step: Decimal) -> Decimal:
    return (number(value / float(step), WHOLE) * step).quantize(WHOLE)


def _weights(ctx: ToolContext, args: SweatRateArgs) -> tuple[Decimal, Decimal]:
    """Return the weights before and after, from the newest weigh-in where only a loss was told.

    Raises:
        RetryableToolError: Neither two weights nor a loss are known (code `weights_missing`).
    """
    if args.before is not None and args.after is not None:
        return args.before, args.after
    with ctx.readers() as desk:
        known = newest_kg(desk, ctx.principal.user_id, now=ctx.clock.now())
    if args.lost is None or known is None:
        raise RetryableToolError(
            "the weights before and after the session are not known.",
            way_out="Ask the athlete for both.",
            code="weights_missing",
        )
    per = stored(ctx, Decimal(1), args.unit)
    before = plain(number(known) / per, TENTH)
    return before, before - args.lost


def sweat_rate(ctx: ToolContext, args: SweatRateArgs) -> ToolResult:
    """Return the sweat rate of a session, the loss, and what brings it back; nothing is stored."""
    told = _weights(ctx, args)
    before, after = (float(stored(ctx, each, args.unit)) for each in told)
    fluid, urine = float(args.fluid_ml) / 1000, float(args.urine_ml) / 1000
    hours = float(args.minutes) / 60
    try:
        rate = fluids.sweat_rate(before, after, fluid, urine, hours)
        loss = fluids.body_mass_loss_pct(before, after)
        back = fluids.replacement(max(0.0, before - after))
    except InvalidInput as exc:
        raise RetryableToolError(exc.message, way_out=exc.way_out, code=exc.code) from exc
    facts = Minter(ctx)
    about = About(ATHLETE, today(ctx))
    said = Statement(ctx.run_id)
    unit = args.unit or unit_of(ctx)
    for label, weight in zip(("body weight before", "body weight after"), told, strict=True):
        facts.mint(label, Measure(weight, unit), about, said)
    facts.mint("length", Measure(args.minutes, "min"), about, said)
    facts.mint("fluid drunk", Measure(args.fluid_ml, "ml"), about, said)
    data = SweatRate(
        unit=unit,
        before=told[0],
        after=told[1],
        minutes=args.minutes,
        fluid_ml=args.fluid_ml,
        litres_per_hour=number(rate, HUNDREDTH),
        loss_pct=number(loss, TENTH),
        limit_pct=number(fluids.MAX_LOSS_PCT, TENTH),
        replace_low_ml=_step(back.low * 1000, FIFTY),
        replace_high_ml=_step(back.high * 1000, FIFTY),
        advice=fluids.drinking_advice(float(args.minutes)),
        warning=fluids.overdrinking_warning(fluid, rate, hours),
    )
    lost = plain(abs(told[0] - told[1]), HUNDREDTH)
    difference = Formula("trend.difference")
    facts.mint("body mass lost", Measure(lost, unit), about, difference)
    for label, value, unit_name, rule in (
        ("sweat rate", data.litres_per_hour, "L/h", "fluids.sweat_rate"),
        ("body mass lost", data.loss_pct, "%", "fluids.body_mass_loss_pct"),
        ("loss to stay below", data.limit_pct, "%", "fluids.body_mass_loss_pct"),
        ("fluid to replace low", data.replace_low_ml, "ml", "fluids.replacement"),
        ("fluid to replace high", data.replace_high_ml, "ml", "fluids.replacement"),
    ):
        facts.mint(label, Measure(value, unit_name), about, Formula(rule))
    return facts.result(data, f"{data.litres_per_hour} L an hour")
