"""A run goes on where its process died: every state that a kill can leave behind is tried.

What survives a process is what its saver had written. `MortalSaver` writes a given number of
checkpoints and then none, so counting up from 0 tries each of them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import ChannelVersions, Checkpoint, CheckpointMetadata
from pydantic import SecretStr

from agents.graph import build_coach
from agents.stream import Coach, Turn
from agents.turn import CoachDeps
from coach.runs.events import EventBody, Text
from coach.settings import ModelSettings
from prompts.registry import load_registry
from store.checkpoints import OpenSaver, StepSaver
from store.embedder import MiniLmEmbedder
from store.engine import Store
from tests.fakes.gemini_server import Answer, FakeGemini, text, tool_call
from tests.fixtures.coach import Athlete, Said, listen

CHECKPOINTS = 8
"""Of one turn with one round of tools: the question, and one for each of the seven nodes."""
SLOW_DISK_S = 0.1
LOGGED = "Log squat: 3x5 at 100 kg"
REPLY = ("Logged. ", "You did 3 sets of 5 at 100 kg. ", "Rest well.")


@dataclass
class Life:
    """How many more checkpoints a process writes, and what happens then."""

    left: int
    died: asyncio.Event = field(default_factory=asyncio.Event)
    buried: asyncio.Event = field(default_factory=asyncio.Event)

    async def spend(self) -> None:
        """Pass as long as the process lives; a dead one waits until nobody looks any more.

        The disk was slow when it died: what does not wait for a checkpoint runs before it is lost.
        """
        self.left -= 1
        if self.left < 0:
            await asyncio.sleep(SLOW_DISK_S)
            self.died.set()
            await self.buried.wait()
            raise ConnectionError("the process is dead")


class MortalSaver(StepSaver):
    """The product's saver in a process that dies."""

    life: Life

    async def aput(
        self,
        config: RunnableConfig,
        checkpoint: Checkpoint,
        metadata: CheckpointMetadata,
        new_versions: ChannelVersions,
    ) -> RunnableConfig:
        await self.life.spend()
        return await super().aput(config, checkpoint, metadata, new_versions)


class WaveringGemini(FakeGemini):
    """Words the same call differently each time it is asked, as models do."""

    def next_answer(self) -> Answer:
        last = self.requests[-1]["contents"][-1]["parts"]
        if any("functionResponse" in part for part in last):
            return text(*REPLY)
        name = ("squat", "back squat", "barbell squat")[len(self.requests) % 3]
        sets = [{"reps": 5, "load": 100, "unit": "kg"}] * 3
        return tool_call("log_sets", {"exercise": name, "sets": sets})


@pytest.fixture
def gemini() -> Iterator[WaveringGemini]:
    with WaveringGemini() as server:
        yield server


@pytest.fixture(params=["builtin", "gemini"])
def settings(request: pytest.FixtureRequest) -> ModelSettings:
    """Both kinds of model that speak."""
    if request.param == "builtin":
        return ModelSettings(name="builtin:coach")
    server: FakeGemini = request.getfixturevalue("gemini")
    return ModelSettings(
        name="google_genai:gemini-3.5-flash",
        google_api_key=SecretStr("key"),
        base_url=server.url,
        timeout_s=5,
    )


MakeMortal = Callable[[ModelSettings, Life], Coach]


@pytest.fixture
def make_mortal(
    seeded_store: Store, checkpoints: OpenSaver, embedder: MiniLmEmbedder
) -> MakeMortal:
    """Build the coach of a process that dies."""

    def make(settings: ModelSettings, life: Life) -> Coach:
        def open_saver() -> MortalSaver:
            saver = MortalSaver(checkpoints().conn)
            saver.life = life
            return saver

        deps = CoachDeps(
            readers=seeded_store.read_only,
            writers=seeded_store.unit_of_work,
            embedder=embedder,
            model_settings=settings,
            prompts=load_registry(),
        )
        return build_coach(deps, open_saver)

    return make


async def killed(coach: Coach, turn: Turn, life: Life) -> Said:
    """Run a turn in a process that dies; return what it said until then."""
    said: list[EventBody] = []

    async def speak() -> None:
        async for event in coach.stream(turn):
            said.append(event)  # noqa: PERF401 - kept when the stream is cut

    speaking = asyncio.create_task(speak())
    death = asyncio.create_task(life.died.wait())
    await asyncio.wait({speaking, death}, return_when=asyncio.FIRST_COMPLETED)
    speaking.cancel()
    life.buried.set()
    await asyncio.gather(speaking, return_exceptions=True)
    death.cancel()
    await coach.aclose()
    return Said(said)


def workouts_of(athlete: Athlete) -> int:
    with athlete.store.read_only() as uow:
        return uow.workouts.count(athlete.user_id)


@pytest.mark.parametrize("stored", range(CHECKPOINTS + 1))
async def test_a_run_goes_on_from_whatever_its_dead_process_had_stored(
    settings: ModelSettings,
    make_coach: Callable[[ModelSettings], Coach],
    make_mortal: MakeMortal,
    lifter: Athlete,
    stored: int,
) -> None:
    life = Life(stored)
    await killed(make_mortal(settings, life), lifter.turn(LOGGED, run="r1"), life)
    turn = lifter.turn(LOGGED, run="r1", resume=True)
    said = await listen(make_coach(settings), turn)
    assert said.finished.outcome == "success"
    assert said.reply.count("at 100 kg") == 1
    assert said.uncovered_digits() == ""
    assert {e.message_id for e in said.events if isinstance(e, Text)} == {turn.reply_id}
    assert workouts_of(lifter) == 1


async def test_a_tool_that_had_answered_is_not_called_again(
    coach: Coach, make_mortal: MakeMortal, lifter: Athlete
) -> None:
    question = "What should I squat next session?"
    lifter.trained("back_squat", 6, "100", 5, 5, 5)
    life = Life(5)  # the question, safety_in, router, planner, tools
    before = await killed(
        make_mortal(ModelSettings(name="builtin:coach"), life),
        lifter.turn(question, run="r1"),
        life,
    )
    assert before.tools == ["next_load"]
    said = await listen(coach, lifter.turn(question, run="r1", resume=True))
    assert said.tools == []
    assert set(said.facts) >= set(before.facts)
    assert "3 x 5 at 105 kg" in said.reply
    assert said.uncovered_digits() == ""


async def test_the_turn_after_a_resumed_one_knows_its_reply(
    coach: Coach, make_mortal: MakeMortal, lifter: Athlete
) -> None:
    lifter.trained("back_squat", 6, "100", 5, 5, 5)
    lifter.trained("bench_press", 6, "80", 5, 5, 4)
    question = "What should I squat next session?"
    life = Life(7)  # all but the last
    mortal = make_mortal(ModelSettings(name="builtin:coach"), life)
    await killed(mortal, lifter.turn(question, run="r1"), life)
    await listen(coach, lifter.turn(question, run="r1", resume=True))
    said = await listen(coach, lifter.turn("and bench?", run="r2"))
    assert "80 kg" in said.reply
