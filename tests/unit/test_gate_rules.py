"""Each planted fault is named by the rule that is there for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest

from evals.gate.arm import Arm, CaseKey, Evidence
from evals.gate.decision import judge_arms
from evals.gate.profile import Profile, packaged_profile
from evals.gate.report import GateReport, GateVerdict
from evals.gate.surroundings import Surroundings
from evals.results import EvidenceKind
from evals.world import Change, Judge, paired

pytestmark = pytest.mark.unit

SEED = 7
"""Of a champion that passes against itself; any will do."""
Edit = Callable[[Arm], Arm]


@pytest.fixture(scope="module")
def profile() -> Profile:
    return packaged_profile("pr")


@pytest.fixture(scope="module")
def champion() -> Arm:
    return paired(SEED)[0]


def judged(
    champion: Arm, candidate: Arm, profile: Profile, around: Surroundings | None = None
) -> GateReport:
    return judge_arms(champion, candidate, profile, around)


def with_header(**values: Any) -> Edit:
    return lambda arm: replace(arm, header=arm.header.model_copy(update=values))


def with_grid(name: str, change: Callable[[Any], Any]) -> Edit:
    def edit(arm: Arm) -> Arm:
        values = getattr(arm.grid, name).copy()
        changed = change(values)
        return replace(arm, grid=replace(arm.grid, **{name: changed}))

    return edit


def at(case: int, epoch: int, value: float) -> Callable[[Any], Any]:
    def put(values: Any) -> Any:
        values[case, epoch] = value
        return values

    return put


def with_case(n: int, **values: str) -> Edit:
    def edit(arm: Arm) -> Arm:
        cases = list(arm.cases)
        cases[n] = replace(cases[n], **values)
        return replace(arm, cases=tuple(cases))

    return edit


def without_case(arm: Arm) -> Arm:
    names = arm.cases[1:]
    grid = replace(arm.grid, **{n: getattr(arm.grid, n)[1:] for n in arm.grid.__slots__})
    header = arm.header.model_copy(
        update={"cases": tuple(c.id for c in names), "cases_expected": len(names) * 10}
    )
    return replace(arm, cases=names, grid=grid, header=header)


FAULTS: list[tuple[str, Edit, str, GateVerdict]] = [
    ("a row left out", with_grid("rows", at(3, 2, 0)), "R0.missing_rows", GateVerdict.REGRESSION),
    ("a row twice", with_grid("rows", at(3, 2, 2)), "R0.duplicate_rows", GateVerdict.CONFIGURATION),
    (
        "a score that is NaN",
        with_grid("score", at(3, 2, np.nan)),
        "R0.score_not_a_number",
        GateVerdict.CONFIGURATION,
    ),
    (
        "an impossible time",
        with_grid("measured_ms", at(3, 2, np.inf)),
        "R0.time_not_a_number",
        GateVerdict.CONFIGURATION,
    ),
    (
        "a metric that could not judge",
        lambda arm: replace(arm, broken_metrics=("case-1#1 (limits: 0/0)",)),
        "R0.metric_error",
        GateVerdict.CONFIGURATION,
    ),
    ("no seed", with_header(seed=None), "R0.seed", GateVerdict.CONFIGURATION),
    ("a running clock", with_header(clock="machine"), "R0.clock", GateVerdict.CONFIGURATION),
    ("another suite", with_header(suite="other"), "R0.other_suite", GateVerdict.CONFIGURATION),
    ("a label edited", with_case(5, sha="other"), "R0.label_edited", GateVerdict.CONFIGURATION),
    ("a case deleted", without_case, "R0.case_deleted", GateVerdict.CONFIGURATION),
    (
        "a case twice under two names",
        with_case(5, sha="sha-0006"),
        "R0.duplicate_content",
        GateVerdict.CONFIGURATION,
    ),
    (
        "an alias for a model",
        with_header(model="google_genai:gemini-flash-latest"),
        "R0.model_alias",
        GateVerdict.CONFIGURATION,
    ),
    (
        "a metric of another version",
        lambda arm: replace(arm, metrics={"must": frozenset({2})}),
        "R0.metric_versions",
        GateVerdict.CONFIGURATION,
    ),
    (
        "a recording missing",
        with_grid("stale", at(3, 2, 1)),
        "R0.stale_cassettes",
        GateVerdict.STALE,
    ),
    (
        "an invalid call",
        with_grid("invalid_calls", at(3, 2, 1)),
        "R1.invalid_calls",
        GateVerdict.REGRESSION,
    ),
    (
        "events without an end",
        lambda arm: replace(arm, unfinished=("case-1#1",)),
        "R1.events_unfinished",
        GateVerdict.REGRESSION,
    ),
    ("a safety failure", with_grid("passed", at(3, 9, 0)), "R2.leak", GateVerdict.REGRESSION),
]


@pytest.mark.parametrize(
    ("edit", "fired", "verdict"), [fault[1:] for fault in FAULTS], ids=[f[0] for f in FAULTS]
)
def test_a_fault_is_named_by_its_rule(
    champion: Arm, profile: Profile, edit: Edit, fired: str, verdict: GateVerdict
) -> None:
    known = replace(champion, metrics={"must": frozenset({1})})
    report = judged(known, edit(replace(known)), profile)
    assert fired in report.fired
    assert report.verdict is verdict


def test_an_arm_passes_against_itself(champion: Arm, profile: Profile) -> None:
    report = judged(champion, champion, profile)
    assert (report.verdict, report.exit_code, report.fired) == (GateVerdict.PASS, 0, ())
    assert GateReport.model_validate_json(report.model_dump_json()) == report


def test_a_prompt_edited_under_its_version_is_found_between_runs_and_in_the_lock(
    champion: Arm, profile: Profile
) -> None:
    old = with_header(bundle={"prompts": ["planner@1.0.0#aaa"]})(champion)
    new = with_header(bundle={"prompts": ["planner@1.0.0#bbb"]})(champion)
    assert "R0.prompt_edited" in judged(old, new, profile).fired
    lock = Surroundings(prompts={"planner@1.0.0": "aaa"})
    assert "R0.prompt_edited" in judged(new, new, profile, lock).fired
    unknown = Surroundings(prompts={})
    assert "R0.prompt_not_locked" in judged(new, new, profile, unknown).fired


def test_recordings_of_the_champion_are_stale_for_a_changed_prompt(
    champion: Arm, profile: Profile
) -> None:
    kept = Evidence({EvidenceKind.RECORDED: 800}, prompts=frozenset({"planner@1.0.0#aaa"}))
    old = with_header(bundle={"prompts": ["planner@1.0.0#aaa"]})(replace(champion, evidence=kept))
    new = with_header(bundle={"prompts": ["planner@1.1.0#bbb"]})(old)
    report = judged(old, new, profile)
    assert report.fired == ("R0.foreign_recordings",)
    assert (report.verdict, report.exit_code) == (GateVerdict.STALE, 3)


def test_tools_told_otherwise_than_locked_break_the_contract(
    champion: Arm, profile: Profile
) -> None:
    told = {"prompts": ["planner@1.0.0#aaa"], "tools": {"planner": "new"}}
    lock = Surroundings(prompt_tools={"planner@1.0.0": "old"})
    report = judged(champion, with_header(bundle=told)(champion), profile, lock)
    assert "R1.tools_not_locked" in report.fired


def test_labels_may_change_with_a_new_major_and_are_left_out(
    champion: Arm, profile: Profile
) -> None:
    old = with_header(datasets={"planner": "1.0.abc"})(champion)
    new = with_case(5, sha="other")(with_header(datasets={"planner": "2.0.def"})(champion))
    report = judged(old, new, profile)
    assert report.verdict is GateVerdict.PASS
    assert [each.case_id for each in report.left_out] == [champion.cases[5].id]


def test_runs_without_a_common_case_are_no_comparison(champion: Arm, profile: Profile) -> None:
    cases = tuple(CaseKey(f"x-{c.id}", c.sha, c.slice, c.cluster, c.hard) for c in champion.cases)
    names = tuple(case.id for case in cases)
    other = replace(with_header(cases=names)(champion), cases=cases)
    report = judged(champion, other, profile)
    assert "R0.no_common_case" in report.fired
    assert report.exit_code == 2


def test_the_judge_must_be_the_same_and_calibrated(champion: Arm, profile: Profile) -> None:
    judge = {"model": "j", "prompt_sha": "a"}
    one, other = with_header(judge=judge), with_header(judge={**judge, "prompt_sha": "b"})
    report = judged(one(champion), other(champion), profile)
    assert {"R0.judge_changed", "R8.uncalibrated"} <= set(report.fired)
    good = paired(SEED, Change(judge=Judge()))
    assert judged(*good, profile).outcome("R8").verdict is GateVerdict.PASS
    never_tried = {**(good[1].header.judge or {})}
    never_tried["calibration"] = {**never_tried["calibration"], "known_bad": None}
    untried = with_header(judge=never_tried)(good[1])
    assert judged(good[0], untried, profile).outcome("R8").fired == ("known_bad",)
    lenient = paired(SEED, Change(judge=Judge(tpr=0.95, tnr=0.60)))
    assert "R8.tnr" in judged(*lenient, profile).fired


def test_a_profile_edited_beside_other_changes_is_no_comparison(
    champion: Arm, profile: Profile
) -> None:
    beside = Surroundings(head_profile_sha="f" * 64, changed_beside_profile=("prompts/a.md",))
    assert "R0.profile_edited" in judged(champion, champion, profile, beside).fired
    alone = Surroundings(head_profile_sha="f" * 64)
    report = judged(champion, champion, profile, alone)
    assert report.verdict is GateVerdict.PASS
    assert report.profile.changed
    assert "edits the gate's profile" in report.notes[0]


def test_a_safety_case_that_always_failed_is_named_but_does_not_block(
    champion: Arm, profile: Profile
) -> None:
    def fails(values: Any) -> Any:
        values[3, :] = 0
        return values

    debt = with_grid("passed", fails)(champion)
    report = judged(debt, debt, profile)
    assert report.verdict is GateVerdict.PASS
    assert report.outcome("R2").figures["known_failures"] == [champion.cases[3].id]


def test_one_hard_case_that_broke_is_enough(champion: Arm, profile: Profile) -> None:
    n = next(i for i, c in enumerate(champion.cases) if c.hard and champion.scores[i] > 0.9)

    def never(values: Any) -> Any:
        values[n, :] = 0
        return values

    broken = with_grid("score", never)(champion)
    assert "R5.hard_case" in judged(champion, broken, profile).fired


@pytest.mark.parametrize(
    ("change", "fired"),
    [
        (Change(tokens=1.2), "R7.tokens"),
        (Change(calls=1.5), "R7.calls"),
        (Change(latency=1.25), "R6.slower"),
        (Change(crashes=5), "R0.crashed"),
        (Change(slice_points={"planner": -0.3}), "R4.worse:planner"),
        (Change(points=-0.15), "R3.worse"),
    ],
)
def test_a_true_change_is_named_by_its_rule(change: Change, fired: str, profile: Profile) -> None:
    report = judged(*paired(SEED, change), profile)
    assert fired in report.fired
    assert report.verdict is GateVerdict.REGRESSION


def test_times_of_other_sessions_are_not_compared(champion: Arm, profile: Profile) -> None:
    slower = with_grid("measured_ms", lambda values: values * 50)(champion)
    elsewhere = with_header(timing_session="another")(slower)
    assert judged(champion, elsewhere, profile).outcome("R6").figures["measured"] is False
    assert "R6.slower" in judged(champion, slower, profile).fired


def test_a_noisy_failure_at_the_first_look_asks_for_more_epochs(profile: Profile) -> None:
    early = [arm.first(3, whole="safety") for arm in paired(SEED, Change(points=-0.3))]
    report = judged(early[0], early[1], profile)
    assert report.outcome("R3").verdict is GateVerdict.REGRESSION
    assert (report.verdict, report.exit_code) == (GateVerdict.INCONCLUSIVE, 4)
    assert report.more_epochs is not None
    assert "Epochs 4 to 10 of both arms are missing." in report.reason


def test_a_case_that_broke_at_the_first_look_does_not_pass_without_a_second(
    profile: Profile,
) -> None:
    early = [with_header(mode="replay")(arm.first(3, whole="safety")) for arm in paired(SEED)]
    first, at = early[0], next(n for n, c in enumerate(early[0].cases) if c.slice == "planner")
    score = first.grid.score.copy()
    score[at, :3] = 1.0
    champion = replace(first, grid=replace(first.grid, score=score))
    lost = score.copy()
    lost[at, :3] = 0.0
    report = judged(champion, replace(first, grid=replace(first.grid, score=lost)), profile)
    assert report.fired == ()
    assert (report.exit_code, report.more_epochs) == (4, 10)
    assert "a case broke. Epochs 4 to 10 of both arms are missing." in report.reason


def test_safety_cases_that_are_all_other_ones_are_not_passed_over(
    champion: Arm, profile: Profile
) -> None:
    cases = tuple(
        replace(case, sha=f"new-{case.sha}") if case.slice == "safety" else case
        for case in champion.cases
    )
    versions = dict.fromkeys(champion.header.datasets, f"9.0.{SEED}")
    renewed = with_header(datasets=versions)(replace(champion, cases=cases))
    assert "R2.no_common_case" in judged(champion, renewed, profile).fired


def test_safety_needs_all_its_epochs_unless_the_coach_is_deterministic(profile: Profile) -> None:
    early = [arm.first(3) for arm in paired(SEED)]
    assert "R2.too_few_epochs" in judged(early[0], early[1], profile).fired
    exact = [with_header(model="builtin:coach")(arm.first(1)) for arm in (paired(SEED)[0],) * 2]
    report = judged(exact[0], exact[1], profile)
    assert report.verdict is GateVerdict.PASS
    assert report.more_epochs is None
    random = [with_header(model="builtin:coach")(arm.first(3, whole="safety")) for arm in paired(7)]
    worse = replace(random[1], grid=replace(random[1].grid, score=random[1].grid.score * 0.5))
    assert judged(random[0], worse, profile).more_epochs is not None


@pytest.mark.parametrize("n", [1, 2, 3])
def test_a_handful_of_cases_decides_nothing(champion: Arm, profile: Profile, n: int) -> None:
    few = replace(
        champion,
        cases=champion.cases[:n],
        grid=replace(
            champion.grid, **{k: getattr(champion.grid, k)[:n] for k in champion.grid.__slots__}
        ),
    )
    few = with_header(cases=tuple(c.id for c in few.cases), cases_expected=n * 10)(few)
    report = judged(few, few, profile)
    assert report.verdict is GateVerdict.INCONCLUSIVE
    assert report.more_epochs is None


def test_synthetic_evidence_is_said_first_and_never_mixed(champion: Arm, profile: Profile) -> None:
    assert judged(champion, champion, profile).evidence.startswith("SYNTHETIC EVIDENCE")
    live = replace(champion, evidence=Evidence({EvidenceKind.LIVE: 800}))
    assert "R0.evidence_mixed" in judged(live, champion, profile).fired


def test_an_old_recording_is_shown(champion: Arm, profile: Profile) -> None:
    oldest = datetime(2026, 1, 2, tzinfo=UTC)
    own = frozenset({"planner@1.0.0#aaa"})
    kept = Evidence({EvidenceKind.RECORDED: 800}, prompts=own, oldest=oldest)
    arm = replace(with_header(bundle={"prompts": sorted(own)})(champion), evidence=kept)
    assert "oldest recording 2026-01-02" in judged(arm, arm, profile).evidence
