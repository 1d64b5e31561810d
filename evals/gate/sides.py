"""One side of a comparison: what the rules judge, its scores by metric, and the run itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from coach.errors import InvalidInput
from evals.gate.arm import Arm
from evals.gate.baseline import Baseline, arm_of_baseline, metrics_of, parse_baseline
from evals.gate.reading import arm_of
from evals.results import RunResult
from evals.run_folder import find_run, read_run

_BASELINE: Final = re.compile(r'\s*\{\s*"format"')
"""How a baseline begins; a run begins with its header."""
MetricScores = Mapping[str, Mapping[str, tuple[float, ...]]]
"""Metric to case to its score in each epoch."""


@dataclass(frozen=True, slots=True)
class Side:
    """Everything that is known of one side."""

    name: str
    """As it was asked for."""
    arm: Arm
    metrics: MetricScores
    run: RunResult | None = None
    """None for a baseline, which keeps no reply."""
    baseline: Baseline | None = None


def side_of_run(name: str, run: RunResult) -> Side:
    """Return a run as a side.

    Raises:
        InvalidInput: Its rows contradict each other.
    """
    return Side(name, arm_of(run), metric_scores(run), run=run)


def side_of_baseline(name: str, kept: Baseline) -> Side:
    """Return a kept champion as a side.

    Raises:
        InvalidInput: Its figures contradict each other.
    """
    return Side(name, arm_of_baseline(kept), metrics_of(kept), baseline=kept)


def read_side(name: str, data_dir: Path) -> Side:
    """Return the side that a run folder, a JSON file, a baseline or a run's id names.

    Raises:
        NotFound: There is none.
        InvalidInput: It cannot be read.
    """
    path = find_run(data_dir, name)
    if path.is_file() and path.stat().st_size < 10_000_000:
        text = _text(path)
        if _BASELINE.match(text):
            return side_of_baseline(name, parse_baseline(text))
    try:
        return side_of_run(name, read_run(path))
    except ValidationError as exc:
        raise InvalidInput(f"{path} is no run: {exc.errors()[0]['msg']}.") from exc


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as exc:
        raise InvalidInput(f"cannot read {path}: {exc}.", way_out="Name a run.") from exc


def metric_scores(run: RunResult) -> dict[str, dict[str, tuple[float, ...]]]:
    """Return the mean score of each metric of each case by epoch, in the order of epochs."""
    found: dict[str, dict[str, list[float]]] = {}
    for row in sorted(run.cases, key=lambda row: (row.case_id, row.epoch)):
        by_metric: dict[str, list[float]] = {}
        for turn in row.turns:
            for verdict in turn.verdicts:
                by_metric.setdefault(verdict.metric, []).append(verdict.score)
        for metric, scores in by_metric.items():
            epochs = found.setdefault(metric, {}).setdefault(row.case_id, [])
            epochs.append(sum(scores) / len(scores))
    return {
        metric: {case: tuple(scores) for case, scores in cases.items()}
        for metric, cases in sorted(found.items())
    }
