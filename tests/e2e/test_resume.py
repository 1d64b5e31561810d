"""A client that drops and a process that dies: every frame once, and the thread answers again.

The full measure, with the product's lease:
`TEST_KILLS=10 TEST_LEASE_S=10 python -m pytest tests/e2e/test_resume.py`.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle

import httpx
import pytest

from coach.identity import UserId
from tests.fixtures.api import (
    SCRIPTED,
    ApiLauncher,
    ApiProcess,
    Received,
    read_frames,
    run_input,
)

DROPS = int(os.environ.get("TEST_DROPS", "50"))
KILLS = int(os.environ.get("TEST_KILLS", "2"))
LEASE_S = os.environ.get("TEST_LEASE_S", "3")
"""Shorter than the product's 10 s, so that the suite stays short."""
ANSWERS_WITHIN_S = 30.0


@dataclass(frozen=True)
class Dropped:
    """What a client had when it went away."""

    frames: list[Received]

    @property
    def cursor(self) -> dict[str, str]:
        return {"Last-Event-ID": self.frames[-1].id} if self.frames else {}


def read_some(frames: Iterator[Received], count: int) -> list[Received]:
    return [frame for frame, _ in zip(frames, range(count), strict=False)]


def resume(client: httpx.Client, run: str, dropped: Dropped) -> list[Received]:
    with client.stream("GET", f"/v1/runs/{run}/events", headers=dropped.cursor) as response:
        assert response.status_code == 200
        return list(read_frames(response))


def reply_of(frames: list[Received]) -> dict[str, str]:
    """Return the text of each message."""
    texts: dict[str, str] = {}
    for frame in frames:
        if frame.type == "TEXT_MESSAGE_CONTENT":
            message = str(frame.data["messageId"])
            texts[message] = texts.get(message, "") + str(frame.data["delta"])
    return texts


def test_a_dropped_client_resumes_on_another_process_without_loss_or_repeat(
    scripted_api: ApiProcess, second_scripted_api: ApiProcess, scripted_athlete: UserId
) -> None:
    dice = random.Random(20261123)  # noqa: S311 - where a client drops is no secret
    lost = repeated = 0
    with (
        scripted_api.client(scripted_athlete) as first,
        second_scripted_api.client(scripted_athlete) as second,
    ):
        for attempt in range(DROPS):
            run = f"drop-{attempt}"
            body = run_input("say:12 every:15 tool", thread=run, run=run)
            with first.stream("POST", "/v1/runs", json=body) as response:
                dropped = Dropped(read_some(read_frames(response), dice.randrange(1, 14)))
            seen = dropped.frames + resume(second, run, dropped)
            whole = resume(first, run, Dropped([]))
            ids = [frame.id for frame in seen]
            lost += len({frame.id for frame in whole} - set(ids))
            repeated += len(ids) - len(set(ids))
            assert seen == whole
            assert list(reply_of(seen).values()) == ["".join(f"piece {n} " for n in range(12))]
    assert (lost, repeated) == (0, 0)


def test_a_client_that_drops_again_and_again_gets_each_frame_once(
    scripted_api: ApiProcess, second_scripted_api: ApiProcess, scripted_athlete: UserId
) -> None:
    body = run_input("say:20 every:40 tool", thread="often", run="often")
    with (
        scripted_api.client(scripted_athlete) as first,
        second_scripted_api.client(scripted_athlete) as second,
    ):
        with first.stream("POST", "/v1/runs", json=body) as response:
            seen = read_some(read_frames(response), 2)
        for client in cycle([second, first]):
            cursor = Dropped(seen).cursor
            with client.stream("GET", "/v1/runs/often/events", headers=cursor) as response:
                seen += read_some(read_frames(response), 3)
            if seen[-1].type == "RUN_FINISHED":
                break
        assert seen == resume(first, "often", Dropped([]))


@pytest.mark.timeout(60 + 45 * KILLS)
def test_a_thread_answers_again_after_its_process_was_killed(
    launcher: ApiLauncher, scripted_api: ApiProcess, scripted_athlete: UserId
) -> None:
    with scripted_api.client(scripted_athlete) as other:
        for attempt in range(KILLS):
            run = f"kill-{attempt}"
            body = run_input("say:15 every:60 tool", thread="killed", run=run)
            victim = launcher.start(SCRIPTED, FITHOLIC_RUN_LEASE_S=LEASE_S)
            with (
                victim.client(scripted_athlete) as client,
                client.stream("POST", "/v1/runs", json=body) as response,
            ):
                dropped = Dropped(read_some(read_frames(response), 12))
                victim.kill()
            killed = time.monotonic()
            seen = dropped.frames + resume(other, run, dropped)
            took_s = time.monotonic() - killed
            assert took_s < ANSWERS_WITHIN_S
            assert seen == resume(other, run, Dropped([]))
            assert seen[-1].type == "RUN_FINISHED"
            assert seen[-1].id.startswith("2-"), "the run was not in its middle when it was killed"
            assert list(reply_of(seen).values())[-1] == "".join(f"piece {n} " for n in range(15))
            assert len(other.get("/v1/threads/killed/messages").json()) == 2 * (attempt + 1)


def test_a_process_that_wakes_up_after_its_lease_writes_nothing(
    launcher: ApiLauncher, scripted_api: ApiProcess, scripted_athlete: UserId
) -> None:
    body = run_input("say:15 every:60", thread="slept", run="slept")
    with (
        launcher.process(SCRIPTED, FITHOLIC_RUN_LEASE_S="1") as sleeper,
        sleeper.client(scripted_athlete) as client,
        scripted_api.client(scripted_athlete) as other,
    ):
        with client.stream("POST", "/v1/runs", json=body) as response:
            dropped = Dropped(read_some(read_frames(response), 6))
            os.kill(sleeper.pid, signal.SIGSTOP)
        seen = dropped.frames + resume(other, "slept", dropped)
        os.kill(sleeper.pid, signal.SIGCONT)
        assert client.get("/v1/runs/slept").json()["status"] == "succeeded"
        time.sleep(1.5)  # longer than the sleeper still had to say
        assert resume(client, "slept", Dropped([])) == seen
        assert [m["role"] for m in other.get("/v1/threads/slept/messages").json()] == [
            "user",
            "assistant",
        ]


def test_a_stopped_process_says_farewell_and_hands_its_run_over(
    launcher: ApiLauncher, scripted_api: ApiProcess, scripted_athlete: UserId
) -> None:
    stopped = launcher.start(SCRIPTED)
    body = run_input("say:40 every:60", thread="stopped", run="stopped")
    with (
        stopped.client(scripted_athlete) as client,
        client.stream("POST", "/v1/runs", json=body) as response,
    ):
        lines = response.iter_lines()
        first_id = next(line for line in lines if line.startswith("id: "))[4:]
        stopped.process.terminate()
        assert any(line.startswith(": farewell") for line in lines)
    begun = time.monotonic()
    launcher.stop(stopped)
    with scripted_api.client(scripted_athlete) as other:
        rest = resume(other, "stopped", Dropped([Received(first_id, {})]))
        assert rest[-1].type == "RUN_FINISHED"
        assert other.get("/v1/threads/stopped/messages").json()[1]["text"].endswith("piece 39 ")
    assert time.monotonic() - begun < 10
