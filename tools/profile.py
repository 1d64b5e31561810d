"""The tool that keeps what an athlete tells about themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from coach.accounts.commands import MemoryEntry, remember, save_profile
from coach.accounts.model import Activity, Experience, Goal, MemoryKind, Profile, Sex
from coach.errors import InvalidInput, RetryableToolError
from coach.evidence import LogRow
from coach.training.rules.programme.request import Kit
from coach.training.rules.programme.told import kit_in
from coach.units import CM_PER_IN, MassUnit
from tools.account import profile_data
from tools.arguments.account import UpdateProfileArgs
from tools.minting import ATHLETE, TENTH, About, Measure, Minter, plain, stored, today
from tools.programme_request import kit_of_profile
from tools.results.account import ProfileChanged
from tools.spec import Desk, ToolContext, ToolResult

FULL_GYM = "full gym"
"""How a profile says that there is everything."""
HALF_A_YEAR = timedelta(days=183)
"""An age is taken as if the birthday was half a year ago. Source: own choice, the mean error."""
IN_PER_FT = Decimal(12)


def update_profile(ctx: ToolContext, args: UpdateProfileArgs) -> ToolResult:
    """Store what was told and read it back; what was told before is said to be known."""
    user_id = ctx.principal.user_id
    try:
        with ctx.writers() as desk:
            before = desk.profiles.get(user_id)
            after = _changed(ctx, before, args)
            if after != before:
                save_profile(desk, after)
            _keep_sizes(ctx, desk, after, args.equipment)
    except InvalidInput as exc:
        raise RetryableToolError(exc.message, way_out=exc.way_out, code=exc.code) from exc
    facts = Minter(ctx)
    data = profile_data(replace(ctx, locale=after), facts)
    changed = _words(ctx, args, after)
    for text in changed:
        if any(letter.isdigit() for letter in text):
            facts.mint(
                "told", Measure(text), About(ATHLETE, today(ctx)), LogRow("profiles", str(user_id))
            )
    known = [text for text in changed if text in _words(ctx, args, before)]
    return facts.result(
        ProfileChanged(
            changed=[text for text in changed if text not in known], same=known, profile=data
        ),
        f"{len(changed)} told",
        "athlete_text",
    )


def _changed(ctx: ToolContext, profile: Profile, args: UpdateProfileArgs) -> Profile:
    born = args.birth_date or _born(today(ctx), args.age)
    height = args.height_cm
    if height is None and args.height_m is not None:
        height = plain(args.height_m * 100, TENTH)
    if height is None and args.height_ft is not None:
        inches = args.height_ft * IN_PER_FT + (args.height_in or 0)
        height = plain(inches * CM_PER_IN, TENTH)
    values: dict[str, object | None] = {
        "mass_unit": MassUnit(args.unit) if args.unit else None,
        "sex": Sex(args.sex) if args.sex else None,
        "birth_date": born,
        "height_cm": height,
        "goal": Goal(args.goal) if args.goal else None,
        "experience": Experience(args.experience) if args.experience else None,
        "activity": Activity(args.activity) if args.activity else None,
        "days_per_week": args.days_per_week,
        "minutes_per_session": minutes_told(args),
        "equipment": equipment_told(args.equipment, profile) if args.equipment else None,
        "diet": args.diet.strip().casefold() or None,
        "country": args.country.upper() or None,
        "time_zone": args.time_zone or None,
        "plate_step_kg": _step(ctx, args.smallest_plate, 2),
        "dumbbell_step_kg": _step(ctx, args.dumbbell_step, 1),
    }
    told = {name: value for name, value in values.items() if value is not None}
    return replace(profile, **told)  # pyright: ignore[reportArgumentType] - each value is its field's


def _born(today_is: date, age: int | None) -> date | None:
    if age is None:
        return None
    return today_is.replace(year=today_is.year - age, day=min(today_is.day, 28)) - HALF_A_YEAR


def minutes_told(args: UpdateProfileArgs) -> int | None:
    """Return the minutes of a session, told in minutes or in hours."""
    if args.hours_per_session is None:
        return args.minutes_per_session
    return int(args.hours_per_session * 60)


def _step(ctx: ToolContext, mass: Decimal | None, times: int) -> Decimal | None:
    return None if mass is None else stored(ctx, mass, None) * times


def equipment_told(text: str, profile: Profile) -> tuple[str, ...] | None:
    """Return the equipment that a text names, as a profile keeps it; None where it names none."""
    kit = kit_in(f"only {text}", kit_of_profile(profile))
    if kit is None:
        return None
    if kit.equipment == Kit().equipment:
        return (FULL_GYM,)
    return (*(each.value for each in kit.equipment), *(each.value for each in kit.fixtures))


def _keep_sizes(ctx: ToolContext, desk: Desk, profile: Profile, text: str) -> None:
    """Keep as a memory what no column of a profile holds: how heavy the dumbbells go."""
    usual = kit_of_profile(profile)
    kit = kit_in(text, usual) if text else None
    if kit is not None and kit.dumbbell_max_kg != usual.dumbbell_max_kg:
        entry = MemoryEntry(
            MemoryKind.EQUIPMENT, text, ctx.idempotency_key, said=text, run_id=str(ctx.run_id)
        )
        remember(desk, ctx.principal.user_id, entry, at=ctx.clock.now())


def _words(ctx: ToolContext, args: UpdateProfileArgs, profile: Profile) -> list[str]:
    """Return in words what a profile holds of the fields that a call names."""
    height = profile.height_cm
    age = profile.age_on(today(ctx))
    pairs = (
        (args.unit, f"unit {profile.mass_unit.value}"),
        (args.sex, f"sex {profile.sex.name.casefold() if profile.sex else ''}"),
        (args.age or args.birth_date, f"{age} years old"),
        (args.height_cm or args.height_m or args.height_ft, f"height {_plain(height)} cm"),
        (args.goal, f"goal {_spaced(profile.goal)}"),
        (args.experience, f"experience {_spaced(profile.experience)}"),
        (args.activity, f"everyday activity {_spaced(profile.activity)}"),
        (args.days_per_week, f"{profile.days_per_week} training days a week"),
        (minutes_told(args), f"{profile.minutes_per_session} min a session"),
        (args.equipment, f"equipment {', '.join(profile.equipment).replace('_', ' ')}"),
        (args.diet, f"diet {profile.diet}"),
        (args.country, f"country {profile.country}"),
        (args.time_zone, f"time zone {profile.time_zone}"),
        (args.smallest_plate, f"plates of {_plain(args.smallest_plate)}"),
        (args.dumbbell_step, f"dumbbells in steps of {_plain(args.dumbbell_step)}"),
    )
    return [text for told, text in pairs if told]


def _spaced(value: str | None) -> str:
    return (value or "").replace("_", " ")


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{plain(value):f}"
