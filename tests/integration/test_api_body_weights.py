"""Weigh-ins over HTTP."""

from __future__ import annotations

import httpx
import pytest

from tests.fixtures.clients import problem

PATH = "/v1/body-weights"


def weigh(client: httpx.Client, day: int, kg: float) -> str:
    answer = client.post(PATH, json={"at": f"2026-11-0{day}T07:00:00Z", "weight_kg": kg})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def test_weigh_ins_of_a_period_come_oldest_first(client: httpx.Client) -> None:
    for day, kg in [(3, 82.1), (1, 82.4), (2, 82.25)]:
        weigh(client, day, kg)
    period = {"since": "2026-11-02T00:00:00Z", "until": "2026-11-09T00:00:00Z"}
    found = client.get(PATH, params=period).json()["body_weights"]
    assert [one["weight_kg"] for one in found] == [82.25, 82.1]


def test_only_the_owner_deletes_a_weigh_in(client: httpx.Client, stranger: httpx.Client) -> None:
    path = f"{PATH}/{weigh(client, 1, 80)}"
    problem(stranger.delete(path), 404, "body_weight_not_found")
    assert client.delete(path).status_code == 204
    assert client.get(PATH).json()["body_weights"] == []


@pytest.mark.parametrize("kg", [0, 19, 651, -5, "NaN", "Infinity", 1e-30])
def test_an_impossible_weight_is_refused(client: httpx.Client, kg: float | str) -> None:
    body = {"at": "2026-11-01T07:00:00Z", "weight_kg": kg}
    problem(client.post(PATH, json=body), 422, "invalid_payload")


def test_a_weigh_in_that_is_still_to_come_is_refused(client: httpx.Client) -> None:
    body = {"at": "2199-01-01T07:00:00Z", "weight_kg": 80}
    problem(client.post(PATH, json=body), 400, "weighed_in_future")
    assert client.get(PATH).json()["body_weights"] == []
