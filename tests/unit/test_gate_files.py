"""Profiles, baselines, base commits and promotions: what is read, refused and written."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from coach.errors import ExternalFailure, FitholicError, InvalidInput, NotFound
from evals.cases.dataset_lock import PATH as DATASETS
from evals.cases.dataset_lock import Lock, LockedCase, LockedDataset
from evals.gate.arm import Arm, Evidence, Grid
from evals.gate.baseline import (
    PATH,
    PREVIOUS,
    Promotion,
    arm_of_baseline,
    baseline_of,
    check_size,
    metrics_of,
    parse_baseline,
    written,
)
from evals.gate.commits import base_of
from evals.gate.decision import judge_arms
from evals.gate.kept import keep, read_answer
from evals.gate.locks import champion_of, is_first, terms_of
from evals.gate.profile import FOLDER, packaged_profile
from evals.gate.promotion import (
    Waiver,
    check_answer,
    check_measured,
    check_rival,
    crown,
    registry_with,
    roll_back,
)
from evals.gate.report import GateReport, GateVerdict
from evals.gate.sides import Side
from evals.results import EvidenceKind
from evals.world import Change, paired

pytestmark = pytest.mark.unit

NOW = datetime(2026, 1, 20, tzinfo=UTC)
PROMPT = "planner@1.0.0"
SHA = "a" * 64
LOCK = f"{PROMPT}:\n  sha256: {SHA}\nplanner@1.1.0:\n  sha256: {'b' * 64}\n"
REGISTRY = "# Which version is in use.\nplanner:\n  champion: 1.0.0\n"


def live(change: Change | None = None, prompt: str = f"{PROMPT}#{SHA}") -> tuple[Arm, Arm]:
    """Return two arms as runs of a real model would look."""
    found = [
        replace(
            arm,
            header=arm.header.model_copy(
                update={"bundle": {"prompts": [prompt]}, "bundle_id": f"{side}-bundle-0123456789"}
            ),
            evidence=Evidence(
                {EvidenceKind.RECORDED: 800},
                prompts=frozenset({prompt}),
                model_versions=frozenset({"gemini-3.5-flash-001"}),
                oldest=NOW - timedelta(days=3),
            ),
        )
        for arm, side in zip(paired(7, change), ("champion", "candidate"), strict=True)
    ]
    return found[0], found[1]


def promoted(run_id: str, note: str = "") -> Promotion:
    return Promotion(
        at=NOW, bundle_id="b", run_id=run_id, gate_run="g", verdict="pass", by="me", note=note
    )


def test_a_baseline_gives_back_the_arm_it_was_made_of() -> None:
    arm = paired(3)[0]
    metrics = {"must": {"case-0001": (1.0, 0.5, 1.0), "case-0002": (1.0, 1.0, 1.0)}}
    kept = parse_baseline(written(baseline_of(arm, metrics, promoted("r"))))
    again = arm_of_baseline(kept)
    assert again.cases == arm.cases
    for field in fields(Grid):
        old, new = getattr(arm.grid, field.name), getattr(again.grid, field.name)
        assert old.dtype == new.dtype
        np.testing.assert_allclose(new, old, atol=0.05 if field.name == "measured_ms" else 0)
    assert metrics_of(kept)["must"]["case-0001"] == (1.0, 0.5, 1.0)
    assert judge_arms(again, arm, packaged_profile("pr")).verdict is GateVerdict.PASS


def test_a_baseline_stays_small_or_is_refused() -> None:
    text = written(baseline_of(paired(3)[0], {}))
    check_size(text)
    with pytest.raises(InvalidInput, match="at most 300,000"):
        check_size(text * 10)


BREAKS: dict[str, Callable[[str], str]] = {
    "cut": lambda text: text[:-200],
    "another format": lambda text: text.replace('"format": 1', '"format": 2'),
    "another length": lambda text: text.replace('"epochs":10', '"epochs":9'),
    "NaN": lambda text: text.replace('"score":[', '"score":[NaN,'),
    "an unknown key": lambda text: text.replace('"history"', '"hystory"'),
}


@pytest.mark.parametrize("how", BREAKS)
def test_a_broken_baseline_is_refused_with_the_way_out(how: str) -> None:
    text = BREAKS[how](written(baseline_of(paired(3)[0], {})))
    with pytest.raises(InvalidInput, match=r"champion\.json"):
        arm_of_baseline(parse_baseline(text))


class Repository:
    """A small git repository with what the gate reads."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str) -> None:
        who = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", "-C", str(self.root), *who, *arguments], check=True)

    def put(self, path: str, text: str) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "x")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path)
    text = Path(__file__, "../../..", FOLDER, "pr.yaml").resolve().read_text(encoding="utf-8")
    made.put(f"{FOLDER}/pr.yaml", text)
    made.put("prompts/prompts.lock", LOCK)
    made.put("prompts/registry.yaml", REGISTRY)
    made.commit()
    return made


def test_a_branch_is_judged_by_the_profile_it_left_the_main_branch_with(
    repository: Repository,
) -> None:
    path = f"{FOLDER}/pr.yaml"
    strict = (repository.root / path).read_text(encoding="utf-8")
    repository.git("checkout", "-q", "-b", "change")
    repository.put(path, strict.replace("40: 0.10", "40: 0.90"))
    repository.put("prompts/planner/1.1.0.md", "new")
    repository.commit()
    base = base_of(repository.root)
    terms = terms_of(base, "pr", is_own=True)
    assert base.why == "merge-base with main"
    assert terms.profile.margin(40) == 0.10
    assert terms.around.profile_use(terms.profile).changed
    assert terms.around.changed_beside_profile == ("prompts/planner/1.1.0.md",)
    arm = paired(7)[0]
    report = judge_arms(arm, arm, terms.profile, terms.around)
    assert "R0.profile_edited" in report.fired


def test_the_main_branch_is_judged_by_the_commit_before(repository: Repository) -> None:
    with pytest.raises(InvalidInput, match="no earlier commit"):
        base_of(repository.root)
    repository.commit()
    assert base_of(repository.root).why == "the commit before"
    assert base_of(repository.root, "HEAD").why == "named as HEAD"
    for wrong in ("nowhere", "--all"):
        with pytest.raises(InvalidInput, match="there is no commit"):
            base_of(repository.root, wrong)


def test_without_history_nothing_is_judged(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="no git history") as caught:
        base_of(tmp_path)
    assert (caught.value.code, "fetch-depth: 0" in str(caught.value)) == ("no_base", True)


def test_changes_that_git_cannot_tell_are_not_taken_for_none(repository: Repository) -> None:
    base = base_of(repository.root, "HEAD")
    with pytest.raises(ExternalFailure, match="git diff failed"):
        replace(base, sha="0" * 40).changed(["prompts"])


def test_what_the_base_commit_lacks_is_said_with_a_way_out(repository: Repository) -> None:
    base = base_of(repository.root, "HEAD")
    with pytest.raises(InvalidInput, match="has no gate profile 'weekly'"):
        terms_of(base, "weekly", is_own=True)
    with pytest.raises(InvalidInput, match=r"champion\.json"):
        champion_of(base)


def test_a_commit_older_than_the_gate_leaves_it_to_the_tree(tmp_path: Path) -> None:
    young = Repository(tmp_path)
    young.commit()
    profile = Path(__file__, "../../..", FOLDER, "pr.yaml").resolve().read_text(encoding="utf-8")
    young.put(f"{FOLDER}/pr.yaml", profile)
    base = base_of(young.root, "HEAD")
    terms = terms_of(base, "pr", is_own=True)
    assert (is_first(base), terms.around.profile_source) == (True, "this tree")
    with pytest.raises(InvalidInput, match=r"champion\.json"):
        champion_of(base)
    arm = paired(7)[0]
    young.put(PATH, written(baseline_of(arm, {})))
    assert champion_of(base).arm.header.bundle_id == arm.header.bundle_id
    young.commit()
    assert not is_first(base_of(young.root, "HEAD"))


def test_a_label_changed_without_a_new_version_is_found_in_the_lock(
    repository: Repository,
) -> None:
    lock = Lock(
        datasets={
            "planner": LockedDataset(
                version="1.0",
                sha="a" * 16,
                cases={"one": LockedCase(inputs="b" * 16, labels="c" * 16)},
            )
        }
    )
    repository.put(DATASETS, lock.text)
    repository.commit()
    repository.put(DATASETS, lock.text.replace("c" * 16, "d" * 16))
    terms = terms_of(base_of(repository.root, "HEAD"), "pr", is_own=True)
    arm = paired(7)[0]
    report = judge_arms(arm, arm, terms.profile, terms.around)
    assert report.fired == ("R0.label_changed",)
    assert report.exit_code == 2


def answer(arms: tuple[Arm, Arm]) -> GateReport:
    return judge_arms(*arms, packaged_profile("pr"))


def test_a_promotion_writes_baseline_and_registry_and_can_be_taken_back(
    repository: Repository,
) -> None:
    root = repository.root
    first, second = live(prompt=f"{PROMPT}#{SHA}")[0], live(prompt=f"planner@1.1.0#{'b' * 64}")[1]
    crown(baseline_of(first, {}), promoted("one"), root)
    crown(baseline_of(second, {}), promoted("two"), root)
    registry = root / "prompts" / "registry.yaml"
    assert registry.read_text() == REGISTRY.replace("1.0.0", "1.1.0")
    assert roll_back(root, NOW, "me").header.run_id == "champion"
    kept = parse_baseline((root / PATH).read_text())
    assert [each.run_id for each in kept.history] == ["one", "two", "champion"]
    assert kept.history[-1].note == "rolled back"
    assert registry.read_text() == REGISTRY
    assert parse_baseline((root / PREVIOUS).read_text()).header.run_id == "candidate"


def test_only_the_champion_itself_is_measured_again(repository: Repository) -> None:
    root = repository.root
    first, other = live()
    same = answer((first, first))
    assert check_measured(first, same, root) == "first champion"
    crown(baseline_of(first, {}), promoted("one"), root)
    assert check_measured(first, same, root) == "measured again"
    with pytest.raises(InvalidInput, match="is champion"):
        check_measured(other, answer((other, other)), root)
    broken = replace(first, header=first.header.model_copy(update={"seed": None}))
    with pytest.raises(InvalidInput, match="compared with itself"):
        check_measured(broken, answer((broken, broken)), root)


def test_a_part_of_the_suite_is_not_measured_as_the_champion(repository: Repository) -> None:
    root = repository.root
    whole = live()[0]
    crown(baseline_of(whole, {}), promoted("one"), root)
    some = tuple(case for case in whole.cases if case.slice == "safety")
    with pytest.raises(InvalidInput, match="it lacks the slices"):
        check_measured(replace(whole, cases=some), answer((whole, whole)), root)
    other = replace(whole, header=whole.header.model_copy(update={"suite": "mine"}))
    with pytest.raises(InvalidInput, match="another suite"):
        check_measured(other, answer((other, other)), root)


def test_a_bundle_that_was_compared_with_itself_is_not_promoted(repository: Repository) -> None:
    champion, candidate = live()
    crown(baseline_of(champion, {}), promoted("one"), repository.root)
    check_rival(answer((champion, candidate)), repository.root)
    with pytest.raises(InvalidInput, match="champion-bun is champion"):
        check_rival(answer((candidate, candidate)), repository.root)


def test_answers_that_were_not_recorded_are_not_promoted(repository: Repository) -> None:
    champion, candidate = (
        replace(arm, evidence=Evidence({EvidenceKind.LIVE: 800})) for arm in live()
    )
    report = answer((champion, candidate))
    kept = baseline_of(candidate, {})
    with pytest.raises(InvalidInput, match="not recorded"):
        check_answer(report, kept, "candidate-bundle", NOW, None)
    with pytest.raises(InvalidInput, match="not recorded"):
        check_measured(champion, answer((champion, champion)), repository.root)
    builtin = kept.header.model_copy(update={"model": "builtin:coach"})
    check_answer(report, kept.model_copy(update={"header": builtin}), "candidate-b", NOW, None)


def test_a_bundle_of_other_prompts_than_the_locked_ones_is_not_crowned(
    repository: Repository,
) -> None:
    arm = live(prompt=f"{PROMPT}#{'c' * 64}")[0]
    with pytest.raises(InvalidInput, match="not the one in"):
        crown(baseline_of(arm, {}), promoted("one"), repository.root)
    assert not (repository.root / PATH).exists()


def test_a_challenger_that_won_is_on_trial_no_more() -> None:
    text = (
        "# Kept.\nplanner:\n  champion: 1.0.0\n  challenger: 1.1.0\n"
        "  ab: {id: e1, salt: abcdefgh, weight: 0.1}\nnutrition:\n  champion: 1.0.0\n"
    )
    found = registry_with(text, {"planner": "1.1.0"})
    assert found == "# Kept.\nplanner:\n  champion: 1.1.0\nnutrition:\n  champion: 1.0.0\n"


def test_only_a_passing_fresh_real_answer_of_that_bundle_is_promoted() -> None:
    champion, candidate = live()
    kept = baseline_of(candidate, {})
    good = answer((champion, candidate))
    assert good.verdict is GateVerdict.PASS
    check_answer(good, kept, "candidate-bundle", NOW, None)
    refusals = [
        (good, kept, "another-bundle", NOW, None, "not another-bundle"),
        (good, kept, "cand", NOW, None, "not cand"),
        (good, kept, "candidate-bundle", NOW + timedelta(days=40), None, "older than 30 days"),
        (good, kept, "candidate-bundle", NOW, Waiver("late", "me"), "nothing is to be waived"),
    ]
    worse = answer((champion, live(Change(points=-0.2))[1]))
    refusals += [
        (worse, kept, "candidate-bundle", NOW, None, "said regression"),
        (worse, kept, "candidate-bundle", NOW, Waiver("late", "me"), "said regression"),
    ]
    synthetic = answer(paired(7))
    refusals += [(synthetic, kept, "candidate-bundle", NOW, None, "synthetic")]
    for report, figures, bundle, now, waiver, why in refusals:
        with pytest.raises(InvalidInput, match=why):
            check_answer(report, figures, bundle, now, waiver)


def test_an_answer_without_a_decision_needs_a_reason_and_a_name() -> None:
    champion, candidate = live()
    open_answer = answer((champion.first(3), candidate.first(3)))
    kept = baseline_of(candidate, {})
    assert open_answer.verdict is GateVerdict.INCONCLUSIVE
    for waiver in (None, Waiver("", "me"), Waiver("the sensor was out", " ")):
        with pytest.raises(InvalidInput):
            check_answer(open_answer, kept, "candidate-bundle", NOW, waiver)
    check_answer(open_answer, kept, "candidate-bundle", NOW, Waiver("late", "me"))


def test_answers_are_kept_by_id(tmp_path: Path) -> None:
    champion, candidate = live()
    report = answer((champion, candidate))
    gate_id = keep(report, Side("c", candidate, {}), tmp_path, NOW)
    again, kept = read_answer(gate_id, tmp_path)
    assert again == report
    assert kept.header.bundle_id == candidate.header.bundle_id
    assert keep(report, None, tmp_path, NOW) == f"{gate_id}-2"
    with pytest.raises(InvalidInput, match="no candidate"):
        read_answer(f"{gate_id}-2", tmp_path)
    for wrong in ("", "..", "nothing"):
        with pytest.raises(NotFound):
            read_answer(wrong, tmp_path)
    assert report.candidate is not None
    foreign = report.candidate.model_copy(update={"bundle_id": "../../../x"})
    odd = keep(report.model_copy(update={"candidate": foreign}), None, tmp_path, NOW)
    assert odd.endswith("-x")


def test_every_refusal_is_an_error_of_ours() -> None:
    for text in ("", "null", "[]", json.dumps({"format": 1})):
        with pytest.raises(FitholicError):
            parse_baseline(text)
