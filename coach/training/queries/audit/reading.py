"""Everything the audit of a log looks at, read once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from coach.days import midnight
from coach.identity import ExerciseId, UserId, WorkoutId
from coach.training.model import Exercise, Pattern, PerformedSet
from coach.training.ports import TrainingUnitOfWork
from coach.training.queries.adherence import Adherence, adherence
from coach.training.queries.lifts import LiftReport, doubted, lift_report
from coach.training.queries.log import (
    WeekSets,
    exercise_sessions,
    weekly_sets,
    working_history,
)
from coach.training.rules.summaries import ExerciseUse, LogSpan, Wanted
from coach.training.rules.working_sets import Work
from coach.units import MassUnit

WEEKS = 12
"""Weeks up to the last workout that volume and regularity are read from. Source: coaching practice;
one training cycle."""
MAIN_LIFTS = 5
UNLOADED = 3
MIN_LOADED_SETS = 6
"""Loaded sets from which on a lift can be a main lift. Source: coaching practice; two sessions of
three sets."""
MAIN_PATTERNS = frozenset(Pattern) - {Pattern.ISOLATION, Pattern.CORE, Pattern.CONDITIONING}
EVER = datetime(1, 1, 2, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Athlete:
    """Whose log is read, when, and how numbers are shown."""

    user_id: UserId
    now: datetime
    zone: tzinfo
    unit: MassUnit

    def day_of(self, moment: datetime) -> date:
        """Return the athlete's calendar day of a moment."""
        return moment.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class Use:
    """An exercise of the log and how much it stands there."""

    exercise: Exercise
    use: ExerciseUse


@dataclass(frozen=True, slots=True)
class MostReps:
    """The longest set of an exercise without load."""

    exercise: Exercise
    reps: int
    day: date
    workout_id: WorkoutId


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole log, aggregated."""

    athlete: Athlete
    span: LogSpan
    uses: tuple[Use, ...]
    """Most workouts first."""
    lifts: tuple[LiftReport, ...]
    """The main lifts, most workouts first; those with long sets only are left out beside others."""
    doubtful: tuple[tuple[Exercise, PerformedSet], ...]
    """Sets of any exercise whose load looks like a typing error."""
    regularity: Adherence | None
    """Of the last twelve weeks of the log; None for an empty one."""
    weeks: tuple[WeekSets, ...]
    """The same weeks, oldest first."""
    hard_sets: Mapping[ExerciseId, int]
    """Hard sets of each exercise in these weeks."""
    unloaded: tuple[MostReps, ...]
    """Longest sets of the exercises that are done with body weight, most workouts first."""
    last_work: Mapping[ExerciseId, Work]
    """Working sets of the last session of each main lift."""
    weigh_ins: int
    cardio: tuple[datetime, ...]
    """Beginnings of endurance sessions."""

    @property
    def days_old(self) -> int:
        """Days since the last workout; 0 for an empty log."""
        if self.span.last is None:
            return 0
        today, last = self.athlete.day_of(self.athlete.now), self.athlete.day_of(self.span.last)
        return (today - last).days


def read_log(uow: TrainingUnitOfWork, athlete: Athlete) -> Reading:
    """Return everything the audit looks at."""
    user_id, now = athlete.user_id, athlete.now
    known = {exercise.id: exercise for exercise in uow.exercises.list(user_id)}
    span = uow.analytics.span(user_id, until=now)
    uses = tuple(
        Use(known[use.exercise_id], use)
        for use in uow.analytics.exercises(user_id, until=now)
        if use.exercise_id in known
    )
    main = main_lifts(uses)
    lifts = tuple(
        lift_report(uow, user_id, each.exercise, last=each.use.last, until=now, zone=athlete.zone)
        for each in main
    )
    told = tuple(lift for lift in lifts if any(point.confident for point in lift.points))
    others = [each.exercise for each in uses if each not in main and each.use.loaded_sets]
    doubtful = [(lift.exercise, done) for lift in lifts for done in lift.left_out]
    for exercise in others:
        doubtful += [(exercise, done) for done in doubted(uow, user_id, exercise, until=now)]
    weighed = uow.body_weights.list(user_id, until=now)
    cardio = tuple(each.started_at for each in uow.recovery.cardio(user_id, since=EVER))
    regularity, weeks, hard = _last_weeks(uow, athlete, span)
    return Reading(
        athlete,
        span,
        uses,
        told or lifts,
        tuple(doubtful),
        regularity,
        weeks,
        hard,
        _most_reps(uow, athlete, uses),
        _last_work(uow, athlete, lifts),
        len(weighed),
        cardio,
    )


def _last_weeks(
    uow: TrainingUnitOfWork, athlete: Athlete, span: LogSpan
) -> tuple[Adherence | None, tuple[WeekSets, ...], Mapping[ExerciseId, int]]:
    if span.last is None:
        return None, (), {}
    user_id, zone = athlete.user_id, athlete.zone
    weeks = weekly_sets(uow, user_id, until=span.last, zone=zone, weeks=WEEKS)
    first = midnight(weeks[-1].monday, zone)
    hard = uow.analytics.hard_sets_by(user_id, starts=[first], until=span.last)
    return (
        adherence(uow, user_id, last=span.last, until=athlete.now, zone=zone, weeks=WEEKS),
        tuple(weeks[::-1]),
        {row.exercise_id: row.sets for row in hard},
    )


def _last_work(
    uow: TrainingUnitOfWork, athlete: Athlete, lifts: Sequence[LiftReport]
) -> dict[ExerciseId, Work]:
    found: dict[ExerciseId, Work] = {}
    for lift in lifts:
        if not lift.sessions:
            continue
        last = lift.sessions[-1].started_at
        done = exercise_sessions(
            uow, athlete.user_id, lift.exercise.id, until=athlete.now, since=last
        )
        works = working_history(done, limit=1)
        if works:
            found[lift.exercise.id] = works[0]
    return found


def _most_reps(
    uow: TrainingUnitOfWork, athlete: Athlete, uses: Sequence[Use]
) -> tuple[MostReps, ...]:
    found: list[MostReps] = []
    for each in [each for each in uses if not each.use.loaded_sets][:UNLOADED]:
        wanted = Wanted(each.exercise.id)
        sessions = uow.analytics.sessions(athlete.user_id, wanted, until=athlete.now)
        best = max(sessions, key=lambda session: session.top_reps, default=None)
        if best is not None:
            day = athlete.day_of(best.started_at)
            found.append(MostReps(each.exercise, best.top_reps, day, best.workout_id))
    return tuple(found)


def main_lifts(uses: Sequence[Use]) -> list[Use]:
    """Return the lifts worth following: loaded, of a main pattern if there are any, done lately.

    Source:
        Coaching practice; compound lifts with external load show strength, and five are enough to
        look at.
    """
    loaded = [each for each in uses if each.use.loaded_sets >= MIN_LOADED_SETS]
    compound = [each for each in loaded if each.exercise.pattern in MAIN_PATTERNS]
    chosen = compound or loaded
    newest = max((each.use.last for each in chosen), default=EVER)
    current = [each for each in chosen if each.use.last > newest - timedelta(weeks=WEEKS)]
    return current[:MAIN_LIFTS]
