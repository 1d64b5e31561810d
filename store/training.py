"""Workouts, weigh-ins and short reports in Postgres."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, Select, Table, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from coach.identity import ExerciseId, UserId, WorkoutId
from coach.training.model import (
    BodyWeight,
    CardioSession,
    LoggedSession,
    PainReport,
    PerformedSet,
    SleepReport,
    StrengthTest,
    Workout,
    WorkoutSet,
)
from store.batches import batches, copy_rows, put_rows
from store.ownership import not_found, of, require_visible
from store.rows import read, read_all, upsert, values
from store.tables import (
    body_weights,
    cardio_sessions,
    exercises,
    pain_reports,
    sleep_reports,
    strength_tests,
    workout_sets,
    workouts,
)


class PostgresWorkouts:
    """Implements `WorkoutRepository`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, workout: Workout) -> bool:
        """Store one workout unless the athlete has its `source_key` already."""
        user_id = workout.user_id
        named = {str(performed.exercise_id) for performed in workout.sets}
        require_visible(self._connection, exercises, user_id, named, "exercise")
        statement = insert(workouts).values(values(workouts, workout))
        new = statement.on_conflict_do_nothing(
            index_elements=[workouts.c.user_id, workouts.c.source_key]
        )
        if self._connection.execute(new.returning(workouts.c.id)).one_or_none() is None:
            return False
        if workout.sets:
            keys = {"user_id": user_id, "workout_id": workout.id}
            self._connection.execute(
                insert(workout_sets),
                [values(workout_sets, performed, **keys) for performed in workout.sets],
            )
        return True

    def add_many(self, many: Sequence[Workout]) -> None:
        """Store many workouts at once."""
        named: dict[UserId, set[str]] = {}
        for workout in many:
            names = named.setdefault(workout.user_id, set())
            names.update(str(performed.exercise_id) for performed in workout.sets)
        for user_id, names in named.items():
            require_visible(self._connection, exercises, user_id, names, "exercise")
        copy_rows(self._connection, workouts, (values(workouts, one) for one in many))
        copy_rows(
            self._connection,
            workout_sets,
            (
                values(workout_sets, performed, user_id=workout.user_id, workout_id=workout.id)
                for workout in many
                for performed in workout.sets
            ),
        )

    def delete_many(self, user_id: UserId, workout_ids: Sequence[WorkoutId]) -> None:
        """Delete workouts; their sets go by cascade."""
        for ids in batches(workout_ids):
            self._connection.execute(
                delete(workouts).where(of(workouts, user_id), workouts.c.id.in_(ids))
            )

    def sessions(self, user_id: UserId) -> Sequence[LoggedSession]:
        """Return what imports compare, oldest first."""
        named = (
            select(
                workout_sets.c.workout_id,
                func.array_agg(workout_sets.c.exercise_id.distinct()).label("exercise_ids"),
            )
            .where(of(workout_sets, user_id))
            .group_by(workout_sets.c.workout_id)
            .subquery()
        )
        rows = self._connection.execute(
            select(workouts, named.c.exercise_ids)
            .join(named, named.c.workout_id == workouts.c.id, isouter=True)
            .where(of(workouts, user_id))
            .order_by(workouts.c.started_at, workouts.c.id)
        )
        return [
            read(LoggedSession, row, exercise_ids=row["exercise_ids"] or ())
            for row in rows.mappings()
        ]

    def get(self, user_id: UserId, workout_id: WorkoutId) -> Workout:
        """Return one workout."""
        found = self._read(select(workouts).where(of(workouts, user_id, id=workout_id)), user_id)
        if not found:
            raise not_found("workout", workout_id)
        return found[0]

    def list(
        self, user_id: UserId, *, before: datetime | None = None, limit: int = 50
    ) -> Sequence[Workout]:
        """Return workouts that started before `before`, newest first."""
        wanted = select(workouts).where(of(workouts, user_id))
        if before is not None:
            wanted = wanted.where(workouts.c.started_at < before)
        newest = wanted.order_by(workouts.c.started_at.desc(), workouts.c.id.desc())
        return self._read(newest.limit(limit), user_id)

    def delete(self, user_id: UserId, workout_id: WorkoutId) -> None:
        """Delete one workout; its sets go by cascade."""
        done = self._connection.execute(
            delete(workouts).where(of(workouts, user_id, id=workout_id))
        )
        if done.rowcount == 0:
            raise not_found("workout", workout_id)

    def sets_of(
        self,
        user_id: UserId,
        exercise_id: ExerciseId,
        *,
        until: datetime,
        since: datetime | None = None,
        limit: int = 200,
    ) -> Sequence[PerformedSet]:
        """Return the sets of one exercise, newest workout first."""
        wanted = _performed(user_id).where(
            workout_sets.c.exercise_id == exercise_id, workouts.c.started_at <= until
        )
        if since is not None:
            wanted = wanted.where(workouts.c.started_at >= since)
        newest = wanted.order_by(
            workouts.c.started_at.desc(), workouts.c.id.desc(), workout_sets.c.position
        )
        return read_all(PerformedSet, self._connection.execute(newest.limit(limit)).mappings())

    def sets_between(
        self, user_id: UserId, *, since: datetime, until: datetime
    ) -> Sequence[PerformedSet]:
        """Return all sets started in [since, until], oldest first."""
        rows = self._connection.execute(
            _performed(user_id)
            .where(workouts.c.started_at.between(since, until))
            .order_by(workouts.c.started_at, workouts.c.id, workout_sets.c.position)
        )
        return read_all(PerformedSet, rows.mappings())

    def last_started_at(self, user_id: UserId, *, until: datetime) -> datetime | None:
        """Return when the newest workout up to `until` started."""
        return self._connection.scalar(
            select(func.max(workouts.c.started_at)).where(
                of(workouts, user_id), workouts.c.started_at <= until
            )
        )

    def count(self, user_id: UserId) -> int:
        """Return how many workouts the athlete has."""
        counted = select(func.count()).select_from(workouts).where(of(workouts, user_id))
        return self._connection.execute(counted).scalar_one()

    def _read(self, wanted: Select[*tuple[object, ...]], user_id: UserId) -> list[Workout]:
        found = self._connection.execute(wanted).mappings().all()
        rows = self._connection.execute(
            select(workout_sets)
            .where(
                of(workout_sets, user_id),
                workout_sets.c.workout_id.in_([row["id"] for row in found]),
            )
            .order_by(workout_sets.c.position)
        )
        sets: dict[UUID, list[WorkoutSet]] = {row["id"]: [] for row in found}
        for row in rows.mappings():
            sets[row["workout_id"]].append(read(WorkoutSet, row))
        return [read(Workout, row, sets=sets[row["id"]]) for row in found]


class PostgresBodyWeights:
    """Implements `BodyWeightRepository`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, body_weight: BodyWeight) -> None:
        """Store one weigh-in."""
        self._connection.execute(insert(body_weights).values(values(body_weights, body_weight)))

    def put_many(self, weights: Sequence[BodyWeight]) -> None:
        """Store or replace weigh-ins, by id."""
        put_rows(self._connection, body_weights, [values(body_weights, one) for one in weights])

    def list(
        self, user_id: UserId, *, since: datetime | None = None, until: datetime | None = None
    ) -> Sequence[BodyWeight]:
        """Return weigh-ins in [since, until], oldest first."""
        wanted = select(body_weights).where(of(body_weights, user_id))
        if since is not None:
            wanted = wanted.where(body_weights.c.at >= since)
        if until is not None:
            wanted = wanted.where(body_weights.c.at <= until)
        rows = self._connection.execute(wanted.order_by(body_weights.c.at, body_weights.c.id))
        return read_all(BodyWeight, rows.mappings())

    def delete(self, user_id: UserId, body_weight_id: UUID) -> None:
        """Delete one weigh-in."""
        done = self._connection.execute(
            delete(body_weights).where(of(body_weights, user_id, id=body_weight_id))
        )
        if done.rowcount == 0:
            raise not_found("body_weight", body_weight_id)


class PostgresRecovery:
    """Implements `RecoveryRepository`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_cardio(self, session: CardioSession) -> None:
        """Store one endurance session."""
        self._add(cardio_sessions, session)

    def put_cardio(self, sessions: Sequence[CardioSession]) -> None:
        """Store or replace endurance sessions, by id."""
        put_rows(self._connection, cardio_sessions, [values(cardio_sessions, s) for s in sessions])

    def cardio(self, user_id: UserId, *, since: datetime) -> Sequence[CardioSession]:
        """Return endurance sessions started since, oldest first."""
        table = cardio_sessions
        rows = self._connection.execute(
            select(table)
            .where(of(table, user_id), table.c.started_at >= since)
            .order_by(table.c.started_at, table.c.id)
        )
        return read_all(CardioSession, rows.mappings())

    def add_sleep(self, report: SleepReport) -> None:
        """Store or replace the report of one night."""
        self._connection.execute(upsert(sleep_reports, values(sleep_reports, report)))

    def put_sleep(self, reports: Sequence[SleepReport]) -> None:
        """Store or replace nights, by day."""
        put_rows(self._connection, sleep_reports, [values(sleep_reports, one) for one in reports])

    def sleep(self, user_id: UserId, *, since: date) -> Sequence[SleepReport]:
        """Return nights since, oldest first."""
        rows = self._connection.execute(
            select(sleep_reports)
            .where(of(sleep_reports, user_id), sleep_reports.c.day >= since)
            .order_by(sleep_reports.c.day)
        )
        return read_all(SleepReport, rows.mappings())

    def add_pain(self, report: PainReport) -> None:
        """Store one pain report."""
        self._add(pain_reports, report)

    def pain(self, user_id: UserId, *, since: datetime) -> Sequence[PainReport]:
        """Return pain reports since, oldest first."""
        rows = self._connection.execute(
            select(pain_reports)
            .where(of(pain_reports, user_id), pain_reports.c.at >= since)
            .order_by(pain_reports.c.at, pain_reports.c.id)
        )
        return read_all(PainReport, rows.mappings())

    def add_test(self, test: StrengthTest) -> None:
        """Store one tested maximum."""
        require_visible(
            self._connection, exercises, test.user_id, {str(test.exercise_id)}, "exercise"
        )
        self._add(strength_tests, test)

    def tests(self, user_id: UserId, exercise_id: ExerciseId) -> Sequence[StrengthTest]:
        """Return the tested maxima of one exercise, oldest first."""
        rows = self._connection.execute(
            select(strength_tests)
            .where(of(strength_tests, user_id, exercise_id=exercise_id))
            .order_by(strength_tests.c.day, strength_tests.c.id)
        )
        return read_all(StrengthTest, rows.mappings())

    def _add(self, table: Table, report: object) -> None:
        self._connection.execute(insert(table).values(values(table, report)))


def _performed(user_id: UserId) -> Select[*tuple[object, ...]]:
    same = (workouts.c.user_id == workout_sets.c.user_id) & (
        workouts.c.id == workout_sets.c.workout_id
    )
    return (
        select(workout_sets, workout_sets.c.id.label("set_id"), workouts.c.started_at)
        .join(workouts, same)
        .where(of(workout_sets, user_id), of(workouts, user_id))
    )
