"""Meals over HTTP."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
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


def stored(client: httpx.Client) -> list[dict[str, Any]]:
    period = {"since": "2026-11-20T00:00:00Z", "until": "2026-11-21T00:00:00Z"}
    return client.get("/v1/meals", params=period).json()["meals"]


def told(text: str, **changes: Any) -> dict[str, Any]:
    return {"eaten_at": "2026-11-20T12:30:00Z", "name": "Lunch", "text": text, **changes}


def test_a_meal_in_words_is_stored_with_its_assumptions(client: httpx.Client) -> None:
    answer = client.post("/v1/meals", json=told("about 150 g cooked lentils"))
    assert answer.status_code == 201, answer.text
    (item,) = answer.json()["items"]
    assert (item["food_id"], item["grams"]) == (FOOD_ID, 150)
    assert (item["grams_low"], item["grams_high"]) == (135, 165)
    assert "about 150 g" in item["assumption"]


def test_a_preview_shows_what_is_not_clear_and_stores_nothing(client: httpx.Client) -> None:
    text = "150 g cooked lentils, unobtainium stew and no butter"
    shown = client.post("/v1/meals/preview", json={"text": text}).json()
    assert shown["complete"] is False
    assert [each["item"] is None for each in shown["items"]] == [False, True]
    assert shown["left_out"] == ["butter"]
    assert shown["kcal_low"] <= shown["kcal"] <= shown["kcal_high"]
    assert stored(client) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("150 g cooked lentils and unobtainium stew", "unclear_meal"),
        ("-200 g lentils", "unclear_meal"),
        ("999 kg lentils", "unclear_meal"),
        ("no butter", "no_items"),
        (", ".join(["1 g lentils"] * 41), "too_many_items"),
    ],
)
def test_a_text_that_is_not_clear_stores_nothing(
    client: httpx.Client, text: str, code: str
) -> None:
    problem(client.post("/v1/meals", json=told(text)), 400, code)
    assert stored(client) == []


@pytest.mark.parametrize(
    "body",
    [
        told("x" * 2_001),
        told(""),
        told("lentils", items=[{"food_id": FOOD_ID, "grams": 50}]),
        {"eaten_at": "2026-11-20T12:30:00Z"},
        told("lentils", eaten_at="2026-11-20T12:30:00"),
    ],
)
def test_a_body_that_is_no_meal_is_refused(client: httpx.Client, body: dict[str, Any]) -> None:
    problem(client.post("/v1/meals", json=body), 422, "invalid_payload")


def test_a_meal_that_is_still_to_come_is_refused(client: httpx.Client) -> None:
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    problem(client.post("/v1/meals", json=a_body(eaten_at=tomorrow)), 400, "eaten_in_future")


def test_a_corrected_meal_keeps_its_id(client: httpx.Client, stranger: httpx.Client) -> None:
    path = f"/v1/meals/{client.post('/v1/meals', json=a_body()).json()['id']}"
    problem(stranger.put(path, json=a_body()), 404, "meal_not_found")
    problem(client.put(path, json=told("unobtainium stew")), 400, "unclear_meal")
    assert stored(client)[0]["items"][0]["grams"] == 50
    changed = client.put(path, json=told("200 g cooked lentils", name="Dinner"))
    assert changed.status_code == 200, changed.text
    (meal,) = stored(client)
    assert (meal["name"], meal["items"][0]["grams"]) == ("Dinner", 200)
    assert f"/v1/meals/{meal['id']}" == path
