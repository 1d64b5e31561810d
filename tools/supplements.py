"""Tools over caffeine and other supplements: doses, evidence, and who should leave them."""

from __future__ import annotations

from datetime import time
from decimal import Decimal

from coach.errors import InvalidInput, RetryableToolError, ToolUnavailable
from coach.evidence import Formula, Statement
from coach.nutrition.rules import caffeine, supplements
from coach.nutrition.rules.supplement_facts import (
    MINORS,
    SUPPLEMENTS,
    TESTED,
    SupplementFact,
    supplement_named,
)
from tools.arguments.fuelling import CaffeineDoseArgs, SupplementFactsArgs
from tools.check_in import newest_kg
from tools.energy import PREGNANCY
from tools.minting import (
    ATHLETE,
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
from tools.results.fuelling import CaffeineDose, SupplementFacts
from tools.spec import ToolContext, ToolResult

MINUTES_BEFORE = 60
"""Caffeine before training. Source: ISSN 2021 (Guest)."""
TEN = Decimal("1E1")
"""Doses are told in steps of 10 mg: no cup is measured finer."""
UNKNOWN_AGE = 30
"""Age the dose is worked out for where none is known; the reply says adults. Source: own choice."""


def caffeine_dose(ctx: ToolContext, args: CaffeineDoseArgs) -> ToolResult:
    """Return the caffeine before training inside every limit, and the last hour of it."""
    weight_kg = _weight_kg(ctx, args)
    age = args.age if args.age is not None else ctx.locale.age_on(today(ctx))
    pregnant = ctx.locale.reports(PREGNANCY) if args.pregnant is None else args.pregnant
    try:
        dose = caffeine.advised_dose(weight_kg, age or UNKNOWN_AGE, pregnant=pregnant)
    except InvalidInput as exc:
        raise ToolUnavailable(exc.message, way_out=exc.way_out, code=exc.code) from exc
    facts = Minter(ctx)
    data = _dose_data(ctx, facts, weight_kg, dose, pregnant=pregnant)
    update: dict[str, object] = {"age_known": age is not None}
    about = About(ATHLETE, today(ctx))
    if args.asked_mg is not None:
        facts.mint(
            "caffeine asked about", Measure(args.asked_mg, "mg"), about, Statement(ctx.run_id)
        )
        said = caffeine.warnings(float(args.asked_mg), weight_kg, pregnant=pregnant)
        for words in said:
            facts.mint("warning", Measure(words), about, Formula("caffeine.warnings"))
        update |= {"asked_mg": args.asked_mg, "warnings": list(said)}
    bedtime = _clock(args.bedtime)
    if bedtime is not None:
        large, last = caffeine.last_before_bed(bedtime)
        update |= {"last_at": f"{last:%H:%M}", "last_large_at": f"{large:%H:%M}"}
        for label, at in (("last caffeine at", last), ("last large dose at", large)):
            rule = Formula("caffeine.last_before_bed")
            facts.mint(label, Measure(f"{at:%H:%M}"), about, rule)
    return facts.result(data.model_copy(update=update), f"{data.low_mg} to {data.high_mg} mg")


def _weight_kg(ctx: ToolContext, args: CaffeineDoseArgs) -> float:
    if args.weight is not None:
        return float(stored(ctx, args.weight, args.unit))
    with ctx.readers() as desk:
        found = newest_kg(desk, ctx.principal.user_id, now=ctx.clock.now())
    if found is None:
        raise RetryableToolError(
            "the profile lacks weight.",
            way_out="Ask the athlete for the body weight and call again with the answer.",
            code="profile_incomplete",
        )
    return found


def _clock(text: str) -> time | None:
    try:
        return time.fromisoformat(text) if text else None
    except ValueError:
        return None


def _dose_data(
    ctx: ToolContext, facts: Minter, weight_kg: float, dose: caffeine.Dose, *, pregnant: bool
) -> CaffeineDose:
    about = About(ATHLETE, today(ctx))
    rule = Formula("caffeine.advised_dose")
    weight = shown(ctx, number(weight_kg))
    daily = caffeine.PREGNANT_DAILY_MG if pregnant else caffeine.DAILY_MG
    near_bed, large_near_bed = caffeine.HOURS_BEFORE_BED
    low, high = number(dose.low_mg, TEN), number(dose.high_mg, TEN)
    studied = [number(each, TEN) for each in caffeine.caffeine_range(weight_kg)]
    for label, value, unit in (
        ("body weight", weight, unit_of(ctx)),
        ("caffeine low", low, "mg"),
        ("caffeine high", high, "mg"),
        ("caffeine studied low", studied[0], "mg"),
        ("caffeine studied high", studied[1], "mg"),
        ("caffeine a day", number(daily, WHOLE), "mg"),
        ("time before", Decimal(MINUTES_BEFORE), "min"),
        ("time before bed", Decimal(near_bed), "h"),
        ("time before bed, large dose", Decimal(large_near_bed), "h"),
        ("dose low", number(caffeine.LOW_MG_PER_KG, TENTH), "mg/kg"),
        ("dose high", number(caffeine.HIGH_MG_PER_KG, TENTH), "mg/kg"),
    ):
        facts.mint(label, Measure(value, unit), about, rule)
    return CaffeineDose(
        weight=weight,
        unit=unit_of(ctx),
        low_mg=low,
        high_mg=high,
        studied_low_mg=None if pregnant else studied[0],
        studied_high_mg=None if pregnant else studied[1],
        daily_mg=number(daily, WHOLE),
        minutes_before=MINUTES_BEFORE,
        hours_before_bed=near_bed,
        hours_before_bed_large=large_near_bed,
        age_known=True,
        pregnant=pregnant,
    )


def supplement_facts(ctx: ToolContext, args: SupplementFactsArgs) -> ToolResult:
    """Return evidence, dose and cautions of one supplement."""
    name = args.name.casefold()
    found = supplement_named(name)
    if found is None:
        return _avoided(ctx, name)
    facts = Minter(ctx)
    about = About(ATHLETE, today(ctx))
    rule = Formula("supplements.supplement_fact")
    for words in (found.verdict, found.how, found.caution):
        if words:
            facts.mint("supplement note", Measure(words), about, rule)
    age = args.age if args.age is not None else ctx.locale.age_on(today(ctx))
    data = SupplementFacts(
        name=found.name,
        grade=found.grade,
        verdict=found.verdict,
        how=found.how,
        unit=found.unit,
        caution=found.caution,
        minors=MINORS,
        is_minor=age is not None and age < caffeine.ADULT_AGE,
        testing=TESTED,
        source=found.source,
    )
    data = data.model_copy(update=_amount(ctx, facts, about, found))
    return facts.result(data, f"{found.name}: {found.grade} evidence")


def _amount(
    ctx: ToolContext, facts: Minter, about: About, found: SupplementFact
) -> dict[str, object]:
    """Mint the dose, and what it comes to for this athlete where it counts on body weight."""
    if found.low is None or found.high is None:
        return {}
    rule = Formula("supplements.supplement_fact")
    low, high = number(found.low, TENTH), number(found.high, TENTH)
    facts.mint("dose low", Measure(low, found.unit), about, rule)
    facts.mint("dose high", Measure(high, found.unit), about, rule)
    update: dict[str, object] = {"low": low, "high": high}
    with ctx.readers() as desk:
        weight_kg = newest_kg(desk, ctx.principal.user_id, now=ctx.clock.now())
    if weight_kg is None:
        return update
    if found.name == SUPPLEMENTS[0].name:
        load = supplements.creatine_loading(weight_kg)
        grams = number(load.grams_a_day, WHOLE)
        rule = Formula("supplements.creatine_loading")
        facts.mint("loading dose", Measure(grams, "g"), about, rule)
        for label, days in (
            ("loading days low", load.days_low),
            ("loading days high", load.days_high),
        ):
            facts.mint(label, Measure(Decimal(days), "day"), about, rule)
        update |= {
            "loading_g": grams,
            "loading_days_low": load.days_low,
            "loading_days_high": load.days_high,
        }
    elif found.unit == "mg/kg":
        for name, label, rate in (
            ("dose_low_mg", "own dose low", found.low),
            ("dose_high_mg", "own dose high", found.high),
        ):
            own = number(min(weight_kg * rate, caffeine.DAILY_MG), TEN)
            facts.mint(label, Measure(own, "mg"), about, Formula("caffeine.caffeine_range"))
            update[name] = own
    return update


def _avoided(ctx: ToolContext, name: str) -> ToolResult:
    """Return why a substance is never advised.

    Raises:
        RetryableToolError: It is not known (code `unknown_supplement`).
    """
    word = next((each for each in supplements.AVOID if each in name), "")
    if not word:
        known = ", ".join(each.name for each in SUPPLEMENTS)
        raise RetryableToolError(
            f"no facts are kept on {name!r}.",
            way_out=f"Use search_knowledge, or one of: {known}.",
            code="unknown_supplement",
        )
    facts = Minter(ctx)
    data = SupplementFacts(
        name=word.upper(),
        grade="harmful",
        verdict=f"Do not take it: {supplements.AVOID[word]}.",
        caution="If you have taken it and feel unwell, see a doctor and say so.",
        minors=MINORS,
        is_minor=False,
        testing="",
        source="FDA and WADA",
    )
    return facts.result(data, f"{word}: never")
