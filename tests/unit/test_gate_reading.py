"""A run becomes an arm without a row dropped, and two runs can be shown side by side."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from cli.evals.answer import lines_of
from coach.errors import InvalidInput
from evals.gate.comparison import comparison_of
from evals.gate.decision import judge_arms, refused
from evals.gate.profile import packaged_profile
from evals.gate.reading import arm_of
from evals.gate.report import GateVerdict
from evals.gate.sides import read_side, side_of_run
from evals.gate.surroundings import Surroundings
from evals.results import (
    CaseRow,
    CaseStatus,
    EventRow,
    EvidenceKind,
    RunHeader,
    RunResult,
    ToolRow,
    TurnRow,
    Verdict,
)

pytestmark = pytest.mark.unit

AT = datetime(2026, 11, 1, tzinfo=UTC)


def call(code: str | None = None) -> ToolRow:
    result: dict[str, Any] = (
        {"summary": "", "facts": []} if code is None else {"error": "no", "code": code}
    )
    return ToolRow(
        id="c", name="next_load", arguments={"lift": "squat"}, result=result, started_ms=0,
        ended_ms=1,
    )  # fmt: skip


def turn(**values: Any) -> TurnRow:
    told: dict[str, Any] = {
        "turn": 1, "user": "hi", "reply": "three little words", "agent": "planner",
        "tools": (), "facts": (), "evidence": (), "safety": (), "score": 1.0, "passed": True,
        "verdicts": (Verdict(metric="must", score=1, passed=True, reason="all"),),
        "events": (EventRow(at_ms=1, kind="finished", detail="success"),), "steps": 3,
        "llm_calls": 2, "input_tokens": 10, "output_tokens": 5, "latency_ms": 12.5,
        "first_text_ms": 1.0,
    }  # fmt: skip
    return TurnRow.model_validate(told | values)


def row(case: str = "one", epoch: int = 1, **values: Any) -> CaseRow:
    told: dict[str, Any] = {
        "case_id": case, "case_sha": f"sha-{case}", "epoch": epoch, "slice": "planner",
        "cluster": case, "severity": "soft", "status": "ok", "evidence": "live", "score": 1.0,
        "passed": True, "turns": (turn(),),
    }  # fmt: skip
    return CaseRow.model_validate(told | values)


def run(*rows: CaseRow, **values: Any) -> RunResult:
    ids = tuple(dict.fromkeys(each.case_id for each in rows))
    told: dict[str, Any] = {
        "run_id": "r", "started_at": AT, "bundle_id": "b",
        "bundle": {"prompts": [], "params": {"planner": {"temperature": 0}}},
        "model": "builtin:coach", "mode": "live", "suite": "pr", "datasets": {}, "seed": 0,
        "clock": "frozen", "epochs": 1, "cases_expected": len(rows), "cases": ids, "host": "h",
        "tool_schemas_sha": "t",
    }  # fmt: skip
    return RunResult(header=RunHeader.model_validate(told | values), cases=rows)


def test_what_happened_in_a_case_is_counted() -> None:
    bad = turn(
        tools=(call(), call("invalid_arguments"), call("tool_timeout")),
        verdicts=(Verdict(metric="metric_error", score=0, passed=False, reason="limits: 0/0"),),
        events=(EventRow(at_ms=1, kind="finished", detail="done"),),
    )
    arm = arm_of(
        run(
            row("one", turns=(turn(), bad)),
            row("two", status=CaseStatus.ERROR, score=0, passed=False, severity="hard"),
            row("two", 2, status=CaseStatus.STALE, score=0, passed=False, severity="hard"),
            epochs=2,
        )
    )
    grid = arm.grid
    assert [case.id for case in arm.cases] == ["one", "two"]
    assert [case.hard for case in arm.cases] == [False, True]
    assert grid.rows.tolist() == [[1, 0], [1, 1]]
    assert grid.crashed.tolist() == [[0, 0], [1, 0]]
    assert grid.stale.tolist() == [[0, 0], [0, 1]]
    assert (grid.tool_calls[0, 0], grid.invalid_calls[0, 0]) == (3, 1)
    assert (grid.words[0, 0], grid.steps[0, 0], grid.measured_ms[0, 0]) == (6, 6, 25.0)
    assert arm.broken_metrics == ("one#1 (limits: 0/0)",)
    assert arm.unfinished == ("one#1",)
    assert arm.metrics["must"] == {1}
    assert (arm.evidence.kinds, arm.evidence.missing) == ({EvidenceKind.LIVE: 2}, 1)


def test_a_case_that_never_ran_and_one_nobody_named_are_both_seen() -> None:
    arm = arm_of(run(row("one"), row("two"), cases=("one", "three"), cases_expected=2))
    assert [case.id for case in arm.cases] == ["one", "three", "two"]
    assert arm.unknown_cases == ("two",)
    report = judge_arms(arm, arm, packaged_profile("pr"))
    assert {"R0.missing_rows", "R0.unknown_case"} <= set(report.fired)


@pytest.mark.parametrize("epoch", [0, -1, 10**9])
def test_an_impossible_epoch_is_refused(epoch: int) -> None:
    with pytest.raises(InvalidInput, match="epochs outside"):
        arm_of(run(row("one", epoch)))


def test_a_case_described_in_two_ways_is_refused() -> None:
    with pytest.raises(InvalidInput, match="in two ways"):
        arm_of(run(row("one"), row("one", 2, slice="form_critic"), epochs=2))


def test_a_comparison_shows_metrics_flips_calls_and_parts() -> None:
    failed = Verdict(metric="must", score=0, passed=False, reason="no load named")
    before = run(row("one"), row("two"))
    after = run(
        row("one", score=0, passed=False, turns=(turn(tools=(call(),), verdicts=(failed,)),)),
        row("two"),
        bundle={"prompts": [], "params": {"planner": {"temperature": 1}}},
    )
    found = comparison_of(side_of_run("a", before), side_of_run("b", after))
    must = next(each for each in found.differences if each.what == "must")
    assert (must.before, must.after) == (1.0, 0.5)
    assert [flip.case_id for flip in found.flips] == ["one"]
    assert found.trajectories[0].after == ("turn 1: planner", "next_load(lift='squat')")
    assert found.trajectories[0].reasons == ("turn 1 must: no load named",)
    assert [(p.name, p.before, p.after) for p in found.parts] == [
        ("params.planner.temperature", "0", "1")
    ]


def test_a_side_is_read_from_a_file_a_folder_or_by_id(tmp_path: Path) -> None:
    whole = run(row("one"), row("two"))
    file = tmp_path / "run.json"
    file.write_text(whole.model_dump_json(indent=1))
    assert read_side(str(file), tmp_path).run == whole
    folder = tmp_path / "evals" / "runs" / "r1"
    folder.mkdir(parents=True)
    (folder / "header.json").write_text(whole.header.model_dump_json())
    (folder / "cases.jsonl").write_text("".join(f"{r.model_dump_json()}\n" for r in whole.cases))
    assert read_side("r1", tmp_path).run == whole


def test_the_answer_is_told_verdict_first_and_names_what_fired() -> None:
    good = run(*(row(f"case-{n}") for n in range(12)))
    rows = [row(f"case-{n}", severity="hard", score=0, passed=False) for n in range(1)]
    bad = run(*rows, *(row(f"case-{n}") for n in range(1, 12)))
    report = judge_arms(arm_of(good), arm_of(bad), packaged_profile("pr"))
    lines = list(lines_of(report))
    assert lines[0].startswith("REGRESSION: ")
    assert any(line.startswith("R5 broken cases: regression [hard_case].") for line in lines)
    assert "  case-0 (planner, hard): 1.00 to 0.00" in lines


def test_what_cannot_be_read_is_an_answer_too() -> None:
    profile = packaged_profile("pr")
    report = refused("x.json is no run.", GateVerdict.CONFIGURATION, profile, Surroundings())
    assert (report.exit_code, report.fired) == (2, ("R0.unreadable",))
    assert next(iter(lines_of(report))) == "CONFIGURATION: x.json is no run."
