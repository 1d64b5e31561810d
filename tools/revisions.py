"""Tools that change the active programme: what happened to it, and exchanges of exercises."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Never

from coach.errors import InvalidInput, RetryableToolError
from coach.evidence import LogRow
from coach.identity import new_uuid
from coach.training.commands.programmes import Kept, Order, resume, revise
from coach.training.model import Programme, Region
from coach.training.queries.programmes import standing_of
from coach.training.queries.usual_week import usual_programme
from coach.training.rules.programme.adopt import adopted
from coach.training.rules.programme.plan import ProgrammePlan
from coach.training.rules.programme.request import Injury, Severity
from coach.training.rules.programme.revise import Moment
from coach.training.rules.programme.revise import revise_programme as revised
from coach.training.rules.programme.revisions import (
    Budget,
    Deload,
    Drop,
    Emphasis,
    Include,
    MissedWeek,
    NewInjury,
    NewKit,
    NextBlock,
    Revision,
    ShortWeek,
    Swap,
    Travel,
)
from coach.training.rules.programme.told import kit_in
from tools.arguments.programmes import ReviseProgrammeArgs, SwapExerciseArgs
from tools.building import muscles_named, sessions_of
from tools.exercises import exercise_named
from tools.minting import ATHLETE, About, Measure, Minter, spoken, today
from tools.programme_facts import mint_last_workout, say
from tools.programme_request import Considered, Wanted, considered
from tools.results.programmes import ChangeLine, ProgrammeRevised
from tools.spec import Desk, ToolContext, ToolResult

USUAL_TRIP_DAYS = 7
"""Length of a trip that nobody named. Source: own choice, stated as an assumption."""
WEEKS_IN_MONTH = 4
"""Full weeks of a month that was missed. Source: the calendar, rounded down."""
FOR_A_WHILE = frozenset({"missed_weeks", "short_week", "travel", "deload", "injury"})
"""What can be answered from the log alone where no programme is active; nothing is stored then."""


def revise_programme(ctx: ToolContext, args: ReviseProgrammeArgs) -> ToolResult:
    """Change the active programme as a call says; without one, plan the week from the log."""
    facts = Minter(ctx)
    try:
        with ctx.writers() as desk:
            asked = considered(ctx, desk, _wanted(args))
            asked.assumptions.clear()  # the programme says already what it stands on
            kept = _revised(ctx, desk, args, asked)
            return _result(ctx, desk, facts, kept, asked, args.what)
    except InvalidInput as exc:
        raise RetryableToolError(exc.message, way_out=exc.way_out, code=exc.code) from exc


def swap_exercise(ctx: ToolContext, args: SwapExerciseArgs) -> ToolResult:
    """Put another exercise in the place of one of the active programme."""
    user_id, facts = ctx.principal.user_id, Minter(ctx)
    try:
        with ctx.writers() as desk:
            out = exercise_named(desk.exercises, user_id, args.out)
            into = exercise_named(desk.exercises, user_id, args.into) if args.into else None
            asked = considered(ctx, desk, Wanted())
            asked.assumptions.clear()
            swap = Swap(out.id, None if into is None else into.id)
            kept = _changed(ctx, desk, asked, swap)
            return _result(ctx, desk, facts, kept, asked, "swap")
    except InvalidInput as exc:
        raise RetryableToolError(exc.message, way_out=exc.way_out, code=exc.code) from exc


def _wanted(args: ReviseProgrammeArgs) -> Wanted:
    """Return what bears on the request; days and minutes of a change for a while do not."""
    if args.what == "injury" and args.region is not None:
        return Wanted(hurts=(_injury(args),))
    return Wanted()


def _injury(args: ReviseProgrammeArgs) -> Injury:
    return Injury(Region(args.region or "knee"), Severity(args.severity))


def _revised(ctx: ToolContext, desk: Desk, args: ReviseProgrammeArgs, asked: Considered) -> Kept:
    if args.what == "resume":
        active = _active(ctx, desk)
        return resume(
            desk,
            ctx.principal.user_id,
            active.id,
            now=ctx.clock.now(),
            key=ctx.idempotency_key,
            usual=asked.request,
        )
    revision = _revision(ctx, desk, args, asked)
    _end_temporary(ctx, desk, args, asked)
    if desk.programmes.active(ctx.principal.user_id) is None and args.what in FOR_A_WHILE:
        return _from_log(ctx, desk, asked, revision)
    return _changed(ctx, desk, asked, revision)


def _end_temporary(
    ctx: ToolContext, desk: Desk, args: ReviseProgrammeArgs, asked: Considered
) -> None:
    """Go back to the usual programme first where more days are told than the short week has."""
    running = _running(ctx, desk)
    if running is None:
        return
    programme, plan = running
    more = args.what == "short_week" and (args.days or 0) > plan.request.days
    if more or args.what in {"new_days", "new_kit"}:
        key = f"{ctx.idempotency_key}:usual"
        user_id = ctx.principal.user_id
        resume(desk, user_id, programme.id, now=ctx.clock.now(), key=key, usual=asked.request)


def _running(ctx: ToolContext, desk: Desk) -> tuple[Programme, ProgrammePlan] | None:
    """Return the active programme where it is one for a while."""
    user_id = ctx.principal.user_id
    active = desk.programmes.active(user_id)
    plan = None if active is None else desk.programmes.plan(user_id, active.id)
    if active is None or plan is None or plan.until is None:
        return None
    return active, plan


def _changed(ctx: ToolContext, desk: Desk, asked: Considered, revision: Revision) -> Kept:
    user_id, now = ctx.principal.user_id, ctx.clock.now()
    active = _active(ctx, desk)
    week = standing_of(desk, user_id, active, now=now).week
    order = Order(revision, week, ctx.idempotency_key, asked.request)
    return revise(desk, user_id, active.id, order, now=now)


def _from_log(ctx: ToolContext, desk: Desk, asked: Considered, revision: Revision) -> Kept:
    """Revise what the athlete usually does; nothing is stored."""
    user_id, now = ctx.principal.user_id, ctx.clock.now()
    usual = usual_programme(desk, user_id, now=now, days=asked.request.days)
    if usual is None:
        raise _nothing_active()
    catalogue = desk.exercises.list(user_id)
    plan = adopted(usual, asked.request, catalogue)
    if isinstance(revision, ShortWeek) and (revision.days or 0) > plan.request.days:
        revision = replace(revision, days=plan.request.days)
    successor = revised(plan, revision, catalogue, Moment(1, today(ctx)))
    asked.assumptions.append(
        "no programme is active, so it is made from your newest sessions and not stored"
    )
    return Kept(replace(usual, id=new_uuid(), name=successor.name), successor)


def _active(ctx: ToolContext, desk: Desk) -> Programme:
    active = desk.programmes.active(ctx.principal.user_id)
    if active is None or not active.prescriptions:
        raise _nothing_active()
    return active


def _nothing_active() -> RetryableToolError:
    return RetryableToolError(
        "no programme is active.",
        way_out="Offer to build one with build_programme, or answer from the log with next_load.",
        code="no_programme",
    )


def _revision(
    ctx: ToolContext, desk: Desk, args: ReviseProgrammeArgs, asked: Considered
) -> Revision:
    match args.what:
        case "missed_weeks":
            return MissedWeek(_missed(args, asked))
        case "short_week":
            if args.days is None and args.minutes is None:
                _needed("days or minutes")
            return ShortWeek(args.days, args.minutes)
        case "travel":
            return _travel(ctx, desk, args, asked)
        case "injury":
            return NewInjury(_injury(args))
        case "next_block":
            return NextBlock(asked.request.log)
        case "deload":
            return Deload()
        case _:
            return _wish(ctx, desk, args, asked)


def _wish(ctx: ToolContext, desk: Desk, args: ReviseProgrammeArgs, asked: Considered) -> Revision:
    """Return what is to be different for good."""
    match args.what:
        case "new_days":
            if args.days is None and args.minutes is None:
                _needed("days or minutes")
            return Budget(args.days, args.minutes)
        case "emphasis":
            return Emphasis(muscles_named(args.muscle) or _needed("muscles"))
        case "new_kit":
            kit = kit_in(f"only {args.equipment}", asked.request.kit) if args.equipment else None
            return NewKit(kit or _needed("equipment"))
        case _:
            found = exercise_named(desk.exercises, ctx.principal.user_id, args.exercise)
            return Drop(found.id) if args.what == "drop" else Include(found.id)


def _missed(args: ReviseProgrammeArgs, asked: Considered) -> int:
    """Return the weeks that were missed: as told, else as the log tells."""
    if args.weeks is not None:
        return args.weeks
    if args.months is not None:
        return args.months * WEEKS_IN_MONTH
    return max(1, (asked.request.log.days_since_last or 0) // 7)


def _needed(name: str) -> Never:
    raise RetryableToolError(
        f"the {name} are not known.",
        way_out=f"Ask the athlete for the {name}.",
        code=f"{name.partition(' ')[0]}_needed",
    )


def _lasts(args: ReviseProgrammeArgs) -> bool:
    return bool(args.nights or args.weeks or args.months)


def _travel(ctx: ToolContext, desk: Desk, args: ReviseProgrammeArgs, asked: Considered) -> Travel:
    running = _running(ctx, desk)
    until = args.until
    if until is None and running is not None and not _lasts(args):
        until = running[1].until
    if until is None:
        weeks = args.weeks or (args.months or 0) * WEEKS_IN_MONTH
        days = args.nights or weeks * 7
        if not days:
            days = USUAL_TRIP_DAYS
            asked.assumptions.append("the trip is taken to last a week")
        begins = today(ctx)
        if args.starts == "next_week":
            begins += timedelta(days=7 - begins.weekday())
        until = begins + timedelta(days=days - 1)
    kit = kit_in(f"only {args.equipment}", asked.request.kit) if args.equipment else None
    if kit is None and running is not None:
        kit = running[1].request.kit
    if kit is None:
        kit = replace(asked.request.kit, equipment=(), fixtures=())
        asked.assumptions.append("no equipment is taken for granted, only body weight")
    return Travel(kit, until, args.days, args.minutes)


def _result(
    ctx: ToolContext,
    desk: Desk,
    facts: Minter,
    kept: Kept,
    asked: Considered,
    what: str,
) -> ToolResult:
    plan, row = kept.plan, LogRow("programmes", str(kept.programme.id))
    days = sessions_of(ctx, desk, facts, kept.programme, plan)
    last, age = mint_last_workout(ctx, desk, facts)
    if plan.until is not None:
        facts.mint("holds until", Measure(plan.until), About(ATHLETE, today(ctx)), row)
    changes = _changes(plan)
    words = [each for line in changes for each in (line.old, line.new, line.reason)]
    say(ctx, facts, [plan.name, plan.revision, *words, *asked.notes, *asked.assumptions], row)
    data = ProgrammeRevised(
        what=what,
        name=plan.name,
        cause=plan.revision,
        until=plan.until,
        days=days,
        changes=changes,
        considered=asked.notes,
        assumptions=asked.assumptions,
        last_trained=last,
        days_since_last=age,
    )
    return facts.result(data, _summary(what, plan.until), "athlete_text")


def _changes(plan: ProgrammePlan) -> list[ChangeLine]:
    return [
        ChangeLine(kind=each.kind, where=each.where, old=each.old, new=each.new, reason=each.reason)
        for each in plan.changes
    ]


def _summary(what: str, until: date | None) -> str:
    words = what.replace("_", " ")
    return f"{words} until {spoken(until)}" if until else words
