"""What a programme says: days, exercises, weeks, volume, and what a revision changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from coach.identity import ExerciseId
from coach.training.model import ProgressionScheme
from coach.training.rules.programme.request import MuscleSets, ProgrammeRequest
from coach.units import MassUnit


class Tier(StrEnum):
    """How much an exercise matters to the day."""

    MAIN = "main"
    SECONDARY = "secondary"
    ACCESSORY = "accessory"


class Method(StrEnum):
    """How repetitions and effort move over the weeks."""

    STEADY = "steady"
    """The same repetitions every week; the load follows the progression scheme."""
    WAVE = "wave"
    """5/3/1: three loads a week from a training max."""
    UNDULATING = "undulating"
    """Heavy, light and volume days of the same lift within a week."""
    BLOCK = "block"
    """Weeks of more repetitions, then weeks of heavier loads."""


class Stress(StrEnum):
    """What the day asks of an undulating lift."""

    HEAVY = "heavy"
    MODERATE = "moderate"
    VOLUME = "volume"


class Phase(StrEnum):
    """What a week is for."""

    BUILD = "build"
    ACCUMULATION = "accumulation"
    INTENSIFICATION = "intensification"
    DELOAD = "deload"
    TAPER = "taper"
    RETURN = "return"


LIGHT_PHASES = frozenset({Phase.DELOAD, Phase.TAPER, Phase.RETURN})
"""Weeks that do less on purpose; the limit on weekly change does not hold to and from them."""


@dataclass(frozen=True, slots=True)
class WarmUpSet:
    """One warm-up set; the load is None where no working load is known."""

    share: Decimal
    """Share of the working load; 0 for the empty bar."""
    reps: int
    load_kg: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Dose:
    """Repetitions, effort and rest of one exercise."""

    reps_low: int
    reps_high: int
    target_rpe: Decimal
    rest_s: int
    scheme: ProgressionScheme


@dataclass(frozen=True, slots=True)
class PlannedExercise:
    """One exercise of one day, as in an ordinary week."""

    exercise_id: ExerciseId
    name: str
    slot: str
    """Movement it fills, as `splits` names it."""
    tier: Tier
    sets: int
    dose: Dose
    method: Method
    stress: Stress
    warm_ups: tuple[WarmUpSet, ...]
    load_kg: Decimal | None
    """Load of the first session; None: `find_load` says how it is found."""
    increment_kg: Decimal | None
    one_rep_max_kg: Decimal | None
    plates_per_side: tuple[Decimal, ...]
    find_load: str
    reason: str


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """One training day."""

    number: int
    name: str
    exercises: tuple[PlannedExercise, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Week:
    """One week: sets of each exercise, by day and position."""

    number: int
    phase: Phase
    sets: tuple[tuple[int, ...], ...]
    minutes: tuple[int, ...]
    """Estimated length of each session, rounded up."""
    reason: str


@dataclass(frozen=True, slots=True)
class MuscleVolume:
    """Weekly sets of one muscle in the fullest week, with the range it is measured by."""

    muscle: str
    first_week: Decimal
    sets: Decimal
    low: Decimal
    high: Decimal
    note: str
    """Why it is below the range; empty when it is inside."""


Kind = Literal[
    "exercise_added",
    "exercise_removed",
    "exercise_replaced",
    "sets",
    "repetitions",
    "effort",
    "load",
    "rest",
    "days",
    "minutes",
    "weeks",
]
"""What a revision changed."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference that a revision made."""

    kind: Kind
    where: str
    old: str
    new: str
    reason: str


@dataclass(frozen=True, slots=True)
class ProgrammePlan:
    """A whole programme."""

    name: str
    request: ProgrammeRequest
    split: str
    days: tuple[PlannedDay, ...]
    weeks: tuple[Week, ...]
    volume: tuple[MuscleVolume, ...]
    usual: tuple[MuscleSets, ...]
    """Weekly sets that later changes are measured against."""
    statements: tuple[str, ...]
    """What holds for the whole: why this split and scheme, what could not be reached."""
    revision: str = ""
    """What this revision answers; empty for a first programme."""
    changes: tuple[Change, ...] = ()
    until: date | None = None
    """Last day of a temporary programme, after which the predecessor goes on."""
    resumes_week: int | None = None
    """Week of the predecessor that a temporary programme goes back to."""

    @property
    def unit(self) -> MassUnit:
        """What its bars and plates are marked in."""
        return self.request.kit.unit
