"""What every form of a report shows, worked out once: verdict, slices, worst flips, trend."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from pydantic import BaseModel, ConfigDict

from evals.gate.report import Flip, GateReport, GateVerdict, RuleOutcome, SliceLine
from evals.reports.history import PastRun
from evals.reports.trajectory import DiffLine, trajectory_diff
from evals.results import CaseRow, CaseStatus, EvidenceKind, RunResult, TurnRow

WORST: Final = 10
"""Flips shown; the gate's JSON holds all."""


class _View(BaseModel):
    model_config = ConfigDict(frozen=True)


class Side(_View):
    """One arm's answer to one message."""

    reply: str
    failed: tuple[str, ...]
    """`metric: reason` of each verdict that went against it."""


class TurnView(_View):
    """One message with both arms' answers."""

    user: str
    before: Side | None
    """None: the champion's replies are not at hand, only its scores."""
    after: Side | None
    trajectory: tuple[DiffLine, ...]
    """Tool calls, the champion's against the candidate's."""


class FlipView(_View):
    """One case worth reading."""

    case_id: str
    slice: str
    hard: bool
    before: float | None
    """Mean score of the champion, 0 to 1; None without a champion."""
    after: float
    epoch: int
    """The candidate's worst epoch, the one shown."""
    status: str
    error: str | None
    turns: tuple[TurnView, ...]


class CaseLine(_View):
    """One case over its epochs."""

    case_id: str
    slice: str
    score: float
    passed: int
    epochs: int
    reasons: tuple[str, ...]
    """Of its first failing epoch."""


class Report(_View):
    """Everything a report shows."""

    verdict: GateVerdict | None
    """None: one run alone, not judged by the gate."""
    headline: str
    evidence: str
    """Where the answers came from; the first line of every report."""
    facts: tuple[tuple[str, str], ...]
    """What was run: label and value."""
    score: float
    passed: int
    expected: int
    """Case-epochs."""
    overall: SliceLine | None
    slices: tuple[SliceLine, ...]
    rules: tuple[RuleOutcome, ...]
    flips: tuple[FlipView, ...]
    flips_in_all: int
    cases: tuple[CaseLine, ...]
    left_out: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, float], ...]
    """Means of metrics that are reported and never gated."""
    trend: tuple[PastRun, ...]
    waivers: tuple[str, ...] = ()
    """Releases that somebody signed for although the gate did not pass them."""


def report_of(
    candidate: RunResult,
    *,
    champion: RunResult | None = None,
    gate: GateReport | None = None,
    history: Sequence[PastRun] = (),
    waivers: Sequence[str] = (),
) -> Report:
    """Return what to show.

    Args:
        candidate: The run that is reported.
        champion: The other arm with its replies, if there are any.
        gate: The gate's answer on the two.
        history: Earlier runs of the same suite and model, oldest first.
        waivers: See `Report.waivers`.
    """
    lines = _case_lines(candidate)
    flips = _flips(candidate, champion, gate)
    return Report(
        verdict=gate.verdict if gate else None,
        headline=gate.reason if gate else _run_headline(lines, candidate),
        evidence=gate.evidence if gate else evidence_line(candidate),
        facts=_facts(candidate, gate),
        score=_mean([line.score for line in lines]),
        passed=sum(row.passed for row in candidate.cases),
        expected=candidate.header.cases_expected,
        overall=gate.overall if gate else None,
        slices=gate.slices if gate else (),
        rules=gate.rules if gate else (),
        flips=flips[:WORST],
        flips_in_all=len(flips),
        cases=lines,
        left_out=tuple((out.case_id, out.reason) for out in gate.left_out) if gate else (),
        columns=tuple(sorted(candidate.header.columns.items())),
        trend=tuple(history),
        waivers=tuple(waivers),
    )


def evidence_line(run: RunResult) -> str:
    """Return one sentence on where a run's answers came from."""
    answered = [row for row in run.cases if row.status is not CaseStatus.STALE]
    kinds = {kind: sum(row.evidence is kind for row in answered) for kind in EvidenceKind}
    parts = [f"{count} {kind}" for kind, count in kinds.items() if count]
    said = f"Evidence: {', '.join(parts) or 'none'} of {run.header.cases_expected} case-epochs."
    if kinds[EvidenceKind.SYNTHETIC]:
        said += " Synthetic evidence says nothing about a real model and is never promoted."
    return said


def _run_headline(lines: Sequence[CaseLine], run: RunResult) -> str:
    failing = sum(line.passed < line.epochs for line in lines)
    said = f"{len(lines) - failing} of {len(lines)} cases pass in every epoch."
    missing = run.header.cases_expected - len({(row.case_id, row.epoch) for row in run.cases})
    if missing <= 0:
        return said
    return f"Not finished: {missing} case-epochs have no result, and count 0. {said}"


def _facts(run: RunResult, gate: GateReport | None) -> tuple[tuple[str, str], ...]:
    header = run.header
    facts = [
        ("model", header.model),
        ("bundle", header.bundle_id[:16]),
        ("run", header.run_id),
        ("suite", header.suite),
        ("epochs", str(header.epochs)),
        ("seed", str(header.seed)),
        ("started", _moment(header.started_at)),
        ("took", _took(header.started_at, header.finished_at)),
        ("host", header.host),
        ("data sets", ", ".join(f"{k} {v}" for k, v in sorted(header.datasets.items()))),
    ]
    if gate and gate.champion:
        facts.insert(2, ("champion", f"{gate.champion.bundle_id[:16]} ({gate.champion.model})"))
    if gate:
        changed = ", changed here: the base's is used" if gate.profile.changed else ""
        facts.append(("profile", f"{gate.profile.name} from {gate.profile.source}{changed}"))
    if gate and gate.mde is not None:
        facts.append(("smallest drop noticed", f"{gate.mde:.3f} with 80 % power"))
    return tuple(facts)


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


def _took(start: datetime, end: datetime | None) -> str:
    return f"{(end - start).total_seconds():.0f} s" if end else "not finished"


def _case_lines(run: RunResult) -> tuple[CaseLine, ...]:
    rows: dict[str, list[CaseRow]] = {}
    for row in run.cases:
        rows.setdefault(row.case_id, []).append(row)
    return (
        *(_case_line(case_id, epochs) for case_id, epochs in rows.items()),
        *(_absent(case_id, run) for case_id in run.header.cases if case_id not in rows),
    )


def _absent(case_id: str, run: RunResult) -> CaseLine:
    """Return the line of a case that an interrupted run never came to; it counts with 0."""
    return CaseLine(
        case_id=case_id,
        slice="without a result",
        score=0.0,
        passed=0,
        epochs=max(run.header.epochs, 1),
        reasons=("no result: the run did not come to its end",),
    )


def _case_line(case_id: str, rows: Sequence[CaseRow]) -> CaseLine:
    failing = next((row for row in rows if not row.passed), None)
    return CaseLine(
        case_id=case_id,
        slice=rows[0].slice,
        score=_mean([row.score for row in rows]),
        passed=sum(row.passed for row in rows),
        epochs=len(rows),
        reasons=_reasons(failing) if failing else (),
    )


def _reasons(row: CaseRow) -> tuple[str, ...]:
    said = tuple(reason for turn in row.turns for reason in _failed(turn))
    return said or (row.error or row.status,)


def _failed(turn: TurnRow) -> tuple[str, ...]:
    return tuple(f"{v.metric}: {v.reason}" for v in turn.verdicts if v.gates and not v.passed)


def _flips(
    candidate: RunResult, champion: RunResult | None, gate: GateReport | None
) -> tuple[FlipView, ...]:
    if gate is None:
        failing = sorted((row for row in candidate.cases if not row.passed), key=_badness)
        first = {row.case_id: row for row in reversed(failing)}
        worst = sorted(first.values(), key=_badness)
        return tuple(_flip(row, None, None) for row in worst)
    rows: dict[str, list[CaseRow]] = {}
    for row in candidate.cases:
        rows.setdefault(row.case_id, []).append(row)
    worse = [flip for flip in gate.flips if flip.difference < 0 and flip.case_id in rows]
    return tuple(
        _flip(min(rows[flip.case_id], key=_badness), flip, _twin(champion, flip.case_id))
        for flip in worse
    )


def _badness(row: CaseRow) -> tuple[float, bool, str, int]:
    """Return what orders the worst first: score, hard cases before soft, then by id and epoch."""
    return row.score, row.severity != "hard", row.case_id, row.epoch


def _twin(champion: RunResult | None, case_id: str) -> CaseRow | None:
    """Return the champion's best epoch of a case."""
    rows = [row for row in champion.cases if row.case_id == case_id] if champion else []
    return max(rows, key=lambda row: row.score, default=None)


def _flip(row: CaseRow, flip: Flip | None, twin: CaseRow | None) -> FlipView:
    before = twin.turns if twin else ()
    count = max(len(row.turns), len(before))
    return FlipView(
        case_id=row.case_id,
        slice=row.slice,
        hard=row.severity == "hard",
        before=flip.champion if flip else None,
        after=flip.candidate if flip else row.score,
        epoch=row.epoch,
        status=row.status,
        error=row.error,
        turns=tuple(_turn(_nth(before, n), _nth(row.turns, n)) for n in range(count)),
    )


def _nth(turns: Sequence[TurnRow], n: int) -> TurnRow | None:
    return turns[n] if n < len(turns) else None


def _turn(before: TurnRow | None, after: TurnRow | None) -> TurnView:
    said = after or before
    return TurnView(
        user=said.user if said else "",
        before=_side(before),
        after=_side(after),
        trajectory=trajectory_diff(before.tools if before else None, after.tools if after else ()),
    )


def _side(turn: TurnRow | None) -> Side | None:
    return Side(reply=turn.reply, failed=_failed(turn)) if turn else None


def _mean(values: Iterable[float]) -> float:
    known = list(values)
    return sum(known) / len(known) if known else 0.0
