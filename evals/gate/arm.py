"""One run as the gate sees it: cases by epochs, as arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from evals.results import EvidenceKind, RunHeader

FloatGrid = NDArray[np.float64]
CountGrid = NDArray[np.int64]

Array = TypeVar("Array", FloatGrid, CountGrid)


@dataclass(frozen=True, slots=True)
class CaseKey:
    """What names a case and says how it counts."""

    id: str
    sha: str
    """Of the case's content; other content is another case."""
    slice: str
    cluster: str
    hard: bool
    """Severity `hard`: breaking it is never averaged away."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Figures of every case (rows, in the order of the arm's cases) and epoch (columns, from 1)."""

    rows: CountGrid
    """How often the case-epoch stands in the run: 1; 0 absent, 2 or more duplicated."""
    score: FloatGrid
    """0 to 1; NaN where absent."""
    passed: CountGrid
    """1 if no gating verdict went against it."""
    crashed: CountGrid
    """1 if it ended with an error or ran out of time."""
    stale: CountGrid
    """1 if a recording was missing."""
    invalid_calls: CountGrid
    """Tool calls against their schema."""
    tool_calls: CountGrid
    llm_calls: CountGrid
    input_tokens: CountGrid
    output_tokens: CountGrid
    words: CountGrid
    """Of all replies."""
    steps: CountGrid
    measured_ms: FloatGrid
    """Wall time of the machine the case ran on."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where the model's answers came from, over all case-epochs."""

    kinds: Mapping[EvidenceKind, int]
    """Case-epochs of each kind."""
    prompts: frozenset[str] = frozenset()
    """`<agent>@<version>#<sha256>` behind recorded answers."""
    unnamed: int = 0
    """Recorded case-epochs that name no prompts."""
    model_versions: frozenset[str] = frozenset()
    oldest: datetime | None = None
    missing: int = 0
    """Case-epochs without a recording: they are of no kind."""

    def share(self, kind: EvidenceKind) -> float:
        """Return the share of case-epochs of one kind, 0 to 1."""
        total = sum(self.kinds.values()) + self.missing
        return self.kinds.get(kind, 0) / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Arm:
    """One side of a comparison."""

    header: RunHeader
    cases: tuple[CaseKey, ...]
    """Sorted by id."""
    grid: Grid
    evidence: Evidence
    metrics: Mapping[str, frozenset[int]] = field(default_factory=dict[str, frozenset[int]])
    """Versions seen of each metric."""
    broken_metrics: tuple[str, ...] = ()
    """Case and reason of every verdict that the metric itself could not give."""
    unfinished: tuple[str, ...] = ()
    """Case-epochs with a turn whose events a client could not follow to their end."""
    unknown_cases: tuple[str, ...] = ()
    """Ids with rows that the header does not name."""

    @property
    def epochs(self) -> CountGrid:
        """Epochs each case has a row of, (n,)."""
        return np.count_nonzero(self.grid.rows, axis=1).astype(np.int64)

    @property
    def scores(self) -> FloatGrid:
        """Mean score of each case over its epochs, (n,); 0 where there is no number."""
        present = self.grid.rows > 0
        total = np.where(present & np.isfinite(self.grid.score), self.grid.score, 0.0).sum(axis=1)
        return total / np.maximum(present.sum(axis=1), 1)

    @property
    def repeats_itself(self) -> bool:
        """Whether every case scored the same in all its epochs."""
        present = self.grid.rows > 0
        low = np.where(present, self.grid.score, np.inf).min(axis=1, initial=np.inf)
        high = np.where(present, self.grid.score, -np.inf).max(axis=1, initial=-np.inf)
        return bool((high <= low).all())

    def marked(self, marks: NDArray[np.bool_] | CountGrid) -> list[str]:
        """Return the ids of the cases with a mark in any epoch, (n, epochs)."""
        return [self.cases[n].id for n in np.flatnonzero(np.count_nonzero(marks, axis=1))]

    @property
    def pass_rates(self) -> FloatGrid:
        """Share of each case's epochs that passed, (n,)."""
        return self.grid.passed.sum(axis=1) / np.maximum(self.grid.rows.sum(axis=1), 1)

    def first(self, epochs: int, *, whole: str | None = None) -> Arm:
        """Return the arm as it was after its first `epochs`; slice `whole` keeps all of its own."""
        keep = np.zeros(self.grid.rows.shape, dtype=bool)
        keep[:, :epochs] = True
        keep[[case.slice == whole for case in self.cases]] = True
        values = {f.name: _cut(getattr(self.grid, f.name), keep) for f in fields(self.grid)}
        total = int(np.count_nonzero(values["rows"]))
        header = self.header.model_copy(update={"epochs": epochs, "cases_expected": total})
        return replace(self, header=header, grid=Grid(**values))


def _cut(values: Array, keep: NDArray[np.bool_]) -> Array:
    cut = values.copy()
    cut[~keep] = np.nan if values.dtype.kind == "f" else 0
    return cut
