"""Exposures to experiments in Postgres, and what became of each arm."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, case, func, select, text
from sqlalchemy.dialects.postgresql import insert

from coach.identity import UserId
from coach.runs.model import PLAN_WINDOW, ArmOutcome, Exposure, Share
from store.ownership import of
from store.rows import read, read_all, values
from store.tables import exposures

OUTCOMES = text("""
WITH met AS (
    SELECT * FROM exposures WHERE first_at >= :since
), answered AS (
    SELECT m.experiment, m.salt, m.arm, m.user_id, r.status, f.up, f.edited_text,
           EXTRACT(EPOCH FROM r.finished_at - r.created_at) AS took_s
    FROM met m
    JOIN runs r ON r.user_id = m.user_id AND r.created_at >= m.first_at
                AND r.created_at < coalesce(m.moved_at, 'infinity')
    LEFT JOIN feedback f ON f.user_id = r.user_id AND f.thread_id = r.thread_id
                         AND f.run_id = r.id
), athletes AS (
    SELECT experiment, salt, arm, user_id, count(*) AS runs, count(edited_text) AS edits,
           count(*) FILTER (WHERE up) AS up, count(up) AS thumbs,
           count(*) FILTER (WHERE status IN ('failed', 'lost')) AS failed,
           count(*) FILTER (WHERE status IN ('failed', 'lost', 'succeeded')) AS ended
    FROM answered
    GROUP BY experiment, salt, arm, user_id
), sums AS (
    SELECT experiment, salt, arm, sum(runs) AS runs, sum(edits) AS edits,
           count(*) FILTER (WHERE thumbs > 0) AS up_athletes, sum(up) AS up_hits,
           sum(thumbs) AS up_trials, sum(up * up) AS up_hits_squared,
           sum(thumbs * thumbs) AS up_trials_squared, sum(up * thumbs) AS up_hits_times_trials,
           count(*) FILTER (WHERE ended > 0) AS failed_athletes, sum(failed) AS failed_hits,
           sum(ended) AS failed_trials, sum(failed * failed) AS failed_hits_squared,
           sum(ended * ended) AS failed_trials_squared,
           sum(failed * ended) AS failed_hits_times_trials
    FROM athletes
    GROUP BY experiment, salt, arm
), times AS (
    SELECT experiment, salt, arm, percentile_cont(0.95) WITHIN GROUP (ORDER BY took_s) AS p95_s
    FROM answered WHERE status = 'succeeded'
    GROUP BY experiment, salt, arm
), plans AS (
    SELECT m.experiment, m.salt, m.arm, count(*) AS plans,
           count(*) FILTER (WHERE NOT EXISTS (
               SELECT FROM prescriptions e
               JOIN workout_sets s ON s.user_id = e.user_id AND s.exercise_id = e.exercise_id
               JOIN workouts w ON w.user_id = s.user_id AND w.id = s.workout_id
               WHERE e.user_id = p.user_id AND e.programme_id = p.id
                 AND w.started_at >= p.created_at AND w.started_at < p.created_at + :window
           ) AND NOT EXISTS (
               SELECT FROM programmes n
               WHERE n.user_id = p.user_id AND n.predecessor_id = p.id
                 AND n.created_at < p.created_at + :window
           )) AS abandoned
    FROM met m
    JOIN programmes p ON p.user_id = m.user_id AND p.plan IS NOT NULL
                      AND p.created_at >= m.first_at
                      AND p.created_at < coalesce(m.moved_at, 'infinity')
                      AND p.created_at <= :now - :window
    GROUP BY m.experiment, m.salt, m.arm
), arms AS (
    SELECT experiment, salt, arm, array_agg(DISTINCT bundle_id ORDER BY bundle_id) AS bundles,
           count(*) AS athletes, count(moved_at) AS moved
    FROM met GROUP BY experiment, salt, arm
), shares AS (
    SELECT experiment, salt, count(*) AS everybody, sum(weight) AS challengers
    FROM met GROUP BY experiment, salt
)
SELECT a.*, s.runs, s.edits, s.up_athletes, s.up_hits, s.up_trials, s.up_hits_squared,
       s.up_trials_squared, s.up_hits_times_trials, s.failed_athletes, s.failed_hits,
       s.failed_trials, s.failed_hits_squared, s.failed_trials_squared,
       s.failed_hits_times_trials, t.p95_s,
       coalesce(p.plans, 0) AS plans, coalesce(p.abandoned, 0) AS abandoned,
       CASE a.arm WHEN 'challenger' THEN challengers ELSE everybody - challengers END AS expected
FROM arms a
JOIN shares USING (experiment, salt)
LEFT JOIN sums s USING (experiment, salt, arm)
LEFT JOIN times t USING (experiment, salt, arm)
LEFT JOIN plans p USING (experiment, salt, arm)
ORDER BY a.experiment, a.salt, a.arm
""")


class PostgresExposures:
    """Implements `ExposureRepository`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(self, exposure: Exposure) -> None:
        """Keep the first exposure; the other arm later dates the move, once."""
        statement = insert(exposures).values(values(exposures, exposure))
        moved = func.coalesce(exposures.c.moved_at, statement.excluded.first_at)
        other_arm = exposures.c.arm != statement.excluded.arm
        self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=list(exposures.primary_key.columns),
                set_={"moved_at": case((other_arm, moved), else_=exposures.c.moved_at)},
                where=other_arm,
            )
        )

    def list(self, user_id: UserId) -> Sequence[Exposure]:
        """Return all exposures of the athlete, oldest first."""
        rows = self._connection.execute(
            select(exposures)
            .where(of(exposures, user_id))
            .order_by(exposures.c.first_at, exposures.c.experiment, exposures.c.salt)
        )
        return read_all(Exposure, rows.mappings())

    def outcomes(self, since: datetime, now: datetime) -> Sequence[ArmOutcome]:
        """Return sums over athletes first exposed since, by experiment, salt and arm."""
        bounds = {"since": since, "now": now, "window": PLAN_WINDOW}
        rows = self._connection.execute(OUTCOMES, bounds)
        return [_outcome(row) for row in rows.mappings()]


def _outcome(row: RowMapping) -> ArmOutcome:
    none_yet = {"runs": row["runs"] or 0, "edits": row["edits"] or 0}
    thumbs, failed = _share(row, "up"), _share(row, "failed")
    return read(ArmOutcome, row, thumbs_up=thumbs, failed=failed, **none_yet)


def _share(row: RowMapping, name: str) -> Share:
    sums: dict[str, Any] = {
        part: int(row[f"{name}_{part}"] or 0)
        for part in (
            "athletes",
            "hits",
            "trials",
            "hits_squared",
            "trials_squared",
            "hits_times_trials",
        )
    }
    return Share(**sums)
