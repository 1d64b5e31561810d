"""Shapes of what the profile and memory tools return."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from tools.arguments.shape import Number, Unit
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


class MemoryLine(Data):
    """One memory."""

    id: str
    kind: str
    text: str
    since: date


class Memories(Data):
    """Result of `list_memories`."""

    memories: list[MemoryLine]


class MemoryChanged(Data):
    """Result of `remember` and `forget_memory`."""

    action: Literal["remembered", "already_known", "forgotten"]
    memory: MemoryLine
