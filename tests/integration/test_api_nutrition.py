"""A day's remainder and the weekly check-in over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import httpx
import pytest

from coach.identity import FoodId, UserId, new_uuid
from coach.training.model import BodyWeight
from store.engine import open_store
from tests.builders import a_meal, a_meal_item, a_target
from tests.fixtures.clients import FOOD_ID, problem

TOLD = {
    "sex": "m",
    "birth_date": "1996-01-01",
    "height_cm": 180,
    "activity": "moderate",
    "goal": "fat_loss",
    "diet": "vegan",
}
Weeks = Callable[[int], None]


@pytest.fixture
def weeks(client: httpx.Client, scripted_athlete: UserId, served_database_url: str) -> Weeks:
    """Store days of 2,500 kcal and a loss of 0.4 kg a week, up to yesterday."""
    assert client.patch("/v1/profile", json=TOLD).status_code == 200

    def put(days: int) -> None:
        store = open_store(served_database_url, pool_size=1)
        now = datetime.now(UTC)
        with store.unit_of_work() as uow:
            for back in range(1, days + 1):
                at = now - timedelta(days=back)
                item = a_meal_item(
                    food_id=FoodId(FOOD_ID), kcal=Decimal(2500), protein_g=Decimal(90)
                )
                uow.meals.add(a_meal(scripted_athlete, eaten_at=at, items=(item,)))
                kg = Decimal(80) + Decimal("0.4") / 7 * back
                weight = BodyWeight(new_uuid(), scripted_athlete, at, round(kg, 2))
                uow.body_weights.add(weight)
        store.close()

    return put


def test_a_day_shows_what_is_left_and_foods_of_the_diet(
    client: httpx.Client, weeks: Weeks, scripted_athlete: UserId, served_database_url: str
) -> None:
    weeks(1)
    store = open_store(served_database_url, pool_size=1)
    with store.unit_of_work() as uow:
        uow.targets.add(a_target(scripted_athlete, datetime.now(UTC).date()))
    store.close()
    day = client.get("/v1/nutrition/day", params={"meals_left": 3}).json()
    assert day["left"]["kcal"] == day["aim"]["kcal"] - day["eaten"]["kcal"]
    assert day["protein"]["meals_left"] == 3
    assert day["protein"]["gap_g"] > 0
    assert "lant protein" in day["protein"]["note"]


def test_a_day_without_a_target_or_a_weigh_in_is_shown(client: httpx.Client) -> None:
    day = client.get("/v1/nutrition/day", params={"day": "2020-01-01"}).json()
    assert (day["meals"], day["left"], day["protein"]) == (0, None, None)


def test_a_check_in_names_what_the_profile_lacks(client: httpx.Client) -> None:
    body = problem(client.post("/v1/nutrition/check-in", json={}), 400, "profile_incomplete")
    assert "height_cm" in str(body["detail"])


def test_too_few_days_change_nothing(client: httpx.Client, weeks: Weeks) -> None:
    weeks(5)
    found = client.post("/v1/nutrition/check-in", json={}).json()
    assert (found["enough"], found["proposed"]) == (False, None)
    assert found["missing"]
    answer = client.post("/v1/nutrition/check-in", json={"accept": True})
    problem(answer, 409, "no_target_proposed")


def test_an_accepted_check_in_sets_the_target_and_caps_the_next(
    client: httpx.Client, weeks: Weeks
) -> None:
    weeks(28)
    shown = client.post("/v1/nutrition/check-in", json={"rate_pct_per_week": 0.5}).json()
    assert shown["expenditure_kcal"] == 2940
    assert (shown["course"], shown["accepted"], shown["present"]) == ("on course", False, None)
    body = {"rate_pct_per_week": 0.5, "accept": True}
    taken = client.post("/v1/nutrition/check-in", json=body).json()
    assert taken["proposed"]["kcal"] == shown["proposed"]["kcal"]
    day = client.get("/v1/nutrition/day").json()
    assert day["aim"]["kcal"] == taken["proposed"]["kcal"]
    again = client.post("/v1/nutrition/check-in", json={}).json()
    assert again["present"]["kcal"] == taken["proposed"]["kcal"]


@pytest.mark.parametrize(
    "body",
    [
        {"rate_pct_per_week": -1},
        {"rate_pct_per_week": 9},
        {"rate_pct_per_week": "fast"},
        {"direction": "sideways"},
        {"surprise": 1},
    ],
)
def test_a_wrong_question_is_refused(client: httpx.Client, body: dict[str, object]) -> None:
    problem(client.post("/v1/nutrition/check-in", json=body), 422, "invalid_payload")


def test_a_diet_that_begins_tomorrow_is_refused(client: httpx.Client) -> None:
    day = (datetime.now(UTC) + timedelta(days=3)).date().isoformat()
    answer = client.post("/v1/nutrition/check-in", json={"diet_started": day})
    problem(answer, 400, "diet_in_future")
