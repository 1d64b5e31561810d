"""Feedback over HTTP."""

from __future__ import annotations

from uuid import uuid4

import httpx

from tests.fixtures.api import read_run, run_input
from tests.fixtures.clients import problem

PATH = "/v1/feedback"


def test_a_reply_is_rated_by_its_athlete_only(client: httpx.Client, stranger: httpx.Client) -> None:
    run = str(uuid4())
    read_run(client, run_input("say:1", thread=str(uuid4()), run=run))
    rated = client.post(PATH, json={"run_id": run, "up": False, "comment": "too heavy"})
    assert rated.status_code == 201
    assert rated.json()["comment"] == "too heavy"
    problem(stranger.post(PATH, json={"run_id": run, "up": True}), 404, "run_not_found")


def test_a_run_that_never_was_cannot_be_rated(client: httpx.Client) -> None:
    problem(client.post(PATH, json={"run_id": "nothing", "up": True}), 404, "run_not_found")


def test_an_edit_needs_no_thumb_and_a_later_thumb_keeps_it(client: httpx.Client) -> None:
    run = str(uuid4())
    read_run(client, run_input("say:1", thread=str(uuid4()), run=run))
    edited = client.post(PATH, json={"run_id": run, "edited_text": "3 x 5 at 95 kg"})
    assert (edited.status_code, edited.json()["up"]) == (201, None)
    kept = client.post(PATH, json={"run_id": run, "up": True}).json()
    assert (kept["up"], kept["edited_text"]) == (True, "3 x 5 at 95 kg")


def test_feedback_that_says_nothing_is_refused(client: httpx.Client) -> None:
    assert client.post(PATH, json={"run_id": "r1", "comment": "hm"}).status_code == 422
