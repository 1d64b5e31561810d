"""The audit over HTTP: the athlete's own log, each figure with its source."""

from __future__ import annotations

import httpx

PATH = "/v1/audit"


def log_squats(client: httpx.Client) -> None:
    sets = [{"exercise_id": "back_squat", "load_kg": 100, "reps": 5}] * 6
    body = {"started_at": "2026-11-01T18:00:00Z", "sets": sets}
    assert client.post("/v1/workouts", json=body).status_code == 201


def test_the_audit_reads_the_log_of_the_caller_alone(
    client: httpx.Client, stranger: httpx.Client
) -> None:
    log_squats(client)
    found = client.get(PATH).json()
    assert [part["name"] for part in found["sections"]][:2] == ["overview", "strength"]
    figures = [
        figure
        for part in found["sections"]
        for each in part["remarks"]
        for figure in each["figures"]
    ]
    assert all(figure["source"] for figure in figures)
    assert any(row.startswith("workout_sets:") for figure in figures for row in figure["rows"])
    assert len(found["next_steps"]) == 3
    nothing = stranger.get(PATH).json()
    assert [part["name"] for part in nothing["sections"]] == ["overview"]
    assert "empty" in nothing["sections"][0]["remarks"][0]["text"]


def test_the_audit_needs_a_token(client: httpx.Client) -> None:
    assert httpx.get(f"{client.base_url}{PATH}").status_code == 401
