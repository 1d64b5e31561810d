"""Athletes of two arms: each is told what its arm's prompts say, and every run names its bundle."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx
import pytest_asyncio
from structlog.testing import capture_logs

from agents.graph import build_coach
from agents.stream import Coach
from agents.transport import ModelTransport
from agents.turn import CoachDeps
from coach.identity import UserId
from coach.runs.events import Started
from coach.runs.model import Arm
from coach.settings import ModelSettings
from prompts.assignment import Split
from prompts.document import Prompt, parse_prompt
from prompts.library import load_fragment, package, read_text
from prompts.registry import Experiment, load_registry
from store.checkpoints import OpenSaver
from store.embedder import MiniLmEmbedder
from store.engine import Store
from tests.fixtures.coach import Athlete, Said, listen
from tests.integration.test_resumed_runs import Life, MortalSaver, killed

BUILTIN = "builtin:coach"
QUESTION = "What should I squat next session?"
MARK = "Answer as a challenger would."
REPLY = {
    "candidates": [
        {
            "content": {"role": "model", "parts": [{"text": "Rest today, then lift."}]},
            "finishReason": "STOP",
        }
    ]
}


class Gemini(ModelTransport):
    """Keeps what it is asked and always answers the same."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(json.loads(request.content))
        body = f"data: {json.dumps(REPLY)}\r\n\r\n"
        return httpx.Response(200, text=body, headers={"content-type": "text/event-stream"})

    @property
    def told(self) -> str:
        return self.asked[-1]["systemInstruction"]["parts"][0]["text"]


def challenger(**front: object) -> Prompt:
    """Return the planner's prompt in use with other words, sampling or tools."""
    text = read_text(package(), f"planner/{load_registry().prompt_of('planner').front.version}.md")
    kept = "\n".join(line for line in text.split("\n") if line.partition(":")[0] not in front)
    changed = kept.replace(
        "\n---\n", "".join(f"\n{k}: {v}" for k, v in front.items()) + "\n---\n", 1
    )
    renamed = changed.replace("version: ", "version: 9", 1) + MARK + "\n"
    return parse_prompt(renamed, lambda key: load_fragment(package(), key))


def trial(weight: float, prompt: Prompt | None = None) -> Experiment:
    split = Split(id="shorter", salt="2026-11", weight=weight)
    return Experiment(split, {"planner": prompt or challenger(params="{temperature: 0.3}")})


def user_in(arm: Arm, *, weight: float = 0.5) -> UserId:
    """Return an athlete whom a share of the challenger puts in one arm."""
    split = trial(weight).split
    users = (UserId(uuid4()) for _ in range(1_000))
    return next(user for user in users if split.arm_of(user) is arm)


@dataclass
class Workshop:
    """Builds coaches on one store, and closes them."""

    store: Store
    checkpoints: OpenSaver
    embedder: MiniLmEmbedder
    gemini: Gemini = field(default_factory=Gemini)
    made: list[Coach] = field(default_factory=list[Coach])

    def coach(
        self,
        *trials: Experiment,
        model: str = "google_genai:gemini-3.5-flash",
        life: Life | None = None,
    ) -> Coach:
        deps = CoachDeps(
            readers=self.store.read_only,
            writers=self.store.unit_of_work,
            embedder=self.embedder,
            model_settings=ModelSettings(name=model),
            prompts=load_registry(),
            experiments=trials,
            transport=self.gemini,
        )

        def open_saver() -> MortalSaver:
            saver = MortalSaver(self.checkpoints().conn)
            saver.life = life or Life(999)
            return saver

        self.made.append(build_coach(deps, open_saver))
        return self.made[-1]

    def athlete(self, user_id: UserId) -> Athlete:
        return Athlete(self.store, user_id)


@pytest_asyncio.fixture
async def workshop(
    seeded_store: Store, checkpoints: OpenSaver, embedder: MiniLmEmbedder
) -> AsyncIterator[Workshop]:
    opened = Workshop(seeded_store, checkpoints, embedder)
    yield opened
    for coach in opened.made:
        await coach.aclose()


def started(said: Said) -> Started:
    first = said.events[0]
    assert isinstance(first, Started)
    return first


async def test_each_arm_is_told_its_own_words_with_its_own_sampling(workshop: Workshop) -> None:
    coach = workshop.coach(trial(0.5))
    bundles: dict[Arm, str] = {}
    for arm in Arm:
        said = await listen(coach, workshop.athlete(user_in(arm)).turn(QUESTION))
        bundles[arm] = started(said).bundle_id
        assert (MARK in workshop.gemini.told) is (arm is Arm.CHALLENGER)
        sampling = workshop.gemini.asked[-1]["generationConfig"]
        assert sampling["temperature"] == (0.3 if arm is Arm.CHALLENGER else 0.0)
        (side,) = started(said).assigned
        assert (side.experiment, side.arm, side.agents) == ("shorter", arm, ("planner",))
    assert bundles[Arm.CHAMPION] == coach.bundle_id != bundles[Arm.CHALLENGER]


async def test_both_arms_are_kept_safe_by_the_same_rules(workshop: Workshop) -> None:
    coach = workshop.coach(trial(0.5), model=BUILTIN)
    text = "I have crushing chest pain and my left arm is numb"
    replies = [await listen(coach, workshop.athlete(user_in(arm)).turn(text)) for arm in Arm]
    assert replies[0].reply == replies[1].reply
    assert replies[0].safety == replies[1].safety != []


async def test_a_run_that_another_process_takes_over_keeps_its_bundle(workshop: Workshop) -> None:
    mover = next(
        user
        for user in (UserId(uuid4()) for _ in range(1_000))
        if trial(0.1).split.arm_of(user) is not trial(0.5).split.arm_of(user)
    )
    athlete, life = workshop.athlete(mover), Life(4)
    dying = workshop.coach(trial(0.1), model=BUILTIN, life=life)
    before = await killed(dying, athlete.turn(QUESTION, run="r1"), life)
    later = workshop.coach(trial(0.5), model=BUILTIN)
    said = await listen(later, athlete.turn(QUESTION, run="r1", resume=True))
    assert started(said).bundle_id == started(before).bundle_id == later.bundle_id
    new = await listen(later, athlete.turn(QUESTION, run="r2"))
    assert started(new).bundle_id != later.bundle_id


async def test_a_process_that_cannot_keep_a_bundle_says_so(workshop: Workshop) -> None:
    athlete, life = workshop.athlete(user_in(Arm.CHALLENGER)), Life(4)
    dying = workshop.coach(trial(0.5), model=BUILTIN, life=life)
    await killed(dying, athlete.turn(QUESTION, run="r1"), life)
    without = workshop.coach(model=BUILTIN)
    with capture_logs() as logs:
        said = await listen(without, athlete.turn(QUESTION, run="r1", resume=True))
    assert started(said).bundle_id == without.bundle_id
    (changed,) = [line for line in logs if line["event"] == "run_bundle_changed"]
    assert changed["goes_on_with"] == without.bundle_id != changed["began_with"]
