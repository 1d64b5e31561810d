"""Two runs side by side without a verdict: scores by metric and slice, flips, and what differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

import numpy as np
from pydantic import BaseModel, ConfigDict

from evals import stats
from evals.gate.decision import evidence_of, flips_of, summary_of
from evals.gate.pair import Pair, pair_of
from evals.gate.quality import standing_of
from evals.gate.report import ArmSummary, Flip, LeftOut
from evals.gate.sides import Side
from evals.results import CaseRow, RunResult


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Difference(_Part):
    """One mean in both runs."""

    what: str
    """`score`, `passed`, the name of a metric, or a cost such as `words`."""
    slice: str
    n: int
    before: float
    after: float
    difference: float
    lower: float | None = None
    """One-sided 95 % bounds, of scores."""
    upper: float | None = None


class Trajectory(_Part):
    """What was done in a case that flipped, first epoch of both runs."""

    case_id: str
    before: tuple[str, ...]
    """Agent and tool calls with their arguments, in order."""
    after: tuple[str, ...]
    reasons: tuple[str, ...]
    """What went against the second run."""


class Part(_Part):
    """One part of the bundle that differs."""

    name: str
    before: str
    after: str


class Comparison(_Part):
    """The whole comparison."""

    first: ArmSummary
    second: ArmSummary
    evidence: str
    differences: tuple[Difference, ...]
    flips: tuple[Flip, ...]
    trajectories: tuple[Trajectory, ...]
    parts: tuple[Part, ...]
    left_out: tuple[LeftOut, ...]


SHOWN = 10
"""Flips whose trajectories are shown."""


def comparison_of(first: Side, second: Side) -> Comparison:
    """Compare two sides on the cases that are the same in both."""
    pair = pair_of(first.arm, second.arm)
    flips = flips_of(pair)
    return Comparison(
        first=summary_of(first.arm),
        second=summary_of(second.arm),
        evidence=evidence_of(first.arm, second.arm),
        differences=(*_scores(pair), *_metrics(pair, first, second), *_costs(pair)),
        flips=flips,
        trajectories=_trajectories(flips, first.run, second.run),
        parts=_parts(first.arm.header.bundle, second.arm.header.bundle),
        left_out=pair.left_out,
    )


def _scores(pair: Pair) -> Iterator[Difference]:
    if not pair.n:
        return
    masks = {"all": np.ones(pair.n, dtype=bool)}
    masks |= {name: pair.slice_of == n for n, name in enumerate(pair.slices)}
    for name, mask in masks.items():
        bounds = standing_of(pair, mask).bounds
        yield Difference(
            what="score",
            slice=name,
            n=bounds.n,
            before=float(pair.before[mask].mean()),
            after=float(pair.after[mask].mean()),
            difference=bounds.mean,
            lower=bounds.lower,
            upper=bounds.upper,
        )


def _metrics(pair: Pair, first: Side, second: Side) -> Iterator[Difference]:
    ids = {case.id for case in pair.cases}
    for metric in sorted(first.metrics.keys() & second.metrics.keys()):
        before, after = first.metrics[metric], second.metrics[metric]
        shared = sorted(before.keys() & after.keys() & ids)
        if not shared:
            continue
        means = [[float(np.mean(side[case])) for case in shared] for side in (before, after)]
        differences = np.array(means[1]) - np.array(means[0])
        bounds = stats.bounds_of(differences, np.arange(len(shared)))
        yield Difference(
            what=metric,
            slice="all",
            n=len(shared),
            before=float(np.mean(means[0])),
            after=float(np.mean(means[1])),
            difference=bounds.mean,
            lower=bounds.lower,
            upper=bounds.upper,
        )


def _costs(pair: Pair) -> Iterator[Difference]:
    if not pair.n:
        return
    for name in ("words", "llm_calls", "tool_calls", "input_tokens", "output_tokens", "steps"):
        means = [
            float((getattr(arm.grid, name)[at].sum(axis=1) / np.maximum(arm.epochs[at], 1)).mean())
            for arm, at in (
                (pair.champion, pair.at_champion),
                (pair.candidate, pair.at_candidate),
            )
        ]
        yield Difference(
            what=name,
            slice="all",
            n=pair.n,
            before=means[0],
            after=means[1],
            difference=means[1] - means[0],
        )


def _trajectories(
    flips: Sequence[Flip], first: RunResult | None, second: RunResult | None
) -> tuple[Trajectory, ...]:
    before, after = _first_rows(first), _first_rows(second)
    return tuple(
        Trajectory(
            case_id=flip.case_id,
            before=_steps(before.get(flip.case_id)),
            after=_steps(after.get(flip.case_id)),
            reasons=_reasons(after.get(flip.case_id)),
        )
        for flip in flips[:SHOWN]
        if flip.case_id in after
    )


def _first_rows(run: RunResult | None) -> Mapping[str, CaseRow]:
    rows: dict[str, CaseRow] = {}
    for row in run.cases if run is not None else ():
        rows.setdefault(row.case_id, row)
    return rows


def _steps(row: CaseRow | None) -> tuple[str, ...]:
    if row is None:
        return ()
    return tuple(
        step
        for turn in row.turns
        for step in (
            f"turn {turn.turn}: {turn.agent or 'no agent'}",
            *(f"{call.name}({_arguments(call.arguments)})" for call in turn.tools),
        )
    )


def _arguments(arguments: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in sorted(arguments.items()))


def _reasons(row: CaseRow | None) -> tuple[str, ...]:
    if row is None:
        return ()
    failed = (
        f"turn {turn.turn} {verdict.metric}: {verdict.reason}"
        for turn in row.turns
        for verdict in turn.verdicts
        if verdict.gates and not verdict.passed
    )
    return (row.error, *failed) if row.error else tuple(failed)


def _parts(before: Mapping[str, Any], after: Mapping[str, Any], path: str = "") -> tuple[Part, ...]:
    """Return the parts of two bundles that differ, down to their leaves."""
    found: list[Part] = []
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        inner = [cast("dict[str, Any]", part) for part in (old, new) if isinstance(part, dict)]
        if len(inner) == 2:
            found += _parts(inner[0], inner[1], f"{path}{name}.")
        else:
            found.append(Part(name=f"{path}{name}", before=_short(old), after=_short(new)))
    return tuple(found)


def _short(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(str(each) for each in cast("Sequence[object]", value))
    return "absent" if value is None else str(value)
