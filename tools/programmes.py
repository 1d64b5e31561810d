"""The tool that shows the active programme and its next session."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from coach.errors import InvalidInput
from coach.evidence import LogRow
from coach.training.commands.programmes import plan_programme
from coach.training.model import Programme
from coach.training.queries.programmes import Standing, next_session, planned_session, standing_of
from coach.training.rules.programme.adopt import adopted, up_to_date
from coach.training.rules.programme.revise import Moment, revise_programme
from coach.training.rules.programme.revisions import ShortWeek
from coach.training.rules.programme.shorten import minutes_of, shortened
from coach.training.rules.programme.weeks import week_numbered
from tools.arguments.programmes import ActiveProgrammeArgs
from tools.building import sessions_of
from tools.exercises import provenance_of
from tools.minting import ATHLETE, About, Measure, Minter, counted, day_of, today
from tools.programme_facts import mint_last_workout, say, session_line, typed_line
from tools.programme_request import Wanted, considered, kit_of_profile
from tools.results.programmes import ActiveProgramme, SessionLine
from tools.spec import Desk, ToolContext, ToolResult


def active_programme(ctx: ToolContext, args: ActiveProgrammeArgs) -> ToolResult:
    """Return the active programme, and the session asked for with the loads the log gives it."""
    user_id, facts = ctx.principal.user_id, Minter(ctx)
    with ctx.readers() as desk:
        programme = desk.programmes.active(user_id)
        if programme is None or not programme.prescriptions:
            return facts.result(_without(ctx, desk, facts, args), "no active programme")
        exercises = {
            item.exercise_id: desk.exercises.get(user_id, item.exercise_id)
            for item in programme.prescriptions
        }
        data = _shown(ctx, desk, facts, programme, args)
    since = day_of(ctx, programme.created_at)
    row = LogRow("programmes", str(programme.id))
    facts.mint("programme since", Measure(since), About(ATHLETE, since), row)
    lines = [
        typed_line(ctx, facts, item, exercises[item.exercise_id].name, since, row)
        for item in sorted(programme.prescriptions, key=lambda item: (item.day, item.position))
    ]
    say(ctx, facts, [programme.name, programme.reason, *data.notes], row)
    data = data.model_copy(update={"since": since, "prescriptions": lines})
    imported = any(provenance_of(each) != "system" for each in exercises.values())
    origin = "imported_text" if imported else "athlete_text"
    return facts.result(data, f"{counted(len(lines), 'exercise')} planned", origin)


def _without(
    ctx: ToolContext, desk: Desk, facts: Minter, args: ActiveProgrammeArgs
) -> ActiveProgramme:
    """Return one session that needs no programme, from what is known; nothing is stored."""
    user_id = ctx.principal.user_id
    asked = considered(ctx, desk, Wanted(minutes=args.minutes, days=args.days))
    try:
        plan = plan_programme(desk, user_id, asked.request)
    except InvalidInput:
        return ActiveProgramme()
    draft = Programme(user_id, user_id, plan.name, ctx.clock.now(), False, ())  # noqa: FBT003
    session = planned_session(desk, Standing(draft, plan, 1, 1, 0), plan, ctx.clock.now())
    last, _ = mint_last_workout(ctx, desk, facts)
    say(ctx, facts, asked.notes, LogRow("memories", str(user_id)))
    return ActiveProgramme(
        session=session_line(ctx, facts, session), notes=asked.notes, last_trained=last
    )


def _shown(
    ctx: ToolContext,
    desk: Desk,
    facts: Minter,
    programme: Programme,
    args: ActiveProgrammeArgs,
) -> ActiveProgramme:
    user_id, now = ctx.principal.user_id, ctx.clock.now()
    kit = kit_of_profile(ctx.locale)
    numbers = sorted({item.day for item in programme.prescriptions})
    place = numbers.index(args.day) + 1 if args.day in numbers else None
    novice = ctx.locale.takes_novice_steps
    session = next_session(desk, user_id, now=now, kit=kit, day=place, novice=novice)
    where = standing_of(desk, user_id, programme, now=now)
    row = LogRow("programmes", str(programme.id))
    about = About(ATHLETE, today(ctx))
    facts.mint("training days", Measure(Decimal(len(numbers)), "day"), about, row)
    facts.mint("programme week", Measure(Decimal(where.week), "week"), about, row)
    last, _ = mint_last_workout(ctx, desk, facts)
    line, left_out = None, list[str]()
    if session is not None:
        sets, minutes = None, None
        if args.minutes is not None and args.days is None:
            sets, minutes = _fitted(ctx, desk, programme, where, session.day, args.minutes)
            left_out = [
                each.name for each, count in zip(session.exercises, sets, strict=True) if not count
            ]
        line = session_line(ctx, facts, session, sets=sets, minutes=minutes)
    return ActiveProgramme(
        name=programme.name,
        reason=programme.reason,
        days=len(numbers),
        week=where.week,
        session=line,
        shorter=_shorter(ctx, desk, facts, where, args),
        left_out=left_out,
        notes=list(session.notes[1:]) if session else [],
        last_trained=last,
    )


def _shorter(
    ctx: ToolContext, desk: Desk, facts: Minter, where: Standing, args: ActiveProgrammeArgs
) -> list[SessionLine]:
    """Return the days of the shorter week that is asked about; nothing is stored."""
    if args.days is None:
        return []
    request = considered(ctx, desk, Wanted()).request
    catalogue = desk.exercises.list(ctx.principal.user_id)
    plan = where.plan or adopted(where.programme, request, catalogue)
    days = min(args.days, plan.request.days)
    week = ShortWeek(days, args.minutes)
    moment = Moment(min(where.week, len(plan.weeks) + 1), today(ctx))
    shorter = revise_programme(up_to_date(plan, request), week, catalogue, moment)
    about, row = About(ATHLETE, today(ctx)), LogRow("programmes", str(where.programme.id))
    facts.mint("training days per week", Measure(Decimal(days), "day"), about, row)
    return sessions_of(ctx, desk, facts, where.programme, shorter)


def _fitted(
    ctx: ToolContext, desk: Desk, programme: Programme, where: Standing, day: int, minutes: int
) -> tuple[Sequence[int], int]:
    """Return the sets of one day that fit into the minutes, and how long they take."""
    catalogue = desk.exercises.list(ctx.principal.user_id)
    known = {each.id: each for each in catalogue}
    plan = where.plan or adopted(programme, considered(ctx, desk, Wanted()).request, catalogue)
    numbers = sorted({item.day for item in programme.prescriptions})
    place = numbers.index(day) if day in numbers else day - 1
    counts = shortened(plan, week_numbered(plan, where.week), place, minutes, known)
    return counts, minutes_of(plan, place, counts, known)
