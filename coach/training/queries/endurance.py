"""Reads of the endurance log: sessions, and what weeks of seven days up to today hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from statistics import fmean

from coach.days import midnight
from coach.identity import UserId
from coach.training.model import CardioSession
from coach.training.ports import TrainingUnitOfWork
from coach.training.rules.activities import is_run
from coach.training.rules.efforts import is_timed
from coach.training.rules.running import vdot

DAYS_A_WEEK = 7
SHORTEST_TEST_M = 1500
"""Shortest run that says something of fitness. Source: the fit of Daniels & Gilbert 1979 begins at
3.5 minutes."""


@dataclass(frozen=True, slots=True)
class WeekDistance:
    """Seven days in a row."""

    start: date
    end: date
    metres: Decimal
    sessions: int
    seconds: int
    longest_m: Decimal


def endurance_sessions(
    uow: TrainingUnitOfWork,
    user_id: UserId,
    *,
    until: datetime,
    days: int,
    activity: str = "",
) -> list[CardioSession]:
    """Return the sessions of the last days, oldest first.

    Args:
        uow: An open transaction.
        user_id: Whose log.
        until: Now; later sessions are left out.
        days: How many days back.
        activity: Only this one; empty for all.
    """
    since = until - timedelta(days=days)
    found = uow.recovery.cardio(user_id, since=since)
    wanted = [each for each in found if each.started_at <= until]
    if not activity:
        return wanted
    return [each for each in wanted if _is(each.activity, activity)]


def weeks_of(
    sessions: Iterable[CardioSession], *, today: date, zone: tzinfo, weeks: int
) -> list[WeekDistance]:
    """Return weeks of seven days, the newest first; the first one ends today."""
    known = list(sessions)
    found: list[WeekDistance] = []
    for ago in range(weeks):
        end = today - timedelta(days=DAYS_A_WEEK * ago)
        start = end - timedelta(days=DAYS_A_WEEK - 1)
        since, until = midnight(start, zone), midnight(end + timedelta(days=1), zone)
        inside = [each for each in known if since <= each.started_at < until]
        lengths = [each.distance_m or Decimal(0) for each in inside]
        found.append(
            WeekDistance(
                start=start,
                end=end,
                metres=sum(lengths, Decimal(0)),
                sessions=len(inside),
                seconds=sum(each.duration_s for each in inside if is_timed(each)),
                longest_m=max(lengths, default=Decimal(0)),
            )
        )
    return found


def mean_pace_s_per_km(sessions: Iterable[CardioSession]) -> float | None:
    """Return the mean pace of sessions with distance and time; None without one."""
    paces = [pace for each in sessions if (pace := pace_of(each)) is not None]
    return fmean(paces) if paces else None


def pace_of(session: CardioSession) -> float | None:
    """Return the pace of a session in s/km; None without distance or time."""
    if not session.distance_m or not is_timed(session):
        return None
    return session.duration_s * 1000 / float(session.distance_m)


def best_effort(sessions: Sequence[CardioSession]) -> CardioSession | None:
    """Return the timed run that shows the highest fitness; the newest of equals."""
    runs = [
        each
        for each in sessions
        if is_run(each.activity)
        and is_timed(each)
        and each.distance_m
        and each.distance_m >= SHORTEST_TEST_M
    ]
    return max(
        runs, key=lambda run: vdot(float(run.distance_m or 0), run.duration_s / 60), default=None
    )


def _is(logged: str, wanted: str) -> bool:
    return is_run(logged) if wanted == "run" else logged.casefold().startswith(wanted)
