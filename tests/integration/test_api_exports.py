"""Exports over HTTP."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from tests.fixtures.clients import problem

DATA = Path(__file__).parents[1] / "data"
HEVY = (DATA / "hevy_kg.csv").read_bytes()
SERVINGS = (DATA / "cronometer_servings.csv").read_bytes()


@pytest.mark.parametrize(
    ("wanted", "media_type", "begins"),
    [
        ("json", "application/json", '{\n"format":"fitholic-export"'),
        ("account", "application/json", '{\n"format":"fitholic-export"'),
        ("strong", "text/csv; charset=utf-8", "Date,Workout Name"),
        ("hevy", "text/csv; charset=utf-8", "title,start_time"),
    ],
)
def test_an_export_is_a_file_to_save(
    client: httpx.Client, wanted: str, media_type: str, begins: str
) -> None:
    client.post("/v1/imports", files={"file": ("log.csv", HEVY, "text/csv")})
    answer = client.get(f"/v1/exports/{wanted}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media_type
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.text.startswith(begins)
    assert "Bench Press" in answer.text or "bench_press" in answer.text


def test_an_export_nobody_offers_is_refused(client: httpx.Client) -> None:
    problem(client.get("/v1/exports/fitnotes"), 422, "invalid_payload")
    problem(client.get("/v1/exports/json?since=soon"), 422, "invalid_payload")


def upload(client: httpx.Client, path: str, content: bytes, **fields: str) -> httpx.Response:
    files = {"file": ("log.csv", content, "text/csv")}
    return client.post(f"/v1/imports/{path}", files=files, data=fields)


def test_an_export_of_ours_comes_back_once(client: httpx.Client, stranger: httpx.Client) -> None:
    client.post("/v1/imports", files={"file": ("log.csv", HEVY, "text/csv")})
    text = client.get("/v1/exports/json").content
    first = upload(stranger, "fitholic", text).json()
    assert first["added"] > 0
    assert upload(stranger, "fitholic", text).json()["added"] == 0
    assert stranger.get("/v1/exports/json").content == text
    problem(upload(stranger, "fitholic", HEVY), 400, "broken_export")
    large = text.replace(b"\n]", b"\n" + b" " * 1_100_000 + b"]", 1)
    assert upload(stranger, "fitholic", large).json()["added"] == 0


def test_a_food_log_is_looked_at_and_then_stored_once(client: httpx.Client) -> None:
    preview = upload(client, "food-log/preview", SERVINGS).json()
    assert (preview["source"], preview["new"], preview["days"]) == ("cronometer", 2, 1)
    assert upload(client, "food-log", SERVINGS).json()["added"] == 2
    assert upload(client, "food-log", SERVINGS).json()["unchanged"] == 2
    large = SERVINGS + b"\n" * 1_100_000
    assert upload(client, "food-log/preview", large).json()["unchanged"] == 2
    period = {"since": "2026-10-05T00:00:00Z", "until": "2026-10-06T00:00:00Z"}
    meals = client.get("/v1/meals", params=period).json()["meals"]
    assert [each["items"][0]["food_id"] for each in meals] == [None, None]


def test_a_food_log_needs_the_consent_and_an_agreement_on_its_errors(
    client: httpx.Client, newcomer: httpx.Client
) -> None:
    problem(upload(newcomer, "food-log", SERVINGS), 403, "consent_missing")
    broken = SERVINGS.replace(b"330.0", b"much")
    problem(upload(client, "food-log", broken), 400, "rows_need_agreement")
    assert upload(client, "food-log", broken, skip_errors="true").json()["error_count"] == 1
