"""Which sets to add for the muscles that are furthest below the range for growth, and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Final

from coach.evidence import Formula
from coach.identity import ExerciseId
from coach.training.model import Exercise, PerformedSet
from coach.training.rules import volume
from tools.exercises import exercise_named
from tools.minting import About, Measure, Minter, day_of, today
from tools.results.training import Addition
from tools.spec import Desk, ToolContext

RECENT: Final = timedelta(days=42)
"""How far back an exercise counts as one the athlete does. Source: own choice, six weeks."""
MOST: Final = 3
"""Muscles that sets are added for at once. Source: own choice; more changes the whole week."""
STAPLES: Final[Mapping[str, str]] = {
    "lats": "Lat pulldown",
    "upper_back": "Seated cable row",
    "chest": "Bench press",
    "quadriceps": "Leg press",
    "hamstrings": "Romanian deadlift",
    "glutes": "Hip thrust",
    "side_delts": "Lateral raise",
    "rear_delts": "Face pull",
    "biceps": "Dumbbell curl",
    "triceps": "Triceps pushdown",
    "calves": "Standing calf raise",
    "abs": "Crunch",
}
"""Muscles worth their own sets, with an exercise that trains each where the log has none. Source:
own choice of common exercises; front delts, traps and forearms get theirs from the big lifts."""


def additions_for(
    ctx: ToolContext,
    desk: Desk,
    facts: Minter,
    weekly: Mapping[str, Decimal],
    muscles: Sequence[str] = (),
) -> list[Addition]:
    """Mint and return what to add a week; empty where every muscle has its sets.

    Args:
        ctx: Whose turn it is.
        desk: An open transaction.
        facts: Where the sets to add are minted.
        weekly: Fractional sets of each muscle in a week.
        muscles: Only these, the athlete's own wish; empty looks at all.
    """
    wanted = [each for each in STAPLES if not muscles or each in muscles]
    short = sorted(
        (each for each in wanted if volume.sets_to_add(weekly.get(each, Decimal(0)))),
        key=lambda each: weekly.get(each, Decimal(0)),
    )
    user_id, now = ctx.principal.user_id, ctx.clock.now()
    done = desk.workouts.sets_between(user_id, since=now - RECENT, until=now)
    known = {each.id: each for each in desk.exercises.list(user_id)}
    return [
        _addition(ctx, desk, facts, muscle, volume.sets_to_add(weekly.get(muscle, Decimal(0))),
                  _trains(muscle, done, known))
        for muscle in short[:MOST]
    ]  # fmt: skip


def _trains(
    muscle: str, done: Sequence[PerformedSet], known: Mapping[ExerciseId, Exercise]
) -> PerformedSet | None:
    """Return the newest set of an exercise that trains a muscle first; None if there is none."""
    fitting = [
        each
        for each in done
        if (exercise := known.get(each.exercise_id)) and muscle in exercise.primary_muscles
    ]
    return max(fitting, key=lambda each: each.started_at, default=None)


def _addition(
    ctx: ToolContext,
    desk: Desk,
    facts: Minter,
    muscle: str,
    sets: int,
    last: PerformedSet | None,
) -> Addition:
    user_id = ctx.principal.user_id
    exercise = (
        exercise_named(desk.exercises, user_id, STAPLES[muscle])
        if last is None
        else desk.exercises.get(user_id, last.exercise_id)
    )
    about, rule = About(exercise.id, today(ctx)), Formula("volume.landmarks")
    facts.mint("sets to add", Measure(Decimal(sets), "set"), about, rule)
    day = None if last is None else day_of(ctx, last.started_at)
    if day is not None:
        facts.mint("exercise done last", Measure(day), about, rule)
    return Addition(
        muscle=muscle,
        exercise=exercise.name,
        exercise_id=exercise.id,
        sets=sets,
        day=day,
        from_log=last is not None,
    )
