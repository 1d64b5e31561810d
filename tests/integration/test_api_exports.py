"""Exports over HTTP."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from tests.fixtures.clients import problem

HEVY = (Path(__file__).parents[1] / "data" / "hevy_kg.csv").read_bytes()


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
