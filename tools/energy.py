"""The tool over energy balance: maintenance, a daily target and its macronutrients."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from types import MappingProxyType

from coach.accounts.model import Goal
from coach.accounts.queries import memories_of
from coach.errors import InvalidInput, RetryableToolError, ToolUnavailable
from coach.evidence import FactId, Formula, LogRow, Source, Statement
from coach.nutrition.rules import energy, macros, rmr
from coach.nutrition.rules.energy import Body, Direction, SexCode, Target
from coach.nutrition.rules.wishes import rate_said
from coach.training.model import BodyWeight
from coach.training.queries import weigh_ins
from coach.units import kg_from
from tools.account import mint_weight
from tools.arguments.nutrition import EnergyTargetsArgs
from tools.minting import (
    ATHLETE,
    HUNDREDTH,
    TENTH,
    WHOLE,
    About,
    Measure,
    Minter,
    number,
    shown,
    stored,
    today,
    unit_of,
)
from tools.results.nutrition import EnergyTargets
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
    activity_assumed: bool = False
    """The activity follows the training days."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A target with what it stands on."""

    known: _Known
    direction: Direction
    resting_kcal: float
    maintenance_kcal: float
    target: Target
    assumptions: tuple[str, ...]


def energy_targets(ctx: ToolContext, args: EnergyTargetsArgs) -> ToolResult:
    """Return maintenance, a target for the wanted rate and macronutrients, within the limits."""
    found = propose(ctx, args)
    facts = Minter(ctx)
    data = _targets(ctx, facts, found)
    if args.change_total is not None and args.weeks is not None:
        data = data.model_copy(update=_asked_rate(ctx, facts, args))
    elif args.change_total is not None or args.goal_weight is not None:
        data = data.model_copy(update=_weeks_needed(ctx, facts, args, found))
    if args.asked_kcal is not None:
        data = data.model_copy(update=_judged(ctx, facts, found, args.asked_kcal))
    return facts.result(data, f"target {data.target_kcal} kcal a day")


def propose(ctx: ToolContext, args: EnergyTargetsArgs) -> Proposal:
    """Return the target for what is wanted, from the profile and what was said.

    Raises:
        RetryableToolError: Something the formulas need is not known (code `profile_incomplete`).
        ToolUnavailable: The formulas do not hold for these values (code `out_of_range`).
    """
    known = _known(ctx, args)
    assumptions: list[str] = []
    if known.activity_assumed:
        assumptions.append("Your everyday activity is taken from your training days.")
    direction = _direction(ctx, args, assumptions)
    rate = _rate(ctx, args, known, direction, assumptions)
    try:
        resting = rmr.mifflin_st_jeor(
            known.body.weight_kg, known.body.height_cm, known.body.age, known.body.sex
        )
        maintenance = energy.maintenance(resting, known.activity)
        target = energy.energy_target(
            known.body,
            maintenance,
            direction,
            min(rate, 100.0),
            pregnant=known.pregnant,
            spending=energy.Spending(resting),
        )
    except InvalidInput as exc:
        raise ToolUnavailable(
            exc.message, way_out="Say that the formulas do not hold here.", code="out_of_range"
        ) from exc
    return Proposal(known, direction, resting, maintenance, target, tuple(assumptions))


def activity_of(training_days: int) -> str:
    """Return the activity that so many training days a week stand for, in a seated job.

    Source:
        Convention of dietetics: exercise on one to three days is light, on up to five moderate.
    """
    if training_days == 0:
        return "sedentary"
    return "light" if training_days <= 3 else "moderate" if training_days <= 5 else "high"


def _direction(ctx: ToolContext, args: EnergyTargetsArgs, assumptions: list[str]) -> Direction:
    if args.direction is not None:
        return args.direction
    goal = ctx.locale.goal
    assumptions.append(
        "The direction follows the goal of the profile."
        if goal
        else "No goal is known, so the target keeps body weight."
    )
    return DIRECTION_OF[goal] if goal else "maintain"


def _asked_rate(ctx: ToolContext, facts: Minter, args: EnergyTargetsArgs) -> dict[str, object]:
    """Mint the rate that a wanted change within a time comes to."""
    rate = shown(ctx, _total_kg(ctx, args) / (args.weeks or WHOLE), TENTH)
    about = About(ATHLETE, today(ctx))
    source = Formula("trend.difference")
    facts.mint("rate asked for", Measure(rate, unit_of(ctx)), about, source)
    return {"asked_per_week": rate}


def _weeks_needed(
    ctx: ToolContext, facts: Minter, args: EnergyTargetsArgs, found: Proposal
) -> dict[str, object]:
    """Mint the weeks that a wanted change takes at the rate of the target."""
    weight = Decimal(str(found.known.body.weight_kg))
    a_week = abs(weight * Decimal(str(found.target.rate_pct_per_week)) / 100)
    total = _total_kg(ctx, args)
    if args.goal_weight is not None:
        total = abs(weight - stored(ctx, args.goal_weight, args.unit))
    if not a_week or not total:
        return {}
    weeks = (total / a_week).quantize(WHOLE, ROUND_CEILING)
    about = About(ATHLETE, today(ctx))
    facts.mint("weeks needed", Measure(weeks, "week"), about, Formula("trend.difference"))
    return {"weeks_needed": weeks}


def _total_kg(ctx: ToolContext, args: EnergyTargetsArgs) -> Decimal:
    return stored(ctx, args.change_total or Decimal(0), args.unit)


def _judged(ctx: ToolContext, facts: Minter, found: Proposal, asked: Decimal) -> dict[str, object]:
    """Mint and judge an intake the athlete asked about."""
    floor = energy.floor_kcal(found.known.body, energy.Spending(found.resting_kcal))
    least = number(floor.value or 0.0, TEN)
    about = About(ATHLETE, today(ctx))
    facts.mint("intake asked about", Measure(asked, "kcal"), about, Statement(ctx.run_id))
    facts.mint("lowest energy", Measure(least, "kcal"), about, Formula("energy.floor_kcal"))
    verdict = _verdict(float(asked), float(least), found.target.kcal)
    return {"asked_kcal": asked, "asked_verdict": verdict, "floor_kcal": least}


def _verdict(asked: float, floor: float, target: float) -> str:
    if energy.needs_supervision(asked):
        return "medical"
    if asked < floor:
        return "too_low"
    if asked < target * (1 - energy.BAND / 2):
        return "low"
    return "high" if asked > target * (1 + energy.BAND / 2) else "fits"


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
    assumed = activity is None and profile.days_per_week is not None
    if assumed:
        activity = activity_of(profile.days_per_week or 0)
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
        activity_assumed=assumed,
    )


def _rate(
    ctx: ToolContext,
    args: EnergyTargetsArgs,
    known: _Known,
    direction: Direction,
    assumptions: list[str],
) -> float:
    """Return the wanted rate in percent of body weight a week."""
    weight_kg = known.body.weight_kg
    if args.rate_pct_per_week is not None:
        return float(args.rate_pct_per_week)
    if args.rate_per_week is not None:
        return float(stored(ctx, args.rate_per_week, args.unit)) / weight_kg * 100
    if args.change_total is not None and args.weeks is not None:
        return float(_total_kg(ctx, args) / args.weeks) / weight_kg * 100
    if direction == "maintain":
        return 0.0
    kept = (
        rate_pct_of_goal(ctx, weight_kg) if args.direction is None or _is_goal(ctx, args) else None
    )
    if kept is not None:
        assumptions.append("The rate follows the goal you gave.")
        return kept
    assumptions.append("No rate was named, so a careful one is used.")
    return energy.DEFAULT_RATE_PCT[direction]


def _is_goal(ctx: ToolContext, args: EnergyTargetsArgs) -> bool:
    """Tell whether the wanted direction is that of the goal."""
    return ctx.locale.goal is not None and DIRECTION_OF[ctx.locale.goal] == args.direction


def rate_pct_of_goal(ctx: ToolContext, weight_kg: float) -> float | None:
    """Return the rate of the goal that is kept in mind ("goal: lose 0.5 kg a week"), in percent."""
    with ctx.readers() as desk:
        kept = memories_of(desk, ctx.principal.user_id)
    said = next((rate for each in kept if (rate := rate_said(each.text.casefold()))), None)
    if said is None:
        return None
    if said.unit is None:
        return float(said.amount)
    return float(kg_from(said.amount, said.unit)) / weight_kg * 100


def _targets(ctx: ToolContext, facts: Minter, found: Proposal) -> EnergyTargets:
    known, target = found.known, found.target
    spent = (found.resting_kcal, found.maintenance_kcal)
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
        direction=found.direction,
        assumptions=list(found.assumptions),
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
