"""The tool that stores sets told in the chat, once, and asks back where a load looks wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from uuid import uuid4

from coach.errors import InvalidInput, RetryableToolError
from coach.evidence import Formula, LogRow, Statement
from coach.identity import SetId, WorkoutId
from coach.training.commands.log import SetEntry, WorkoutEntry, log_workout
from coach.training.model import Equipment, Exercise, PerformedSet, SetKind, WorkoutSet
from coach.training.queries import exercise_sessions
from coach.training.rules import plates
from coach.training.rules.doubtful import doubtful_sets
from coach.training.rules.effort_words import RPE_OF, rpe_of_reserve
from coach.training.rules.working_sets import Session, without_ramp
from tools.arguments.training import LogSetsArgs, NextLoadArgs
from tools.arguments.training import SetEntry as SaidSet
from tools.exercises import exercise_named, provenance_of
from tools.minting import (
    About,
    Measure,
    Minter,
    counted,
    day_of,
    plain,
    stored,
    today,
    unit_of,
    zone_of,
)
from tools.programming import next_of
from tools.results.training import LoggedSets
from tools.spec import ToolContext, ToolResult
from tools.workouts import mint_groups

NOON = time(12)
"""Time of sets that were told with a day only."""


@dataclass(frozen=True, slots=True)
class _Stored:
    """What is in the log now."""

    row: WorkoutId
    sets: tuple[PerformedSet, ...]
    already: bool


def log_sets(ctx: ToolContext, args: LogSetsArgs) -> ToolResult:
    """Store the sets of this turn's message once, however often the call is repeated."""
    day = args.day or today(ctx)
    if day > today(ctx):
        raise RetryableToolError(
            f"{day.isoformat()} is still to come.", way_out="Give the day the sets were done on."
        )
    now, user_id = ctx.clock.now(), ctx.principal.user_id
    started = now if day == today(ctx) else datetime.combine(day, NOON, zone_of(ctx))
    args = _with_plan(ctx, args)
    with ctx.writers() as desk:
        exercise = exercise_named(desk.exercises, user_id, args.exercise)
        sessions = exercise_sessions(desk, user_id, exercise.id, until=now)
        entries = (
            _repeated(exercise, sessions)
            if args.same_as_last and not args.sets
            else tuple(_entry(ctx, exercise, each) for each in args.sets)
        )
        if not args.certain:
            _refuse_slips(exercise, sessions, entries, started)
        known = None if args.again else _known(ctx, sessions, entries, day)
        if known is not None:
            done = _Stored(known[0].workout_id, known, already=True)
        else:
            entry = WorkoutEntry(
                started, entries, exercise.name, source="chat", key=ctx.idempotency_key
            )
            before = desk.workouts.count(user_id)
            try:
                workout = log_workout(desk, user_id, entry, now=now)
            except InvalidInput as exc:
                raise RetryableToolError(exc.message, way_out=exc.way_out, code=exc.code) from exc
            performed = (_performed(workout.started_at, workout.id, s) for s in workout.sets)
            same = desk.workouts.count(user_id) == before
            done = _Stored(workout.id, tuple(performed), already=same)
    return _told(ctx, exercise, day, done, args.sets)


def _with_plan(ctx: ToolContext, args: LogSetsArgs) -> LogSetsArgs:
    """Return the arguments with what the plan of this session tells filled in.

    Raises:
        RetryableToolError: No load is planned (code `load_needed`).
    """
    bare = any(each.load is None and each.reps is not None for each in args.sets)
    if not (args.as_planned and not args.sets) and not (args.planned_load and bare):
        return args
    with ctx.readers() as desk:
        exercise = exercise_named(desk.exercises, ctx.principal.user_id, args.exercise)
    plan = next_of(ctx, Minter(ctx), exercise, NextLoadArgs(exercise=exercise.name))
    if plan.reps is None or plan.sets is None or (plan.load is None and not args.as_planned):
        raise RetryableToolError(
            f"no session of {exercise.name} is planned.",
            way_out="Ask the athlete for load and repetitions.",
            code="load_needed",
        )
    sets = args.sets or [SaidSet(reps=plan.reps)] * plan.sets
    filled = [
        each if each.load is not None else each.model_copy(update={"load": plan.load})
        for each in sets
    ]
    return args.model_copy(update={"sets": filled})


def _told(
    ctx: ToolContext, exercise: Exercise, day: date, done: _Stored, said: Sequence[SaidSet]
) -> ToolResult:
    facts = Minter(ctx)
    assumptions = _assumptions(ctx, facts, About(exercise.id, day), said)
    holds = [each.seconds for each in said if each.seconds is not None]
    for seconds in holds:
        held = Measure(plain(seconds), "s")
        facts.mint("hold time", held, About(exercise.id, day), LogRow("workouts", str(done.row)))
    counted_sets = [each for each in done.sets if each.reps]
    groups = mint_groups(ctx, facts, exercise.id, counted_sets)
    if not groups:
        facts.mint("session day", Measure(day), About(exercise.id, day), Statement(ctx.run_id))
    amount = Measure(Decimal(len(done.sets)), "set")
    row = LogRow("workouts", str(done.row))
    facts.mint("sets logged", amount, About(exercise.id, day), row)
    data = LoggedSets(
        exercise=exercise.name,
        exercise_id=exercise.id,
        day=day,
        groups=groups,
        sets=len(done.sets),
        already_logged=done.already,
        assumptions=assumptions,
        holds=[plain(each) for each in holds],
    )
    summary = f"{counted(len(done.sets), 'set')} of {exercise.name} logged"
    return facts.result(data, summary, provenance_of(exercise))


def _entry(ctx: ToolContext, exercise: Exercise, said: SaidSet) -> SetEntry:
    rpe = said.rpe
    if rpe is None and said.rir is not None:
        rpe = rpe_of_reserve(said.rir)
    if rpe is None and said.effort is not None:
        rpe = RPE_OF[said.effort]
    load = None if said.load is None else stored(ctx, said.load, said.unit)
    if load is None and said.plates is not None:
        load = stored(ctx, _plated(ctx, exercise, said.plates), unit_of(ctx))
    if said.reps is None and said.seconds is None:
        raise RetryableToolError(
            "a set has neither repetitions nor seconds.",
            way_out="Give what the athlete told; ask them if they told neither.",
        )
    return SetEntry(exercise.id, said.reps, load, rpe, SetKind(said.kind), seconds=said.seconds)


def _plated(ctx: ToolContext, exercise: Exercise, count: int) -> Decimal:
    """Return the load of a barbell with so many full plates on each side, in the athlete's unit."""
    if exercise.equipment is not Equipment.BARBELL:
        raise RetryableToolError(
            f"plates a side say nothing about the load of {exercise.name}.",
            way_out="Ask the athlete for the load.",
            code="load_needed",
        )
    unit = ctx.locale.mass_unit
    return plates.BAR[unit] + 2 * count * plates.FULL_PLATE[unit]


def _repeated(exercise: Exercise, sessions: Sequence[Session]) -> tuple[SetEntry, ...]:
    """Return the working sets of the newest session, without how hard they were."""
    if not sessions or not sessions[0].sets:
        raise RetryableToolError(
            f"no {exercise.name} is logged yet, so there is nothing to repeat.",
            way_out="Ask the athlete for load and repetitions.",
            code="nothing_to_repeat",
        )
    return tuple(
        SetEntry(exercise.id, done.reps, done.load_kg, None, done.kind)
        for done in without_ramp(sessions[0].sets)
    )


def _refuse_slips(
    exercise: Exercise, sessions: Sequence[Session], entries: Sequence[SetEntry], at: datetime
) -> None:
    """Refuse a load beyond belief, so that the athlete is asked before it is stored."""
    told = WorkoutId(uuid4())
    new = tuple(
        PerformedSet(
            SetId(uuid4()), told, exercise.id, at, place, each.kind, each.load_kg or None,
            each.reps, each.rpe,
        )
        for place, each in enumerate(entries)
    )  # fmt: skip
    doubted = doubtful_sets([Session(at, new), *sessions], exercise)
    if any(done.workout_id == told for done in doubted):
        raise RetryableToolError(
            f"this load of {exercise.name} looks like a slip of the number or the unit.",
            way_out="Ask the athlete whether it is right; then call again with certain = true.",
            code="doubtful_load",
        )


def _known(
    ctx: ToolContext, sessions: Sequence[Session], entries: Sequence[SetEntry], day: date
) -> tuple[PerformedSet, ...] | None:
    """Return equal sets that one workout of that day holds already; None if none does."""
    wanted = Counter((each.load_kg or None, each.reps) for each in entries)
    for session in sessions:
        if day_of(ctx, session.started_at) != day:
            continue
        held = Counter((done.load_kg, done.reps) for done in session.sets)
        if held == wanted:
            return session.sets
    return None


def _assumptions(
    ctx: ToolContext, facts: Minter, about: About, sets: Sequence[SaidSet]
) -> list[str]:
    """Say how words about effort, reserve and plates were taken."""
    said: list[str] = []
    for each in sets:
        if each.rpe is None and each.rir is not None:
            rpe = plain(rpe_of_reserve(each.rir))
            said.append(f"{counted(int(each.rir), 'rep')} in reserve is RPE {rpe}.")
        elif each.rpe is None and each.effort is not None:
            said.append(f'I took "{each.effort}" as RPE {plain(RPE_OF[each.effort])}.')
        if each.load is None and each.plates is not None:
            unit = ctx.locale.mass_unit
            full, bar = plates.FULL_PLATE[unit], plates.BAR[unit]
            said.append(
                f"I took full plates as {full} {unit_of(ctx)} on a bar of {bar} {unit_of(ctx)}."
            )
    if any(each.plates is not None for each in sets):
        source = Formula("plates.per_side")
        facts.mint("bar", Measure(plates.BAR[ctx.locale.mass_unit], unit_of(ctx)), about, source)
        full = Measure(plates.FULL_PLATE[ctx.locale.mass_unit], unit_of(ctx))
        facts.mint("full plate", full, about, source)
    return list(dict.fromkeys(said))


def _performed(started_at: datetime, workout_id: WorkoutId, done: WorkoutSet) -> PerformedSet:
    return PerformedSet(
        set_id=done.id,
        workout_id=workout_id,
        exercise_id=done.exercise_id,
        started_at=started_at,
        position=done.position,
        kind=done.kind,
        load_kg=done.load_kg,
        reps=done.reps,
        rpe=done.rpe,
    )
