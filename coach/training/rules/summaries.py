"""What the read models of the log hold: one row a session, a week, a gap, an exercise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from coach.identity import ExerciseId, SetId, WorkoutId
from coach.training.rules.estimates import Method, estimated_max
from coach.training.rules.one_rep_max import Estimate


@dataclass(frozen=True, slots=True)
class LogSpan:
    """What a whole log holds."""

    workouts: int
    sets: int
    rated_sets: int
    """Sets with an RPE."""
    warm_ups: int
    """Sets marked as warm-ups."""
    first: datetime | None = None
    last: datetime | None = None


@dataclass(frozen=True, slots=True)
class ExerciseUse:
    """How much one exercise stands in a log."""

    exercise_id: ExerciseId
    workouts: int
    sets: int
    counted_sets: int
    """Sets with repetitions."""
    loaded_sets: int
    """Sets with external load and repetitions."""
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Peak:
    """How heavy the heaviest set of one session was, warm-ups left out."""

    workout_id: WorkoutId
    started_at: datetime
    load_kg: Decimal
    size_kg: float
    """As a maximum by repetitions, whatever its RPE; the greatest of the session."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which sets of the log a read is about."""

    exercise_id: ExerciseId
    since: datetime | None = None
    """First moment; None for the whole log."""
    left_out: tuple[SetId, ...] = ()
    """Doubtful sets, as `doubtful.doubtful_sets` found them."""


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """The working sets of one exercise in one session; ramps, warm-ups and doubtful sets aside."""

    workout_id: WorkoutId
    started_at: datetime
    working_sets: int
    hard_sets: int
    """Working sets that were not rated below RPE 6."""
    volume_kg: Decimal
    """Load times repetitions of the working sets."""
    top_load_kg: Decimal | None
    """Heaviest load; None for body weight."""
    top_reps: int
    """Most repetitions at that load."""
    best_set_id: SetId | None = None
    """The set that points to the highest maximum; None where no set allows an estimate."""
    best_load_kg: Decimal | None = None
    best_reps: int | None = None
    best_rpe: Decimal | None = None

    @property
    def best(self) -> tuple[Estimate, Method] | None:
        """The highest estimated maximum of the session in kilograms, and its formula."""
        if self.best_load_kg is None or self.best_reps is None:
            return None
        return estimated_max(float(self.best_load_kg), self.best_reps, self.best_rpe)


@dataclass(frozen=True, slots=True)
class RepRecord:
    """The heaviest load at one number of repetitions, and the set that made it first."""

    reps: int
    load_kg: Decimal
    set_id: SetId
    started_at: datetime


@dataclass(frozen=True, slots=True)
class RatedSet:
    """A working set that points to a maximum."""

    set_id: SetId
    workout_id: WorkoutId
    started_at: datetime
    load_kg: Decimal
    reps: int
    rpe: Decimal | None

    @property
    def best(self) -> tuple[Estimate, Method]:
        """The estimated maximum in kilograms, and its formula."""
        return estimated_max(float(self.load_kg), self.reps, self.rpe)


@dataclass(frozen=True, slots=True)
class VolumeRecord:
    """The session with the most load times repetitions."""

    workout_id: WorkoutId
    started_at: datetime
    working_sets: int
    volume_kg: Decimal


@dataclass(frozen=True, slots=True)
class PeriodCount:
    """Workouts of one period."""

    period: int
    """Index of the period among those asked for, from 0."""
    workouts: int
    sets: int


@dataclass(frozen=True, slots=True)
class PeriodSets:
    """Hard sets of one exercise in one period."""

    period: int
    exercise_id: ExerciseId
    sets: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Two neighbouring workouts with a long time between them."""

    last: datetime
    next: datetime
