"""Reads of how an athlete recovers: nights, soreness, and the load of each day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from itertools import groupby
from statistics import fmean

from coach.identity import UserId
from coach.training.model import CardioSession, PerformedSet, SetKind, Workout
from coach.training.ports import TrainingUnitOfWork
from coach.training.rules import strain
from coach.training.rules.efforts import is_timed, rated

MINUTES_A_SET = 3.0
"""Length of a lifting session that tells none. Source: own choice, a working set with the 2 to 3
minutes of rest that coach.training.rules.rest gives compound lifts."""
MOST_WORKOUTS = 60
"""Workouts read for four weeks. Source: own choice, two a day."""


@dataclass(frozen=True, slots=True)
class SessionLoad:
    """One session's share of a day's load."""

    day: date
    minutes: float
    rpe: float | None
    """None: nobody rated it, so it has no load of its own."""
    minutes_guessed: bool = False
    rpe_from_sets: bool = False

    @property
    def load(self) -> float | None:
        """Exertion times minutes, in arbitrary units."""
        return None if self.rpe is None else strain.session_load(self.rpe, self.minutes)


def session_loads(
    uow: TrainingUnitOfWork, user_id: UserId, *, until: datetime, zone: tzinfo, days: int
) -> list[SessionLoad]:
    """Return the sessions of the last days, lifting and endurance, oldest first.

    Args:
        uow: An open transaction.
        user_id: Whose log.
        until: Now.
        zone: The athlete's time zone.
        days: How many days back.

    Source:
        Foster 2001, exertion of the whole session times its minutes; Sweet 2004 (J Strength Cond
        Res 18, 796), the mean RPE of the sets where only these were rated.
    """
    since = until - timedelta(days=days)
    lifted = [
        _of_workout(each, zone)
        for each in uow.workouts.list(user_id, limit=MOST_WORKOUTS)
        if since <= each.started_at <= until and each.sets
    ]
    moved = [
        _of_cardio(each, zone)
        for each in uow.recovery.cardio(user_id, since=since)
        if each.started_at <= until
    ]
    return sorted([*lifted, *moved], key=lambda each: each.day)


def daily_loads(sessions: Sequence[SessionLoad], *, today: date, days: int) -> list[float] | None:
    """Return one load a day up to today, rest days as 0; None where no session was rated.

    A session that nobody rated counts with the mean exertion of the rated ones.
    """
    ratings = [each.rpe for each in sessions if each.rpe is not None]
    if not ratings:
        return None
    usual = fmean(ratings)
    loads = dict.fromkeys((today - timedelta(days=ago) for ago in reversed(range(days))), 0.0)
    for each in sessions:
        if each.day in loads:
            loads[each.day] += (each.rpe if each.rpe is not None else usual) * each.minutes
    return list(loads.values())


def has_weeks_before(sessions: Sequence[SessionLoad], today: date) -> bool:
    """Tell whether the three weeks before the last seven days hold enough to compare with.

    Source: own choice, sessions in at least two of them; a log that just begins makes any week
    look like a jump.
    """
    weeks = {(today - each.day).days // 7 for each in sessions}
    return len(weeks & {1, 2, 3}) >= FEWEST_WEEKS


FEWEST_WEEKS = 2


def hard_sets_of(sets: Iterable[PerformedSet]) -> int:
    """Return how many sets were no warm-ups."""
    return sum(done.kind is not SetKind.WARMUP for done in sets)


def _of_workout(workout: Workout, zone: tzinfo) -> SessionLoad:
    told = rated(workout.notes)
    efforts = [done.rpe for done in workout.sets if done.rpe is not None]
    rpe = (
        told if told is not None else (sum(efforts, Decimal(0)) / len(efforts) if efforts else None)
    )
    working = sum(done.kind is not SetKind.WARMUP for done in workout.sets)
    known = workout.duration_s is not None
    minutes = (workout.duration_s or 0) / 60 if known else working * MINUTES_A_SET
    return SessionLoad(
        day=workout.started_at.astimezone(zone).date(),
        minutes=minutes,
        rpe=None if rpe is None else float(rpe),
        minutes_guessed=not known,
        rpe_from_sets=told is None and rpe is not None,
    )


def _of_cardio(session: CardioSession, zone: tzinfo) -> SessionLoad:
    rpe = rated(session.notes)
    return SessionLoad(
        day=session.started_at.astimezone(zone).date(),
        minutes=session.duration_s / 60,
        rpe=None if rpe is None else float(rpe),
        minutes_guessed=not is_timed(session),
    )


def days_with_load(sessions: Sequence[SessionLoad]) -> int:
    """Return on how many days something was done."""
    return len([day for day, _ in groupby(sessions, key=lambda each: each.day)])
