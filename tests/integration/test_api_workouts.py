"""Workouts over HTTP."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.fixtures.clients import problem


def a_body(**changes: Any) -> dict[str, Any]:
    return {
        "started_at": "2026-11-20T18:00:00+01:00",
        "title": "Lower A",
        "sets": [
            {"exercise_id": "back_squat", "kind": "warmup", "load_kg": 60, "reps": 8},
            {"exercise_id": "back_squat", "load_kg": 102.5, "reps": 5, "rpe": 8.5},
        ],
        **changes,
    }


def test_a_logged_workout_is_read_back_with_its_sets_in_order(client: httpx.Client) -> None:
    logged = client.post("/v1/workouts", json=a_body())
    assert logged.status_code == 201
    found = client.get(f"/v1/workouts/{logged.json()['id']}").json()
    assert found == logged.json()
    assert found["started_at"] == "2026-11-20T17:00:00Z"
    assert [(one["position"], one["load_kg"]) for one in found["sets"]] == [(0, 60), (1, 102.5)]


def test_pages_follow_each_other_without_gap_or_overlap(client: httpx.Client) -> None:
    for day in range(1, 6):
        body = a_body(started_at=f"2026-11-0{day}T18:00:00Z", title=f"day {day}")
        client.post("/v1/workouts", json=body).raise_for_status()
    titles: list[str] = []
    params: dict[str, str | int] = {"limit": 2}
    while True:
        page = client.get("/v1/workouts", params=params).json()
        titles += [workout["title"] for workout in page["workouts"]]
        if page["next_before"] is None:
            break
        params["before"] = page["next_before"]
    assert titles == ["day 5", "day 4", "day 3", "day 2", "day 1"]


def test_a_deleted_workout_is_gone(client: httpx.Client) -> None:
    path = f"/v1/workouts/{client.post('/v1/workouts', json=a_body()).json()['id']}"
    assert client.delete(path).status_code == 204
    problem(client.get(path), 404, "workout_not_found")
    problem(client.delete(path), 404, "workout_not_found")


def test_a_strangers_workout_looks_like_none(client: httpx.Client, stranger: httpx.Client) -> None:
    path = f"/v1/workouts/{client.post('/v1/workouts', json=a_body()).json()['id']}"
    problem(stranger.get(path), 404, "workout_not_found")
    problem(stranger.delete(path), 404, "workout_not_found")
    assert stranger.get("/v1/workouts").json()["workouts"] == []
    assert client.get(path).status_code == 200


def test_an_unknown_exercise_stores_nothing(client: httpx.Client) -> None:
    body = a_body(sets=[{"exercise_id": "moon_walk", "reps": 5}])
    problem(client.post("/v1/workouts", json=body), 400, "unknown_exercise")
    assert client.get("/v1/workouts").json()["workouts"] == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"started_at": "2199-01-01T00:00:00Z"}, "start_in_future"),
        ({"sets": [{"exercise_id": "back_squat"}]}, "empty_set"),
    ],
)
def test_a_workout_that_cannot_have_happened_is_refused(
    client: httpx.Client, changes: dict[str, Any], code: str
) -> None:
    problem(client.post("/v1/workouts", json=a_body(**changes)), 400, code)
    assert client.get("/v1/workouts").json()["workouts"] == []


@pytest.mark.parametrize(
    "changes",
    [
        {"started_at": "2026-11-20T18:00:00"},
        {"started_at": "2026-13-41T00:00:00Z"},
        {"started_at": 1e300},
        {"started_at": "9999-12-31T23:59:59-12:00"},
        {"sets": []},
        {"sets": [{"exercise_id": "back_squat", "reps": -1}]},
        {"sets": [{"exercise_id": "back_squat", "load_kg": 10**30}]},
        {"sets": [{"exercise_id": "back_squat", "rpe": 8.3}]},
        {"sets": [{"exercise_id": "DROP TABLE", "reps": 1}]},
        {"title": ""},
        {"title": "x" * 201},
    ],
)
def test_a_wrong_value_is_refused_by_name(client: httpx.Client, changes: dict[str, Any]) -> None:
    body = problem(client.post("/v1/workouts", json=a_body(**changes)), 422, "invalid_payload")
    assert next(iter(changes)) in str(body["errors"])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[1, 2",
        b"\xff\xfe",
        b'{"title": "\\ud800"}',
        b'{"title": "a\\u0000b"}',
        b'{"title": "' + b"9" * 10 + b'\x00"}',
        b'{"reps": ' + b"9" * 5000 + b"}",
        b"[" * 50_000,
        b"null",
    ],
)
def test_a_malformed_body_is_the_callers_fault(client: httpx.Client, content: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    answer = client.post("/v1/workouts", content=content, headers=headers)
    assert answer.status_code in {400, 422}, answer.text
    assert answer.json()["code"] in {"malformed_json", "invalid_input", "invalid_payload"}


def test_an_oversize_body_is_refused(client: httpx.Client) -> None:
    body = a_body(notes="x" * 2_000_000)
    problem(client.post("/v1/workouts", json=body), 413, "payload_too_large")


@pytest.mark.parametrize("workout_id", ["1", "not-a-uuid", "0' OR '1'='1"])
def test_an_id_that_is_none_is_refused(client: httpx.Client, workout_id: str) -> None:
    problem(client.get(f"/v1/workouts/{workout_id}"), 422, "invalid_payload")


def test_an_unknown_id_is_not_found(client: httpx.Client) -> None:
    problem(client.get(f"/v1/workouts/{uuid4()}"), 404, "workout_not_found")
