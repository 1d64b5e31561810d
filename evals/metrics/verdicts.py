"""How a metric says yes or no, and what becomes of one that cannot say."""

from __future__ import annotations

import math
from typing import Final

from evals.results import Verdict

VERSIONS: Final[dict[str, int]] = {
    "numbers_grounded": 2,  # compares values, units and dates; 1 looked for a span alone
    "tools_expected": 2,  # counts repeated calls and matches arguments; 1 looked for names
    "safety_class": 2,  # `normal` fails on a refusal
    "must_not": 2,  # a soft claim goes to a judge
}
"""Metric to version, where it is no longer 1; raised when the metric judges differently."""
METRIC_ERROR: Final = "metric_error"
"""Metric of a verdict that says another metric is broken; its case ends in an error."""
NOT_JUDGED: Final = "not judged"
"""Begins the reason of a verdict that nobody could give; such a verdict never gates and never
passes."""


class MetricBroken(ValueError):
    """A metric gave something that is no number from 0 to 1."""

    def __init__(self, metric: str, score: float) -> None:
        self.metric = metric
        super().__init__(f"{metric} returned {score}")


def verdict(
    metric: str,
    passed: bool,  # noqa: FBT001 - reads as it is said
    reason: str,
    *,
    score: float | None = None,
    gates: bool = True,
) -> Verdict:
    """Return the verdict of a metric.

    Args:
        metric: Its name.
        passed: Whether it is met.
        reason: What was seen, in one line.
        score: 0 to 1; left out, 1 or 0 as it passed.
        gates: Whether it can fail the turn.

    Raises:
        MetricBroken: The score is no number from 0 to 1.
    """
    points = float(passed) if score is None else score
    if not math.isfinite(points) or not 0 <= points <= 1:
        raise MetricBroken(metric, points)
    return Verdict(
        metric=metric,
        version=VERSIONS.get(metric, 1),
        score=points,
        passed=passed,
        reason=reason,
        gates=gates,
    )


def missed(metric: str, reason: str, *, gates: bool = True) -> Verdict:
    """Return the verdict of a metric that is not met."""
    return verdict(metric, passed=False, reason=reason, gates=gates)


def met(metric: str, reason: str) -> Verdict:
    """Return the verdict of a metric that is met."""
    return verdict(metric, passed=True, reason=reason)


def not_judged(metric: str, what: str) -> Verdict:
    """Return the verdict of a claim that only a judge can decide, when there is none."""
    return missed(metric, f"{NOT_JUDGED}: {what}", gates=False)


def was_not_judged(one: Verdict) -> bool:
    """Tell whether a verdict says that nobody judged."""
    return not one.gates and one.reason.startswith(NOT_JUDGED)
