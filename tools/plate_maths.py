"""The tool that works out plates a side, what comes next to a load, warm-up sets, and kg in lb."""

from __future__ import annotations

from decimal import Decimal

from coach.errors import InvalidInput, RetryableToolError
from coach.evidence import Formula, Statement
from coach.training.model import Equipment
from coach.training.rules import plates
from coach.units import MassUnit, kg_from, mass_in
from tools.arguments.training import PlateMathArgs
from tools.minting import ATHLETE, TENTH, About, Measure, Minter, plain, today
from tools.results.training import Loadable, PlateMath, WarmUpSet
from tools.spec import ToolContext, ToolResult

_RULE = Formula("plates.per_side")


def plate_math(ctx: ToolContext, args: PlateMathArgs) -> ToolResult:
    """Return a load in both units, with the plates for each side of a bar and the way up to it."""
    unit = MassUnit(args.unit) if args.unit else ctx.locale.mass_unit
    other = MassUnit.LB if unit is MassUnit.KG else MassUnit.KG
    bar = plates.BAR[unit] if args.bar is None else args.bar
    about = About(ATHLETE, today(ctx))
    facts = Minter(ctx)
    load = facts.mint("load", Measure(plain(args.load), unit.value), about, Statement(ctx.run_id))
    converted = plain(mass_in(kg_from(args.load, unit), other), TENTH)
    changed = Formula("units.kg_and_lb", (load,))
    facts.mint("load converted", Measure(converted, other.value), about, changed)
    data = PlateMath(
        load=plain(args.load), unit=unit.value, converted=converted, other_unit=other.value
    )
    if args.load < bar:
        return facts.result(data, f"{plain(args.load)} {unit.value} is {converted} {other.value}")
    facts.mint("bar", Measure(plain(bar), unit.value), about, _RULE)
    data = data.model_copy(
        update={
            "bar": plain(bar),
            **_sides(facts, about, args, unit, bar),
            "warm_up": _ramp(ctx, facts, args, unit, bar) if args.warm_up else [],
        }
    )
    return facts.result(data, f"plates for {plain(args.load)} {unit.value}")


def _sides(
    facts: Minter, about: About, args: PlateMathArgs, unit: MassUnit, bar: Decimal
) -> dict[str, object]:
    """Mint the plates of a side; where the load cannot be made, the loads next to it as well."""
    there = tuple(each for each in plates.PLATES[unit] if each not in args.missing)
    if not there:
        raise RetryableToolError(
            "no common plate is left.", way_out="Ask the athlete which plates the gym has."
        )
    try:
        side = plates.per_side(args.load, bar, there)
    except InvalidInput as exc:
        raise RetryableToolError(exc.message, way_out=exc.way_out, code=exc.code) from exc
    for plate in side.per_side:
        facts.mint("plate per side", Measure(plate, unit.value), about, _RULE)
    for plate in args.missing:
        facts.mint("missing plate", Measure(plain(plate), unit.value), about, _RULE)
    found: dict[str, object] = {
        "per_side": list(side.per_side),
        "missing": [plain(plate) for plate in args.missing],
    }
    if not side.unloaded:
        return found
    facts.mint("load left over", Measure(plain(side.unloaded), unit.value), about, _RULE)
    lighter = args.load - side.unloaded
    near = [plates.per_side(each, bar, there) for each in (lighter, lighter + 2 * min(there))]
    return found | {
        "left_over": plain(side.unloaded),
        "nearest": [
            _loadable(facts, about, unit, bar + 2 * sum(each.per_side), each) for each in near
        ],
    }


def _loadable(
    facts: Minter, about: About, unit: MassUnit, load: Decimal, side: plates.Loaded
) -> Loadable:
    facts.mint("loadable", Measure(plain(load), unit.value), about, _RULE)
    for plate in side.per_side:
        facts.mint("plate per side", Measure(plate, unit.value), about, _RULE)
    return Loadable(load=plain(load), per_side=list(side.per_side))


def _ramp(
    ctx: ToolContext, facts: Minter, args: PlateMathArgs, unit: MassUnit, bar: Decimal
) -> list[WarmUpSet]:
    """Mint the warm-up sets of a barbell lift up to the load."""
    step = plates.smallest_step(
        Equipment.BARBELL,
        unit,
        plate_step_kg=ctx.locale.plate_step_kg,
        dumbbell_step_kg=ctx.locale.dumbbell_step_kg,
    )
    about, rule = About(ATHLETE, today(ctx)), Formula("plates.warm_up")
    sets = plates.warm_up(args.load, bar=bar, step=step)
    for each in sets:
        facts.mint("warm-up load", Measure(plain(each.load), unit.value), about, rule)
        facts.mint("warm-up reps", Measure(Decimal(each.reps), "rep"), about, rule)
    return [WarmUpSet(load=plain(each.load), reps=each.reps) for each in sets]
