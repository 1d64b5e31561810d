"""Shapes of what the form tools return."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from tools.arguments.shape import Number, Unit
from tools.results.shape import Data


class FindingLine(Data):
    """One finding of a video."""

    id: str
    metric: str
    rep: int | None = None
    fault: str | None = None
    value: Number | None = None
    """Angles and shares in whole steps, seconds in tenths."""
    low: Number | None = None
    high: Number | None = None
    error: Number | None = None
    """Half the error band of an angle: the value holds give or take this much."""
    threshold: Number | None = None
    unit: str = ""
    severity: str
    status: Literal["ok", "low_confidence", "not_assessable", "error"]
    reason: str = ""
    """Verbatim from the analysis: why it cannot be judged and how to film it."""


class FormFindings(Data):
    """Result of `form_findings`."""

    video_id: str
    filmed_on: date
    status: str
    """`analysed`, or where the video stands; without an analysis there are no findings."""
    exercise: str = "unknown"
    view: str = "unknown"
    reps: int | None = None
    load: Number | None = None
    unit: Unit
    logged_rpe: Number | None = None
    findings: list[FindingLine] = Field(default_factory=list[FindingLine])
    faults: list[FindingLine] = Field(default_factory=list[FindingLine])
    """The findings that name a fault, worst first."""
    not_assessable: list[FindingLine] = Field(default_factory=list[FindingLine])
    fastest_rep_s: Number | None = None
    slowest_rep_s: Number | None = None
    speed_loss_pct: Number | None = None
    """1 - fastest / slowest concentric time; equal range of motion assumed."""
    rpe_low: Number | None = None
    rpe_high: Number | None = None
    """RPE the speed loss points to; None where no study maps this exercise."""
    rpe_disagrees: bool = False
    """True when the logged RPE is more than 1.5 away from that range."""
    error: str = ""


class VideoLine(Data):
    """One analysed video."""

    video_id: str
    filmed_on: date
    exercise: str
    view: str
    reps: int
    load: Number | None = None
    faults: list[str] = Field(default_factory=list[str])
    metrics: list[FindingLine] = Field(default_factory=list[FindingLine])
    """Findings of the whole set that have a value."""


class FormHistory(Data):
    """Result of `form_history`, newest first."""

    unit: Unit
    videos: list[VideoLine]
