"""The tool that keeps a daily target the athlete agreed to."""

from __future__ import annotations

from decimal import Decimal

from coach.accounts.model import ConsentPurpose
from coach.accounts.queries import require_consent
from coach.errors import ToolUnavailable
from coach.evidence import Formula, LogRow
from coach.identity import new_uuid
from coach.nutrition.model import Target
from coach.nutrition.queries import Amounts
from coach.nutrition.rules import energy
from coach.nutrition.rules.expenditure import Expenditure
from coach.nutrition.rules.macros import reference_weight_kg, split
from coach.nutrition.rules.wishes import rate_said
from tools.arguments.eating import AdaptiveExpenditureArgs, SetTargetsArgs
from tools.arguments.nutrition import EnergyTargetsArgs
from tools.energy import TEN, Proposal, propose
from tools.intake import report_of
from tools.minting import ATHLETE, WHOLE, About, Measure, Minter, number, spoken, today
from tools.nutrition import mint_amounts
from tools.results.eating import TargetSet
from tools.spec import ToolContext, ToolResult


def set_targets(ctx: ToolContext, args: SetTargetsArgs) -> ToolResult:
    """Store a daily target from today on; the same one is not stored twice."""
    user_id = ctx.principal.user_id
    target, limits = _wanted(ctx, args)
    with ctx.writers() as desk:
        require_consent(desk, user_id, ConsentPurpose.NUTRITION)
        present = desk.targets.on(user_id, today(ctx))
        same = present is not None and _amounts(present) == _amounts(target)
        if not same:
            desk.targets.add(target)
    facts = Minter(ctx)
    about = About(ATHLETE, today(ctx))
    row = LogRow("targets", str(present.id if same and present else target.id))
    facts.mint("day", Measure(today(ctx)), About(today(ctx).isoformat(), today(ctx)), row)
    data = TargetSet(
        from_day=today(ctx),
        target=mint_amounts(facts, "target", _amounts(target), today(ctx), row),
        already_set=same,
        limits=[text for text, _, _ in limits],
    )
    for _, value, unit in limits:
        facts.mint("limit", Measure(value, unit), about, Formula("energy.energy_target"))
    if present is not None and not same:
        replaced = present.kcal.quantize(WHOLE)
        before = LogRow("targets", str(present.id))
        facts.mint("replaced target energy", Measure(replaced, "kcal"), about, before)
        data = data.model_copy(update={"replaced_kcal": replaced})
    return facts.result(data, f"target kept from {spoken(today(ctx))}")


Limits = tuple[tuple[str, Decimal, str | None], ...]


def _wanted(ctx: ToolContext, args: SetTargetsArgs) -> tuple[Target, Limits]:
    """Return the target to store, held to the limits.

    Raises:
        ToolUnavailable: A deficit must not be set (code `no_deficit`), the energy is below what
            is set without a clinician (code `below_floor`), or the check-in proposes nothing
            (code `no_target_proposed`).
    """
    if args.measured:
        return _checked_in(ctx, args), ()
    found = propose(ctx, EnergyTargetsArgs.model_validate(_wish(args)))
    body = found.known.body
    kcal = number(found.target.kcal, TEN)
    if args.kcal is not None:
        kcal = args.kcal
        _check_own(kcal, found)
    elif found.target.refusal is not None:
        raise ToolUnavailable(
            found.target.refusal.text, way_out="Offer maintenance instead.", code="no_deficit"
        )
    if found.known.kidneys:
        raise ToolUnavailable(
            "with kidney disease the coach sets no protein target.",
            way_out="Ask a doctor or dietitian for the target.",
            code="refer",
        )
    limits = tuple(
        (each.text, number(each.value), each.unit)
        for each in found.target.limits
        if each.value is not None and args.kcal is None
    )
    return _target(ctx, kcal, body.weight_kg, body.height_cm, args.protein_g), limits


def _wish(args: SetTargetsArgs) -> dict[str, object]:
    """Return direction and rate as the tools over energy take them."""
    wish: dict[str, object] = {"direction": args.direction} if args.direction else {}
    said = rate_said(args.rate.casefold()) if args.rate else None
    if said is None:
        return wish
    if said.unit is None:
        return wish | {"rate_pct_per_week": said.amount}
    return wish | {"rate_per_week": said.amount, "unit": said.unit.value}


def _check_own(kcal: Decimal, found: Proposal) -> None:
    """Check an energy the athlete named."""
    body, kept = found.known.body, found.maintenance_kcal
    floor = energy.floor_kcal(body, energy.Spending(found.resting_kcal))
    least = floor.value or 0.0
    refused = energy.refusal(body, pregnant=found.known.pregnant)
    if refused is not None and float(kcal) < kept * (1 - energy.BAND):
        raise ToolUnavailable(refused.text, way_out="Offer maintenance.", code="no_deficit")
    if float(kcal) < least and float(kcal) < kept:
        raise ToolUnavailable(floor.text, way_out="Offer that instead.", code="below_floor")


def _target(
    ctx: ToolContext, kcal: Decimal, weight_kg: float, height_cm: float, protein: Decimal | None
) -> Target:
    counted = reference_weight_kg(weight_kg, height_cm)
    own = None if protein is None else (float(protein), float(protein))
    parts = split(float(kcal), counted, weight_kg, protein=own)
    return Target(
        id=new_uuid(),
        user_id=ctx.principal.user_id,
        from_day=today(ctx),
        kcal=kcal,
        protein_g=number(parts.protein_g, WHOLE),
        carbohydrate_g=number(parts.carbohydrate_g, WHOLE),
        fat_g=number(parts.fat_g, WHOLE),
        reason="agreed in chat",
    )


def _checked_in(ctx: ToolContext, args: SetTargetsArgs) -> Target:
    report = report_of(ctx, AdaptiveExpenditureArgs.model_validate(_wish(args)))
    found, macros = report.found.target, report.macros
    if found is None or macros is None or not isinstance(report.found.measured, Expenditure):
        raise ToolUnavailable(
            "the check-in proposes no target.",
            way_out="Say what it lacks; the present target stands.",
            code="no_target_proposed",
        )
    return Target(
        id=new_uuid(),
        user_id=ctx.principal.user_id,
        from_day=today(ctx),
        kcal=number(found.kcal, TEN),
        protein_g=number(macros.protein_g, WHOLE),
        carbohydrate_g=number(macros.carbohydrate_g, WHOLE),
        fat_g=number(macros.fat_g, WHOLE),
        reason="weekly check-in",
        maintenance_kcal=number(report.found.measured.kcal, WHOLE),
    )


def _amounts(target: Target) -> Amounts:
    return Amounts(target.kcal, target.protein_g, target.carbohydrate_g, target.fat_g)
