"""The profile over HTTP."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.fixtures.clients import problem


def test_a_newcomer_reads_a_profile_of_defaults(newcomer: httpx.Client) -> None:
    profile = newcomer.get("/v1/profile").json()
    assert profile["mass_unit"] == "kg"
    assert profile["time_zone"] == "UTC"
    assert profile["birth_date"] is None
    assert profile["plate_step_kg"] == 2.5


def test_a_replaced_profile_forgets_what_it_does_not_name(client: httpx.Client) -> None:
    client.put("/v1/profile", json={"height_cm": 178.5, "country": "DE"}).raise_for_status()
    replaced = client.put("/v1/profile", json={"time_zone": "Europe/Berlin"}).json()
    assert replaced["time_zone"] == "Europe/Berlin"
    assert replaced["height_cm"] is None
    assert client.get("/v1/profile").json() == replaced


def test_a_changed_profile_keeps_what_it_does_not_name(client: httpx.Client) -> None:
    client.put("/v1/profile", json={"height_cm": 178.5, "equipment": ["barbell"]})
    changed = client.patch("/v1/profile", json={"goal": "strength"}).json()
    assert (changed["height_cm"], changed["goal"]) == (178.5, "strength")
    assert changed["equipment"] == ["barbell"]


def test_a_null_clears_a_fact_that_may_be_untold(client: httpx.Client) -> None:
    client.put("/v1/profile", json={"height_cm": 178.5})
    assert client.patch("/v1/profile", json={"height_cm": None}).json()["height_cm"] is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"height_cm": 1e308},
        {"height_cm": "tall"},
        {"time_zone": "Mars/Olympus"},
        {"time_zone": "../../etc/passwd"},
        {"birth_date": "1994-02-31"},
        {"birth_date": "0"},
        {"birth_date": 86400},
        {"birth_date": "0001-01-01"},
        {"birth_date": "2101-01-01"},
        {"country": "Germany"},
        {"days_per_week": 8},
        {"unknown": 1},
        {"equipment": "barbell"},
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_stored(
    client: httpx.Client, wrong: dict[str, Any]
) -> None:
    before = client.get("/v1/profile").json()
    body = problem(client.put("/v1/profile", json=wrong), 422, "invalid_payload")
    assert next(iter(wrong)) in str(body["errors"])
    assert client.get("/v1/profile").json() == before
