"""Searching exercises and foods over HTTP."""

from __future__ import annotations

from uuid import uuid4

import httpx
import pytest

from coach.identity import ExerciseId, UserId
from store.engine import open_store
from tests.builders import a_set, a_workout, an_exercise
from tests.fixtures.clients import problem


@pytest.fixture
def own_id(client: httpx.Client, scripted_athlete: UserId, served_database_url: str) -> ExerciseId:
    """An exercise of the athlete's own, without muscles, logged in one set."""
    assert client.get("/v1/exercises").is_success
    own = ExerciseId(f"custom:{uuid4().hex}")
    exercise = an_exercise(
        own,
        name=f"Log Toss {own[-32:]}",
        owner_id=scripted_athlete,
        primary_muscles=(),
        secondary_muscles=(),
    )
    store = open_store(served_database_url, pool_size=1)
    try:
        with store.unit_of_work() as uow:
            uow.exercises.put(exercise, [])
            uow.workouts.add(a_workout(scripted_athlete, sets=(a_set(0, exercise_id=own),)))
    finally:
        store.close()
    return own


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


def test_an_own_exercise_gets_muscles_and_a_name(client: httpx.Client, own_id: ExerciseId) -> None:
    name = f"Stone {own_id[-32:]}"
    body = {"name": name, "pattern": "carry", "primary_muscles": ["upper_back"]}
    changed = client.patch(f"/v1/exercises/{own_id}", json=body)
    assert changed.status_code == 200, changed.text
    (found,) = client.get("/v1/exercises", params={"query": f"log toss {own_id[-32:]}"}).json()[
        "exercises"
    ]
    assert found == changed.json()
    assert (found["name"], found["pattern"], found["primary_muscles"]) == (
        name,
        "carry",
        ["upper_back"],
    )


def test_an_own_exercise_becomes_one_of_the_catalogue(
    client: httpx.Client, own_id: ExerciseId
) -> None:
    merged = client.post(f"/v1/exercises/{own_id}/merge", json={"into": "back_squat"}).json()
    assert (merged["exercise"]["id"], merged["sets_moved"]) == ("back_squat", 1)
    again = client.post(f"/v1/exercises/{own_id}/merge", json={"into": "back_squat"})
    problem(again, 404, "exercise_not_found")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"primary_muscles": ["biceps"], "secondary_muscles": ["biceps"]}, 400, "muscle_twice"),
        ({"name": "a\u0007b"}, 400, "bad_name"),
        ({"name": "x" * 121}, 400, "bad_name"),
        ({"name": ""}, 422, "invalid_payload"),
        ({"primary_muscles": ["wing"]}, 422, "invalid_payload"),
        ({"owner_id": None}, 422, "invalid_payload"),
    ],
)
def test_a_change_that_cannot_be_is_refused(
    client: httpx.Client, own_id: ExerciseId, body: dict[str, object], status: int, code: str
) -> None:
    problem(client.patch(f"/v1/exercises/{own_id}", json=body), status, code)


def test_the_shared_catalogue_is_not_an_athletes_to_change(
    client: httpx.Client, own_id: ExerciseId
) -> None:
    patched = client.patch("/v1/exercises/back_squat", json={"name": "Mine"})
    problem(patched, 403, "shared_exercise")
    merged = client.post("/v1/exercises/back_squat/merge", json={"into": own_id})
    problem(merged, 403, "shared_exercise")


def test_another_athletes_exercise_is_not_there(stranger: httpx.Client, own_id: ExerciseId) -> None:
    path = f"/v1/exercises/{own_id}"
    problem(stranger.patch(path, json={"name": "Mine"}), 404, "exercise_not_found")
    problem(stranger.post(f"{path}/merge", json={"into": "back_squat"}), 404, "exercise_not_found")
