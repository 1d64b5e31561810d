"""Meals over HTTP."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.fixtures.clients import FOOD_ID, problem

NUTRITION = {"purpose": "nutrition", "granted": False, "text_version": "test"}


def a_body(**changes: Any) -> dict[str, Any]:
    return {
        "eaten_at": "2026-11-20T12:30:00Z",
        "name": "Lunch",
        "items": [{"food_id": FOOD_ID, "grams": 50}],
        **changes,
    }


def test_a_meal_keeps_the_amounts_of_its_foods(client: httpx.Client) -> None:
    food = client.get("/v1/foods", params={"query": "lentils"}).json()["foods"][0]
    meal = client.post("/v1/meals", json=a_body())
    assert meal.status_code == 201
    item = meal.json()["items"][0]
    assert item["kcal"] == pytest.approx(food["kcal"] / 2, abs=0.01)
    assert item["protein_g"] == pytest.approx(food["protein_g"] / 2, abs=0.01)


def test_a_day_is_cut_in_the_athletes_time_zone(client: httpx.Client) -> None:
    client.patch("/v1/profile", json={"time_zone": "Pacific/Auckland"}).raise_for_status()
    client.post("/v1/meals", json=a_body(eaten_at="2026-11-20T12:30:00Z")).raise_for_status()
    totals = client.get("/v1/meals/totals", params={"day": "2026-11-21"}).json()
    assert totals["meals"] == 1
    assert totals["kcal"] > 0
    assert client.get("/v1/meals/totals", params={"day": "2026-11-20"}).json()["meals"] == 0


def test_a_deleted_meal_counts_no_more(client: httpx.Client, stranger: httpx.Client) -> None:
    path = f"/v1/meals/{client.post('/v1/meals', json=a_body()).json()['id']}"
    problem(stranger.delete(path), 404, "meal_not_found")
    assert client.delete(path).status_code == 204
    period = {"since": "2026-11-20T00:00:00Z", "until": "2026-11-21T00:00:00Z"}
    assert client.get("/v1/meals", params=period).json()["meals"] == []


def test_meals_need_their_consent(client: httpx.Client) -> None:
    client.post("/v1/consents", json=NUTRITION).raise_for_status()
    problem(client.post("/v1/meals", json=a_body()), 403, "consent_missing")


def test_an_unknown_food_stores_nothing(client: httpx.Client) -> None:
    items = [{"food_id": FOOD_ID, "grams": 50}, {"food_id": "usda:nothing", "grams": 1}]
    problem(client.post("/v1/meals", json=a_body(items=items)), 400, "unknown_food")
    period = {"since": "2026-11-20T00:00:00Z", "until": "2026-11-21T00:00:00Z"}
    assert client.get("/v1/meals", params=period).json()["meals"] == []


@pytest.mark.parametrize("day", ["2026-02-30", "yesterday", "9999-12-31", "0001-01-01"])
def test_a_day_that_is_none_is_refused(client: httpx.Client, day: str) -> None:
    problem(client.get("/v1/meals/totals", params={"day": day}), 422, "invalid_payload")
