"""The terminal's client on a real API: asks, resumes what drops, stops on demand, explains."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from cli import chat
from cli.coach_client import CoachClient, Question
from coach.errors import ExternalFailure, InvalidInput, NotAllowed
from coach.identity import UserId
from tests.fixtures.api import ApiProcess, token_for


@pytest.fixture
def coach_client(api: ApiProcess, athlete: UserId) -> Iterator[CoachClient]:
    with CoachClient(api.url, token_for(athlete)) as client:
        yield client


def test_a_question_is_answered_from_start_to_finish(coach_client: CoachClient) -> None:
    events = list(coach_client.ask(Question(str(uuid4()), "hello")))
    assert events[0]["type"] == "RUN_STARTED"
    assert events[-1]["type"] == "RUN_FINISHED"
    assert any(event["type"] == "TEXT_MESSAGE_CONTENT" for event in events)


def test_a_missing_consent_is_said_with_its_way_out(api: ApiProcess) -> None:
    with (
        CoachClient(api.url, token_for(uuid4())) as client,
        pytest.raises(NotAllowed, match="consent") as caught,
    ):
        list(client.ask(Question("t", "hello")))
    assert caught.value.code == "consent_missing"


def test_an_api_that_is_not_there_is_named_after_a_few_tries() -> None:
    with (
        CoachClient("http://127.0.0.1:9", "no token") as client,
        pytest.raises(ExternalFailure, match="does not answer"),
    ):
        list(client.ask(Question("t", "hello")))


def test_leaving_early_cancels_the_run(scripted_api: ApiProcess, scripted_athlete: UserId) -> None:
    thread = str(uuid4())
    with CoachClient(scripted_api.url, token_for(scripted_athlete)) as client:
        events = client.ask(Question(thread, "say:500 every:100"))
        run_id = next(event for event in events if event["type"] == "RUN_STARTED")["runId"]
        events.close()
    with scripted_api.client(scripted_athlete) as http:
        stopped_by = time.monotonic() + 5
        status = "running"
        while status == "running" and time.monotonic() < stopped_by:
            status = http.get(f"/v1/runs/{run_id}", params={"threadId": thread}).json()["status"]
    assert status == "cancelled"


def test_a_missing_file_is_not_uploaded(coach_client: CoachClient, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"none\.mp4"):
        coach_client.upload(tmp_path / "none.mp4", lambda _done, _total: None)


def test_a_text_file_is_refused_as_a_video(coach_client: CoachClient, tmp_path: Path) -> None:
    path = tmp_path / "notes.mp4"
    path.write_text("no video", encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        coach_client.upload(path, lambda _done, _total: None)
    assert caught.value.way_out


def test_a_conversation_goes_on_until_an_empty_line(
    coach_client: CoachClient, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("hello\nI weigh 80 kg\n\nnever asked\n"))
    chat.converse(coach_client, str(uuid4()), (), None)
    shown = capsys.readouterr()
    assert "80 kg" in shown.out
    assert "Where the numbers come from" in shown.out
    assert "never asked" not in shown.out + shown.err
