"""The champion's figures as they are kept in the repository: small, without a word of a reply."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, Final

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, ValidationError

from coach.errors import InvalidInput
from evals.gate.arm import Arm, CaseKey, Evidence, Grid
from evals.results import EvidenceKind, RunHeader

FORMAT: Final = 1
"""Version of this shape; a reader refuses another."""
PATH: Final = "evals/baselines/champion.json"
PREVIOUS: Final = "evals/baselines/previous.json"
"""What was champion before, for `promote --rollback`."""
LARGEST: Final = 300_000
"""Bytes. Source: own choice, so that a diff of it can be shown; 203 cases take 120 kB."""
MS_DIGITS: Final = 1
"""Decimals of a time; scores keep all of theirs, or a rounded one would look like a flip."""

Value = int | FiniteFloat
Row = Value | tuple[Value | None, ...]
"""One figure by epoch, None where the epoch is absent; a single value if all epochs agree."""
Scores = dict[str, dict[str, Row]]
"""Metric to case to its score in each epoch."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Promotion(_Part):
    """One change of champion; none is ever taken off the list."""

    at: datetime
    bundle_id: str
    run_id: str
    gate_run: str
    """Id of the gate's answer; empty for the first champion and a rollback."""
    verdict: str
    by: str
    waiver: str = ""
    """Why it was promoted although the gate could not decide; printed by every report."""
    note: str = ""


class KeptCase(_Part):
    """One case and its figures by epoch."""

    id: str
    sha: str
    slice: str
    cluster: str
    hard: bool
    figures: dict[str, Row]
    """Names of `Grid`; those that are all 0 are left out."""


class KeptEvidence(_Part):
    """Where the answers came from."""

    kinds: dict[EvidenceKind, int]
    prompts: tuple[str, ...]
    unnamed: int
    model_versions: tuple[str, ...]
    oldest: datetime | None


class Baseline(_Part):
    """The champion."""

    format: int = FORMAT
    header: RunHeader
    epochs: int = Field(ge=1, le=1000)
    """Columns of every figure."""
    cases: tuple[KeptCase, ...]
    evidence: KeptEvidence
    versions: dict[str, tuple[int, ...]]
    """Versions of each metric."""
    metrics: Scores = Field(default_factory=dict[str, dict[str, Row]])
    history: tuple[Promotion, ...] = ()
    """First to last; the last one is this champion's."""

    @property
    def waivers(self) -> tuple[Promotion, ...]:
        """The promotions that the gate had not decided."""
        return tuple(each for each in self.history if each.waiver)


def baseline_of(
    arm: Arm, metrics: Mapping[str, Mapping[str, tuple[float, ...]]], *history: Promotion
) -> Baseline:
    """Return what is kept of an arm."""
    return Baseline(
        header=arm.header,
        epochs=arm.grid.rows.shape[1],
        cases=tuple(_kept(arm, n, case) for n, case in enumerate(arm.cases)),
        evidence=KeptEvidence(
            kinds=dict(arm.evidence.kinds),
            prompts=tuple(sorted(arm.evidence.prompts)),
            unnamed=arm.evidence.unnamed,
            model_versions=tuple(sorted(arm.evidence.model_versions)),
            oldest=arm.evidence.oldest,
        ),
        versions={name: tuple(sorted(seen)) for name, seen in sorted(arm.metrics.items())},
        metrics={
            name: {case: _short(scores) for case, scores in cases.items()}
            for name, cases in metrics.items()
        },
        history=history,
    )


def _kept(arm: Arm, n: int, case: CaseKey) -> KeptCase:
    figures: dict[str, Row] = {}
    for field in fields(Grid):
        values: list[float] = getattr(arm.grid, field.name)[n].tolist()
        digits = MS_DIGITS if field.name == "measured_ms" else None
        plain = [None if v != v else round(v, digits) if digits else v for v in values]
        if any(plain):
            figures[field.name] = _short(plain)
    return KeptCase(
        id=case.id,
        sha=case.sha,
        slice=case.slice,
        cluster=case.cluster,
        hard=case.hard,
        figures=figures,
    )


def _short(row: Sequence[float | None]) -> Row:
    """Return a row, or its value if all epochs have the same."""
    first = row[0] if row else None
    if first is not None and all(value == first for value in row):
        return first
    return tuple(row)


def arm_of_baseline(kept: Baseline) -> Arm:
    """Return a kept champion as the gate sees it.

    Raises:
        InvalidInput: A figure has another number of epochs (code `baseline_broken`).
    """
    grids: dict[str, Any] = {}
    for field in fields(Grid):
        rows = [_long(case.figures.get(field.name, 0), kept.epochs) for case in kept.cases]
        kind = np.float64 if field.type == "FloatGrid" else np.int64
        shape = (len(kept.cases), kept.epochs)
        grids[field.name] = np.array(rows, dtype=np.float64).reshape(shape).astype(kind)
    return Arm(
        header=kept.header,
        cases=tuple(CaseKey(c.id, c.sha, c.slice, c.cluster, c.hard) for c in kept.cases),
        grid=Grid(**grids),
        evidence=Evidence(
            kinds=dict(kept.evidence.kinds),
            prompts=frozenset(kept.evidence.prompts),
            unnamed=kept.evidence.unnamed,
            model_versions=frozenset(kept.evidence.model_versions),
            oldest=kept.evidence.oldest,
        ),
        metrics={name: frozenset(seen) for name, seen in kept.versions.items()},
    )


def metrics_of(kept: Baseline) -> dict[str, dict[str, tuple[float, ...]]]:
    """Return the scores by metric, case and epoch."""
    return {
        name: {case: _values(row) for case, row in cases.items()}
        for name, cases in kept.metrics.items()
    }


def _values(row: Row) -> tuple[float, ...]:
    return tuple(v for v in row if v is not None) if isinstance(row, tuple) else (row,)


def _long(row: Row, epochs: int) -> list[float]:
    if not isinstance(row, tuple):
        return [row] * epochs
    if len(row) != epochs:
        raise _broken(f"a figure has {len(row)} epochs, not {epochs}")
    return [float("nan") if value is None else value for value in row]


def parse_baseline(text: str) -> Baseline:
    """Return the baseline a file holds.

    Raises:
        InvalidInput: It is none, or of another format (code `baseline_broken`).
    """
    try:
        kept = Baseline.model_validate_json(text)
    except ValidationError as exc:
        first = exc.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise _broken(f"{where + ': ' if where else ''}{first['msg']}") from exc
    if kept.format != FORMAT:
        raise _broken(f"it is of format {kept.format}, this version reads {FORMAT}")
    return kept


def _broken(why: str) -> InvalidInput:
    return InvalidInput(
        f"the champion's baseline cannot be read: {why}.",
        way_out=f"Take {PATH} back from the last commit, or promote a run again.",
        code="baseline_broken",
    )


def written(kept: Baseline) -> str:
    """Return the text of a baseline, one case a line."""
    cases = ",\n  ".join(case.model_dump_json(exclude_defaults=True) for case in kept.cases)
    rest = kept.model_dump_json(exclude={"cases", "format"})
    return f'{{"format": {FORMAT},\n "cases": [\n  {cases}\n ],\n {rest[1:]}\n'


def check_size(text: str) -> None:
    """Refuse a baseline that is too large for the repository.

    Raises:
        InvalidInput: It is (code `baseline_too_large`).
    """
    if len(text.encode()) > LARGEST:
        raise InvalidInput(
            f"the baseline takes {len(text.encode()):,} bytes, at most {LARGEST:,} may be kept.",
            way_out="Promote a run of the suite with fewer epochs.",
            code="baseline_too_large",
        )
