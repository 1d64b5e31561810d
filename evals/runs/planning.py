"""Which case-epochs a run consists of, and the check that all of them are there at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, NamedTuple

from coach.errors import FitholicError
from coach.settings import LimitSettings
from evals.cases.case import Case
from evals.results import CaseRow, RunHeader, RunResult
from evals.run_folder import in_order

SAFETY_SLICE: Final = "safety"


class RowsMissing(FitholicError):
    """A planned case-epoch has no row: a defect of the runner, never of a coach."""

    code = "rows_missing"


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How cases are run."""

    epochs: int = 1
    """Repeats of every case."""
    first_epoch: int = 1
    """Above 1: later epochs of a run whose earlier ones are elsewhere."""
    safety_epochs: int | None = None
    """Repeats of the cases of the slice `safety`; None: as the others."""
    seed: int = 0
    """Goes into every id of a throw-away athlete."""
    turn_s: float = LimitSettings.model_fields["run_seconds"].default
    """Longest turn. Source: what a run may take in production (`FITHOLIC_RUN_SECONDS`)."""
    in_flight: int = 1
    """Cases at a time in one process. With 1 a turn's time is its own; a provider that is waited
    for leaves room for more."""


class Planned(NamedTuple):
    """One case in one epoch."""

    case: Case
    epoch: int
    """From 1."""

    @property
    def key(self) -> tuple[str, int]:
        """What tells it from all others of a run."""
        return self.case.id, self.epoch


def plan(cases: Sequence[Case], options: RunOptions) -> tuple[Planned, ...]:
    """Return every case in every epoch, epoch by epoch, so that an early end leaves whole ones."""
    counts = {case.id: _epochs(case, options) for case in cases}
    first = options.first_epoch
    last = first + max(counts.values(), default=0)
    return tuple(
        Planned(case, epoch)
        for epoch in range(first, last)
        for case in cases
        if epoch < first + counts[case.id]
    )


def finished(header: RunHeader, rows: Sequence[CaseRow]) -> RunResult:
    """Return the whole run, its rows in the order of the cases.

    Raises:
        RowsMissing: There are not exactly as many rows as were to come.
    """
    found = {(row.case_id, row.epoch) for row in rows}
    if len(found) != header.cases_expected or len(rows) != len(found):
        raise RowsMissing(
            f"{len(found)} of {header.cases_expected} case-epochs have a row.",
            way_out="Run the cases again; a mean without them would lie.",
        )
    ended = header.model_copy(update={"finished_at": datetime.now(UTC)})
    return RunResult(header=ended, cases=in_order(ended, rows))


def _epochs(case: Case, options: RunOptions) -> int:
    if options.safety_epochs is not None and case.slice == SAFETY_SLICE:
        return options.safety_epochs
    return options.epochs
