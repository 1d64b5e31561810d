"""The tool that estimates a one-repetition maximum from one set or from the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from coach.errors import InvalidInput, RetryableToolError
from coach.evidence import Formula, LogRow, Source, Statement
from coach.training.model import Exercise, StrengthTest
from coach.training.queries import exercise_sessions
from coach.training.rules import one_rep_max
from coach.training.rules.estimates import FORMULA_OF, TEST_NOISE_PCT, best_of, estimated_max
from coach.training.rules.working_sets import Session, without_ramp
from tools.arguments.training import EstimateOneRepMaxArgs
from tools.exercises import exercise_named, provenance_of
from tools.minting import (
    ATHLETE,
    TENTH,
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
)
from tools.results.training import OneRepMax
from tools.spec import ToolContext, ToolResult

RECENT = timedelta(days=28)
"""How far behind the newest session a set may lie and still show today's strength.

Source: strength is largely kept for 3 to 4 weeks (Bosquet 2013).
"""


@dataclass(frozen=True, slots=True)
class _Set:
    """The set an estimate stands on."""

    load_kg: Decimal
    reps: int
    rpe: Decimal | None
    day: date
    source: Source


def estimate_one_rep_max(ctx: ToolContext, args: EstimateOneRepMaxArgs) -> ToolResult:
    """Return the estimated maximum of a stated set, or of the best recent set of the log."""
    if (args.load is None) != (args.reps is None):
        raise RetryableToolError(
            "a set needs both a load and repetitions.",
            way_out="Give both, or neither and an exercise.",
        )
    exercise = _exercise(ctx, args.exercise) if args.exercise else None
    if args.load is not None and args.reps is not None:
        said = Statement(ctx.run_id)
        load = stored(ctx, args.load, args.unit)
        told = _Set(load, args.reps, args.rpe, today(ctx), said)
        return _estimated(ctx, exercise, told, args)
    if exercise is None:
        raise RetryableToolError(
            "neither a set nor an exercise was given.",
            way_out="Give load and repetitions, or an exercise of the log.",
        )
    return _from_log(ctx, exercise, args)


def _exercise(ctx: ToolContext, name: str) -> Exercise:
    with ctx.readers() as desk:
        return exercise_named(desk.exercises, ctx.principal.user_id, name)


def _from_log(ctx: ToolContext, exercise: Exercise, args: EstimateOneRepMaxArgs) -> ToolResult:
    user_id = ctx.principal.user_id
    with ctx.readers() as desk:
        found = exercise_sessions(desk, user_id, exercise.id, until=ctx.clock.now())
        tests = [
            test for test in desk.recovery.tests(user_id, exercise.id) if test.day <= today(ctx)
        ]
    best = _best_recent(ctx, found)
    tested = max(tests, key=lambda test: test.day, default=None)
    if tested is not None and (best is None or tested.day >= best.day):
        return _tested(ctx, exercise, tested, args)
    if best is None:
        raise RetryableToolError(
            f"no set of {exercise.name} with a load and at most {one_rep_max.MAX_REPS} "
            "repetitions is logged.",
            way_out="Ask the athlete for a recent hard set: load and repetitions.",
            code="nothing_logged",
        )
    return _estimated(ctx, exercise, best, args)


def _best_recent(ctx: ToolContext, found: Sequence[Session]) -> _Set | None:
    """Return the strongest set of the four weeks up to the newest session."""
    recent = [s for s in found if s.started_at >= found[0].started_at - RECENT]
    best = best_of(done for session in recent for done in without_ramp(session.sets))
    if best is None:
        return None
    done = best.done
    return _Set(
        done.load_kg or Decimal(0),
        done.reps or 1,
        done.rpe,
        day_of(ctx, done.started_at),
        LogRow("workout_sets", str(done.set_id)),
    )


def _estimated(
    ctx: ToolContext, exercise: Exercise | None, done: _Set, args: EstimateOneRepMaxArgs
) -> ToolResult:
    try:
        estimate, method = estimated_max(float(done.load_kg), done.reps, done.rpe)
    except InvalidInput as exc:
        raise RetryableToolError(exc.message, way_out=exc.way_out, code=exc.code) from exc
    facts = Minter(ctx)
    about = About(exercise.id if exercise else ATHLETE, done.day)
    load = shown(ctx, done.load_kg)
    inputs = [
        facts.mint("set load", Measure(load, unit_of(ctx)), about, done.source),
        facts.mint("set reps", Measure(Decimal(done.reps), "rep"), about, done.source),
    ]
    if done.rpe is not None:
        rated = Measure(plain(done.rpe), "RPE")
        inputs.append(facts.mint("set RPE", rated, about, done.source))
    facts.mint("session day", Measure(done.day), about, done.source)
    formula = Formula(FORMULA_OF[method], tuple(inputs))
    value, low, high = (
        shown(ctx, Decimal(repr(each)), TENTH)
        for each in (estimate.value, estimate.low, estimate.high)
    )
    facts.mint("estimated 1RM", Measure(value, unit_of(ctx), low, high), about, formula)
    facts.mint("estimated 1RM low", Measure(low, unit_of(ctx)), about, formula)
    facts.mint("estimated 1RM high", Measure(high, unit_of(ctx)), about, formula)
    data = OneRepMax(
        exercise=exercise.name if exercise else None,
        exercise_id=exercise.id if exercise else None,
        estimated_1rm=value,
        low=low,
        high=high,
        unit=unit_of(ctx),
        confidence=estimate.confidence,
        method=method,
        load=load,
        reps=done.reps,
        rpe=None if done.rpe is None else plain(done.rpe),
        day=done.day,
    )
    data = data.model_copy(update=_goal(ctx, facts, About(about.subject, today(ctx)), data, args))
    origin = provenance_of(exercise) if exercise else "system"
    return facts.result(data, f"estimated from a set of {spoken(done.day)}", origin)


def _tested(
    ctx: ToolContext, exercise: Exercise, test: StrengthTest, args: EstimateOneRepMaxArgs
) -> ToolResult:
    facts = Minter(ctx)
    about = About(exercise.id, test.day)
    row = LogRow("strength_tests", str(test.id))
    value = shown(ctx, test.one_rep_max_kg)
    facts.mint("tested 1RM", Measure(value, unit_of(ctx)), about, row)
    facts.mint("set reps", Measure(Decimal(1), "rep"), about, row)
    facts.mint("session day", Measure(test.day), about, row)
    data = OneRepMax(
        exercise=exercise.name,
        exercise_id=exercise.id,
        estimated_1rm=value,
        low=value,
        high=value,
        unit=unit_of(ctx),
        confidence="normal",
        method="tested",
        load=value,
        reps=1,
        day=test.day,
    )
    data = data.model_copy(update=_goal(ctx, facts, About(about.subject, today(ctx)), data, args))
    return facts.result(data, f"tested on {spoken(test.day)}", provenance_of(exercise))


def _goal(
    ctx: ToolContext, facts: Minter, about: About, data: OneRepMax, args: EstimateOneRepMaxArgs
) -> dict[str, object]:
    """Mint how far a load asked about is from the estimate; nothing where none was named."""
    if args.goal is None:
        return {}
    reps = args.goal_reps or 1
    goal = shown(ctx, stored(ctx, args.goal, args.goal_unit))
    asked, _ = estimated_max(float(goal), reps, None)
    top = plain(Decimal(repr(asked.value)), TENTH)
    gap = plain(top - data.estimated_1rm)
    unit, said = unit_of(ctx), Statement(ctx.run_id)
    facts.mint("goal load", Measure(goal, unit), about, said)
    facts.mint("goal reps", Measure(Decimal(reps), "rep"), about, said)
    away = Formula("progression.share_of_max")
    if reps > 1:
        facts.mint("goal 1RM", Measure(top, unit), about, away)
    facts.mint("gap to goal", Measure(abs(gap), unit), about, away)
    noise = data.estimated_1rm * Decimal(str(TEST_NOISE_PCT)) / 100
    reach = (
        "safe" if top <= data.low else "likely" if gap <= 0 else "close" if gap <= noise else "far"
    )
    return {
        "goal": goal,
        "goal_reps": reps,
        "goal_1rm": top,
        "goal_gap": gap,
        "goal_reach": reach,
    }
