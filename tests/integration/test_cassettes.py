"""Gemini's real client on recorded answers: through langchain, our calls and the whole graph."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any, NoReturn, Protocol, cast

import google.genai._api_client as genai_client
import httpx
import pytest
from langchain_core.language_models import BaseChatModel

from agents.gemini import NO_KEY, make_gemini
from agents.graph import build_coach
from agents.stream import Coach, Turn
from agents.transport import ModelTransport
from agents.turn import CoachDeps
from agents.voices import FALLBACK_NOTICE
from coach.runs.events import EventBody, Text
from coach.settings import ModelSettings
from evals.cases.case import Case
from evals.cases.loading import load_cases
from evals.cassettes.cassette import Origin
from evals.cassettes.miss import CassetteMiss
from evals.cassettes.reading import open_cassettes, open_for_recording
from evals.cassettes.recording import Recording, RecordingTransport
from evals.cassettes.scope import Scope, scope
from evals.cassettes.store import COMMITTED_CASES, files_in
from evals.cassettes.transports import ReplayTransport
from evals.results import CaseStatus, EvidenceKind, RunResult
from evals.runs.bench import Bench
from evals.runs.planning import RunOptions
from evals.runs.runner import run_cases
from prompts.registry import PromptRegistry, load_registry
from store.checkpoints import OpenSaver
from store.embedder import MiniLmEmbedder
from store.engine import Store
from tests.fakes.gemini_wire import MODEL, ScriptedGemini, message
from tests.fixtures.coach import Athlete, listen

SETTINGS = ModelSettings(name=f"google_genai:{MODEL}")
QUESTION = "What should I squat next?"
NEXT_LOAD = [
    message(
        "",
        candidates=[
            {
                "content": {
                    "role": "model",
                    "parts": [
                        {
                            "functionCall": {"name": "next_load", "args": {"exercise": "squat"}},
                            "thoughtSignature": "dGhvdWdodC0x",
                        }
                    ],
                },
                "finishReason": "STOP",
            }
        ],
    )
]
ANSWER = [message("Squat 3 x 5 at "), message("105 kg.")]
MakeCoach = Callable[[ModelTransport], Coach]


class Replays(Protocol):
    """Runs cases, once each, on recorded answers."""

    async def __call__(
        self,
        transport: ReplayTransport,
        cases: Sequence[Case],
        prompts: PromptRegistry | None = None,
    ) -> RunResult: ...


@pytest.fixture
def coach_on(seeded_store: Store, checkpoints: OpenSaver, embedder: MiniLmEmbedder) -> MakeCoach:
    """Build a coach whose Gemini is answered by a transport, without a key."""

    def make(transport: ModelTransport) -> Coach:
        return build_coach(
            CoachDeps(
                readers=seeded_store.read_only,
                writers=seeded_store.unit_of_work,
                embedder=embedder,
                model_settings=SETTINGS,
                prompts=load_registry(),
                transport=transport,
            ),
            checkpoints,
        )

    return make


@pytest.fixture
def squatter(lifter: Athlete) -> Athlete:
    lifter.trained("back_squat", 6, "100", 5, 5, 5)
    return lifter


def recording(folder: Path, *answers: Any) -> RecordingTransport:
    store = open_for_recording(folder)
    prompts = load_registry().locks
    return RecordingTransport(
        ScriptedGemini(list(answers)), Recording(store, Origin.RECORDED), prompts
    )


async def collect(coach: Coach, turn: Turn, seen: list[EventBody]) -> None:
    """Run a turn and keep what it said before it failed."""
    async for event in coach.stream(turn):
        seen.append(event)  # noqa: PERF401 - kept when the stream fails


async def test_a_recorded_conversation_is_replayed_word_for_word(
    tmp_path: Path, coach_on: MakeCoach, squatter: Athlete
) -> None:
    taped = recording(tmp_path, NEXT_LOAD, ANSWER)
    with scope("squat-next", 1):
        first = await listen(coach_on(taped), squatter.turn(QUESTION))
    replaying = ReplayTransport(open_for_recording(tmp_path), load_registry().locks)
    with scope("squat-next", 1):
        again = await listen(coach_on(replaying), squatter.turn(QUESTION, thread="t2"))
    assert first.reply == again.reply == "Squat 3 x 5 at 105 kg."
    assert again.tools == ["next_load"]
    assert again.finished.input_tokens == first.finished.input_tokens == 22
    evidence = replaying.evidence_of("squat-next", 1)
    assert (evidence.kind, len(evidence.latencies_ms)) == (EvidenceKind.RECORDED, 2)
    assert [prompt.partition("@")[0] for prompt in evidence.prompts] == ["planner"]
    written = "".join(path.read_text() for path in files_in(tmp_path))
    assert NO_KEY.get_secret_value() not in written


async def test_a_miss_ends_the_turn_and_no_other_coach_answers_for_it(
    tmp_path: Path, coach_on: MakeCoach, squatter: Athlete
) -> None:
    replaying = ReplayTransport(open_for_recording(tmp_path), load_registry().locks)
    seen: list[EventBody] = []
    with scope("squat-next", 1), pytest.raises(CassetteMiss):
        await collect(coach_on(replaying), squatter.turn(QUESTION), seen)
    assert not [event for event in seen if isinstance(event, Text)]
    assert FALLBACK_NOTICE not in str(seen)
    assert list(replaying.misses) == [Scope("squat-next", 1)]


async def test_a_miss_in_the_second_call_is_no_fallback_either(
    tmp_path: Path, coach_on: MakeCoach, squatter: Athlete
) -> None:
    taped = recording(tmp_path, NEXT_LOAD, ANSWER)
    with scope("squat-next", 1):
        await listen(coach_on(taped), squatter.turn(QUESTION))
    squatter.trained("back_squat", 3, "102.5", 5, 5, 5)
    replaying = ReplayTransport(open_for_recording(tmp_path), load_registry().locks)
    with scope("squat-next", 1), pytest.raises(CassetteMiss) as caught:
        await listen(coach_on(replaying), squatter.turn(QUESTION, thread="t2"))
    assert caught.value.missed.causes == ("result of next_load",)
    assert "102.5" in caught.value.missed.diff


def no_network(*_: object) -> NoReturn:
    raise OSError("no network in this test")


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket.socket, "connect", no_network)
    monkeypatch.setattr(socket, "getaddrinfo", no_network)


async def invoke(model: BaseChatModel) -> str:
    return str(model.invoke("hi").text)


async def ainvoke(model: BaseChatModel) -> str:
    return str((await model.ainvoke("hi")).text)


async def stream(model: BaseChatModel) -> str:
    return "".join(str(chunk.text) for chunk in model.stream("hi"))


async def astream(model: BaseChatModel) -> str:
    return "".join([str(chunk.text) async for chunk in model.astream("hi")])


@pytest.mark.usefixtures("offline")
@pytest.mark.parametrize("call", [invoke, ainvoke, stream, astream])
async def test_every_way_to_call_the_client_goes_through_httpx_and_is_replayed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: Callable[[BaseChatModel], Any]
) -> None:
    """Where aiohttp can be imported, google-genai prefers it; a transport must keep it out."""
    monkeypatch.setattr(genai_client, "has_aiohttp", True)
    model, opened = make_gemini(MODEL, SETTINGS, recording(tmp_path, message("Hello.")))
    assert opened is None
    client = cast("Any", model).client._api_client
    assert not client._use_aiohttp()
    assert isinstance(client._httpx_client, httpx.Client)
    assert isinstance(client._async_httpx_client, httpx.AsyncClient)
    with scope("a-case", 1):
        assert await call(model) == "Hello."
    replaying = ReplayTransport(open_for_recording(tmp_path))
    model, _ = make_gemini(MODEL, SETTINGS, replaying)
    with scope("a-case", 1):
        assert await call(model) == "Hello."
        with pytest.raises(CassetteMiss):
            await call(model)


@pytest.fixture
def replayed_on(seeded_store: Store, seeded_database_url: str, embedder: MiniLmEmbedder) -> Replays:
    """Run cases, once each, on recorded answers; another seed makes other athletes."""
    seeds = count()

    async def run(
        transport: ReplayTransport, cases: Sequence[Case], prompts: PromptRegistry | None = None
    ) -> RunResult:
        bench = Bench(
            seeded_store,
            embedder,
            SETTINGS,
            seeded_database_url,
            prompts or load_registry(),
            transport,
        )
        return await run_cases(bench, cases, RunOptions(seed=next(seeds)))

    return run


async def test_the_committed_conversations_replay_and_a_change_touches_only_its_own(
    replayed_on: Replays,
) -> None:
    """Stale after a change of prompts or tools? `fitholic evals record --synthetic --all`."""
    cases = load_cases(COMMITTED_CASES)
    store = open_cassettes()
    registry = load_registry()
    as_it_is = ReplayTransport(store, registry.locks)
    result = await replayed_on(as_it_is, cases)
    causes = {str(scope): miss.causes for scope, miss in as_it_is.misses.items()}
    assert not causes, "run `fitholic evals record --synthetic --all`, and commit what it wrote"
    assert {row.status for row in result.cases} == {CaseStatus.OK}
    assert {row.evidence for row in result.cases} <= {EvidenceKind.SYNTHETIC, EvidenceKind.LIVE}

    planner = registry.prompt_of("planner")
    ruder = replace(planner, body=planner.body + "\nBe rude.\n", sha256="c" * 64)
    changed = registry.with_prompts({"planner": ruder})
    of_planner = [case for case in cases if case.agent == "planner"]
    fresh, first = [case for case in cases if case.agent == "nutrition"]
    asked = first.turns[0].model_copy(update={"user": "I weighed 82.9 kg this morning"})
    reworded = first.model_copy(update={"turns": (asked,)})
    after = ReplayTransport(store, changed.locks)
    await replayed_on(after, [*of_planner, fresh, reworded], changed)
    edited = f"planner {planner.front.version} edited"
    assert {scope.case_id: miss.causes for scope, miss in after.misses.items()} == {
        **{case.id: (edited,) for case in of_planner},
        reworded.id: ("case text",),
    }
