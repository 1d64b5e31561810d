"""Tools that work out loads: shares of a maximum, weeks of 5/3/1, plates a side, kg and lb."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from coach.errors import RetryableToolError
from coach.evidence import FactId, Formula, LogRow, Source, Statement
from coach.training.model import Equipment, Exercise
from coach.training.queries import exercise_sessions
from coach.training.rules import plates, progression
from coach.training.rules.estimates import FORMULA_OF, best_of
from coach.training.rules.working_sets import Session, without_ramp
from coach.units import round_to_step
from tools.arguments.training import PercentOfMaxArgs
from tools.exercises import exercise_named, provenance_of
from tools.minting import (
    ATHLETE,
    TENTH,
    About,
    Measure,
    Minter,
    counted,
    day_of,
    plain,
    shown,
    stored,
    today,
    unit_of,
)
from tools.programming import loading_of
from tools.results.training import PercentLine, PercentOfMax
from tools.spec import ToolContext, ToolResult
from tools.strength import RECENT

TABLE = tuple(Decimal(share) for share in (60, 65, 70, 75, 80, 85, 90, 95))
"""Shares told where none was asked for. Source: Wendler 2009 and block plans work in 60 to 95 %."""
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class _Top:
    """The maximum that shares are taken of."""

    value: Decimal
    method: str
    day: date
    source: Source


def percent_of_max(ctx: ToolContext, args: PercentOfMaxArgs) -> ToolResult:
    """Return loads at shares of a maximum that was told, tested or estimated from the log."""
    exercise, top = _top(ctx, args)
    facts = Minter(ctx)
    about = About(exercise.id if exercise else ATHLETE, top.day)
    maximum = facts.mint("maximum", Measure(top.value, unit_of(ctx)), about, top.source)
    facts.mint("maximum of", Measure(top.day), about, top.source)
    step = (
        loading_of(ctx, exercise).step
        if exercise is not None
        else plates.smallest_step(
            Equipment.BARBELL,
            ctx.locale.mass_unit,
            plate_step_kg=ctx.locale.plate_step_kg,
            dumbbell_step_kg=ctx.locale.dumbbell_step_kg,
        )
    )
    now = About(about.subject, today(ctx))
    data = PercentOfMax(
        exercise=exercise.name if exercise else None,
        exercise_id=exercise.id if exercise else None,
        maximum=top.value,
        method=top.method,
        day=top.day,
        unit=unit_of(ctx),
    )
    if args.week is not None or args.training_max or args.is_training_max:
        data = _of_training_max(ctx, facts, now, data, args, step, maximum)
    else:
        lines = [
            _line(ctx, facts, now, share, top.value, step, maximum)
            for share in args.percents or TABLE
        ]
        data = data.model_copy(update={"lines": lines})
    origin = provenance_of(exercise) if exercise else "system"
    return facts.result(data, f"{counted(len(data.lines), 'load')} of a maximum", origin)


def _top(ctx: ToolContext, args: PercentOfMaxArgs) -> tuple[Exercise | None, _Top]:
    """Return the exercise and its maximum.

    Raises:
        RetryableToolError: No maximum is known (code `nothing_logged`).
    """
    user_id, now = ctx.principal.user_id, ctx.clock.now()
    exercise, tests, found = None, [], []
    if args.exercise:
        with ctx.readers() as desk:
            exercise = exercise_named(desk.exercises, user_id, args.exercise)
            tests = list(desk.recovery.tests(user_id, exercise.id))
            found = exercise_sessions(desk, user_id, exercise.id, until=now)
    if args.maximum is not None:
        told = shown(ctx, stored(ctx, args.maximum, args.unit))
        return exercise, _Top(told, "told", today(ctx), Statement(ctx.run_id))
    tested = max((t for t in tests if t.day <= today(ctx)), key=lambda t: t.day, default=None)
    estimate = _estimated(ctx, found)
    if tested is not None and (estimate is None or tested.day >= estimate.day):
        row = LogRow("strength_tests", str(tested.id))
        return exercise, _Top(shown(ctx, tested.one_rep_max_kg), "tested", tested.day, row)
    if estimate is None:
        raise RetryableToolError(
            "no maximum is known to take a share of.",
            way_out="Ask the athlete for a maximum, or a recent hard set with load and reps.",
            code="nothing_logged",
        )
    return exercise, estimate


def _estimated(ctx: ToolContext, found: Sequence[Session]) -> _Top | None:
    recent = [s for s in found if s.started_at >= found[0].started_at - RECENT]
    best = best_of(done for session in recent for done in without_ramp(session.sets))
    if best is None:
        return None
    value = shown(ctx, Decimal(repr(float(best.estimate.value))), TENTH)
    day = day_of(ctx, best.done.started_at)
    return _Top(value, "estimated", day, Formula(FORMULA_OF[best.method]))


def _line(  # noqa: PLR0913 - one row of a table
    ctx: ToolContext,
    facts: Minter,
    about: About,
    percent: Decimal,
    top: Decimal,
    step: Decimal,
    basis: FactId,
    reps: int | None = None,
    *,
    or_more: bool = False,
) -> PercentLine:
    load = plain(round_to_step(top * percent / HUNDRED, step))
    rule = Formula("progression.share_of_max", (basis,))
    facts.mint("share", Measure(plain(percent), "%"), about, rule)
    facts.mint("load at share", Measure(load, unit_of(ctx)), about, rule)
    if reps is not None:
        facts.mint("reps at share", Measure(Decimal(reps), "rep"), about, rule)
    return PercentLine(percent=plain(percent), load=load, reps=reps, or_more=or_more)


def _of_training_max(  # noqa: PLR0913 - what a 5/3/1 week is made of
    ctx: ToolContext,
    facts: Minter,
    about: About,
    data: PercentOfMax,
    args: PercentOfMaxArgs,
    step: Decimal,
    maximum: FactId,
) -> PercentOfMax:
    """Add the training max of 5/3/1, and the sets of a week of it."""
    told = args.is_training_max and args.maximum is not None
    rule = Formula("progression.training_max", (maximum,))
    if told:
        value, own = data.maximum, maximum
    else:
        value = plain(Decimal(str(progression.training_max(float(data.maximum), float(step)))))
        share = Measure(progression.TRAINING_MAX_SHARE * HUNDRED, "%")
        facts.mint("share", share, about, rule)
        own = facts.mint("training max", Measure(value, unit_of(ctx)), about, rule)
    lines: list[PercentLine] = []
    if args.week is not None:
        facts.mint("week", Measure(Decimal(args.week)), about, rule)
        for part, reps in progression.WAVES[args.week]:
            last = part == progression.WAVES[args.week][-1][0]
            more = last and args.week != progression.LIGHT_WEEK
            lines.append(
                _line(ctx, facts, about, part * HUNDRED, value, step, own, reps, or_more=more)
            )
    else:
        shares = args.percents or (TABLE if told else ())
        lines = [_line(ctx, facts, about, part, value, step, own) for part in shares]
    return data.model_copy(
        update={
            "training_max": value,
            "training_max_pct": (None if told else plain(progression.TRAINING_MAX_SHARE * HUNDRED)),
            "week": args.week,
            "lines": lines,
        }
    )
