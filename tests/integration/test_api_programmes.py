"""Programmes over HTTP."""

from __future__ import annotations

from typing import Any

import httpx

from tests.fixtures.clients import problem

PATH = "/v1/programmes"


def a_body(**changes: Any) -> dict[str, Any]:
    squat = {
        "day": 1,
        "exercise_id": "back_squat",
        "sets": 3,
        "reps_low": 5,
        "reps_high": 5,
        "load_kg": 100,
        "increment_kg": 2.5,
    }
    return {"name": "Three days", "prescriptions": [squat], **changes}


def test_an_active_programme_retires_the_one_before(client: httpx.Client) -> None:
    client.post(PATH, json=a_body(name="old")).raise_for_status()
    new = client.post(PATH, json=a_body(name="new"))
    assert new.status_code == 201
    assert new.json()["prescriptions"][0]["increment_kg"] == 2.5
    found = client.get(PATH).json()["programmes"]
    assert {one["name"]: one["active"] for one in found} == {"new": True, "old": False}


def test_only_the_owner_deletes_a_programme(client: httpx.Client, stranger: httpx.Client) -> None:
    path = f"{PATH}/{client.post(PATH, json=a_body()).json()['id']}"
    problem(stranger.delete(path), 404, "programme_not_found")
    assert client.delete(path).status_code == 204
    assert client.get(PATH).json()["programmes"] == []


def test_a_range_that_runs_backwards_is_refused(client: httpx.Client) -> None:
    body = a_body()
    body["prescriptions"][0]["reps_low"] = 8
    problem(client.post(PATH, json=body), 422, "invalid_payload")


def test_an_unknown_exercise_is_refused(client: httpx.Client) -> None:
    body = a_body()
    body["prescriptions"][0]["exercise_id"] = "moon_walk"
    problem(client.post(PATH, json=body), 400, "unknown_exercise")


def test_a_programme_that_was_typed_in_is_revised_like_any_other(client: httpx.Client) -> None:
    path = f"{PATH}/{client.post(PATH, json=a_body(active=True)).json()['id']}"
    revised = client.post(f"{path}/revise", json={"revision": {"kind": "deload"}})
    assert revised.status_code == 200, revised.text
    assert "easy week" in revised.text
