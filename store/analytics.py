"""Flat aggregates of the training log: each one statement on one athlete's rows.

The rules stay in `coach/training/rules`; what SQL needs of them goes in as values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, TextClause, text

from coach.identity import ExerciseId, UserId
from coach.training.rules import one_rep_max, volume, working_sets
from coach.training.rules.estimates import RPE_STEPS, factors
from coach.training.rules.summaries import (
    ExerciseUse,
    Gap,
    LogSpan,
    Peak,
    PeriodCount,
    PeriodSets,
    RatedSet,
    RepRecord,
    SessionSummary,
    VolumeRecord,
    Wanted,
)

T = TypeVar("T")
FACTORS = factors()
EVER = datetime(1, 1, 2, tzinfo=UTC)
BY_REPS = FACTORS[::RPE_STEPS]
"""The column without a rating."""

_COUNTED = """
WITH done AS (
    SELECT s.id, s.workout_id, s.exercise_id, s.position, s.load_kg, s.reps, s.rpe, w.started_at,
           max(coalesce(s.load_kg, 0)) OVER (PARTITION BY {s_session}) AS top
    FROM workout_sets s
    JOIN workouts w ON w.user_id = s.user_id AND w.id = s.workout_id
    WHERE s.user_id = :user_id AND w.user_id = :user_id AND s.kind <> 'warmup' AND s.reps > 0
      AND w.started_at <= :until AND {bounds}
), marked AS (
    SELECT *, min(position) FILTER (WHERE coalesce(load_kg, 0) = top)
                  OVER (PARTITION BY {session}) AS first_top
    FROM done
), counted AS (
    SELECT * FROM marked
    WHERE position >= first_top OR coalesce(load_kg, 0) >= :ramp_share * top
)
"""
"""The sets that count, as `working_sets.without_ramp` has it."""
_OF_ONE = _COUNTED.format(
    s_session="s.workout_id",
    session="workout_id",
    bounds="w.started_at >= :since AND s.exercise_id = :exercise_id"
    " AND s.id <> ALL(CAST(:left_out AS uuid[]))",
)
_SINCE = _COUNTED.format(
    s_session="s.workout_id, s.exercise_id",
    session="workout_id, exercise_id",
    bounds="w.started_at >= :since",
)

SPAN = text("""
SELECT w.workouts, s.sets, s.rated_sets, s.warm_ups, w.first, w.last
FROM (
    SELECT count(*) AS workouts, min(started_at) AS first, max(started_at) AS last
    FROM workouts WHERE user_id = :user_id AND started_at <= :until
) w, (
    SELECT count(*) AS sets, count(s.rpe) AS rated_sets,
           count(*) FILTER (WHERE s.kind = 'warmup') AS warm_ups
    FROM workout_sets s
    JOIN workouts w ON w.user_id = s.user_id AND w.id = s.workout_id
    WHERE s.user_id = :user_id AND w.user_id = :user_id AND w.started_at <= :until
) s
""")

EXERCISES = text("""
SELECT d.exercise_id, count(*) AS workouts,
       CAST(sum(d.sets) AS bigint) AS sets, CAST(sum(d.counted_sets) AS bigint) AS counted_sets,
       CAST(sum(d.loaded_sets) AS bigint) AS loaded_sets,
       min(w.started_at) AS first, max(w.started_at) AS last
FROM (
    SELECT exercise_id, workout_id, count(*) AS sets,
           count(*) FILTER (WHERE reps > 0) AS counted_sets,
           count(*) FILTER (WHERE load_kg > 0 AND reps > 0) AS loaded_sets
    FROM workout_sets WHERE user_id = :user_id
    GROUP BY exercise_id, workout_id
) d
JOIN workouts w ON w.user_id = :user_id AND w.id = d.workout_id
WHERE w.started_at <= :until
GROUP BY d.exercise_id
ORDER BY workouts DESC, sets DESC, d.exercise_id
""")

PEAKS = text("""
SELECT s.workout_id, min(w.started_at) AS started_at, max(s.load_kg) AS load_kg,
       max(CAST(s.load_kg AS float8)
           * (CAST(:by_reps AS float8[]))[least(greatest(coalesce(s.reps, 1), 1), :max_reps)]
       ) AS size_kg
FROM workout_sets s
JOIN workouts w ON w.user_id = s.user_id AND w.id = s.workout_id
WHERE s.user_id = :user_id AND s.exercise_id = :exercise_id AND w.user_id = :user_id
  AND w.started_at <= :until AND s.kind <> 'warmup' AND s.load_kg > 0
GROUP BY s.workout_id
ORDER BY started_at, s.workout_id
""")

_RATED = """
, rated AS (
    SELECT *, CASE WHEN load_kg > 0 AND reps <= :max_reps THEN CAST(load_kg AS float8)
        * (CAST(:factors AS float8[]))[
            (reps - 1) * :rpe_steps + CAST(coalesce(round(rpe * 2), 0) AS int) + 1
        ] END AS estimate
    FROM counted
)
"""
_SUMMARISED = """
, ranked AS (
    SELECT *,
        row_number() OVER (
            PARTITION BY workout_id
            ORDER BY estimate IS NULL, reps > :max_reps_normal, estimate DESC, position
        ) AS nth_best
    FROM rated
)
SELECT workout_id, min(started_at) AS started_at, count(*) AS working_sets,
       count(*) FILTER (WHERE rpe IS NULL OR rpe >= :hard_rpe) AS hard_sets,
       coalesce(sum(load_kg * reps), 0) AS volume_kg,
       max(load_kg) AS top_load_kg,
       max(reps) FILTER (WHERE coalesce(load_kg, 0) = top) AS top_reps,
       (array_agg(id) FILTER (WHERE nth_best = 1 AND estimate IS NOT NULL))[1] AS best_set_id,
       max(load_kg) FILTER (WHERE nth_best = 1 AND estimate IS NOT NULL) AS best_load_kg,
       max(reps) FILTER (WHERE nth_best = 1 AND estimate IS NOT NULL) AS best_reps,
       max(rpe) FILTER (WHERE nth_best = 1 AND estimate IS NOT NULL) AS best_rpe
FROM ranked
GROUP BY workout_id
ORDER BY started_at, workout_id
"""
SESSIONS = text(_OF_ONE + _RATED + _SUMMARISED)

_BEST = """
SELECT id AS set_id, workout_id, started_at, load_kg, reps, rpe
FROM rated
WHERE estimate IS NOT NULL
ORDER BY reps > :max_reps_normal, estimate DESC, started_at, position
LIMIT 1
"""
BEST = text(_OF_ONE + _RATED + _BEST)

_MOST_VOLUME = """
SELECT workout_id, started_at, count(*) AS working_sets, sum(load_kg * reps) AS volume_kg
FROM counted
WHERE load_kg > 0
GROUP BY workout_id, started_at
ORDER BY volume_kg DESC, started_at
LIMIT 1
"""
MOST_VOLUME = text(_OF_ONE + _MOST_VOLUME)

REP_RECORDS = text(
    _OF_ONE
    + """
SELECT DISTINCT ON (reps) reps, load_kg, id AS set_id, started_at
FROM counted
WHERE load_kg > 0
ORDER BY reps, load_kg DESC, started_at, workout_id, position
"""
)

WORKOUTS_BY = text("""
SELECT width_bucket(w.started_at, CAST(:starts AS timestamptz[])) - 1 AS period,
       count(DISTINCT w.id) AS workouts, count(s.id) AS sets
FROM workouts w
LEFT JOIN workout_sets s ON s.user_id = w.user_id AND s.workout_id = w.id
WHERE w.user_id = :user_id AND w.started_at BETWEEN :since AND :until
GROUP BY period
ORDER BY period
""")

HARD_SETS_BY = text(
    _SINCE
    + """
SELECT width_bucket(started_at, CAST(:starts AS timestamptz[])) - 1 AS period, exercise_id,
       count(*) AS sets
FROM counted
WHERE rpe IS NULL OR rpe >= :hard_rpe
GROUP BY period, exercise_id
ORDER BY period, exercise_id
"""
)

GAPS = text("""
SELECT before AS last, started_at AS next
FROM (
    SELECT started_at, lag(started_at) OVER (ORDER BY started_at) AS before
    FROM workouts WHERE user_id = :user_id AND started_at <= :until
) following
WHERE started_at - before > make_interval(days => :days)
ORDER BY started_at
""")


class PostgresTrainingAnalytics:
    """Implements `TrainingAnalytics`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def span(self, user_id: UserId, *, until: datetime) -> LogSpan:
        """Return what the log holds up to `until`."""
        return self._rows(LogSpan, SPAN, user_id, until)[0]

    def exercises(self, user_id: UserId, *, until: datetime) -> Sequence[ExerciseUse]:
        """Return every exercise of the log, most workouts first."""
        return self._rows(ExerciseUse, EXERCISES, user_id, until)

    def peaks(self, user_id: UserId, exercise_id: ExerciseId, *, until: datetime) -> Sequence[Peak]:
        """Return the heaviest set of each session that has a load, oldest first."""
        return self._rows(
            Peak,
            PEAKS,
            user_id,
            until,
            exercise_id=exercise_id,
            by_reps=BY_REPS,
            max_reps=one_rep_max.MAX_REPS,
        )

    def sessions(
        self, user_id: UserId, wanted: Wanted, *, until: datetime
    ) -> Sequence[SessionSummary]:
        """Return the sessions of one exercise that have working sets, oldest first."""
        return self._rows(
            SessionSummary,
            SESSIONS,
            user_id,
            until,
            **_of_one(wanted),
            **_RATING,
            hard_rpe=volume.HARD_RPE,
        )

    def rep_records(
        self, user_id: UserId, wanted: Wanted, *, until: datetime
    ) -> Sequence[RepRecord]:
        """Return the heaviest working set of each number of repetitions, fewest first."""
        return self._rows(RepRecord, REP_RECORDS, user_id, until, **_of_one(wanted))

    def best_set(self, user_id: UserId, wanted: Wanted, *, until: datetime) -> RatedSet | None:
        """Return the working set that points to the highest maximum."""
        found = self._rows(RatedSet, BEST, user_id, until, **_of_one(wanted), **_RATING)
        return found[0] if found else None

    def most_volume(
        self, user_id: UserId, wanted: Wanted, *, until: datetime
    ) -> VolumeRecord | None:
        """Return the session with the highest volume load."""
        found = self._rows(VolumeRecord, MOST_VOLUME, user_id, until, **_of_one(wanted))
        return found[0] if found else None

    def workouts_by(
        self, user_id: UserId, *, starts: Sequence[datetime], until: datetime
    ) -> Sequence[PeriodCount]:
        """Return workouts and their sets of each period, oldest first."""
        if not starts:
            return []
        return self._rows(
            PeriodCount, WORKOUTS_BY, user_id, until, starts=list(starts), since=starts[0]
        )

    def hard_sets_by(
        self, user_id: UserId, *, starts: Sequence[datetime], until: datetime
    ) -> Sequence[PeriodSets]:
        """Return the hard sets of each exercise in each period, oldest first."""
        if not starts:
            return []
        return self._rows(
            PeriodSets,
            HARD_SETS_BY,
            user_id,
            until,
            starts=list(starts),
            since=starts[0],
            ramp_share=working_sets.RAMP_SHARE,
            hard_rpe=volume.HARD_RPE,
        )

    def gaps(self, user_id: UserId, *, until: datetime, days: int) -> Sequence[Gap]:
        """Return the pauses between workouts of more than `days`, oldest first."""
        return self._rows(Gap, GAPS, user_id, until, days=days)

    def _rows(
        self,
        kind: type[T],
        statement: TextClause,
        user_id: UserId,
        until: datetime,
        **values: Any,  # noqa: ANN401 - values of statements
    ) -> list[T]:
        found = self._connection.execute(statement, {"user_id": user_id, "until": until, **values})
        names = tuple(found.keys())
        # Columns are typed by the statements; validating each row would double the time of a read.
        return [
            kind(**{name: _in_utc(value) for name, value in zip(names, row, strict=True)})
            for row in found
        ]


_RATING: Mapping[str, object] = {
    "factors": FACTORS,
    "rpe_steps": RPE_STEPS,
    "max_reps": one_rep_max.MAX_REPS,
    "max_reps_normal": one_rep_max.MAX_REPS_NORMAL,
}


def _of_one(wanted: Wanted) -> dict[str, object]:
    return {
        "exercise_id": wanted.exercise_id,
        "since": wanted.since or EVER,
        "left_out": list(wanted.left_out),
        "ramp_share": working_sets.RAMP_SHARE,
    }


def _in_utc(value: object) -> object:
    return value.astimezone(UTC) if isinstance(value, datetime) else value
