"""The tool that builds a programme and makes it the active one."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from coach.accounts.commands import save_profile
from coach.accounts.model import Experience, Goal
from coach.errors import InvalidInput, RetryableToolError
from coach.evidence import LogRow
from coach.identity import UserId
from coach.training.commands.programmes import Kept, plan_programme, save_programme
from coach.training.model import Programme, Region
from coach.training.queries.programmes import Standing, planned_session, standing_of
from coach.training.rules.programme.explain import AIMS as AIM_WORDS
from coach.training.rules.programme.plan import ProgrammePlan
from coach.training.rules.programme.request import Aim, Injury, Template, TrainingAge
from coach.training.rules.programme.targets import MUSCLES
from tools.arguments.programmes import BuildProgrammeArgs
from tools.minting import ATHLETE, About, Measure, Minter, today
from tools.programme_facts import say, session_line
from tools.programme_request import AGES, AIMS, Considered, Wanted, considered
from tools.results.programmes import ProgrammeBuilt, SessionLine
from tools.spec import Desk, ToolContext, ToolResult

GOALS: dict[Aim, Goal] = {aim: goal for goal, aim in AIMS.items()} | {
    Aim.POWERLIFTING: Goal.STRENGTH
}
TRAINING_AGES: dict[TrainingAge, Experience] = {age: each for each, age in AGES.items()}
FRESH = timedelta(hours=24)
"""How long a programme that nobody trained by is changed without asking. Source: own choice, the
conversation that it was built in."""
MUSCLE_WORDS = (
    ("chest", r"chest|pecs?"),
    ("lats", r"lats?|back"),
    ("upper_back", r"upper back|mid back|traps?"),
    ("quadriceps", r"quads?|quadriceps|thighs?|legs?"),
    ("hamstrings", r"hams?|hamstrings?|hammies"),
    ("glutes", r"glutes?|butt|booty|bum"),
    ("front_delts", r"front delts?"),
    ("side_delts", r"side delts?|lateral delts?|delts?|shoulders?"),
    ("rear_delts", r"rear delts?"),
    ("biceps", r"biceps?|bis|arms?|guns"),
    ("triceps", r"triceps?|tris?|arms?"),
    ("calves", r"calves|calf"),
    ("abs", r"abs|core|abdominals?"),
)
"""Muscles with a weekly range, and how athletes call them."""


def build_programme(ctx: ToolContext, args: BuildProgrammeArgs) -> ToolResult:
    """Build a programme from profile, memory, log and wishes, and make it the active one.

    What was told for good (days, minutes, goal, experience) is kept in the profile as well.
    """
    user_id, facts = ctx.principal.user_id, Minter(ctx)
    try:
        with ctx.writers() as desk:
            keep_told(desk, user_id, args)
            asked = considered(ctx, desk, wanted_of(args))
            if not asked.days_known:
                data = ProgrammeBuilt(saved=False, missing=["days_per_week"])
                return facts.result(data, "the days are not known yet")
            before = desk.programmes.active(user_id)
            kept = stored(ctx, desk, asked, before)
            days = sessions_of(ctx, desk, facts, kept.programme, kept.plan)
    except InvalidInput as exc:
        raise RetryableToolError(exc.message, way_out=exc.way_out, code=exc.code) from exc
    data = told(ctx, facts, kept, asked, days)
    if before is not None:
        data = data.model_copy(update={"replaced": before.name})
    return facts.result(data, f"built {kept.programme.name}", "athlete_text")


def replaces(ctx: ToolContext, args: BuildProgrammeArgs) -> str | None:
    """Return the question to ask before an active programme is replaced.

    None without one, or where it was built just now and nothing was trained by it yet.
    """
    del args
    user_id, now = ctx.principal.user_id, ctx.clock.now()
    with ctx.readers() as desk:
        before = desk.programmes.active(user_id)
        if before is None:
            return None
        built = desk.programmes.plan(user_id, before.id) is not None
        fresh = built and now - before.created_at < FRESH
        if fresh and standing_of(desk, user_id, before, now=now).sessions == 0:
            return None
    return "This replaces your active programme with a new one; the old one is kept. Shall I do it?"


def wanted_of(args: BuildProgrammeArgs) -> Wanted:
    """Return what a call asks for."""
    template = Template(args.template)
    strong = template is Template.FIVE_THREE_ONE
    return Wanted(
        aim=Aim(args.goal) if args.goal else Aim.STRENGTH if strong else None,
        age=TrainingAge(args.experience) if args.experience else None,
        days=args.days,
        minutes=minutes_told(args),
        kit_text=args.equipment,
        hurts=tuple(Injury(Region(each)) for each in args.hurts),
        avoid=tuple(args.avoid),
        prefer=tuple(args.prefer),
        priorities=tuple(
            dict.fromkeys(each for text in args.priorities for each in muscles_named(text))
        ),
        meet_in_weeks=args.weeks_to_meet,
        template=template,
    )


def minutes_told(args: BuildProgrammeArgs) -> int | None:
    """Return the minutes of a session, told in minutes or in hours."""
    return args.minutes if args.hours is None else int(args.hours * 60)


def keep_told(desk: Desk, user_id: UserId, args: BuildProgrammeArgs) -> None:
    """Keep in the profile what a wish for a programme tells of the athlete."""
    profile = desk.profiles.get(user_id)
    goal = GOALS[Aim(args.goal)] if args.goal else profile.goal
    age = TRAINING_AGES[TrainingAge(args.experience)] if args.experience else profile.experience
    changed = replace(
        profile,
        goal=goal,
        experience=age,
        days_per_week=args.days or profile.days_per_week,
        minutes_per_session=minutes_told(args) or profile.minutes_per_session,
    )
    if changed != profile:
        save_profile(desk, changed)


def stored(ctx: ToolContext, desk: Desk, asked: Considered, before: Programme | None) -> Kept:
    """Build the programme of a request and make it the active one, once for a call.

    Raises:
        InvalidInput: As `plan_programme`.
    """
    user_id = ctx.principal.user_id
    return save_programme(
        desk,
        user_id,
        plan_programme(desk, user_id, asked.request),
        now=ctx.clock.now(),
        key=ctx.idempotency_key,
        predecessor_id=None if before is None else before.id,
    )


def sessions_of(
    ctx: ToolContext, desk: Desk, facts: Minter, programme: Programme, plan: ProgrammePlan
) -> list[SessionLine]:
    """Mint every session of a plan's first week with the loads the log gives it."""
    now = ctx.clock.now()
    return [
        session_line(
            ctx,
            facts,
            planned_session(desk, Standing(programme, plan, 1, day.number, 0), plan, now),
        )
        for day in plan.days
    ]


def told(
    ctx: ToolContext, facts: Minter, kept: Kept, asked: Considered, days: list[SessionLine]
) -> ProgrammeBuilt:
    """Mint what holds for the whole programme."""
    plan, row = kept.plan, LogRow("programmes", str(kept.programme.id))
    about = About(ATHLETE, today(ctx))
    numbers = (
        ("training days per week", plan.request.days, "day"),
        ("minutes per session", plan.request.minutes, "min"),
        ("programme weeks", len(plan.weeks), "week"),
    )
    for label, value, unit in numbers:
        facts.mint(label, Measure(Decimal(value), unit), about, row)
    reasons = [*plan.statements]
    say(ctx, facts, [plan.name, *reasons, *asked.notes, *asked.assumptions], row)
    return ProgrammeBuilt(
        saved=True,
        name=plan.name,
        goal=AIM_WORDS[plan.request.aim],
        days_per_week=plan.request.days,
        minutes=plan.request.minutes,
        weeks=len(plan.weeks),
        days=days,
        considered=asked.notes,
        assumptions=asked.assumptions,
        reasons=reasons,
    )


def muscles_named(text: str) -> tuple[str, ...]:
    """Return the muscles of the programme that a text names."""
    plain = text.casefold().replace("_", " ")
    return tuple(
        name
        for name, words in MUSCLE_WORDS
        if name in MUSCLES and re.search(rf"\b(?:{words})\b", plain)
    )
