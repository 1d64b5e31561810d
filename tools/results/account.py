"""Shapes of what the tools over the athlete return."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from tools.arguments.shape import Number, Unit
from tools.results.programmes import SessionLine
from tools.results.shape import Data


class ProfileData(Data):
    """Result of `get_profile`; None means the athlete has not told it."""

    unit: Unit
    sex: str | None = None
    age: int | None = None
    height_cm: Number | None = None
    goal: str | None = None
    experience: str | None = None
    activity: str | None = None
    days_per_week: int | None = None
    minutes_per_session: int | None = None
    equipment: list[str] = Field(default_factory=list[str])
    diet: str | None = None
    weight: Number | None = None
    weighed_on: date | None = None
    plate_step: Number
    """Smallest total change a barbell allows."""
    dumbbell_step: Number
    missing: list[str] = Field(default_factory=list[str])
    """Names of the fields that were never told."""


class ProfileChanged(Data):
    """Result of `update_profile`."""

    changed: list[str]
    """What is stored now, in words: "age 34", "height 180 cm"."""
    same: list[str] = Field(default_factory=list[str])
    """What was told and had been stored before."""
    profile: ProfileData


class MemoryLine(Data):
    """One memory, and why it is kept."""

    id: str
    kind: str
    text: str
    since: date
    said: str | None = None
    """The athlete's words it was taken from, where they differ."""


class Memories(Data):
    """Result of `list_memories`."""

    memories: list[MemoryLine]


class MemoryChanged(Data):
    """Result of `remember`, `update_memory` and `forget_memory`."""

    action: Literal["remembered", "already_known", "changed", "ended", "forgotten"]
    memory: MemoryLine
    before: str = ""
    """Words that held before a change."""
    count: int = 1
    """How many memories were ended or forgotten."""


class OnboardingStatus(Data):
    """Result of `onboarding_status`."""

    complete: bool
    """True when nothing is open: propose the programme and the targets, and ask to confirm both."""
    next_topic: str | None = None
    next_question: str = ""
    told: list[str] = Field(default_factory=list[str])
    skipped: list[str] = Field(default_factory=list[str])
    open: list[str] = Field(default_factory=list[str])
    programme_active: bool = False
    targets_set: bool = False
    programme: str = ""
    """Name of the programme that would be built; empty while something is open."""
    days_per_week: int | None = None
    minutes: int | None = None
    first_session: SessionLine | None = None
    day_names: list[str] = Field(default_factory=list[str])
    considered: list[str] = Field(default_factory=list[str])
    assumptions: list[str] = Field(default_factory=list[str])
    target_kcal: Number | None = None
    target_protein_g: Number | None = None
    no_targets_because: str = ""
    limits: list[str] = Field(default_factory=list[str])
    """What the answers about health rule out for now."""


class QuestionSkipped(Data):
    """Result of `skip_question`."""

    topic: str


class ScreeningAnswered(Data):
    """Result of `answer_screening`."""

    clearance_first: bool
    """A clinician has to agree before anything but gentle movement."""
    limits: list[str]
    """What holds for now, in words."""
    reasons: list[str]


class ExportReady(Data):
    """Result of `export_data`."""

    format: str
    path: str
    """Address on this server that gives the file to the signed-in athlete."""
    workouts: int
    weigh_ins: int
    memories: int
    first_day: date | None = None
    last_day: date | None = None


class DataDeleted(Data):
    """Result of `delete_account_data`."""

    what: str
    deleted: list[str]
    """What went, in words with counts: "12 workouts"."""
    left: str = ""
    """What stays and how it is deleted."""
