"""Reads of the training log, shaped for what the coach asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal

from coach.days import midnight, monday_of
from coach.identity import ExerciseId, SetId, UserId
from coach.training.model import BodyWeight
from coach.training.ports import TrainingUnitOfWork
from coach.training.rules import volume
from coach.training.rules.doubtful import doubtful_sets
from coach.training.rules.working_sets import Session, Work, sessions, work_of

ALL_SETS = 10_000
"""More sets of one exercise than a log holds: 20 a day for more than a year of daily training."""


@dataclass(frozen=True, slots=True)
class WeekSets:
    """The volume of one calendar week, Monday to Sunday."""

    monday: date
    hard_sets: int
    by_muscle: Mapping[str, Decimal]
    without_muscle: int
    """Hard sets of exercises that name no muscle, such as unmatched ones of an imported log."""


def exercise_sessions(
    uow: TrainingUnitOfWork,
    user_id: UserId,
    exercise_id: ExerciseId,
    *,
    until: datetime,
    since: datetime | None = None,
) -> list[Session]:
    """Return every session of one exercise in [since, until], newest first.

    Sets whose load looks like a typing error stand in `Session.left_out`; a session of nothing
    else has no `sets`.

    Raises:
        NotFound: The athlete has no such exercise.
    """
    exercise = uow.exercises.get(user_id, exercise_id)
    found = sessions(
        uow.workouts.sets_of(user_id, exercise_id, until=until, since=since, limit=ALL_SETS)
    )
    doubted = {done.set_id for done in doubtful_sets(found, exercise)}
    return [_split(session, doubted) for session in found]


def _split(session: Session, doubted: Set[SetId]) -> Session:
    if not doubted:
        return session
    return Session(
        session.started_at,
        tuple(done for done in session.sets if done.set_id not in doubted),
        tuple(done for done in session.sets if done.set_id in doubted),
    )


def working_history(found: Sequence[Session], *, limit: int) -> list[Work]:
    """Return the working sets of the newest `limit` sessions that have any, newest first."""
    works = (work_of(session) for session in found)
    return [work for work in works if work is not None][:limit]


def weekly_sets(
    uow: TrainingUnitOfWork, user_id: UserId, *, until: datetime, zone: tzinfo, weeks: int
) -> list[WeekSets]:
    """Return the fractional sets of each muscle in the last calendar weeks, newest first.

    Args:
        uow: An open transaction.
        user_id: Whose log.
        until: Now; later sets do not count.
        zone: Where the athlete's weeks begin on Monday.
        weeks: How many, the running one included.
    """
    this_monday = monday_of(until.astimezone(zone).date())
    mondays = [this_monday - timedelta(weeks=back) for back in range(weeks)]
    rows = uow.analytics.hard_sets_by(
        user_id, starts=[midnight(monday, zone) for monday in mondays[::-1]], until=until
    )
    known = {exercise.id: exercise for exercise in uow.exercises.list(user_id)}
    counts: list[dict[ExerciseId, int]] = [{} for _ in mondays]
    for row in rows:
        counts[weeks - 1 - row.period][row.exercise_id] = row.sets
    placed = {each.id for each in known.values() if each.primary_muscles}
    return [
        WeekSets(
            monday,
            sum(own.values()),
            volume.spread(own, known),
            sum(sets for exercise_id, sets in own.items() if exercise_id not in placed),
        )
        for monday, own in zip(mondays, counts, strict=True)
    ]


def weigh_ins(
    uow: TrainingUnitOfWork, user_id: UserId, *, until: datetime, days: int | None = None
) -> Sequence[BodyWeight]:
    """Return weigh-ins up to `until`, of the last `days` if given, oldest first."""
    since = None if days is None else until - timedelta(days=days)
    return uow.body_weights.list(user_id, since=since, until=until)
