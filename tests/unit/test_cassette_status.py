"""The report on cassettes names the change, the cases it touches, the calls and the cost."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from cli.evals.worktree import refuse_changes
from coach.errors import InvalidInput
from evals.cassettes.cassette import Origin
from evals.cassettes.miss import CassetteMiss
from evals.cassettes.reading import open_cassettes, open_for_recording
from evals.cassettes.recording import Recording, RecordingTransport
from evals.cassettes.scope import Scope, scope
from evals.cassettes.status import Replayed, Status, effort_of_all, status_of
from evals.cassettes.transports import ReplayTransport
from tests.fakes.gemini_wire import (
    MODEL,
    NUTRITION,
    PLANNER,
    ScriptedGemini,
    body,
    message,
    sent_by,
)

pytestmark = pytest.mark.unit

SPEC = f"google_genai:{MODEL}"
EATER = {"parts": [{"text": "AGENT: nutrition\nCount."}]}
CASES = {
    Scope("squat", 1): [body(), body("And the bench?")],
    Scope("meal", 1): [body("What is left today?", systemInstruction=EATER)],
}
NEWER = "planner@1.1.0#" + "c" * 64


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Hold two cases: two calls of the planner, one of the nutritionist."""
    store = open_for_recording(tmp_path)
    gemini = ScriptedGemini([message("Answer.")] * 3)
    transport = RecordingTransport(gemini, Recording(store, Origin.RECORDED), (NUTRITION, PLANNER))
    for place, asked in CASES.items():
        with scope(*place):
            for each in asked:
                sent_by(transport, each)
    store.settle(transport.used(), transport.prompts)
    store.save()
    return tmp_path


def assessed(folder: Path, prompts: tuple[str, ...], *, rude: bool) -> Status:
    """Replay the cases, the planner's with another prompt if `rude`."""
    store = open_cassettes(folder)
    transport = ReplayTransport(store, prompts)
    changed = {"systemInstruction": {"parts": [{"text": "AGENT: planner\nBe rude."}]}}
    for place, asked in CASES.items():
        with scope(*place):
            for each in asked:
                is_planner = "planner" in str(each["systemInstruction"])
                try:
                    sent_by(transport, {**each, **changed} if rude and is_planner else each)
                except CassetteMiss:
                    break
    replayed = Replayed(list(CASES), transport.misses, transport.used(), prompts=prompts)
    return status_of(store, replayed, SPEC)


def test_cassettes_that_fit_are_fresh(folder: Path) -> None:
    status = assessed(folder, (NUTRITION, PLANNER), rude=False)
    assert (status.fresh, status.case_epochs, status.stale, status.orphans) == (2, 2, (), ())
    assert status.effort.calls == 0
    assert status.lines("x") == ("2 of 2 case-epochs replay (3 recorded, 0 synthetic cassettes)",)


def test_a_changed_prompt_touches_the_cases_of_its_agent_and_no_others(folder: Path) -> None:
    status = assessed(folder, (NUTRITION, NEWER), rude=True)
    assert [case.scope for case in status.stale] == ["squat#1"]
    (cause,) = status.causes
    assert (cause.cause, cause.cases) == ("planner 1.0.0 -> 1.1.0", 1)
    assert cause.effort.calls == 2, "the call that misses, and the one behind it"
    assert cause.effort.usd is not None
    expected = cause.effort.input_tokens * 1.5e-6 + cause.effort.output_tokens * 9e-6
    assert cause.effort.usd == pytest.approx(expected)
    line = status.lines("fitholic evals record --stale")[0]
    assert line.startswith("planner 1.0.0 -> 1.1.0 touches 1 of 2 cases, 2 calls, about 0.00 USD")


def test_a_model_without_a_price_has_an_unknown_cost(folder: Path) -> None:
    store = open_cassettes(folder)
    effort = effort_of_all(store, list(CASES), "google_genai:gemini-of-tomorrow")
    assert effort.calls == 3
    assert "unknown cost" in str(effort)


def test_all_anew_is_judged_by_what_is_recorded(folder: Path) -> None:
    effort = effort_of_all(open_cassettes(folder), [*CASES, Scope("new-case", 1)], SPEC)
    assert effort.calls == round(3 + 1.5)
    assert effort.input_tokens == 11 * effort.calls


def test_a_cassette_that_no_case_replays_is_an_orphan(folder: Path) -> None:
    store = open_cassettes(folder)
    store.forget_others({"meal"})
    status = status_of(store, Replayed([], {}, {}), SPEC)
    assert len(status.orphans) == 2


def git(folder: Path, *words: str) -> None:
    named = ["-c", "user.name=t", "-c", "user.email=t@localhost", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *named, *words], check=True, capture_output=True)


def test_a_recording_wants_the_sources_of_a_commit(tmp_path: Path) -> None:
    tapes = tmp_path / "tapes"
    tapes.mkdir()
    for path in (tmp_path / "prompt.md", tapes / "one.json"):
        path.write_text("old")
    with pytest.raises(InvalidInput, match="no git checkout"):
        refuse_changes(tmp_path, tapes)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "all")
    (tapes / "one.json").write_text("new")
    (tmp_path / "untracked").write_text("")
    refuse_changes(tmp_path, tapes)
    (tmp_path / "prompt.md").write_text("new")
    with pytest.raises(InvalidInput, match=r"prompt\.md differs") as caught:
        refuse_changes(tmp_path, tapes)
    assert caught.value.code == "worktree_dirty"
