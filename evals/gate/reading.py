"""Turns a run into an arm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final, get_args, get_type_hints

import numpy as np

from coach.errors import InvalidInput
from coach.runs.events import EventBody, Finished
from evals.gate.arm import Arm, CaseKey, Evidence, Grid
from evals.results import CaseRow, CaseStatus, EvidenceKind, RunResult, TurnRow

INVALID_CALL: Final = frozenset({"invalid_arguments", "unknown_tool"})
"""Codes of a tool's result that mean the call broke its contract."""
CONTRACT: Final = "tool_contract"
"""Metric that says so for a whole turn."""
METRIC_ERROR: Final = "metric_error"
"""Metric that stands in for one that could not judge."""
KINDS: Final = frozenset(kind.__dataclass_fields__["kind"].default for kind in get_args(EventBody))
"""Kinds of event that a client knows."""
OUTCOMES: Final = frozenset(get_args(get_type_hints(Finished)["outcome"]))
"""How a client knows that a run ended well."""
MOST_EPOCHS: Final = 1000
"""Source: own choice; 100 times what the gate asks for."""
COUNTED: Final = (
    "rows", "passed", "crashed", "stale", "invalid_calls", "tool_calls", "llm_calls",
    "input_tokens", "output_tokens", "words", "steps",
)  # fmt: skip
"""Counts of a grid."""


def arm_of(run: RunResult) -> Arm:
    """Return a run as the gate sees it.

    Raises:
        InvalidInput: An epoch is below 1 or absurdly high, or rows of one case disagree about it.
    """
    keys = _keys(run)
    order = tuple(keys[case] for case in sorted(keys))
    place = {case.id: n for n, case in enumerate(order)}
    width = max([run.header.epochs, *(row.epoch for row in run.cases)], default=1)
    if not 1 <= width <= MOST_EPOCHS or any(row.epoch < 1 for row in run.cases):
        raise InvalidInput(
            f"run {run.header.run_id} has epochs outside 1 to {MOST_EPOCHS}.",
            way_out="Run it again.",
            code="run_epochs",
        )
    shape = (len(order), width)
    counts = {name: np.zeros(shape, dtype=np.int64) for name in COUNTED}
    score, measured_ms = np.full(shape, np.nan), np.full(shape, np.nan)
    for row in run.cases:
        at = (place[row.case_id], row.epoch - 1)
        for name, value in _counts(row).items():
            counts[name][at] += value
        score[at] = row.score
        measured_ms[at] = row.latency_ms
    return Arm(
        header=run.header,
        cases=order,
        grid=Grid(score=score, measured_ms=measured_ms, **counts),
        evidence=evidence_of_rows(run.cases),
        metrics=_metric_versions(run.cases),
        broken_metrics=tuple(_broken_metrics(run.cases)),
        unfinished=tuple(
            f"{row.case_id}#{row.epoch}"
            for row in run.cases
            if row.status is CaseStatus.OK and not all(_is_whole(turn) for turn in row.turns)
        ),
        unknown_cases=tuple(sorted({row.case_id for row in run.cases} - set(run.header.cases))),
    )


def _keys(run: RunResult) -> dict[str, CaseKey]:
    keys: dict[str, CaseKey] = {}
    for row in run.cases:
        key = CaseKey(row.case_id, row.case_sha, row.slice, row.cluster, row.severity == "hard")
        if keys.setdefault(row.case_id, key) != key:
            raise InvalidInput(
                f"run {run.header.run_id} describes case {row.case_id!r} in two ways.",
                way_out="Run it again; epochs of one run share one case.",
                code="run_inconsistent",
            )
    for case in run.header.cases:
        keys.setdefault(case, CaseKey(case, "", "", case, hard=False))
    return keys


def _counts(row: CaseRow) -> dict[str, int]:
    calls = [call for turn in row.turns for call in turn.tools]
    refused = sum(str((call.result or {}).get("code")) in INVALID_CALL for call in calls)
    judged = sum(
        verdict.metric == CONTRACT and not verdict.passed
        for turn in row.turns
        for verdict in turn.verdicts
    )
    return {
        "rows": 1,
        "passed": int(row.passed),
        "crashed": int(row.status in {CaseStatus.ERROR, CaseStatus.TIMEOUT}),
        "stale": int(row.status is CaseStatus.STALE),
        "invalid_calls": max(refused, judged),
        "tool_calls": len(calls),
        "llm_calls": sum(turn.llm_calls for turn in row.turns),
        "input_tokens": sum(turn.input_tokens for turn in row.turns),
        "output_tokens": sum(turn.output_tokens for turn in row.turns),
        "words": sum(len(turn.reply.split()) for turn in row.turns),
        "steps": sum(turn.steps for turn in row.turns),
    }


def evidence_of_rows(rows: Iterable[CaseRow]) -> Evidence:
    """Return where the answers of some rows came from."""
    kept = list(rows)
    replayed = [row for row in kept if row.evidence is EvidenceKind.RECORDED]
    named = [row for row in kept if row.evidence is not EvidenceKind.LIVE]
    dates = [row.oldest_recording for row in kept if row.oldest_recording is not None]
    return Evidence(
        kinds=dict(Counter(row.evidence for row in kept if row.status is not CaseStatus.STALE)),
        prompts=frozenset(prompt for row in named for prompt in row.evidence_prompts),
        unnamed=sum(not row.evidence_prompts for row in replayed if row.status is CaseStatus.OK),
        model_versions=frozenset(version for row in kept for version in row.model_versions),
        oldest=min(dates, default=None),
        missing=sum(row.status is CaseStatus.STALE for row in kept),
    )


def _metric_versions(rows: Iterable[CaseRow]) -> dict[str, frozenset[int]]:
    seen: dict[str, set[int]] = {}
    for row in rows:
        for turn in row.turns:
            for verdict in turn.verdicts:
                seen.setdefault(verdict.metric, set()).add(verdict.version)
    return {name: frozenset(versions) for name, versions in sorted(seen.items())}


def _broken_metrics(rows: Iterable[CaseRow]) -> Iterable[str]:
    for row in rows:
        for turn in row.turns:
            for verdict in turn.verdicts:
                if verdict.metric == METRIC_ERROR:
                    yield f"{row.case_id}#{row.epoch} ({verdict.reason})"


def _is_whole(turn: TurnRow) -> bool:
    """Tell whether a client that knows the event schema could follow the turn to its end."""
    if not turn.events:
        return True
    last = turn.events[-1]
    has_ended = last.kind == "failed" or (
        last.kind == "finished" and last.detail in {*OUTCOMES, ""}
    )
    return has_ended and all(event.kind in KINDS for event in turn.events)
