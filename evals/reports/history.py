"""Earlier runs of the same suite, for the trend."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from coach.errors import InvalidInput
from evals.results import RunHeader, RunResult
from evals.run_folder import HEADER, RUNS, RunFolder, read_run

SHOWN: Final = 20
"""Runs in a trend. Source: own choice; one run of a suite is read in 0.1 s."""


class PastRun(BaseModel):
    """One point of the trend."""

    model_config = ConfigDict(frozen=True)

    run_id: str
    bundle_id: str
    at: datetime
    score: float
    """Mean over cases, 0 to 1."""
    passed: float
    """Share of case-epochs that passed."""


def past_runs(data_dir: Path, header: RunHeader) -> tuple[PastRun, ...]:
    """Return the newest finished runs of a run's suite and model up to its own, oldest first.

    A folder that cannot be read is no point of the trend; `fitholic evals report` on it says why.
    """
    folders = sorted((data_dir / RUNS).glob(f"*/{HEADER}"), reverse=True)
    found: list[PastRun] = []
    for path in folders:
        point = _point(path.parent, header)
        if point is not None:
            found.append(point)
        if len(found) == SHOWN:
            break
    return tuple(sorted(found, key=lambda point: point.at))


def _point(folder: Path, like: RunHeader) -> PastRun | None:
    try:
        header = RunFolder(folder).header
        if not _is_alike(header, like):
            return None
        return point_of(read_run(folder))
    except InvalidInput:
        return None


def _is_alike(header: RunHeader, like: RunHeader) -> bool:
    same = (header.suite, header.model) == (like.suite, like.model)
    return same and header.finished_at is not None and header.started_at <= like.started_at


def point_of(run: RunResult) -> PastRun:
    """Return a run as a point of the trend; cases that crashed count with their score of 0."""
    expected = max(run.header.cases_expected, 1)
    return PastRun(
        run_id=run.header.run_id,
        bundle_id=run.header.bundle_id,
        at=run.header.started_at,
        score=sum(row.score for row in run.cases) / expected,
        passed=sum(row.passed for row in run.cases) / expected,
    )
