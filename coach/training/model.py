"""Exercises, workouts and everything else an athlete logs about training."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Literal
from uuid import UUID

from coach.identity import ExerciseId, SetId, UserId, WorkoutId
from coach.imports import LeftOut, ParsedCardio, ParsedNight, ParsedWeighIn, RowError, SourceRow
from coach.units import MassUnit


class Pattern(StrEnum):
    """Movement pattern."""

    SQUAT = "squat"
    HINGE = "hinge"
    LUNGE = "lunge"
    HORIZONTAL_PUSH = "horizontal_push"
    VERTICAL_PUSH = "vertical_push"
    HORIZONTAL_PULL = "horizontal_pull"
    VERTICAL_PULL = "vertical_pull"
    ISOLATION = "isolation"
    CORE = "core"
    CARRY = "carry"
    OLYMPIC = "olympic"
    CONDITIONING = "conditioning"


class Equipment(StrEnum):
    """What an exercise needs."""

    BARBELL = "barbell"
    DUMBBELL = "dumbbell"
    KETTLEBELL = "kettlebell"
    MACHINE = "machine"
    CABLE = "cable"
    BAND = "band"
    BODYWEIGHT = "bodyweight"
    OTHER = "other"


class Region(StrEnum):
    """Part of the body that an injury can rule movements out for."""

    NECK = "neck"
    SHOULDER = "shoulder"
    ELBOW = "elbow"
    WRIST = "wrist"
    UPPER_BACK = "upper_back"
    LOWER_BACK = "lower_back"
    HIP = "hip"
    KNEE = "knee"
    ANKLE = "ankle"


@dataclass(frozen=True, slots=True)
class Cue:
    """What to tell an athlete who shows a fault on this exercise."""

    fault: str
    """A fault code of `coach.form`."""
    text: str
    """In the imperative, one or two sentences."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise of the catalogue, or an athlete's own."""

    id: ExerciseId
    name: str
    pattern: Pattern
    equipment: Equipment
    primary_muscles: tuple[str, ...]
    secondary_muscles: tuple[str, ...] = ()
    unilateral: bool = False
    loadable: bool = True
    """External load is part of the exercise (False for most bodyweight exercises)."""
    owner_id: UserId | None = None
    """None for the shared catalogue; the athlete for a custom exercise."""
    avoid_with: tuple[Region, ...] = ()
    """Regions whose pain or injury rules this movement out."""
    substitutes: tuple[ExerciseId, ...] = ()
    """What trains the same when this one is not possible, best first."""
    step_kg: Decimal | None = None
    """Smallest step its load can go up by; None: what the equipment usually allows."""
    cues: tuple[Cue, ...] = ()
    source: str = ""
    """Collection a shared exercise was imported from; empty for our own and for athletes'."""


MAX_LOAD_KG = Decimal(1_500)
"""Loads above are typing errors. Source: no competition lift with a bar exceeds 600 kg; sleds of
leg presses take about twice that."""
MAX_REPS = 5_000
"""Repetitions above are typing errors. Source: plausibility, above any logged set of skips."""
MIN_BODY_KG, MAX_BODY_KG = Decimal(20), Decimal(650)
"""Body masses outside are a slip of the unit or a typing error. Source: adults on record weigh from
2 kg to 635 kg (Guinness World Records); 20 kg is below any adult who trains."""
MAX_SETS = 1_000
"""Sets of one workout. Source: plausibility; the longest of 86 real sessions has 78."""


def fold_name(name: str) -> str:
    """Return a name as names are compared: case, accents' coding, dashes and spacing evened out."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(re.split(r"[\s_\u2010-\u2015-]+", plain)).strip()


class SetKind(StrEnum):
    """What a set was for; only working kinds count as volume."""

    NORMAL = "normal"
    WARMUP = "warmup"
    FAILURE = "failure"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class WorkoutSet:
    """One performed set."""

    id: SetId
    exercise_id: ExerciseId
    position: int
    """Order within the workout, from 0."""
    kind: SetKind = SetKind.NORMAL
    load_kg: Decimal | None = None
    """External load; None means body weight only."""
    reps: int | None = None
    rpe: Decimal | None = None
    """Rating of perceived exertion, 1 to 10 in halves."""
    distance_m: Decimal | None = None
    seconds: Decimal | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Workout:
    """One session with its sets in order."""

    id: WorkoutId
    user_id: UserId
    started_at: datetime
    """Aware."""
    title: str
    sets: tuple[WorkoutSet, ...]
    duration_s: int | None = None
    notes: str = ""
    source: str = "app"
    """`app`, `chat`, `strong`, `hevy`, ..."""
    source_key: str | None = None
    """Content hash of an imported workout; unique for an athlete."""


@dataclass(frozen=True, slots=True)
class LoggedSession:
    """Read model: one workout as far as imports compare it with a file."""

    id: WorkoutId
    started_at: datetime
    source: str
    source_key: str | None
    duration_s: int | None
    exercise_ids: tuple[ExerciseId, ...]


@dataclass(frozen=True, slots=True)
class PerformedSet:
    """Read model: one set with the day it was done on."""

    set_id: SetId
    workout_id: WorkoutId
    exercise_id: ExerciseId
    started_at: datetime
    position: int
    kind: SetKind
    load_kg: Decimal | None
    reps: int | None
    rpe: Decimal | None


@dataclass(frozen=True, slots=True)
class CardioSession:
    """One endurance session."""

    id: UUID
    user_id: UserId
    started_at: datetime
    activity: str
    """`run`, `ride`, `row`, `swim`, `walk`, ..."""
    duration_s: int
    distance_m: Decimal | None = None
    mean_heart_rate_bpm: int | None = None
    notes: str = ""
    source: str = "app"
    source_key: str | None = None
    """Content hash of an imported session; unique for an athlete."""


@dataclass(frozen=True, slots=True)
class SleepReport:
    """One night, dated by the morning it ended on."""

    id: UUID
    user_id: UserId
    day: date
    hours: Decimal
    quality: int | None = None
    """1 (bad) to 5 (good)."""
    source: str = "app"
    """`app`, `chat`, or the app it was imported from; a told night is never overwritten."""


@dataclass(frozen=True, slots=True)
class PainReport:
    """Pain or soreness as the athlete put it."""

    id: UUID
    user_id: UserId
    at: datetime
    site: str
    severity: int
    """0 to 10 on a numeric rating scale."""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class StrengthTest:
    """A tested one-repetition maximum."""

    id: UUID
    user_id: UserId
    day: date
    exercise_id: ExerciseId
    one_rep_max_kg: Decimal


class ProgressionScheme(StrEnum):
    """How a prescription moves from one session to the next."""

    LINEAR = "linear"
    DOUBLE = "double"
    RPE = "rpe"
    WAVE = "wave"
    """5/3/1: the week of the wave sets the load, not the last session."""


@dataclass(frozen=True, slots=True)
class Prescription:
    """What a programme asks for on one exercise of one day."""

    day: int
    """Training day within the programme's week, from 1."""
    position: int
    exercise_id: ExerciseId
    sets: int
    reps_low: int
    reps_high: int
    scheme: ProgressionScheme
    load_kg: Decimal | None = None
    target_rpe: Decimal | None = None
    increment_kg: Decimal | None = None
    rest_s: int | None = None
    reason: str = ""
    """Why this exercise with these sets, repetitions and effort."""
    since: datetime | None = None
    """From when it holds, where that is known; sessions before it are not judged by it."""


@dataclass(frozen=True, slots=True)
class Programme:
    """A plan; an athlete has at most one active."""

    id: UUID
    user_id: UserId
    name: str
    created_at: datetime
    active: bool
    prescriptions: tuple[Prescription, ...]
    reason: str = ""
    """Why it looks as it does, or what the last revision changed."""
    predecessor_id: UUID | None = None
    """The programme this one revises; it may have been deleted since."""


@dataclass(frozen=True, slots=True)
class BodyWeight:
    """One weigh-in."""

    id: UUID
    user_id: UserId
    at: datetime
    weight_kg: Decimal
    source: str = "app"
    source_key: str | None = None
    """Key of an imported weigh-in; unique for an athlete."""


@dataclass(frozen=True, slots=True)
class ParsedSet:
    """One set of an imported log; its exercise still has the name the other app gave it."""

    exercise_name: str
    kind: SetKind = SetKind.NORMAL
    load_kg: Decimal | None = None
    reps: int | None = None
    rpe: Decimal | None = None
    distance_m: Decimal | None = None
    seconds: Decimal | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class ParsedWorkout:
    """One session of an imported log."""

    started_at: datetime
    """Aware, in the athlete's time zone."""
    title: str
    sets: tuple[ParsedSet, ...]
    source_key: str
    """Content hash: the same session of the same app gives the same key in every export."""
    duration_s: int | None = None
    notes: str = ""
    lines: tuple[int, ...] = ()
    """Lines of the file its sets came from."""


@dataclass(frozen=True, slots=True)
class ParsedLog:
    """What a file of training or health data says, before anything is stored."""

    source: str
    """App that wrote it: `strong`, `hevy`, `apple_health`, ..."""
    variant: str
    """Which of the app's layouts, in words."""
    unit_origin: Literal["file", "athlete"]
    """Whether the file names its units or the athlete did."""
    units: frozenset[MassUnit]
    """Units the loads are written in; both when the file mixes them."""
    rows: int
    """Rows below the header."""
    skipped: int
    """Rows that hold nothing to store: rest timers, sets never done, repeated rows."""
    workouts: tuple[ParsedWorkout, ...]
    """Oldest first."""
    errors: tuple[RowError, ...] = ()
    cardio: tuple[ParsedCardio, ...] = ()
    """Oldest first."""
    weigh_ins: tuple[ParsedWeighIn, ...] = ()
    nights: tuple[ParsedNight, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    """What was read and has no place in the log, by reason; `skipped` is their sum."""
    raw: tuple[SourceRow, ...] = ()
    """Rows that became something or could not be read, as they were written."""
