"""Deleting an account over HTTP."""

from __future__ import annotations

import httpx

from tests.fixtures.api import ApiLauncher
from tests.fixtures.clients import problem
from tests.integration.test_api_videos import MP4, blobs, send

CONFIRMED = {"Confirm": "delete"}


def test_an_account_is_not_deleted_by_accident(client: httpx.Client) -> None:
    client.post("/v1/memories", json={"text": "still here"}).raise_for_status()
    problem(client.delete("/v1/account"), 400, "confirmation_missing")
    problem(client.delete("/v1/account", headers={"Confirm": "yes"}), 422, "invalid_payload")
    assert len(client.get("/v1/memories").json()["memories"]) == 1


def test_a_deleted_account_leaves_nothing(client: httpx.Client, stranger: httpx.Client) -> None:
    for one in (client, stranger):
        one.post("/v1/memories", json={"text": "mine"}).raise_for_status()
    send(client, MP4).raise_for_status()
    assert client.delete("/v1/account", headers=CONFIRMED).status_code == 204
    assert client.get("/v1/memories").json()["memories"] == []
    assert client.get("/v1/videos").json()["videos"] == []
    assert client.get("/v1/consents").json()["ledger"] == []
    assert len(stranger.get("/v1/memories").json()["memories"]) == 1


def test_an_account_whose_file_resists_is_deleted_on_the_second_try(
    client: httpx.Client, launcher: ApiLauncher
) -> None:
    before = blobs(launcher)
    send(client, MP4).raise_for_status()
    (raw,) = blobs(launcher) - before
    raw.unlink()
    raw.mkdir()
    problem(client.delete("/v1/account", headers=CONFIRMED), 503, "blob_not_deleted")
    assert len(client.get("/v1/videos").json()["videos"]) == 1
    raw.rmdir()
    raw.write_bytes(MP4)
    assert client.delete("/v1/account", headers=CONFIRMED).status_code == 204
    assert blobs(launcher) == before
