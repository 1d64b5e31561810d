"""Memories over HTTP."""

from __future__ import annotations

import httpx
import pytest

from coach.accounts.commands import MAX_MEMORIES
from coach.identity import UserId
from store.engine import open_store
from tests.builders import a_memory
from tests.fixtures.clients import problem

PATH = "/v1/memories"
KNEE = {"kind": "injury", "text": "Left knee hurts on deep lunges."}


def test_the_athlete_sees_edits_and_deletes_a_memory(client: httpx.Client) -> None:
    added = client.post(PATH, json=KNEE)
    assert added.status_code == 201
    path = f"{PATH}/{added.json()['id']}"
    edited = client.patch(path, json={"text": "The knee is fine again."}).json()
    assert edited["text"] == "The knee is fine again."
    assert client.get(PATH).json()["memories"] == [edited]
    assert client.delete(path).status_code == 204
    assert client.get(PATH).json()["memories"] == []


def test_a_strangers_memory_looks_like_none(client: httpx.Client, stranger: httpx.Client) -> None:
    path = f"{PATH}/{client.post(PATH, json=KNEE).json()['id']}"
    assert stranger.get(PATH).json()["memories"] == []
    problem(stranger.patch(path, json={"text": "mine now"}), 404, "memory_not_found")
    problem(stranger.delete(path), 404, "memory_not_found")


@pytest.mark.parametrize("text", ["", "   ", "x" * 501, 7, None])
def test_words_that_say_nothing_are_refused(client: httpx.Client, text: object) -> None:
    problem(client.post(PATH, json={"text": text}), 422, "invalid_payload")


def test_the_same_words_are_kept_once(client: httpx.Client) -> None:
    first = client.post(PATH, json=KNEE).json()
    again = client.post(PATH, json={**KNEE, "text": KNEE["text"].upper()})
    assert again.json() == first
    assert client.get(PATH).json()["memories"] == [first]


def test_memories_are_limited(
    client: httpx.Client, scripted_athlete: UserId, served_database_url: str
) -> None:
    store = open_store(served_database_url, pool_size=1)
    with store.unit_of_work() as uow:
        for number in range(MAX_MEMORIES):
            uow.memories.add(a_memory(scripted_athlete, text=f"fact {number}"))
    store.close()
    problem(client.post(PATH, json={"text": "one more"}), 400, "too_many_memories")
