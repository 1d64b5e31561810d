"""Input that nobody sends by accident: a typed answer, and nothing stored."""

from __future__ import annotations

import json

import httpx
import pytest

from tests.fixtures.api import run_input
from tests.fixtures.clients import problem


def test_a_message_that_would_hold_the_coach_up_is_refused(client: httpx.Client) -> None:
    body = run_input("squat " * 2_000, thread="t", run="r")
    problem(client.post("/v1/runs", json=body), 413, "message_too_long")
    problem(client.get("/v1/threads/t"), 404, "thread_not_found")


@pytest.mark.parametrize("text", ["", " \n", "\u200b\u200c\u200d\ufeff", "\u202e\u2066"])
def test_a_message_of_which_nothing_can_be_seen_is_refused(client: httpx.Client, text: str) -> None:
    body = run_input(text, thread="t", run="r")
    problem(client.post("/v1/runs", json=body), 400, "no_message")
    problem(client.get("/v1/threads/t"), 404, "thread_not_found")


@pytest.mark.parametrize(
    "now", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2021-09-08T10:00:00"]
)
def test_a_replayed_moment_outside_of_the_calendar_does_not_fail_the_run(
    client: httpx.Client, now: str
) -> None:
    body = run_input("say:1", thread="t", run="r", now=now)
    problem(client.post("/v1/runs", json=body), 422, "invalid_payload")


@pytest.mark.parametrize("thread", ["a/b", "..", ".", "a\nb", "a\x7f"])
def test_a_thread_that_no_address_reaches_is_refused(client: httpx.Client, thread: str) -> None:
    body = run_input("say:1", thread=thread, run="r")
    problem(client.post("/v1/runs", json=body), 422, "invalid_payload")


@pytest.mark.parametrize("depth", [101, 900, 1_010])
def test_deeply_nested_json_is_named_as_such(client: httpx.Client, depth: int) -> None:
    body = json.dumps(run_input("say:1", thread="t", run="r") | {"state": None})
    nested = body.replace("null", "[" * depth + "]" * depth)
    answer = client.post("/v1/runs", content=nested, headers={"Content-Type": "application/json"})
    problem(answer, 400, "nested_too_deeply")


def test_true_is_no_number(client: httpx.Client) -> None:
    refused = client.post("/v1/programmes/build", json={"days": True})
    problem(refused, 422, "invalid_payload")
    assert "days must be a number" in refused.json()["errors"][0]["message"]
    squat = {"exercise_id": "back_squat", "load_kg": 100, "reps": True}
    workout = {"started_at": "2026-10-05T18:00:00Z", "title": "A", "sets": [squat]}
    problem(client.post("/v1/workouts", json=workout), 422, "invalid_payload")


def test_an_unknown_route_names_one_that_exists(client: httpx.Client) -> None:
    way_out = str(problem(client.get("/v1/nothing"), 404, "not_found")["way_out"])
    assert "/openapi.json" in way_out
    assert client.get("/openapi.json").status_code == 200


@pytest.mark.parametrize("path", ["/", "/web/js/main.js"])
@pytest.mark.parametrize("wanted", ["bytes=5-1", "bytes=99999999-", "lines=1", "bytes=0-3"])
def test_a_part_of_a_page_file_is_answered_with_all_of_it(
    client: httpx.Client, path: str, wanted: str
) -> None:
    answer = client.get(path, headers={"Range": wanted})
    assert answer.status_code == 200
    assert answer.text == client.get(path).text


def test_a_slash_too_many_is_not_redirected_to_the_host_that_the_client_names(
    client: httpx.Client,
) -> None:
    answer = client.get("/v1/threads/", headers={"Host": "elsewhere.test"})
    problem(answer, 404, "not_found")


def test_the_page_can_be_looked_for_without_reading_it(client: httpx.Client) -> None:
    answer = client.head("/")
    assert (answer.status_code, answer.content) == (200, b"")
