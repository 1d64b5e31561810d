"""Builders of eval runs for tests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from evals.cases.case import Case
from evals.results import (
    CaseRow,
    CaseStatus,
    EvidenceKind,
    RunHeader,
    RunResult,
    ToolRow,
    TurnRow,
)

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def run_of_calls(*calls: tuple[str, dict[str, Any]]) -> tuple[RunResult, tuple[Case, ...]]:
    """Return a run of one turn with these calls, and the case that expects just them."""
    wanted = [{"name": name, "args": args} for name, args in calls]
    case = Case.model_validate(
        {"id": "one", "turns": [{"user": "hi", "expect": {"tools": {"expected": wanted}}}]}
    )
    made = tuple(
        ToolRow(id=f"c{n}", name=name, arguments=args, result=None, started_ms=0, ended_ms=1)
        for n, (name, args) in enumerate(calls)
    )
    turn = TurnRow(
        turn=1,
        user="hi",
        reply="Fine.",
        agent="planner",
        tools=made,
        facts=(),
        evidence=(),
        safety=(),
        verdicts=(),
        score=1,
        passed=True,
        events=(),
        steps=1,
        llm_calls=1,
        input_tokens=0,
        output_tokens=0,
        latency_ms=1,
        first_text_ms=1,
    )
    row = CaseRow(
        case_id=case.id,
        case_sha="0",
        epoch=1,
        slice="other",
        cluster="one",
        severity="soft",
        status=CaseStatus.OK,
        evidence=EvidenceKind.LIVE,
        score=1,
        passed=True,
        turns=(turn,),
    )
    header = RunHeader(
        run_id="r",
        started_at=NOW,
        bundle_id="b",
        bundle={},
        model="builtin:coach",
        mode="live",
        suite="one",
        datasets={},
        seed=1,
        clock="frozen",
        epochs=1,
        cases_expected=1,
        cases=(case.id,),
        host="h",
        tool_schemas_sha="0",
    )
    return RunResult(header=header, cases=(row,)), (case,)
