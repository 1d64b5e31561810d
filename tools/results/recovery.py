"""Shapes of what the tools over sleep, soreness and training load return."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from tools.arguments.shape import Number
from tools.results.shape import Data


class NightLine(Data):
    """One night, dated by its morning."""

    day: date
    hours: Number


class LoggedSleep(Data):
    """Result of `log_sleep`."""

    night: NightLine
    replaced_hours: Number | None = None
    """What the log said of this night before."""
    mean_hours: Number | None = None
    """Mean of the last seven nights in the log."""
    nights: int


class SoreLine(Data):
    """One place."""

    site: str
    severity: int
    kind: Literal["soreness", "pain"]
    day: date
    when: str = ""


class LoggedSoreness(Data):
    """Result of `log_soreness`."""

    places: list[SoreLine]
    earlier: list[SoreLine]
    """Reports of the same places in the two weeks before, newest first."""
    is_lasting: bool
    """Pain of one place was reported over two weeks ago as well."""
    already_logged: bool


class Recovery(Data):
    """Result of `recovery`."""

    call: Literal["as planned", "lighter", "easy or rest"]
    reasons: list[
        Literal["short night", "short nights", "little sleep", "sore", "very sore", "jump"]
    ]
    nights: list[NightLine]
    """Newest first."""
    mean_hours: Number | None = None
    short_nights: int
    enough_hours: Number
    """What adults need at least."""
    sore: list[SoreLine]
    """Of the last seven days, newest first."""
    last_session: date | None = None
    days_since_session: int | None = None
    sessions_week: int
    """Sessions of the last seven days."""
    load_change_percent: Number | None = None
    """Last seven days against the weekly mean of the three weeks before."""
    rpe_cap: Number
    """Effort of a lighter day."""
    missing: list[Literal["sleep", "soreness", "load"]] = Field(default_factory=list)


class LoadWeek(Data):
    """Seven days in a row."""

    start: date
    end: date
    sessions: int
    load: Number | None = None
    """Exertion times minutes, arbitrary units; None where nothing was rated."""
    hard_sets: int
    run_km: Number


class TrainingLoad(Data):
    """Result of `training_load`, newest week first."""

    weeks: list[LoadWeek]
    unit: Literal["load", "km", "sets"] | None = None
    """What the comparison stands on; None: nothing in the log."""
    acute: Number | None = None
    """The last seven days."""
    chronic: Number | None = None
    """Weekly mean of the three weeks before."""
    change_percent: Number | None = None
    ratio_coupled: Number | None = None
    ratio_uncoupled: Number | None = None
    monotony: Number | None = None
    strain: Number | None = None
    unrated_sessions: int
    guessed_minutes: int
    """Sessions whose length is a guess."""
    assumptions: list[str] = Field(default_factory=list)
