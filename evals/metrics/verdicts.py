"""How a metric says yes or no."""

from __future__ import annotations

from typing import Final

from evals.results import Verdict

VERSIONS: Final[dict[str, int]] = {}
"""Metric to version, where it is no longer 1; raised when the metric judges differently."""


def verdict(metric: str, passed: bool, reason: str) -> Verdict:  # noqa: FBT001 - reads as it is said
    """Return the verdict of a metric that is met or not."""
    return Verdict(
        metric=metric,
        version=VERSIONS.get(metric, 1),
        score=float(passed),
        passed=passed,
        reason=reason,
    )
