"""Searching exercises and foods over HTTP."""

from __future__ import annotations

import httpx

from tests.fixtures.clients import problem


def test_an_exercise_is_found_by_name_and_by_alias(client: httpx.Client) -> None:
    for query in ("SQUAT", "squat barbell", "back"):
        found = client.get("/v1/exercises", params={"query": query}).json()
        assert "back_squat" in [one["id"] for one in found["exercises"]], query


def test_an_exercise_that_is_none_finds_nothing(client: httpx.Client) -> None:
    found = client.get("/v1/exercises", params={"query": "moon walk"}).json()
    assert found == {"exercises": [], "total": 0}


def test_a_limit_leaves_the_total_as_it_is(client: httpx.Client) -> None:
    found = client.get("/v1/exercises", params={"limit": 1}).json()
    assert len(found["exercises"]) == 1
    assert found["total"] >= 1


def test_a_food_is_found_with_its_amounts(client: httpx.Client) -> None:
    foods = client.get("/v1/foods", params={"query": "lentils"}).json()["foods"]
    assert foods[0]["kcal"] > 0


def test_a_search_for_nothing_is_refused(client: httpx.Client) -> None:
    problem(client.get("/v1/foods", params={"query": " "}), 422, "invalid_payload")
    problem(client.get("/v1/foods"), 422, "invalid_payload")


def test_a_nul_in_a_search_is_refused(client: httpx.Client) -> None:
    problem(client.get("/v1/foods?query=a%00b"), 400, "invalid_input")
