"""The champion's figures as they are kept in the repository: small, without a word of a reply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Final

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
DIGITS: Final = 4
"""Decimals of a score; a tenth of a point of a hundred."""

Scores = dict[str, dict[str, tuple[FiniteFloat, ...]]]
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
    figures: dict[str, tuple[FiniteFloat | None, ...]]
    """Names of `Grid`; None where the epoch is absent."""


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
    cases: tuple[KeptCase, ...]
    evidence: KeptEvidence
    versions: dict[str, tuple[int, ...]]
    """Versions of each metric."""
    metrics: Scores = Field(default_factory=dict[str, dict[str, tuple[float, ...]]])
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
            name: {case: tuple(round(s, DIGITS) for s in scores) for case, scores in cases.items()}
            for name, cases in metrics.items()
        },
        history=history,
    )


def _kept(arm: Arm, n: int, case: CaseKey) -> KeptCase:
    figures: dict[str, tuple[float | None, ...]] = {}
    for field in fields(Grid):
        row = getattr(arm.grid, field.name)[n]
        if row.dtype.kind == "f":
            plain = [None if np.isnan(v) else round(float(v), DIGITS) for v in row]
        else:
            plain = [int(v) for v in row]
        if any(plain):
            figures[field.name] = tuple(plain)
    return KeptCase(
        id=case.id,
        sha=case.sha,
        slice=case.slice,
        cluster=case.cluster,
        hard=case.hard,
        figures=figures,
    )


def arm_of_baseline(kept: Baseline) -> Arm:
    """Return a kept champion as the gate sees it.

    Raises:
        InvalidInput: Cases have figures of different lengths, or none (code `baseline_broken`).
    """
    widths = {len(row) for case in kept.cases for row in case.figures.values()}
    if len(widths) != 1:
        raise InvalidInput(
            "the champion's baseline has figures of different lengths.",
            way_out=f"Take {PATH} back from the last commit, or promote a run again.",
            code="baseline_broken",
        )
    width = widths.pop()
    counts = {f.name: "float64" if "Float" in str(f.type) else "int64" for f in fields(Grid)}
    grids = {
        name: np.array(
            [_row(case.figures.get(name), width, is_float=kind == "float64") for case in kept.cases]
        ).astype(kind)
        for name, kind in counts.items()
    }
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


def _row(kept: tuple[float | None, ...] | None, width: int, *, is_float: bool) -> list[float]:
    absent = np.nan if is_float else 0.0
    if kept is None:
        return [0.0] * width
    return [absent if value is None else value for value in kept]


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
