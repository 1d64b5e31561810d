"""A report says the verdict first, shows the worst flips, and never lets a reply become markup."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from evals.gate.report import (
    ArmSummary,
    Flip,
    GateReport,
    GateVerdict,
    ProfileUse,
    RuleOutcome,
    SliceLine,
)
from evals.reports.history import past_runs, point_of
from evals.reports.junit import junit
from evals.reports.pages import COMMENT, html_page, markdown
from evals.reports.trajectory import trajectory_diff
from evals.reports.view import Report, report_of
from evals.results import (
    CaseRow,
    CaseStatus,
    EvidenceKind,
    RunHeader,
    RunResult,
    ToolRow,
    TurnRow,
    Verdict,
)
from evals.run_folder import RUNS, RunFolder

pytestmark = pytest.mark.unit

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script> ```` | **bold** \x00"


def call(name: str, **arguments: object) -> ToolRow:
    result: dict[str, object] = {"summary": "6 sets", "facts": []}
    return ToolRow(id="c1", name=name, arguments=arguments, result=result, started_ms=1, ended_ms=2)


def row(
    case_id: str, score: float, *, epoch: int = 1, reply: str = "Squat 110 kg.", lift: str = "squat"
) -> CaseRow:
    verdict = Verdict(metric="must", score=score, passed=score == 1, reason="one step up")
    turn = TurnRow(
        turn=1,
        user="What should I squat?",
        reply=reply,
        agent="planner",
        tools=(call("next_load", exercise=lift),),
        facts=(),
        evidence=(),
        safety=(),
        verdicts=(verdict,),
        score=score,
        passed=score == 1,
        events=(),
        steps=5,
        llm_calls=2,
        input_tokens=0,
        output_tokens=0,
        latency_ms=90,
        first_text_ms=40,
    )
    return CaseRow(
        case_id=case_id,
        case_sha="s",
        epoch=epoch,
        slice="planner",
        cluster=case_id,
        severity="soft",
        status=CaseStatus.OK,
        evidence=EvidenceKind.LIVE,
        score=score,
        passed=score == 1,
        turns=(turn,),
    )


def run(*rows: CaseRow, run_id: str = "r1", at: datetime = AT) -> RunResult:
    header = RunHeader(
        run_id=run_id,
        started_at=at,
        finished_at=at,
        bundle_id="b" * 64,
        bundle={},
        model="builtin:coach",
        mode="live",
        suite="pr",
        datasets={"planner": "1.0.abc"},
        seed=0,
        clock="frozen",
        epochs=max(one.epoch for one in rows),
        cases_expected=len(rows),
        cases=tuple(dict.fromkeys(one.case_id for one in rows)),
        host="2 cores",
        tool_schemas_sha="t",
    )
    return RunResult(header=header, cases=rows)


def gated(candidate: RunResult, *flips: Flip) -> GateReport:
    arm = ArmSummary(
        run_id="r0",
        bundle_id="c" * 64,
        model="builtin:coach",
        mode="live",
        started_at=AT,
        n=2,
        epochs=1,
        score=1.0,
        evidence={EvidenceKind.LIVE: 2},
        oldest_recording=None,
        model_versions=(),
    )
    line = SliceLine(
        slice="planner",
        n=2,
        champion=1.0,
        candidate=0.5,
        difference=-0.5,
        lower=-0.7,
        upper=-0.3,
        margin=0.15,
        mde=0.2,
        verdict=GateVerdict.REGRESSION,
    )
    rules = (
        RuleOutcome(
            rule="R3",
            name="overall",
            verdict=GateVerdict.REGRESSION,
            reason=f"Down by 50 points. {HOSTILE}",
            fired=("overall",),
        ),
        RuleOutcome(
            rule="R8",
            name="judge",
            verdict=GateVerdict.PASS,
            reason="No judge spoke.",
            applied=False,
        ),
    )
    return GateReport(
        verdict=GateVerdict.REGRESSION,
        exit_code=1,
        reason="R3 overall: down by 50 points.",
        profile=ProfileUse(name="pr", sha="p", source="abc123", head_sha="q"),
        champion=arm,
        candidate=arm.model_copy(update={"run_id": candidate.header.run_id}),
        rules=rules,
        overall=line.model_copy(update={"slice": "all"}),
        slices=(line,),
        flips=flips,
        mde=0.2,
        evidence="Evidence: both arms live.",
        left_out=(),
    )


def flip(case_id: str, after: float) -> Flip:
    return Flip(
        case_id=case_id,
        slice="planner",
        hard=False,
        champion=1.0,
        candidate=after,
        difference=after - 1.0,
        champion_passed=1.0,
        candidate_passed=0.0,
    )


@pytest.fixture
def report() -> Report:
    candidate = run(row("good", 1.0), row("bad", 0.0, reply=HOSTILE, lift="bench_press"))
    champion = run(row("good", 1.0), row("bad", 1.0), run_id="r0")
    judged = gated(candidate, flip("bad", 0.0))
    return report_of(candidate, champion=champion, gate=judged)


def test_the_evidence_is_the_first_line_and_the_verdict_comes_before_all_else(
    report: Report,
) -> None:
    text = markdown(report)
    assert text.startswith("Evidence: both arms live.\n\n## Evals: REGRESSION\n")
    assert text.index("REGRESSION") < text.index("| Slice |") < text.index("| Rule |")


def test_a_flip_shows_both_replies_and_the_calls_that_differ(report: Report) -> None:
    text = markdown(report)
    assert '- next_load({"exercise": "squat"}) -> 6 sets' in text
    assert '+ next_load({"exercise": "bench_press"}) -> 6 sets' in text
    assert "- Squat 110 kg." in text
    assert "+ (must: one step up)" in text


def test_a_reply_is_never_markup(report: Report) -> None:
    page = html_page(report)
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    rule = next(line for line in markdown(report).splitlines() if line.startswith("| R3"))
    assert r"\|" in rule
    assert "&lt;script&gt;" in rule
    fences = [line for line in markdown(report).splitlines() if line.startswith("`````")]
    assert len(fences) == 2


def test_a_reply_cannot_write_to_the_terminal_or_turn_the_text_around() -> None:
    hostile = run(row("a", 0, reply="\x1b[2Jpassed\rPASS \u202edenrut, 5\u00a0kg"))
    text = markdown(report_of(hostile))
    assert not any(each in html_page(report_of(hostile)) for each in "\x1b\r\u202e")
    assert r"\x1b[2Jpassed" in text
    assert r"PASS \u202edenrut" + ", 5\u00a0kg" in text
    assert not any(each in text for each in "\x1b\r\u202e")


def test_the_page_needs_nothing_from_elsewhere(report: Report) -> None:
    page = html_page(report)
    assert "http" not in page.replace("http-equiv", "")
    assert "default-src 'none'" in page


def test_a_changed_profile_is_said(report: Report) -> None:
    assert ("profile", "pr from abc123, changed here: the base's is used") in report.facts


def test_junit_fails_the_case_and_the_rule_that_failed(report: Report) -> None:
    root = fromstring(junit(report))  # noqa: S314 - our own text
    suites = {suite.get("name"): suite for suite in root}
    assert suites["gate"].get("failures") == "1"
    assert suites["gate"].get("skipped") == "1"
    failed = [case.get("name") for case in suites["planner"] if case.find("failure") is not None]
    assert failed == ["bad"]


def test_a_run_without_the_gate_shows_its_failing_cases_worst_epoch() -> None:
    rows = [
        row("soft", 0.5),
        row("soft", 0.2, epoch=2),
        row("fine", 1.0),
        row("fine", 1.0, epoch=2),
    ]
    shown = report_of(run(*rows))
    assert shown.verdict is None
    assert [(one.case_id, one.epoch, one.after) for one in shown.flips] == [("soft", 2, 0.2)]
    assert "1 of 2 cases pass in every epoch" in markdown(shown)


def test_a_crashed_case_counts_with_nought_and_says_why() -> None:
    crashed = row("boom", 0.0).model_copy(
        update={"status": CaseStatus.ERROR, "error": "KeyError: 'x'", "turns": ()}
    )
    shown = report_of(run(row("good", 1.0), crashed))
    assert shown.score == 0.5
    assert shown.cases[1].reasons == ("KeyError: 'x'",)
    assert "KeyError" in html_page(shown)


def test_a_case_without_a_recording_is_no_evidence() -> None:
    stale = row("old", 0.0).model_copy(
        update={"status": CaseStatus.STALE, "evidence": EvidenceKind.RECORDED}
    )
    shown = report_of(run(row("good", 1.0), stale))
    assert shown.evidence == "Evidence: 1 live of 2 case-epochs."


def test_cases_that_an_interrupted_run_never_came_to_count_with_nought_and_are_named() -> None:
    whole = run(row("a", 1), row("b", 1))
    shown = report_of(whole.model_copy(update={"cases": whole.cases[:1]}))
    assert shown.score == 0.5
    assert shown.headline.startswith("Not finished: 1 case-epochs have no result")
    assert 'name="b"' in junit(shown)
    assert "did not come to its end" in junit(shown)


def test_a_comment_stays_under_its_limit() -> None:
    rows = [row(f"case-{n}", 0.0, reply="word " * 4000) for n in range(10)]
    text = markdown(report_of(run(*rows)))
    assert len(text) <= COMMENT
    assert "case-0" in text


def test_calls_are_laid_against_each_other() -> None:
    squat, bench = call("next_load", exercise="squat"), call("next_load", exercise="bench")
    marks = [line.mark for line in trajectory_diff([squat, bench], [squat])]
    assert marks == [" ", "-"]
    assert [line.mark for line in trajectory_diff(None, [squat])] == [" "]


def test_the_trend_holds_earlier_finished_runs_of_the_same_suite(tmp_path: Path) -> None:
    older = run(row("a", 1.0), row("b", 0.5), run_id="old", at=datetime(2026, 11, 1, tzinfo=UTC))
    other = run(row("a", 1.0), run_id="other")
    other = other.model_copy(update={"header": other.header.model_copy(update={"suite": "x"})})
    for each in (older, other):
        folder = RunFolder(tmp_path / RUNS / each.header.run_id)
        folder.write_header(each.header)
        for case in each.cases:
            folder.append(case)
    (tmp_path / "evals" / "runs" / "broken").mkdir()
    (tmp_path / "evals" / "runs" / "broken" / "header.json").write_text("{", encoding="utf-8")
    newest = run(row("a", 1.0))
    points = past_runs(tmp_path, newest.header)
    assert [(point.run_id, point.score, point.passed) for point in points] == [("old", 0.75, 0.5)]
    page = html_page(report_of(newest, history=[*points, point_of(newest)]))
    assert "<polyline" in page
