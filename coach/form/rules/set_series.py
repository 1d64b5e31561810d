"""How a measured value runs through the repetitions of one set, and which of them is the worst."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from coach.form.model import Finding, FindingStatus, Severity
from coach.form.rules.metric_kinds import Kind, kind_of, shallower_when_larger

Course = Literal["rises", "falls", "steady"]
_WEIGHT = {Severity.MAJOR: 2, Severity.MINOR: 1, Severity.INFO: 0}


@dataclass(frozen=True, slots=True)
class Series:
    """One metric over the repetitions in which it was measured, in their order."""

    points: tuple[Finding, ...]

    @property
    def metric(self) -> str:
        """The name of the metric."""
        return self.points[0].metric

    @property
    def first(self) -> Finding:
        """The first repetition measured."""
        return self.points[0]

    @property
    def last(self) -> Finding:
        """The last repetition measured."""
        return self.points[-1]

    @property
    def lowest(self) -> Finding:
        """The repetition with the smallest value; the first of equal ones."""
        return min(self.points, key=_value)

    @property
    def highest(self) -> Finding:
        """The repetition with the largest value; the last of equal ones."""
        return max(reversed(self.points), key=_value)


def series_of(findings: Iterable[Finding]) -> tuple[Series, ...]:
    """Return every metric that was measured in at least two repetitions."""
    columns: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.rep is not None and finding.value is not None and _usable(finding):
            columns.setdefault(finding.metric, []).append(finding)
    return tuple(
        Series(tuple(sorted(column, key=lambda each: each.rep or 0)))
        for column in columns.values()
        if len(column) > 1
    )


def course_of(series: Series) -> tuple[Course, float, float | None]:
    """Return how a value ran from the first to the last repetition, its change and the error.

    Returns:
        The course, the last value minus the first, and how far two readings of the same movement
        may differ; a value without a band is taken as exact, since a count or a time is.

    Source:
        The error of a difference is the root of the sum of both squared half-bands
        (JCGM 100:2008, 5.1.2).
    """
    change = _value(series.last) - _value(series.first)
    bands = (half_band(series.first), half_band(series.last))
    error = None if None in bands else math.hypot(*(each or 0.0 for each in bands))
    if abs(change) <= (error or 0.0):
        return "steady", change, error
    return ("rises" if change > 0 else "falls"), change, error


def half_band(finding: Finding) -> float | None:
    """Return half the error band of a value, in its unit; None without a band."""
    if finding.low is None or finding.high is None:
        return None
    return (finding.high - finding.low) / 2


def worst_rep(findings: Sequence[Finding]) -> Finding | None:
    """Return the finding that makes one repetition the worst of a set; None if none stands out.

    A fault of a repetition counts first, the severest before the farthest over its threshold; then
    the shallowest repetition, where it differs from the deepest by more than the error; then the
    one that stopped shortest of the lockout; then the one that leaned or let the hips rise most;
    then the slowest lift.

    Source:
        Own choice of the order: range of motion defines the repetition, slowing is fatigue.
    """
    faulty = [each for each in findings if each.rep is not None and each.fault and _usable(each)]
    if faulty:
        return max(faulty, key=lambda each: (_WEIGHT[each.severity], _over(each), each.rep or 0))
    found = series_of(findings)
    for series in found:
        if kind_of(series.metric) == "depth" and _spread(series) > _error(series):
            shallow_up = shallower_when_larger(series.metric)
            return series.highest if shallow_up else series.lowest
    for kind in _THEN:
        other = next((each for each in found if kind_of(each.metric) == kind), None)
        if other is not None and _spread(other) > _error(other):
            return other.lowest if kind == "lockout" else other.highest
    lifts = next((each for each in found if kind_of(each.metric) == "lifting"), None)
    return lifts.highest if lifts and _spread(lifts) > _error(lifts) else None


_THEN: Final[tuple[Kind, ...]] = ("lockout", "hip_rise", "lean", "elbows")
"""What is compared where depth tells no repetition apart. Source: own choice."""


def _spread(series: Series) -> float:
    return _value(series.highest) - _value(series.lowest)


def _error(series: Series) -> float:
    return math.hypot(half_band(series.highest) or 0.0, half_band(series.lowest) or 0.0)


def _over(finding: Finding) -> float:
    if finding.value is None or finding.threshold is None:
        return 0.0
    return abs(finding.value - finding.threshold)


def _value(finding: Finding) -> float:
    return finding.value or 0.0


def _usable(finding: Finding) -> bool:
    return finding.status in {FindingStatus.OK, FindingStatus.LOW_CONFIDENCE}
