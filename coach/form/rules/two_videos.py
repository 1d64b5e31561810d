"""Compares every value of two analysed videos of one exercise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from coach.form.model import Finding, FindingStatus, FormAnalysis
from coach.form.rules.form_trend import FormChange, MetricPoint, form_change
from coach.form.rules.metric_kinds import kind_of
from coach.form.rules.set_series import half_band

_NOT_COMPARED = frozenset({"count"})


@dataclass(frozen=True, slots=True)
class FilmedSet:
    """What was measured in one video, and when it was filmed."""

    at: datetime
    analysis: FormAnalysis
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class MetricChange:
    """One metric in two videos."""

    metric: str
    change: FormChange


def why_not_comparable(newer: FilmedSet, older: FilmedSet) -> str:
    """Return why two videos cannot be compared, in words for the athlete; "" if they can."""
    if newer.analysis.view is not older.analysis.view:
        views = (each.analysis.view.value for each in (newer, older))
        return f"One was filmed from the {' and the other from the '.join(views)}."
    if (newer.analysis.model_hash, newer.analysis.rules_hash) != (
        older.analysis.model_hash,
        older.analysis.rules_hash,
    ):
        return "They were measured by different versions of the analysis."
    return ""


def metric_changes(newer: FilmedSet, older: FilmedSet) -> tuple[MetricChange, ...]:
    """Return the change of every metric that both videos measured, those of the set first.

    The value of a set is that of the whole set, else the median of its repetitions with the widest
    of their bands.
    """
    before = dict(_points(older))
    return tuple(
        MetricChange(metric, change)
        for metric, point in _points(newer)
        if metric in before and (change := form_change([before[metric], point])) is not None
    )


def _points(filmed: FilmedSet) -> list[tuple[str, MetricPoint]]:
    columns: dict[str, list[Finding]] = {}
    for each in filmed.findings:
        usable = each.status in {FindingStatus.OK, FindingStatus.LOW_CONFIDENCE}
        if each.value is not None and usable and kind_of(each.metric) not in _NOT_COMPARED:
            columns.setdefault(each.metric, []).append(each)
    return [(metric, _point(filmed, column)) for metric, column in columns.items()]


def _point(filmed: FilmedSet, column: Sequence[Finding]) -> MetricPoint:
    of_set = [each for each in column if each.rep is None]
    used = of_set[:1] or list(column)
    value = median(each.value or 0.0 for each in used)
    bands = [band for band in map(half_band, used) if band is not None]
    half = max(bands) if bands else None
    one = used[0]
    return MetricPoint(
        finding_id=one.id,
        video_id=one.video_id,
        at=filmed.at,
        view=filmed.analysis.view,
        value=value,
        unit=one.unit,
        model_hash=filmed.analysis.model_hash,
        rules_hash=filmed.analysis.rules_hash,
        low=None if half is None else value - half,
        high=None if half is None else value + half,
    )
