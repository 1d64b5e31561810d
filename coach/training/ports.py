"""What training needs from a store; every method that touches an athlete's rows takes the owner."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from coach.identity import ExerciseId, UserId, WorkoutId
from coach.imports import ImportArchive
from coach.training.model import (
    BodyWeight,
    CardioSession,
    Exercise,
    LoggedSession,
    PainReport,
    PerformedSet,
    Programme,
    SleepReport,
    StrengthTest,
    Workout,
)
from coach.training.rules.programme.plan import ProgrammePlan
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
from coach.unit_of_work import UnitOfWork


class ExerciseRepository(Protocol):
    """The shared catalogue and each athlete's own exercises."""

    def get(self, user_id: UserId, exercise_id: ExerciseId) -> Exercise:
        """Return one exercise the athlete may see.

        Raises:
            NotFound: No such exercise in the catalogue or among the athlete's own.
        """
        ...

    def by_alias(self, user_id: UserId, alias: str) -> Exercise | None:
        """Return the exercise with this name or alias (case and spacing ignored)."""
        ...

    def aliases(self, user_id: UserId) -> Sequence[tuple[str, ExerciseId]]:
        """Return every name and alias the athlete can use, folded, with its exercise."""
        ...

    def list(self, user_id: UserId) -> Sequence[Exercise]:
        """Return the catalogue and the athlete's own, by name."""
        ...

    def put(self, exercise: Exercise, aliases: Sequence[str]) -> None:
        """Insert or replace one exercise and its aliases (owner None: catalogue)."""
        ...

    def learn_name(self, user_id: UserId, name: str, exercise_id: ExerciseId) -> None:
        """Keep a name this athlete uses for an exercise; knowing it already changes nothing.

        Raises:
            InvalidInput: The athlete sees no such exercise (code `unknown_exercise`).
            Conflict: It is the athlete's name for another exercise (code `name_taken`).
        """
        ...

    def merge(self, user_id: UserId, own_id: ExerciseId, into_id: ExerciseId) -> int:
        """Give all an athlete did with an own exercise to another; the own one is gone after.

        Its names become the athlete's names of the other.

        Returns:
            How many logged sets moved.

        Raises:
            NotFound: The athlete has no own exercise of this id.
            InvalidInput: The athlete sees no exercise `into_id` (code `unknown_exercise`), or both
                are the same (code `same_exercise`).
        """
        ...


class WorkoutRepository(Protocol):
    """Workouts with their sets."""

    def add(self, workout: Workout) -> bool:
        """Store one workout; False if its `source_key` is already there (nothing stored)."""
        ...

    def add_many(self, many: Sequence[Workout]) -> None:
        """Store many workouts at once.

        Raises:
            Conflict: A `source_key` is already there; nothing is stored.
        """
        ...

    def delete_many(self, user_id: UserId, workout_ids: Sequence[WorkoutId]) -> None:
        """Delete workouts and their sets; ids the athlete does not have are passed over."""
        ...

    def sessions(self, user_id: UserId) -> Sequence[LoggedSession]:
        """Return when each workout was, where it came from and its exercises, oldest first."""
        ...

    def get(self, user_id: UserId, workout_id: WorkoutId) -> Workout:
        """Return one workout.

        Raises:
            NotFound: The athlete has no such workout.
        """
        ...

    def list(
        self, user_id: UserId, *, before: datetime | None = None, limit: int = 50
    ) -> Sequence[Workout]:
        """Return workouts that started before `before`, newest first."""
        ...

    def delete(self, user_id: UserId, workout_id: WorkoutId) -> None:
        """Delete one workout and its sets.

        Raises:
            NotFound: The athlete has no such workout.
        """
        ...

    def sets_of(
        self,
        user_id: UserId,
        exercise_id: ExerciseId,
        *,
        until: datetime,
        since: datetime | None = None,
        limit: int = 200,
    ) -> Sequence[PerformedSet]:
        """Return the sets of one exercise started in [since, until], newest workout first.

        Within a workout sets stand in their order.
        """
        ...

    def sets_between(
        self, user_id: UserId, *, since: datetime, until: datetime
    ) -> Sequence[PerformedSet]:
        """Return all sets started in [since, until], oldest first."""
        ...

    def last_started_at(self, user_id: UserId, *, until: datetime) -> datetime | None:
        """Return when the newest workout up to `until` started."""
        ...

    def count(self, user_id: UserId) -> int:
        """Return how many workouts the athlete has."""
        ...


class ProgrammeRepository(Protocol):
    """Programmes; storing an active one retires the one before."""

    def put(self, programme: Programme) -> None:
        """Insert or replace one programme."""
        ...

    def active(self, user_id: UserId) -> Programme | None:
        """Return the active programme."""
        ...

    def get(self, user_id: UserId, programme_id: UUID) -> Programme:
        """Return one programme.

        Raises:
            NotFound: The athlete has no such programme.
        """
        ...

    def list(self, user_id: UserId) -> Sequence[Programme]:
        """Return all programmes, newest first."""
        ...

    def keep_plan(self, user_id: UserId, programme_id: UUID, plan: ProgrammePlan) -> None:
        """Keep the whole plan beside the prescriptions of a programme.

        Raises:
            NotFound: The athlete has no such programme.
        """
        ...

    def plan(self, user_id: UserId, programme_id: UUID) -> ProgrammePlan | None:
        """Return the whole plan of a programme; None for one that was typed in.

        Raises:
            NotFound: The athlete has no such programme.
        """
        ...

    def delete(self, user_id: UserId, programme_id: UUID) -> None:
        """Delete one programme.

        Raises:
            NotFound: The athlete has no such programme.
        """
        ...


class BodyWeightRepository(Protocol):
    """Weigh-ins."""

    def add(self, body_weight: BodyWeight) -> None:
        """Store one weigh-in."""
        ...

    def put_many(self, weights: Sequence[BodyWeight]) -> None:
        """Store or replace weigh-ins of one athlete, by id."""
        ...

    def list(
        self, user_id: UserId, *, since: datetime | None = None, until: datetime | None = None
    ) -> Sequence[BodyWeight]:
        """Return weigh-ins in [since, until], oldest first."""
        ...

    def delete(self, user_id: UserId, body_weight_id: UUID) -> None:
        """Delete one weigh-in.

        Raises:
            NotFound: The athlete has no such weigh-in.
        """
        ...


class RecoveryRepository(Protocol):
    """Cardio, sleep, pain and strength tests: short reports, oldest first."""

    def add_cardio(self, session: CardioSession) -> None:
        """Store one endurance session."""
        ...

    def put_cardio(self, sessions: Sequence[CardioSession]) -> None:
        """Store or replace endurance sessions of one athlete, by id."""
        ...

    def cardio(self, user_id: UserId, *, since: datetime) -> Sequence[CardioSession]:
        """Return endurance sessions started since."""
        ...

    def add_sleep(self, report: SleepReport) -> None:
        """Store or replace the report of one night."""
        ...

    def put_sleep(self, reports: Sequence[SleepReport]) -> None:
        """Store or replace nights of one athlete, by day."""
        ...

    def sleep(self, user_id: UserId, *, since: date) -> Sequence[SleepReport]:
        """Return nights since."""
        ...

    def add_pain(self, report: PainReport) -> None:
        """Store one pain report."""
        ...

    def pain(self, user_id: UserId, *, since: datetime) -> Sequence[PainReport]:
        """Return pain reports since."""
        ...

    def add_test(self, test: StrengthTest) -> None:
        """Store one tested maximum."""
        ...

    def tests(self, user_id: UserId, exercise_id: ExerciseId) -> Sequence[StrengthTest]:
        """Return the tested maxima of one exercise."""
        ...


class TrainingAnalytics(Protocol):
    """Aggregates of the log; warm-ups and ramps are left out where working sets are counted.

    Periods are given by their beginnings, oldest first; each ends where the next one begins, the
    last one at `until`. Periods without a row are not returned.
    """

    def span(self, user_id: UserId, *, until: datetime) -> LogSpan:
        """Return what the log holds up to `until`."""
        ...

    def exercises(self, user_id: UserId, *, until: datetime) -> Sequence[ExerciseUse]:
        """Return every exercise of the log, most workouts first."""
        ...

    def peaks(self, user_id: UserId, exercise_id: ExerciseId, *, until: datetime) -> Sequence[Peak]:
        """Return the heaviest set of each session that has a load, oldest first."""
        ...

    def sessions(
        self, user_id: UserId, wanted: Wanted, *, until: datetime
    ) -> Sequence[SessionSummary]:
        """Return the sessions of one exercise that have working sets, oldest first."""
        ...

    def rep_records(
        self, user_id: UserId, wanted: Wanted, *, until: datetime
    ) -> Sequence[RepRecord]:
        """Return the heaviest working set of each number of repetitions, fewest first."""
        ...

    def best_set(self, user_id: UserId, wanted: Wanted, *, until: datetime) -> RatedSet | None:
        """Return the working set that points to the highest maximum."""
        ...

    def most_volume(
        self, user_id: UserId, wanted: Wanted, *, until: datetime
    ) -> VolumeRecord | None:
        """Return the session with the highest volume load."""
        ...

    def workouts_by(
        self, user_id: UserId, *, starts: Sequence[datetime], until: datetime
    ) -> Sequence[PeriodCount]:
        """Return workouts and their sets of each period, oldest first."""
        ...

    def hard_sets_by(
        self, user_id: UserId, *, starts: Sequence[datetime], until: datetime
    ) -> Sequence[PeriodSets]:
        """Return the hard sets of each exercise in each period, oldest first."""
        ...

    def gaps(self, user_id: UserId, *, until: datetime, days: int) -> Sequence[Gap]:
        """Return the pauses between workouts of more than `days`, oldest first."""
        ...


class TrainingUnitOfWork(UnitOfWork, Protocol):
    """A transaction that reaches training."""

    @property
    def exercises(self) -> ExerciseRepository:
        """Exercises."""
        ...

    @property
    def workouts(self) -> WorkoutRepository:
        """Workouts."""
        ...

    @property
    def imports(self) -> ImportArchive:
        """Imported files and their rows."""
        ...

    @property
    def programmes(self) -> ProgrammeRepository:
        """Programmes."""
        ...

    @property
    def body_weights(self) -> BodyWeightRepository:
        """Weigh-ins."""
        ...

    @property
    def recovery(self) -> RecoveryRepository:
        """Cardio, sleep, pain and tests."""
        ...

    @property
    def analytics(self) -> TrainingAnalytics:
        """Aggregates of the log."""
        ...
