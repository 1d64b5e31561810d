"""Reads of one lift over years: its points, trend, records and stall, doubtful sets left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from coach.identity import SetId, UserId
from coach.training.model import Exercise, Pattern, PerformedSet
from coach.training.ports import TrainingUnitOfWork
from coach.training.queries.log import ALL_SETS
from coach.training.rules import doubtful, stalls
from coach.training.rules.estimates import FORMULA_OF
from coach.training.rules.records import PersonalRecords, standing
from coach.training.rules.strength_trend import StrengthPoint, StrengthTrend, strength_trend
from coach.training.rules.summaries import SessionSummary, Wanted
from coach.training.rules.working_sets import sessions

DETAIL = timedelta(days=366)
"""How far behind its last session a lift is read session by session. Source: coaching practice;
what is older says little about today's trend."""
TREND = timedelta(weeks=26)
"""How much of it the trend covers. Source: coaching practice; half a year holds a few training
cycles."""
HEAVIEST_LOAD = "heaviest load"
"""How lifts of the Olympic pattern are followed: repetition formulas were fitted on slow lifts."""


@dataclass(frozen=True, slots=True)
class LiftReport:
    """What a log says about one lift."""

    exercise: Exercise
    sessions: tuple[SessionSummary, ...]
    """Of its last year, oldest first."""
    points: tuple[StrengthPoint, ...]
    """Best estimate of each session; of Olympic lifts the heaviest load."""
    trend: StrengthTrend | None
    """Over the last half year of the lift."""
    stall: stalls.Stall | None
    records: PersonalRecords
    left_out: tuple[PerformedSet, ...]
    """Sets whose load looks like a typing error, newest first."""


def lift_report(
    uow: TrainingUnitOfWork,
    user_id: UserId,
    exercise: Exercise,
    *,
    last: datetime,
    until: datetime,
    zone: tzinfo,
) -> LiftReport:
    """Return sessions, trend, records and stall of one lift.

    Args:
        uow: An open transaction.
        user_id: Whose log.
        exercise: Which lift.
        last: When it was last trained.
        until: Now; later sets do not count.
        zone: The athlete's time zone.
    """
    left_out = tuple(doubted(uow, user_id, exercise, until=until))
    ids = tuple(done.set_id for done in left_out)
    found = uow.analytics.sessions(user_id, Wanted(exercise.id, last - DETAIL, ids), until=until)
    points = tuple(_points(exercise, found, zone))
    end = last.astimezone(zone).date()
    recent = [point for point in points if point.day > end - TREND]
    return LiftReport(
        exercise,
        tuple(found),
        points,
        strength_trend(recent),
        stalls.stall_of(recent),
        personal_records(uow, user_id, exercise, ids, until=until),
        left_out,
    )


def doubted(
    uow: TrainingUnitOfWork, user_id: UserId, exercise: Exercise, *, until: datetime
) -> list[PerformedSet]:
    """Return the sets of one exercise whose load looks like a typing error, newest first.

    The heaviest set of each session decides; only where one stands out, or the log is short, are
    all sets read.
    """
    peaks = uow.analytics.peaks(user_id, exercise.id, until=until)
    if not doubtful.stands_out(
        [float(peak.load_kg) for peak in peaks], [peak.size_kg for peak in peaks], exercise
    ):
        return []
    sets = uow.workouts.sets_of(user_id, exercise.id, until=until, limit=ALL_SETS)
    return doubtful.doubtful_sets(sessions(sets), exercise)


def personal_records(
    uow: TrainingUnitOfWork,
    user_id: UserId,
    exercise: Exercise,
    left_out: tuple[SetId, ...],
    *,
    until: datetime,
) -> PersonalRecords:
    """Return the records of the whole log, with the sets that made them."""
    wanted = Wanted(exercise.id, left_out=left_out)
    return PersonalRecords(
        tuple(standing(uow.analytics.rep_records(user_id, wanted, until=until))),
        uow.analytics.best_set(user_id, wanted, until=until),
        uow.analytics.most_volume(user_id, wanted, until=until),
    )


def _points(
    exercise: Exercise, found: Sequence[SessionSummary], zone: tzinfo
) -> list[StrengthPoint]:
    points: list[StrengthPoint] = []
    for session in found:
        day = session.started_at.astimezone(zone).date()
        if exercise.pattern is Pattern.OLYMPIC:
            if session.top_load_kg:
                load, row = float(session.top_load_kg), str(session.workout_id)
                points.append(
                    StrengthPoint(day, load, f"workouts:{row}", HEAVIEST_LOAD, lifted_kg=load)
                )
            continue
        if session.best is None or session.best_set_id is None:
            continue
        estimate, method = session.best
        points.append(
            StrengthPoint(
                day,
                estimate.value,
                f"workout_sets:{session.best_set_id}",
                FORMULA_OF[method],
                estimate.confidence == "normal",
                float(session.top_load_kg or 0),
            )
        )
    return points
