"""Whether a measured angle or time changed between two videos, or only its measurement did."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from coach.form.model import View
from coach.identity import FindingId, VideoId

Verdict = Literal["more", "less", "within_error", "not_comparable"]


@dataclass(frozen=True, slots=True)
class MetricPoint:
    """One metric of one whole set."""

    finding_id: FindingId
    video_id: VideoId
    at: datetime
    """When the video was uploaded."""
    view: View
    value: float
    unit: str
    model_hash: str
    rules_hash: str
    low: float | None = None
    high: float | None = None
    """Error band of the value."""


@dataclass(frozen=True, slots=True)
class FormChange:
    """The newest value of a metric against the oldest that it can be compared with."""

    verdict: Verdict
    newest: MetricPoint
    oldest: MetricPoint | None = None
    change: float | None = None
    error: float | None = None
    """How far two measurements of the same movement may differ."""
    points: tuple[MetricPoint, ...] = ()
    """The comparable values, oldest first."""


def form_change(points: Sequence[MetricPoint]) -> FormChange | None:
    """Return how a metric changed from its oldest comparable video to its newest.

    Videos compare when they show the same view and were measured by the same pose model and the
    same rules, and when both values have an error band. A change counts when it is larger than
    both errors together.

    Args:
        points: One metric of one exercise, in any order.

    Returns:
        None without a value.

    Source:
        Propagation of independent errors; the error of a difference is the root of the sum of both
        squared half-bands (JCGM 100:2008, 5.1.2). The bands are those of the findings.
    """
    ordered = sorted(points, key=lambda point: (point.at, point.video_id))
    if not ordered:
        return None
    newest = ordered[-1]
    alike = tuple(point for point in ordered if _kind(point) == _kind(newest))
    oldest, mine = alike[0], _half_band(newest)
    theirs = _half_band(oldest)
    if len(alike) < 2 or mine is None or theirs is None:
        return FormChange("not_comparable", newest, points=alike)
    change, error = newest.value - oldest.value, math.hypot(mine, theirs)
    verdict: Verdict = "within_error"
    if abs(change) > error:
        verdict = "more" if change > 0 else "less"
    return FormChange(verdict, newest, oldest, change, error, alike)


def _kind(point: MetricPoint) -> tuple[View, str, str, str]:
    return point.view, point.unit, point.model_hash, point.rules_hash


def _half_band(point: MetricPoint) -> float | None:
    if point.low is None or point.high is None:
        return None
    return (point.high - point.low) / 2
