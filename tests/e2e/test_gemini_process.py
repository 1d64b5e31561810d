"""The product's own process with a language model: Gemini's API on loopback, everything else real.

The full measure, 50 runs:
`TEST_KILLS=10 python -m pytest --log-cli-level=INFO tests/e2e/test_gemini_process.py`.
"""

from __future__ import annotations

import logging
import os
import random
import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any, cast
from uuid import uuid4

import httpx
import pytest

from coach.identity import UserId
from store.engine import open_store
from tests.fakes.gemini_server import Answer, FakeGemini, text, tool_call
from tests.fixtures.api import (
    PRODUCT,
    ApiLauncher,
    ApiProcess,
    Received,
    grant_consents,
    read_frames,
    read_run,
    run_input,
)
from tests.fixtures.postgres import SEEDED, SharedServer

log = logging.getLogger(__name__)

KILLS = int(os.environ.get("TEST_KILLS", "1"))
RUNS_A_KILL = 5
LEASE_S = "3"
"""Shorter than the product's 10 s, so that the suite stays short."""
ANSWERS_WITHIN_S = 30.0
QUESTION = "Log squat: 3x5 at 100 kg"
PIECES = ("That is in. ", "You did 3 sets ", "of 5 at 100 kg. ", "Eat ", "and rest ", "well now.")
ROWS = ("squat", "back squat", "barbell squat")


class SlowGemini(FakeGemini):
    """Calls a tool, each time in other words, then speaks in pieces with a pause between them."""

    def next_answer(self) -> Answer:
        last = self.requests[-1]["contents"][-1]["parts"]
        if any("functionResponse" in part for part in last):
            return text(*PIECES, pause_s=0.2)
        sets = [{"reps": 5, "load": 100, "unit": "kg"}] * 3
        name = ROWS[len(self.requests) % len(ROWS)]
        return tool_call("log_sets", {"exercise": name, "sets": sets}, signature="thought")


@pytest.fixture(scope="module")
def gemini() -> Iterator[SlowGemini]:
    with SlowGemini() as server:
        yield server


@pytest.fixture(scope="module")
def spoken_database_url(
    postgres: SharedServer, seeded_database_url: str, worker_name: str
) -> Iterator[str]:
    """A seeded database of these processes alone: others would take their lost runs."""
    assert seeded_database_url, "the seeded template is made first"
    name = f"spoken_{worker_name}"
    yield postgres.clone(SEEDED, name)
    postgres.drop(name)


@pytest.fixture(scope="module")
def spoken_launcher(
    spoken_database_url: str, valkey_url: str, tmp_path_factory: pytest.TempPathFactory
) -> ApiLauncher:
    return ApiLauncher(spoken_database_url, valkey_url, tmp_path_factory.mktemp("spoken"))


@pytest.fixture(scope="module")
def environ(gemini: SlowGemini) -> dict[str, str]:
    """What an operator with a key sets, and a lease that runs out sooner."""
    return {
        "FITHOLIC_MODEL": "google_genai:gemini-3.5-flash",
        "FITHOLIC_MODEL_BASE_URL": gemini.url,
        "GOOGLE_API_KEY": "test",
        "FITHOLIC_RUN_LEASE_S": LEASE_S,
    }


@pytest.fixture(scope="module")
def spoken_api(spoken_launcher: ApiLauncher, environ: dict[str, str]) -> Iterator[ApiProcess]:
    with spoken_launcher.process(PRODUCT, **environ) as process:
        yield process


@pytest.fixture
def speaker(spoken_database_url: str) -> UserId:
    return _new_athlete(spoken_database_url)


def _new_athlete(database_url: str) -> UserId:
    """Make an athlete who gave every consent."""
    store = open_store(database_url, pool_size=1)
    user_id = UserId(uuid4())
    try:
        grant_consents(store, user_id)
    finally:
        store.close()
    return user_id


def whole_run(client: httpx.Client) -> list[Received]:
    """Read a run from its first event to its last."""
    with client.stream("GET", "/v1/runs/r/events") as response:
        assert response.status_code == 200
        return list(read_frames(response))


def uncited(frames: list[Received]) -> set[str]:
    """Return the facts that evidence names and no event brought."""
    known = {fact["id"] for value in customs(frames, "facts") for fact in value["facts"]}
    cited = {each for value in customs(frames, "evidence") for each in value["factIds"]}
    assert cited
    return cited - known


def reply_of(frames: list[Received]) -> str:
    """Return the text of the newest message."""
    said = [frame for frame in frames if frame.type == "TEXT_MESSAGE_CONTENT"]
    newest = said[-1].data["messageId"]
    return "".join(str(f.data["delta"]) for f in said if f.data["messageId"] == newest)


def customs(frames: list[Received], name: str) -> list[dict[str, Any]]:
    """Return the values of our own events of one name."""
    ours = [frame.data for frame in frames if frame.type == "CUSTOM"]
    return [cast("dict[str, Any]", each["value"]) for each in ours if each["name"] == name]


def test_a_key_makes_the_language_model_speak(
    spoken_api: ApiProcess, gemini: SlowGemini, speaker: UserId
) -> None:
    with spoken_api.client(speaker) as client:
        frames = read_run(client, run_input(QUESTION, thread="spoken", run="spoken"))
        page = client.get("/v1/workouts").json()
    (bundle,) = customs(frames, "bundle")
    assert bundle["noLanguageModel"] is False
    assert bundle["model"] == "google_genai:gemini-3.5-flash"
    types = [frame.type for frame in frames]
    assert types.count("TOOL_CALL_START") == 1
    assert types.count("TOOL_CALL_RESULT") == 1
    assert types.count("TEXT_MESSAGE_CONTENT") >= 2
    assert types[-1] == "RUN_FINISHED"
    assert reply_of(frames) == "".join(PIECES)
    assert uncited(frames) == set()
    assert set(gemini.keys) == {"test"}
    assert len(page["workouts"]) == 1


@pytest.mark.timeout(60 + 45 * KILLS)
def test_every_thread_answers_after_the_process_was_killed_while_its_model_spoke(
    spoken_launcher: ApiLauncher,
    spoken_api: ApiProcess,
    environ: dict[str, str],
    spoken_database_url: str,
) -> None:
    dice = random.Random(20261123)  # noqa: S311 - when a process dies is no secret
    taken_over = 0
    for _ in range(KILLS):
        athletes = [_new_athlete(spoken_database_url) for _ in range(RUNS_A_KILL)]
        victim = spoken_launcher.start(PRODUCT, **environ)
        with ExitStack() as stack:
            for athlete in athletes:
                client = stack.enter_context(victim.client(athlete))
                body = run_input(QUESTION, thread="t", run="r")
                response = stack.enter_context(client.stream("POST", "/v1/runs", json=body))
                assert response.status_code == 200
                time.sleep(dice.uniform(0, 0.4))
            victim.kill()
        killed = time.monotonic()
        for athlete in athletes:
            with spoken_api.client(athlete) as client:
                frames = whole_run(client)
                assert time.monotonic() - killed < ANSWERS_WITHIN_S
                assert frames[-1].type == "RUN_FINISHED"
                assert reply_of(frames) == "".join(PIECES)
                assert uncited(frames) == set()
                assert len(client.get("/v1/workouts").json()["workouts"]) == 1
                (_, reply) = client.get("/v1/threads/t/messages").json()
                assert reply["text"] == "".join(PIECES)
                taken_over += frames[-1].id.startswith("2-")
    assert taken_over > 0, "every run had ended before its process was killed"
    log.info("taken over: %d of %d", taken_over, KILLS * RUNS_A_KILL)
