"""Tools over the profile and the weigh-ins."""

from __future__ import annotations

from datetime import datetime, time
from decimal import Decimal

from coach.accounts.model import Profile
from coach.errors import InvalidInput, RetryableToolError
from coach.evidence import LogRow
from coach.training.commands import WeighIn
from coach.training.commands import log_body_weight as store_weight
from coach.training.model import BodyWeight
from coach.training.queries import weigh_ins
from tools.arguments.account import LogBodyWeightArgs
from tools.arguments.shape import NoArgs
from tools.minting import (
    ATHLETE,
    About,
    Measure,
    Minter,
    day_of,
    plain,
    shown,
    spoken,
    stored,
    today,
    unit_of,
    zone_of,
)
from tools.results.account import ProfileData
from tools.results.training import LoggedBodyWeight
from tools.spec import ToolContext, ToolResult

MORNING = time(8)
"""Time of a weigh-in told with a day only."""
ASKED = ("sex", "birth_date", "height_cm", "goal", "experience", "activity", "days_per_week")


def get_profile(ctx: ToolContext, args: NoArgs) -> ToolResult:
    """Return the profile, the newest weigh-in and what was never told."""
    del args
    facts = Minter(ctx)
    return facts.result(profile_data(ctx, facts), "profile read")


def profile_data(ctx: ToolContext, facts: Minter) -> ProfileData:
    """Mint the stored profile and the newest weigh-in."""
    with ctx.readers() as desk:
        profile = desk.profiles.get(ctx.principal.user_id)
        weights = weigh_ins(desk, ctx.principal.user_id, until=ctx.clock.now())
    age = profile.age_on(today(ctx))
    _mint_profile(ctx, facts, profile, age)
    last = weights[-1] if weights else None
    missing = [name for name in ASKED if getattr(profile, name) is None]
    return ProfileData(
        unit=unit_of(ctx),
        sex=profile.sex,
        age=age,
        height_cm=profile.height_cm,
        goal=profile.goal,
        experience=profile.experience,
        activity=profile.activity,
        days_per_week=profile.days_per_week,
        minutes_per_session=profile.minutes_per_session,
        equipment=list(profile.equipment),
        diet=profile.diet,
        weight=mint_weight(ctx, facts, last) if last else None,
        weighed_on=day_of(ctx, last.at) if last else None,
        plate_step=shown(ctx, profile.plate_step_kg),
        dumbbell_step=shown(ctx, profile.dumbbell_step_kg),
        missing=missing if last else [*missing, "body_weight"],
    )


def _mint_profile(ctx: ToolContext, facts: Minter, profile: Profile, age: int | None) -> None:
    about = About(ATHLETE, today(ctx))
    row = LogRow("profiles", str(profile.user_id))
    mass = unit_of(ctx)
    values = (
        ("age", age, "year"),
        ("height", profile.height_cm, "cm"),
        ("training days per week", profile.days_per_week, "day"),
        ("minutes per session", profile.minutes_per_session, "min"),
        ("plate step", shown(ctx, profile.plate_step_kg), mass),
        ("dumbbell step", shown(ctx, profile.dumbbell_step_kg), mass),
    )
    for label, value, unit in values:
        if value is not None:
            facts.mint(label, Measure(plain(Decimal(value)), unit), about, row)


def mint_weight(
    ctx: ToolContext, facts: Minter, weight: BodyWeight, label: str = "body weight"
) -> Decimal:
    """Mint one weigh-in and its day; return it in the athlete's unit."""
    day = day_of(ctx, weight.at)
    about = About(ATHLETE, day)
    row = LogRow("body_weights", str(weight.id))
    value = shown(ctx, weight.weight_kg)
    facts.mint(label, Measure(value, unit_of(ctx)), about, row)
    facts.mint("weighed on", Measure(day), about, row)
    return value


def log_body_weight(ctx: ToolContext, args: LogBodyWeightArgs) -> ToolResult:
    """Store one weigh-in once, however often the call is repeated."""
    day = args.day or today(ctx)
    if day > today(ctx):
        raise RetryableToolError(
            f"{day.isoformat()} is still to come.", way_out="Give the day it was weighed on."
        )
    now = ctx.clock.now()
    at = now if day == today(ctx) else datetime.combine(day, MORNING, zone_of(ctx))
    user_id = ctx.principal.user_id
    entry = WeighIn(at, stored(ctx, args.weight, args.unit), ctx.idempotency_key)
    with ctx.writers() as desk:
        try:
            kept = store_weight(desk, user_id, entry, now=now)
        except InvalidInput as exc:
            raise RetryableToolError(exc.message, way_out=exc.way_out, code=exc.code) from exc
        earlier = weigh_ins(desk, user_id, until=kept.at)
    before = [each for each in earlier if each.at < kept.at and each.id != kept.id]
    facts = Minter(ctx)
    data = LoggedBodyWeight(
        weight=mint_weight(ctx, facts, kept), unit=unit_of(ctx), day=day_of(ctx, kept.at)
    )
    if before:
        data = data.model_copy(
            update={
                "previous": mint_weight(ctx, facts, before[-1], "previous body weight"),
                "previous_day": day_of(ctx, before[-1].at),
            }
        )
    return facts.result(data, f"{data.weight} {data.unit} logged for {spoken(data.day)}")
