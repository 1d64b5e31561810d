"""Shapes of what the programme tools return."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from tools.arguments.shape import Number, Unit
from tools.results.shape import Data


class PrescriptionLine(Data):
    """One exercise of one training day."""

    day: int
    exercise: str
    exercise_id: str
    sets: int
    reps: int
    reps_high: int
    load: Number | None = None
    unit: Unit
    target_rpe: Number | None = None
    scheme: str = ""
    rest_s: int | None = None
    start: str = ""
    """How the first load is found; empty where one is given."""


class SessionLine(Data):
    """One training day as it is due."""

    day: int
    name: str
    minutes: int | None = None
    exercises: list[PrescriptionLine]


class ActiveProgramme(Data):
    """Result of `active_programme`."""

    name: str | None = None
    """None: no programme is active."""
    since: date | None = None
    reason: str = ""
    prescriptions: list[PrescriptionLine] = Field(default_factory=list[PrescriptionLine])
    days: int = 0
    """Training days of its week."""
    week: int | None = None
    session: SessionLine | None = None
    """The day asked for, else the one that is due, with the loads the log gives it."""
    left_out: list[str] = Field(default_factory=list[str])
    """Exercises that do not fit the minutes asked for."""
    shorter: list[SessionLine] = Field(default_factory=list[SessionLine])
    """What a week with the days asked about would be; nothing is changed."""
    notes: list[str] = Field(default_factory=list[str])
    last_trained: date | None = None


class ProgrammeBuilt(Data):
    """Result of `build_programme`."""

    saved: bool
    missing: list[str] = Field(default_factory=list[str])
    """What has to be known first; nothing was built then."""
    name: str = ""
    goal: str = ""
    days_per_week: int | None = None
    minutes: int | None = None
    weeks: int | None = None
    days: list[SessionLine] = Field(default_factory=list[SessionLine])
    considered: list[str] = Field(default_factory=list[str])
    """What is kept in mind and shaped it, in the athlete's words."""
    assumptions: list[str] = Field(default_factory=list[str])
    reasons: list[str] = Field(default_factory=list[str])
    replaced: str = ""
    """Name of the programme before."""


class ChangeLine(Data):
    """One difference that a revision made."""

    kind: str
    where: str
    old: str
    new: str
    reason: str


class ProgrammeRevised(Data):
    """Result of `revise_programme` and `swap_exercise`."""

    what: str
    name: str
    cause: str
    """What was changed and why, in one or two sentences."""
    until: date | None = None
    """Last day of a change for a while."""
    days: list[SessionLine]
    changes: list[ChangeLine] = Field(default_factory=list[ChangeLine])
    considered: list[str] = Field(default_factory=list[str])
    assumptions: list[str] = Field(default_factory=list[str])
    last_trained: date | None = None
    days_since_last: int | None = None


class FoundExercise(Data):
    """One exercise that would do."""

    exercise: str
    exercise_id: str
    equipment: str
    muscles: list[str]
    why: str
    last_load: Number | None = None
    unit: Unit
    last_reps: int | None = None
    last_day: date | None = None
    sets: int
    """Those of the exercise it stands for, else a usual number."""
    reps: int
    reps_high: int
    start: str = ""
    """How the first load is found, in words; empty where the log holds one."""


class ExercisesFound(Data):
    """Result of `find_exercises`."""

    instead_of: str = ""
    muscle: str = ""
    exercises: list[FoundExercise]
    in_programme: bool = False
    """True when the exercise to replace is in the active programme."""
    considered: list[str] = Field(default_factory=list[str])
    assumptions: list[str] = Field(default_factory=list[str])
    status: Literal["found", "nothing_fits"] = "found"
