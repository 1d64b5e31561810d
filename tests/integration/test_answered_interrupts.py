"""A client answers the question a run ended with: AG-UI's `resume`, over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import httpx
import pytest

from coach.identity import UserId
from tests.fixtures.api import ApiProcess, Received, read_run, run_input

APPROVED = {"interruptId": "int-1", "status": "resolved", "payload": {"approved": True}}


@pytest.fixture
def client(scripted_api: ApiProcess, scripted_athlete: UserId) -> Iterator[httpx.Client]:
    with scripted_api.client(scripted_athlete) as opened:
        yield opened


def answered(
    client: httpx.Client, answer: dict[str, Any], run: str = "r2", **more: Any
) -> list[Received]:
    """Send an answer to the question of the thread `t`."""
    body = run_input("", thread="t", run=run) | {"messages": [], "resume": [answer]} | more
    return read_run(client, body)


def said(frames: list[Received]) -> str:
    return "".join(str(frame.data.get("delta", "")) for frame in frames)


def questions(client: httpx.Client) -> list[str]:
    messages = client.get("/v1/threads/t/messages").json()
    return [message["text"] for message in messages if message["role"] == "user"]


def test_a_run_ends_with_its_question_and_the_next_one_carries_the_answer(
    client: httpx.Client,
) -> None:
    asked = read_run(client, run_input("say:1 ask", thread="t", run="r1"))[-1].data
    outcome: dict[str, Any] = cast("dict[str, Any]", asked["outcome"])
    (interrupt,) = outcome["interrupts"]
    assert (interrupt["message"], interrupt["toolCallId"]) == ("Shall I?", "call-1")
    assert interrupt["responseSchema"]["properties"] == {"approved": {"type": "boolean"}}
    assert client.get("/v1/runs/r1").json()["status"] == "interrupted"
    for _ in range(2):
        assert "int-1 True" in said(answered(client, APPROVED))
    assert questions(client) == ["say:1 ask", "Yes"]


@pytest.mark.parametrize(
    "answer",
    [
        {"interruptId": "int-1", "status": "cancelled"},
        {"interruptId": "int-1", "status": "resolved", "payload": {"approved": False}},
    ],
)
def test_a_refused_or_closed_question_is_a_no(client: httpx.Client, answer: dict[str, Any]) -> None:
    assert "int-1 False" in said(answered(client, answer))
    assert questions(client) == ["No"]


def test_the_words_an_athlete_adds_to_the_answer_are_kept(client: httpx.Client) -> None:
    message = {"id": "m", "role": "user", "content": "say:1 fine by me"}
    assert "int-1 True" in said(answered(client, APPROVED, messages=[message]))
    assert questions(client) == ["say:1 fine by me"]


@pytest.mark.parametrize("payload", [None, True, {"approved": "yes"}, {"approve": True}])
def test_an_answer_of_another_shape_is_refused_and_stores_nothing(
    client: httpx.Client, payload: object
) -> None:
    answer = {"interruptId": "int-1", "status": "resolved", "payload": payload}
    body = run_input("", thread="t", run="r2") | {"messages": [], "resume": [answer]}
    refused = client.post("/v1/runs", json=body)
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid_resume")
    assert client.get("/v1/threads").json() == []
