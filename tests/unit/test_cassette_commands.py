"""`fitholic evals record` and `cassettes`: what they refuse before anything is asked or started."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.commands import run
from cli.evals.exits import CONFIGURATION
from cli.evals.replaying import request_for
from cli.evals.resuming import renewal
from coach.settings import Settings
from evals.cassettes.cassette import Origin
from evals.cassettes.reading import open_cassettes, open_for_recording
from evals.cassettes.recording import Recording, RecordingTransport
from evals.cassettes.store import COMMITTED_CASES
from evals.runs.request import RunRequest
from tests.fakes.gemini_wire import ScriptedGemini, body, message, sent_by

pytestmark = pytest.mark.unit

REQUEST = RunRequest(suite="pr", model="google_genai:gemini-3.5-flash", mode="record")


@pytest.fixture(autouse=True)
def _no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GOOGLE_API_KEY", raising=False)
    monkeypatch.delenv("FITHOLIC_MODEL", raising=False)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["record"], "--stale or --all"),
        (["record", "--stale", "--all"], "--stale or --all"),
        (["record", "--stale"], "--synthetic"),
        (["record", "--all", "--synthetic", "--model", "builtin:coach"], "no answers to record"),
        (["record", "--all", "--synthetic", "--suite", "none"], "no suite 'none'"),
        (["cassettes", "status", "--model", "builtin:coach"], "no answers to record"),
    ],
)
def test_a_command_that_cannot_record_says_what_to_pass(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["evals", *words]) == CONFIGURATION
    assert told in capsys.readouterr().err


def test_without_cases_a_simulator_answers_the_committed_ones() -> None:
    settings = Settings.load()
    simulated = request_for({}, settings, synthetic=True, mode="record")
    assert (simulated.cases, simulated.epochs) == ((COMMITTED_CASES,), 2)
    asked = request_for({"epochs": 10}, settings, synthetic=False, mode="record")
    assert (asked.suite, asked.epochs) == ("pr", 10)
    assert asked.model.startswith("google_genai:gemini-")


def test_pruning_a_folder_of_your_own_deletes_what_nobody_replays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = open_for_recording(tmp_path)
    gemini = ScriptedGemini([message("One."), message("Two.")])
    transport = RecordingTransport(gemini, Recording(store, Origin.SYNTHETIC))
    sent_by(transport, body())
    sent_by(transport, body("And the bench?"))
    kept = min(store.lines)
    store.forget_others(())
    store.lines[kept] = store.lines[kept].model_copy(update={"scopes": ("a-case#1",)})
    store.save()
    assert run(["evals", "cassettes", "prune", "--cassettes", str(tmp_path)]) == 0
    assert "files deleted: 1; cassettes kept: 1" in capsys.readouterr().out
    assert list(open_cassettes(tmp_path).cassettes) == [kept]


def test_recording_everything_goes_on_where_it_was_interrupted(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), renewal(tmp_path, REQUEST, wanted=True) as first:
        raise KeyboardInterrupt
    with renewal(tmp_path, REQUEST, wanted=True) as again:
        assert again == first
    with renewal(tmp_path, REQUEST, wanted=True) as later:
        assert later is not None
        assert first is not None
        assert later > first
    with renewal(tmp_path, REQUEST, wanted=False) as never:
        assert never is None


def test_another_request_does_not_go_on_with_this_one(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), renewal(tmp_path, REQUEST, wanted=True) as first:
        raise KeyboardInterrupt
    other = REQUEST.model_copy(update={"suite": "nightly"})
    with renewal(tmp_path, other, wanted=True) as since:
        assert since != first
