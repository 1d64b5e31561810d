"""Tools over the training log: what was done, and how much a week."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import groupby

from coach.evidence import Formula, LogRow, Statement
from coach.identity import ExerciseId
from coach.training.model import PerformedSet
from coach.training.queries import WeekSets, weekly_sets
from coach.training.rules import volume
from tools.arguments.training import WeeklyVolumeArgs
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
    today,
    unit_of,
    zone_of,
)
from tools.results.training import (
    MuscleSets,
    SetGroup,
    WeeklyVolume,
    WeekVolume,
)
from tools.spec import ToolContext, ToolResult
from tools.volume_additions import additions_for


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


def weekly_volume(ctx: ToolContext, args: WeeklyVolumeArgs) -> ToolResult:
    """Return the fractional sets of each muscle in the last calendar weeks."""
    now, user_id = ctx.clock.now(), ctx.principal.user_id
    with ctx.readers() as desk:
        last = desk.workouts.last_started_at(user_id, until=now)
        weeks = weekly_sets(desk, user_id, until=now, zone=zone_of(ctx), weeks=args.weeks)
        facts = Minter(ctx)
        wanted = args.muscle.casefold().strip()
        added = additions_for(
            ctx, desk, facts, _usual(weeks), _named(args.add_for.casefold().strip() or wanted)
        )
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
            MuscleSets(muscle=muscle, sets=plain(sets, TENTH), level=volume.landmark(sets).level)
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
    data = _with_landmarks(ctx, facts, lines, last)
    data = data.model_copy(update={**_planned(ctx, facts, args), "additions": added})
    return facts.result(data, f"volume of {counted(len(lines), 'week')}")


def _usual(weeks: Sequence[WeekSets]) -> Mapping[str, Decimal]:
    """Return the sets of the newest whole week that was trained, else of the running one."""
    whole = next((week for week in weeks[1:] if week.hard_sets), None)
    return (whole or weeks[0]).by_muscle


def _named(wanted: str) -> tuple[str, ...]:
    """Return the muscles that a name stands for; "back" and "shoulders" are several."""
    groups = {
        "back": ("lats", "upper_back"),
        "shoulders": ("side_delts", "rear_delts"),
        "arms": ("biceps", "triceps"),
        "legs": ("quadriceps", "hamstrings", "glutes", "calves"),
    }
    return groups.get(wanted, (wanted,) if wanted else ())


def _planned(ctx: ToolContext, facts: Minter, args: WeeklyVolumeArgs) -> dict[str, object]:
    """Mint what a plan of sets that the athlete asks about amounts to."""
    if args.planned_sets is None:
        return {}
    weekly = args.planned_sets * (args.planned_sessions or 1)
    about, source = About(ATHLETE, today(ctx)), Formula("volume.landmarks")
    said = Statement(ctx.run_id)
    facts.mint("planned sets a session", Measure(Decimal(args.planned_sets), "set"), about, said)
    if args.planned_sessions is not None:
        sessions = Measure(Decimal(args.planned_sessions), "session")
        facts.mint("planned sessions a week", sessions, about, said)
    facts.mint("planned sets a week", Measure(Decimal(weekly), "set"), about, source)
    facts.mint("sets a session, high", Measure(volume.SESSION_HIGH, "set"), about, source)
    return {
        "session_sets_high": volume.SESSION_HIGH,
        "planned_weekly": weekly,
        "planned_level": volume.landmark(Decimal(min(weekly, 200))).level,
        "planned_crowded": volume.is_crowded(Decimal(args.planned_sets)),
    }


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
