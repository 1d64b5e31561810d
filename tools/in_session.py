"""The tool that sets the next set of a session from how the last one went."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from coach.errors import InvalidInput, RetryableToolError
from coach.evidence import Formula, LogRow, Source, Statement
from coach.training.model import PerformedSet
from coach.training.queries import exercise_sessions
from coach.training.rules.effort_words import RPE_OF, rpe_of_reserve
from coach.training.rules.in_session import Aim, next_set
from coach.training.rules.next_session import DEFAULT_RPE
from coach.training.rules.working_sets import Session
from tools.arguments.training import AdjustSetArgs, NextLoadArgs
from tools.exercises import exercise_named, provenance_of
from tools.minting import About, Measure, Minter, day_of, plain, shown, stored, today, unit_of
from tools.programming import loading_of, next_of, usual_lift
from tools.results.training import AdjustedSet, NextLoad
from tools.spec import ToolContext, ToolResult


def adjust_set(ctx: ToolContext, args: AdjustSetArgs) -> ToolResult:
    """Return the next set of a session from the repetitions or the effort of the last one."""
    rated = _rated(args)
    if rated is None and args.reps is None:
        raise RetryableToolError(
            "neither repetitions nor an effort was told.",
            way_out="Ask the athlete how many repetitions they got, or its RPE.",
            code="how_was_it",
        )
    with ctx.readers() as desk:
        user_id, now = ctx.principal.user_id, ctx.clock.now()
        name = args.exercise or usual_lift(desk, user_id, now)
        exercise = exercise_named(desk.exercises, user_id, name)
        done = _last_today(ctx, exercise_sessions(desk, user_id, exercise.id, until=now))
    facts = Minter(ctx)
    data = next_of(ctx, facts, exercise, NextLoadArgs(exercise=exercise.name))
    load, source = _load(ctx, args, done, data)
    aim = Aim(
        reps=args.target_reps or data.reps or args.reps or 1,
        reps_high=args.target_reps or data.reps_high or data.reps or args.reps or 1,
        rpe=float(args.target_rpe or data.target_rpe or DEFAULT_RPE),
        step=loading_of(ctx, exercise).step,
    )
    try:
        found = next_set(load, args.reps, None if rated is None else float(rated), aim)
    except InvalidInput as exc:
        raise RetryableToolError(exc.message, way_out=exc.way_out, code=exc.code) from exc
    about = About(exercise.id, today(ctx))
    rule = Formula("in_session.next_set")
    facts.mint("set load", Measure(load, unit_of(ctx)), about, source)
    facts.mint("next set load", Measure(plain(found.load), unit_of(ctx)), about, rule)
    facts.mint("next reps", Measure(Decimal(aim.reps), "rep"), about, rule)
    facts.mint("next reps high", Measure(Decimal(aim.reps_high), "rep"), about, rule)
    target = plain(Decimal(str(aim.rpe)))
    facts.mint("target RPE", Measure(target, "RPE"), about, rule)
    if rated is not None:
        facts.mint("set RPE", Measure(plain(rated), "RPE"), about, Statement(ctx.run_id))
    if args.reps is not None:
        facts.mint("set reps", Measure(Decimal(args.reps), "rep"), about, Statement(ctx.run_id))
    adjusted = AdjustedSet(
        exercise=exercise.name,
        exercise_id=exercise.id,
        decision=found.decision,
        reason=found.reason,
        done_load=load,
        done_reps=args.reps,
        done_rpe=None if rated is None else plain(rated),
        load=plain(found.load),
        unit=unit_of(ctx),
        reps=aim.reps,
        reps_high=aim.reps_high,
        target_rpe=target,
        from_plan=done is None and args.load is None,
    )
    return facts.result(adjusted, f"next set of {exercise.name}", provenance_of(exercise))


def _rated(args: AdjustSetArgs) -> Decimal | None:
    if args.rpe is not None:
        return args.rpe
    if args.rir is not None:
        return rpe_of_reserve(args.rir)
    return None if args.effort is None else RPE_OF[args.effort]


def _last_today(ctx: ToolContext, found: Sequence[Session]) -> PerformedSet | None:
    """Return the newest set of today, if one is logged."""
    if not found or not found[0].sets or day_of(ctx, found[0].started_at) != today(ctx):
        return None
    return found[0].sets[-1]


def _load(
    ctx: ToolContext, args: AdjustSetArgs, done: PerformedSet | None, data: NextLoad
) -> tuple[Decimal, Source]:
    """Return the load of the set just done: told, logged today, or the planned one.

    Raises:
        RetryableToolError: None of them is known (code `load_needed`).
    """
    if args.load is not None:
        return shown(ctx, stored(ctx, args.load, args.unit)), Statement(ctx.run_id)
    if done is not None and done.load_kg is not None:
        return shown(ctx, done.load_kg), LogRow("workout_sets", str(done.set_id))
    if data.load is not None:
        return data.load, Formula(data.rule if data.rule != "start" else "in_session.next_set")
    raise RetryableToolError(
        "the load of that set is not known.",
        way_out="Ask the athlete for the load.",
        code="load_needed",
    )
