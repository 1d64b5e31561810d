"""Runs over HTTP, against a real API process, Postgres and Valkey."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from itertools import groupby
from uuid import uuid4

import httpx
import psycopg
import pytest
from redis import Redis

from coach.identity import RunId, ThreadId, UserId
from coach.runs.model import Run, RunStatus
from store.engine import open_store
from tests.fixtures.api import (
    ApiLauncher,
    ApiProcess,
    Received,
    read_frames,
    read_run,
    run_input,
)

TEXT = "TEXT_MESSAGE_CONTENT"


def said(frames: list[Received]) -> str:
    return "".join(str(frame.data["delta"]) for frame in frames if frame.type == TEXT)


def code_of(response: httpx.Response) -> tuple[int, str]:
    assert response.headers["content-type"] == "application/problem+json", response.text
    return response.status_code, response.json()["code"]


@pytest.fixture
def client(scripted_api: ApiProcess, scripted_athlete: UserId) -> Iterator[httpx.Client]:
    with scripted_api.client(scripted_athlete) as opened:
        yield opened


@pytest.fixture
def other(second_scripted_api: ApiProcess, scripted_athlete: UserId) -> Iterator[httpx.Client]:
    """The same athlete at another process."""
    with second_scripted_api.client(scripted_athlete) as opened:
        yield opened


def test_a_run_streams_ag_ui_events_in_a_valid_order(client: httpx.Client) -> None:
    frames = read_run(client, run_input("say:3 tool", thread="t", run="r"))
    assert [kind for kind, _ in groupby(frames, key=lambda frame: frame.type)] == [
        "RUN_STARTED",
        "CUSTOM",
        "STEP_STARTED",
        "TOOL_CALL_START",
        "TOOL_CALL_ARGS",
        "TOOL_CALL_END",
        "TOOL_CALL_RESULT",
        "CUSTOM",
        "TEXT_MESSAGE_START",
        "TEXT_MESSAGE_CONTENT",
        "CUSTOM",
        "STEP_FINISHED",
        "TEXT_MESSAGE_END",
        "RUN_FINISHED",
    ]
    assert said(frames) == "piece 0 piece 1 piece 2 "
    assert frames[-1].data["outcome"] == {"type": "success"}


def test_the_response_is_an_unbuffered_event_stream_with_lf_lines(client: httpx.Client) -> None:
    body = run_input("say:1", thread="t", run="r")
    with client.stream(
        "POST", "/v1/runs", json=body, headers={"Accept-Encoding": "gzip"}
    ) as response:
        raw = b"".join(response.iter_raw())
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["x-accel-buffering"] == "no"
    assert "content-encoding" not in response.headers
    assert b"\r" not in raw
    assert b"null" not in raw


def test_the_reply_is_stored_with_its_evidence_and_tokens(client: httpx.Client) -> None:
    read_run(client, run_input("say:2 tool", thread="t", run="r"))
    question, reply = client.get("/v1/threads/t/messages").json()
    assert (question["id"], question["role"], question["text"]) == (
        "r-question",
        "user",
        "say:2 tool",
    )
    assert reply["role"] == "assistant"
    assert reply["text"] == "piece 0 piece 1 "
    assert reply["evidence"] == [{"start": 0, "end": 7, "fact_ids": ["call-1.1"]}]
    assert [fact["value"] for fact in reply["facts"]] == ["102.5"]
    run = client.get("/v1/runs/r").json()
    assert (run["status"], run["model"], run["output_tokens"]) == ("succeeded", "scripted", 34)


def test_the_next_message_can_follow_the_last_frame_at_once(client: httpx.Client) -> None:
    for number in range(5):
        frames = read_run(client, run_input("say:1", thread="t", run=f"r{number}"))
        assert frames[-1].type == "RUN_FINISHED"
    assert len(client.get("/v1/threads/t/messages").json()) == 10


def test_the_same_request_again_tails_the_same_run(client: httpx.Client) -> None:
    body = run_input("say:2", thread="t", run="r")
    assert read_run(client, body) == read_run(client, body)
    assert len(client.get("/v1/threads/t/messages").json()) == 2


def test_a_second_run_on_a_busy_thread_is_refused(client: httpx.Client) -> None:
    with client.stream("POST", "/v1/runs", json=run_input("hang", thread="t", run="a")) as first:
        next(first.iter_lines())
        refused = client.post("/v1/runs", json=run_input("say:1", thread="t", run="b"))
        assert code_of(refused) == (409, "run_active")
        assert client.get("/v1/threads/t").json()["active_run"]["id"] == "a"
        client.post("/v1/runs/a/cancel")
    assert read_run(client, run_input("say:1", thread="t", run="b"))[-1].type == "RUN_FINISHED"


def test_two_threads_may_use_the_same_run_id(client: httpx.Client) -> None:
    read_run(client, run_input("say:1", thread="a", run="r"))
    read_run(client, run_input("say:2", thread="b", run="r"))
    first = client.get("/v1/runs/r", params={"threadId": "a"}).json()
    assert first["thread_id"] == "a"
    assert client.get("/v1/runs/r").json()["thread_id"] == "b"


@pytest.mark.parametrize("process", ["client", "other"])
def test_a_cancel_stops_a_run_within_a_second_from_any_process(
    client: httpx.Client, process: str, request: pytest.FixtureRequest
) -> None:
    asking: httpx.Client = request.getfixturevalue(process)
    with client.stream("POST", "/v1/runs", json=run_input("hang", thread="t", run="r")) as tail:
        frames = read_frames(tail)
        while next(frames).type != TEXT:
            pass
        asked = time.monotonic()
        assert asking.post("/v1/runs/r/cancel").status_code == 202
        last = list(frames)[-1]
        took_s = time.monotonic() - asked
    assert took_s < 1
    assert last.type == "RUN_FINISHED"
    assert last.data["result"] == {"cancelled": True}
    assert client.get("/v1/runs/r").json()["status"] == "cancelled"
    assert client.get("/v1/threads/t/messages").json()[1]["text"].startswith("piece 0")


def test_a_client_that_leaves_stops_nothing(client: httpx.Client) -> None:
    body = run_input("say:10 every:30", thread="t", run="r")
    with client.stream("POST", "/v1/runs", json=body) as response:
        next(response.iter_lines())
    frames = list(read_frames_of(client, "/v1/runs/r/events"))
    assert said(frames) == "".join(f"piece {n} " for n in range(10))


def read_frames_of(
    client: httpx.Client, path: str, headers: dict[str, str] | None = None
) -> list[Received]:
    with client.stream("GET", path, headers=headers or {}) as response:
        assert response.status_code == 200, response.read()
        return list(read_frames(response))


def test_a_replay_starts_after_any_frame_on_any_process(
    client: httpx.Client, other: httpx.Client
) -> None:
    frames = read_run(client, run_input("say:4 every:120 tool", thread="t", run="r"))
    for seen, frame in enumerate(frames, start=1):
        rest = read_frames_of(other, "/v1/runs/r/events", {"Last-Event-ID": frame.id})
        assert rest == frames[seen:]
    assert read_frames_of(other, f"/v1/runs/r/events?after={frames[3].id}") == frames[4:]


def test_an_event_cursor_without_a_frame_means_the_whole_event(client: httpx.Client) -> None:
    frames = read_run(client, run_input("tool", thread="t", run="r"))
    rest = read_frames_of(client, "/v1/runs/r/events", {"Last-Event-ID": "1-3"})
    assert rest == [frame for frame in frames if int(frame.id[2:].split(".")[0]) > 3]


@pytest.mark.parametrize("cursor", ["abc", "1", "1-2-3", "-1-2", "1-2.x", "0x1-2", "9" * 39 + "-1"])
def test_an_invalid_cursor_is_refused(client: httpx.Client, cursor: str) -> None:
    refused = client.get("/v1/runs/r/events", headers={"Last-Event-ID": cursor})
    assert code_of(refused) == (400, "invalid_cursor")


def test_an_unknown_run_is_not_found(client: httpx.Client) -> None:
    assert code_of(client.get("/v1/runs/nope/events"))[0] == 404
    assert code_of(client.post("/v1/runs/nope/cancel"))[0] == 404
    assert code_of(client.get("/v1/runs/nope"))[0] == 404


def test_another_athletes_thread_and_run_look_like_none(
    client: httpx.Client, scripted_api: ApiProcess
) -> None:
    read_run(client, run_input("say:1", thread="mine", run="secret"))
    with scripted_api.client(uuid4()) as stranger:
        for method, path in [
            ("GET", "/v1/threads/mine"),
            ("GET", "/v1/threads/mine/messages"),
            ("DELETE", "/v1/threads/mine"),
            ("GET", "/v1/runs/secret"),
            ("GET", "/v1/runs/secret/events"),
            ("POST", "/v1/runs/secret/cancel"),
        ]:
            assert code_of(stranger.request(method, path))[0] == 404, path
        assert code_of(stranger.patch("/v1/threads/mine", json={"title": "x"}))[0] == 404
        assert stranger.get("/v1/threads").json() == []
    assert len(client.get("/v1/threads").json()) == 1


def test_a_run_needs_the_consent_to_coaching(scripted_api: ApiProcess) -> None:
    with scripted_api.client(uuid4()) as stranger:
        refused = stranger.post("/v1/runs", json=run_input("say:1", thread="t", run="r"))
        assert code_of(refused) == (403, "consent_missing")
        assert stranger.get("/v1/threads").json() == []


def test_a_defect_ends_the_run_without_its_details(client: httpx.Client) -> None:
    frames = read_run(client, run_input("crash", thread="t", run="r"))
    assert frames[-1].type == "RUN_ERROR"
    assert frames[-1].data["code"] == "internal"
    assert "ZeroDivision" not in str(frames)
    assert "details" not in str(frames)
    assert client.get("/v1/runs/r").json()["status"] == "failed"


def test_the_log_has_the_defect_but_not_what_was_said(
    client: httpx.Client, scripted_api: ApiProcess
) -> None:
    read_run(client, run_input("crash knee-hurts-since-monday", thread="t", run="r"))
    written = scripted_api.log.read_text()
    assert "ZeroDivisionError" in written
    assert "knee-hurts" not in written
    assert client.headers["authorization"].split()[1] not in written


def test_a_typed_error_ends_the_run_with_its_code(client: httpx.Client) -> None:
    last = read_run(client, run_input("fail", thread="t", run="r"))[-1]
    assert last.data["code"] == "x_unknown"
    assert last.data["message"] == "no such exercise. Name another."


def test_an_idle_stream_carries_heartbeats(client: httpx.Client) -> None:
    with client.stream("POST", "/v1/runs", json=run_input("hang", thread="t", run="r")) as tail:
        assert next(line for line in tail.iter_lines() if line.startswith(":")) == ": heartbeat"
    client.post("/v1/runs/r/cancel")


def test_a_run_over_its_time_budget_ends(launcher: ApiLauncher, scripted_athlete: UserId) -> None:
    with (
        launcher.process(
            "tests.fixtures.scripted:app", FITHOLIC_RUN_SECONDS="0.5", FITHOLIC_RUNS_PER_DAY="2"
        ) as process,
        process.client(scripted_athlete) as client,
    ):
        last = read_run(client, run_input("hang", thread="t", run="a"))[-1]
        assert (last.type, last.data["code"]) == ("RUN_ERROR", "budget_exceeded")
        read_run(client, run_input("say:1", thread="t", run="b"))
        refused = client.post("/v1/runs", json=run_input("say:1", thread="t", run="c"))
        assert code_of(refused) == (429, "budget_exceeded")
        assert len(client.get("/v1/threads/t/messages").json()) == 4


def test_many_runs_at_once_each_reach_their_end(client: httpx.Client) -> None:
    bodies = [run_input("say:8 every:20", thread=f"t{n}", run=f"r{n}") for n in range(12)]
    with ThreadPoolExecutor(12) as pool:
        results = list(pool.map(partial(read_run, client), bodies))
    assert {frames[-1].type for frames in results} == {"RUN_FINISHED"}
    assert {said(frames) for frames in results} == {"".join(f"piece {n} " for n in range(8))}


def test_a_thread_is_named_after_its_first_message_until_renamed(client: httpx.Client) -> None:
    read_run(client, run_input("say:1  every:0\n", thread="t", run="r"))
    assert client.get("/v1/threads").json()[0]["title"] == "say:1 every:0"
    assert client.patch("/v1/threads/t", json={"title": " Squats "}).json()["title"] == "Squats"
    assert code_of(client.patch("/v1/threads/t", json={"title": " "}))[0] == 422


def test_a_deleted_thread_leaves_no_events_behind(client: httpx.Client) -> None:
    body = run_input("say:1", thread="t", run="r")
    read_run(client, body)
    assert client.delete("/v1/threads/t").status_code == 204
    assert code_of(client.get("/v1/runs/r/events"))[0] == 404
    assert code_of(client.get("/v1/threads/t/messages"))[0] == 404
    assert read_run(client, body)[-1].type == "RUN_FINISHED"


def test_deleting_a_thread_stops_its_run(client: httpx.Client) -> None:
    with client.stream("POST", "/v1/runs", json=run_input("hang", thread="t", run="r")) as tail:
        frames = read_frames(tail)
        while next(frames).type != TEXT:
            pass
        assert client.delete("/v1/threads/t").status_code == 204
        assert list(frames)[-1].data["code"] == "run_deleted"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"messages": []}, (400, "no_message")),
        ({"messages": [{"id": "m", "role": "assistant", "content": "hi"}]}, (400, "no_message")),
        ({"messages": [{"id": "m", "role": "user", "content": "  "}]}, (400, "no_message")),
        ({"resume": [{"interruptId": "i", "status": "resolved"}]}, (400, "invalid_resume")),
        ({"resume": [{"interruptId": "i", "status": "cancelled"}] * 2}, (400, "invalid_resume")),
        ({"threadId": ""}, (422, "invalid_payload")),
        ({"threadId": "x" * 129}, (422, "invalid_payload")),
        ({"runId": 5}, (422, "invalid_payload")),
        ({"forwardedProps": {"now": "yesterday"}}, (422, "invalid_payload")),
        ({"forwardedProps": {"videoIds": [str(uuid4())]}}, (404, "video_not_found")),
    ],
)
def test_a_wrong_request_is_refused_and_stores_nothing(
    client: httpx.Client, change: dict[str, object], expected: tuple[int, str]
) -> None:
    body = run_input("say:1", thread="t", run="r") | change
    assert code_of(client.post("/v1/runs", json=body)) == expected
    assert client.get("/v1/threads").json() == []


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"{", (400, "malformed_json")),
        (b'{"threadId": "\\ud800"}', (400, "malformed_json")),
        (b'{"threadId": "\\u0000"}', (400, "invalid_input")),
        (b"[" * 100_000, (400, "malformed_json")),
        (b"[]", (422, "invalid_payload")),
        (b'"' + b"x" * 1_000_001 + b'"', (413, "payload_too_large")),
    ],
)
def test_a_body_that_is_no_clean_json_is_refused(
    client: httpx.Client, content: bytes, expected: tuple[int, str]
) -> None:
    headers = {"Content-Type": "application/json"}
    assert code_of(client.post("/v1/runs", content=content, headers=headers)) == expected


def test_a_body_of_unknown_length_is_cut_off_at_the_limit(client: httpx.Client) -> None:
    chunks = (b"x" * 100_000 for _ in range(30))
    headers = {"Content-Type": "application/json"}
    assert code_of(client.post("/v1/runs", content=chunks, headers=headers))[0] == 413


def test_an_end_that_was_never_logged_is_made_from_the_row(
    client: httpx.Client, served_database_url: str, scripted_athlete: UserId
) -> None:
    """The process may die between the row's commit and its last append."""
    now = datetime.now(UTC)
    read_run(client, run_input("say:1", thread="t", run="first"))
    store = open_store(served_database_url, pool_size=1)
    run = Run(
        RunId("r"),
        ThreadId("t"),
        scripted_athlete,
        RunStatus.RUNNING,
        now,
        lease_until=now.replace(year=2100),
    )
    with store.unit_of_work() as uow:
        uow.runs.start(run)
    with client.stream("GET", "/v1/runs/r/events") as tail:
        with store.unit_of_work() as uow:
            assert uow.runs.finish(run, RunStatus.LOST, at=now, error_code="run_lost")
        frames = list(read_frames(tail))
    store.close()
    assert [frame.data.get("code") for frame in frames] == ["run_lost"]


def test_a_deleted_account_leaves_no_events_and_no_checkpoints(
    api: ApiProcess, athlete: UserId, valkey_url: str, served_seeded_database_url: str
) -> None:
    with api.client(athlete) as client:
        frames = read_run(client, run_input("How much protein a day?", thread="t", run="r"))
        assert frames[-1].type == "RUN_FINISHED"
        assert kept(athlete, valkey_url, served_seeded_database_url) > 0
        client.delete("/v1/account", headers={"Confirm": "delete"}).raise_for_status()
    assert kept(athlete, valkey_url, served_seeded_database_url) == 0


def kept(user_id: UserId, valkey_url: str, database_url: str) -> int:
    """Count event logs and checkpoints of an athlete."""
    with Redis.from_url(valkey_url) as redis:  # pyright: ignore[reportUnknownMemberType]  # untyped **kwargs
        logs = len(list(redis.scan_iter(f"*{user_id}*")))  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]  # untyped **kwargs
    with psycopg.connect(database_url) as connection:
        found = connection.execute(
            "SELECT 1 FROM checkpoints WHERE thread_id LIKE %s", [f"{user_id}:%"]
        )
        return logs + len(found.fetchall())
