"""Tools over the training log: what was done, and how much a week."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import groupby

from coach.errors import InvalidInput, RetryableToolError
from coach.evidence import Formula, LogRow
from coach.identity import ExerciseId, WorkoutId
from coach.training.commands.log import SetEntry, WorkoutEntry, log_workout
from coach.training.model import PerformedSet, SetKind, WorkoutSet
from coach.training.queries import weekly_sets
from coach.training.rules import volume
from tools.arguments.training import LogSetsArgs, WeeklyVolumeArgs
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
    zone_of,
)
from tools.results.training import (
    LoggedSets,
    MuscleSets,
    SetGroup,
    WeeklyVolume,
    WeekVolume,
)
from tools.spec import ToolContext, ToolResult

NOON = time(12)
"""Time of sets that were told with a day only."""


def mint_groups(
    ctx: ToolContext, facts: Minter, exercise_id: ExerciseId, sets: Iterable[PerformedSet]
) -> list[SetGroup]:
    """Mint count, repetitions, load and RPE of equal sets in a row, and the day; return them.

    Sets are equal in load and repetitions; of their RPEs the lowest and the highest are told.
    """
    groups: list[SetGroup] = []
    minted_days: set[date] = set()
    for _, same in groupby(sets, key=lambda done: (done.workout_id, done.load_kg, done.reps)):
        equal = list(same)
        first = equal[0]
        day = day_of(ctx, first.started_at)
        about = About(exercise_id, day)
        row = LogRow("workout_sets", str(first.set_id))
        if day not in minted_days:
            facts.mint(
                "session day", Measure(day), about, LogRow("workouts", str(first.workout_id))
            )
            minted_days.add(day)
        facts.mint("set count", Measure(Decimal(len(equal)), "set"), about, row)
        facts.mint("set reps", Measure(Decimal(first.reps or 0), "rep"), about, row)
        load = None if first.load_kg is None else shown(ctx, first.load_kg)
        if load is not None:
            facts.mint("set load", Measure(load, unit_of(ctx)), about, row)
        rated = {done.rpe: done for done in equal if done.rpe is not None}
        for rpe in dict.fromkeys((min(rated), max(rated))) if rated else ():
            source = LogRow("workout_sets", str(rated[rpe].set_id))
            facts.mint("set RPE", Measure(plain(rpe), "RPE"), about, source)
        groups.append(
            SetGroup(
                day=day,
                sets=len(equal),
                reps=first.reps or 0,
                load=load,
                unit=unit_of(ctx),
                rpe=plain(max(rated)) if rated else None,
                rpe_low=plain(min(rated)) if rated else None,
            )
        )
    return groups


def mint_log_age(ctx: ToolContext, facts: Minter, exercise_id: ExerciseId, last: date) -> int:
    """Mint how long ago the newest session was, in days and in the unit people say; return days."""
    days = (today(ctx) - last).days
    about = About(exercise_id, today(ctx))
    age = Formula("calendar.days_between")
    facts.mint("days since last session", Measure(Decimal(days), "day"), about, age)
    if days >= 14:
        facts.mint("weeks since last session", Measure(Decimal(days // 7), "week"), about, age)
    if days >= 365:
        years = plain(Decimal(days) / Decimal("365.25"), TENTH)
        facts.mint("years since last session", Measure(years, "year"), about, age)
    return days


def log_sets(ctx: ToolContext, args: LogSetsArgs) -> ToolResult:
    """Store the sets of this turn's message once, however often the call is repeated."""
    day = args.day or today(ctx)
    if day > today(ctx):
        raise RetryableToolError(
            f"{day.isoformat()} is still to come.", way_out="Give the day the sets were done on."
        )
    now = ctx.clock.now()
    started = now if day == today(ctx) else datetime.combine(day, NOON, zone_of(ctx))
    user_id = ctx.principal.user_id
    with ctx.writers() as desk:
        exercise = exercise_named(desk.exercises, user_id, args.exercise)
        before = desk.workouts.count(user_id)
        entry = WorkoutEntry(
            started_at=started,
            sets=tuple(
                SetEntry(
                    exercise_id=exercise.id,
                    reps=each.reps,
                    load_kg=None if each.load is None else stored(ctx, each.load, each.unit),
                    rpe=each.rpe,
                    kind=SetKind(each.kind),
                )
                for each in args.sets
            ),
            title=exercise.name,
            source="chat",
            key=ctx.idempotency_key,
        )
        try:
            workout = log_workout(desk, user_id, entry, now=now)
        except InvalidInput as exc:
            raise RetryableToolError(exc.message, way_out=exc.way_out, code=exc.code) from exc
        already = desk.workouts.count(user_id) == before
    facts = Minter(ctx)
    done = [_performed(workout.started_at, workout.id, each) for each in workout.sets]
    groups = mint_groups(ctx, facts, exercise.id, done)
    logged_on = day_of(ctx, workout.started_at)
    facts.mint(
        "sets logged",
        Measure(Decimal(len(done)), "set"),
        About(exercise.id, logged_on),
        LogRow("workouts", str(workout.id)),
    )
    data = LoggedSets(
        exercise=exercise.name,
        exercise_id=exercise.id,
        day=logged_on,
        groups=groups,
        sets=len(done),
        already_logged=already,
    )
    summary = f"{counted(len(done), 'set')} of {exercise.name} logged"
    return facts.result(data, summary, provenance_of(exercise))


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


def weekly_volume(ctx: ToolContext, args: WeeklyVolumeArgs) -> ToolResult:
    """Return the fractional sets of each muscle in the last calendar weeks."""
    now, user_id = ctx.clock.now(), ctx.principal.user_id
    with ctx.readers() as desk:
        last = desk.workouts.last_started_at(user_id, until=now)
        weeks = weekly_sets(desk, user_id, until=now, zone=zone_of(ctx), weeks=args.weeks)
    facts = Minter(ctx)
    wanted = args.muscle.casefold().strip()
    lines: list[WeekVolume] = []
    for week in weeks:
        end = week.monday + timedelta(days=6)
        about = About(ATHLETE, week.monday)
        source = Formula("volume.fractional_sets")
        facts.mint("week start", Measure(week.monday), about, source)
        facts.mint("week end", Measure(end), about, source)
        facts.mint("hard sets", Measure(Decimal(week.hard_sets), "set"), about, source)
        unplaced = Measure(Decimal(week.without_muscle), "set")
        facts.mint("sets without muscle", unplaced, about, source)
        muscles = [
            MuscleSets(muscle=muscle, sets=plain(sets, TENTH))
            for muscle, sets in sorted(week.by_muscle.items(), key=lambda item: (-item[1], item[0]))
            if wanted in muscle.casefold()
        ]
        for line in muscles:
            subject = About(f"muscle:{line.muscle}", week.monday)
            facts.mint("weekly sets", Measure(line.sets, "set"), subject, source)
        lines.append(
            WeekVolume(
                start=week.monday,
                end=end,
                muscles=muscles,
                hard_sets=week.hard_sets,
                sets_without_muscle=week.without_muscle,
            )
        )
    return facts.result(
        _with_landmarks(ctx, facts, lines, last), f"volume of {counted(len(lines), 'week')}"
    )


def _with_landmarks(
    ctx: ToolContext, facts: Minter, lines: list[WeekVolume], last: datetime | None
) -> WeeklyVolume:
    about = About(ATHLETE, today(ctx))
    for label, value in (
        ("sets to maintain", volume.MAINTAIN),
        ("sets to grow, low", volume.GROW_LOW),
        ("sets to grow, high", volume.GROW_HIGH),
    ):
        facts.mint(label, Measure(value, "set"), about, Formula("volume.landmarks"))
    last_day = None if last is None else day_of(ctx, last)
    days = None if last_day is None else (today(ctx) - last_day).days
    if last_day is not None and days is not None:
        age = Formula("calendar.days_between")
        facts.mint("last workout day", Measure(last_day), about, age)
        facts.mint("days since last workout", Measure(Decimal(days), "day"), about, age)
    return WeeklyVolume(
        weeks=lines,
        maintain_sets=volume.MAINTAIN,
        growth_sets_low=volume.GROW_LOW,
        growth_sets_high=volume.GROW_HIGH,
        counting="a whole set for a primary and half a set for a secondary muscle",
        last_workout_day=last_day,
        days_since_last=days,
    )
