"""Shapes of what the form tools return."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from coach.form.rules.metric_kinds import Kind
from tools.arguments.shape import Number, Unit
from tools.results.shape import Data


class FindingLine(Data):
    """One finding of a video."""

    id: str
    metric: str
    kind: Kind = "other"
    """What the metric is about."""
    larger_is_shallower: bool = True
    """Of a depth: a larger value means less depth."""
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


class SeriesLine(Data):
    """One metric over the repetitions of a set."""

    metric: str
    kind: Kind
    unit: str
    first: FindingLine
    last: FindingLine
    lowest: FindingLine
    highest: FindingLine
    change: Number
    """Value of the last repetition minus that of the first."""
    error: Number | None = None
    """How far two readings of the same movement may differ."""
    course: Literal["rises", "falls", "steady"]
    """`steady`: the change is inside the error."""


class SideLine(Data):
    """Left against right."""

    metric: str
    """What was compared, without its side, or the name of a measured difference."""
    unit: str
    difference: Number
    error: Number | None = None
    """Camera's error of one reading; None where no band was given."""
    verdict: Literal["differs", "within_error", "no_band"]
    left: Number | None = None
    right: Number | None = None


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
    series: list[SeriesLine] = Field(default_factory=list[SeriesLine])
    """How each metric ran through the set, where two repetitions were measured."""
    sides: list[SideLine] = Field(default_factory=list[SideLine])
    """Left against right, where the analysis measured it."""
    worst: FindingLine | None = None
    """The finding that makes one repetition the worst; None if none stands out."""
    error: str = ""
    error_code: str = ""
    """Why the analysis failed, as a stable name."""
    videos_that_day: int = 1
    """Videos of the same day, this one included; the newest one answers."""


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


class ChangeLine(Data):
    """One metric of the whole set in two videos."""

    metric: str
    kind: Kind
    unit: str
    newer: Number
    older: Number
    change: Number
    """Newer minus older."""
    error: Number | None = None
    """Camera's error of one reading; None where a band is missing."""
    verdict: Literal["more", "less", "within_error", "not_comparable"]
    """`within_error`: the change is no larger than what two readings of one movement differ by."""
    larger_is_shallower: bool = True


class FormTrend(Data):
    """Result of `form_trend`: the newest video against an earlier one of the same exercise."""

    exercise: str
    unit: Unit
    newer: VideoLine
    older: VideoLine | None = None
    """None: there is no earlier video of this exercise."""
    why_not: str = ""
    """Why the two do not compare: another view, or another version of the analysis."""
    changes: list[ChangeLine] = Field(default_factory=list[ChangeLine])
    videos: int = 1
    """Analysed videos of the exercise."""


class FormHistory(Data):
    """Result of `form_history`, newest first."""

    unit: Unit
    videos: list[VideoLine]
