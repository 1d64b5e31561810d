"""Health, readiness and metrics of a real process."""

from __future__ import annotations

import pathlib

import httpx

from tests.fixtures.api import ApiProcess, read_run, run_input
from tests.fixtures.clients import problem

PARTS = {"database", "redis", "worker", "model", "pose_model"}


def test_a_living_process_says_so_to_anybody(scripted_api: ApiProcess) -> None:
    assert httpx.get(f"{scripted_api.url}/healthz").json() == {"status": "ok"}


def test_readiness_names_every_part_and_what_a_missing_one_needs(scripted_api: ApiProcess) -> None:
    answer = httpx.get(f"{scripted_api.url}/readyz", timeout=20)
    ready = answer.json()
    assert answer.status_code == 200, ready
    assert set(ready) == PARTS | {"status"}
    assert ready["database"]["ok"]
    assert ready["redis"]["ok"]
    assert ready["model"]["name"] == "scripted"
    assert ready["model"]["no_language_model"] is True


def test_without_a_worker_the_api_is_degraded_not_down(scripted_api: ApiProcess) -> None:
    ready = httpx.get(f"{scripted_api.url}/readyz", timeout=20).json()
    assert ready["status"] == "degraded"
    assert ready["worker"]["ok"] is False
    assert "fitholic worker" in ready["worker"]["reason"]


def test_runs_and_tokens_are_counted(client: httpx.Client, scripted_api: ApiProcess) -> None:
    before = metric(scripted_api, 'fitholic_tokens_total{direction="output"}')
    read_run(client, run_input("say:1", thread="metrics", run="metrics-run"))
    assert metric(scripted_api, 'fitholic_tokens_total{direction="output"}') == before + 34
    assert metric(scripted_api, 'fitholic_runs_total{outcome="succeeded"}') >= 1
    route = 'method="POST",route="/v1/runs",status="200"'
    assert metric(scripted_api, f"fitholic_http_requests_total{{{route}}}") >= 1


def test_metrics_of_a_proxied_request_need_a_token(
    scripted_api: ApiProcess, client: httpx.Client
) -> None:
    forwarded = {"X-Forwarded-For": "203.0.113.9"}
    refused = httpx.get(f"{scripted_api.url}/metrics", headers=forwarded)
    problem(refused, 401, "not_authenticated")
    assert client.get("/metrics", headers=forwarded).status_code == 200


def test_a_process_never_loads_what_only_a_worker_needs(scripted_api: ApiProcess) -> None:
    with pathlib.Path(f"/proc/{scripted_api.pid}/maps").open() as maps:
        loaded = maps.read()
    for library in ("mediapipe", "/cv2/", "/av/"):
        assert library not in loaded


def metric(api: ApiProcess, name: str) -> float:
    text = httpx.get(f"{api.url}/metrics").text
    found = (line for line in text.splitlines() if line.startswith(name))
    return float(next(found, "none 0").rpartition(" ")[2])
