"""Runs cases on the real graph, each with a throw-away athlete in a real database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

import anyio
import anyio.to_thread
from pydantic import BaseModel

from agents.graph import build_coach
from agents.stream import Coach, CoachDeps, Turn
from coach.clock import FrozenClock
from coach.errors import FitholicError
from coach.identity import MessageId, Principal, RunId, ThreadId, UserId
from coach.knowledge.ports import Embedder
from coach.runs.events import EventBody, Failed
from coach.settings import ModelSettings
from evals.case import Case
from evals.metrics import Verdict, judge
from evals.seeding import SeededAthlete, seed_case
from evals.transcript import transcript_of
from prompts.registry import load_registry
from store.checkpoints import open_checkpoints
from store.engine import Store

PARALLEL = 4
"""Cases in flight; more does not help a built-in coach on two cores."""
TURN_S = 60.0


class VerdictRow(BaseModel):
    """One metric of one turn, as it is written."""

    metric: str
    passed: bool
    reason: str


class TurnResult(BaseModel):
    """One turn with all its verdicts."""

    case_id: str
    turn: int
    passed: bool
    user: str
    reply: str
    agent: str | None
    tools: tuple[str, ...]
    tool_arguments: tuple[str, ...]
    verdicts: tuple[VerdictRow, ...]


class EvalReport(BaseModel):
    """One run of a file of cases."""

    model: str
    bundle_id: str
    turns: tuple[TurnResult, ...]

    @property
    def failed(self) -> tuple[TurnResult, ...]:
        """The turns with a verdict against them."""
        return tuple(turn for turn in self.turns if not turn.passed)


@dataclass(frozen=True, slots=True)
class Bench:
    """What all cases share."""

    store: Store
    embedder: Embedder
    model_settings: ModelSettings
    database_url: str


async def run_cases(
    bench: Bench, cases: Sequence[Case], *, on_case: Callable[[int], None] | None = None
) -> EvalReport:
    """Run every case, several at once; results keep the order of the cases.

    Args:
        bench: Store, embedder and model.
        cases: What to run.
        on_case: Told how many cases are done.

    Raises:
        FitholicError: A fixture cannot be seeded, or the store fails.
    """
    async with AsyncExitStack() as stack:
        saver = await stack.enter_async_context(open_checkpoints(bench.database_url))
        deps = CoachDeps(
            readers=bench.store.read_only,
            writers=bench.store.unit_of_work,
            embedder=bench.embedder,
            model_settings=bench.model_settings,
            prompts=load_registry(),
        )
        coach = build_coach(deps, saver)
        results: dict[str, list[TurnResult]] = {}
        limit = anyio.CapacityLimiter(PARALLEL)

        async def one(case: Case) -> None:
            async with limit:
                results[case.id] = await _run_case(bench, coach, case)
            if on_case is not None:
                on_case(len(results))

        async with anyio.create_task_group() as group:
            for case in cases:
                group.start_soon(one, case)
    return EvalReport(
        model=coach.model_name,
        bundle_id=coach.bundle_id,
        turns=tuple(turn for case in cases for turn in results[case.id]),
    )


async def _run_case(bench: Bench, coach: Coach, case: Case) -> list[TurnResult]:
    started = datetime.now(UTC)
    user_id = UserId(uuid5(NAMESPACE_URL, f"fitholic-eval:{case.id}:{started.isoformat()}"))
    athlete = await anyio.to_thread.run_sync(_seed, bench.store, case, user_id)
    try:
        return [await _run_turn(coach, case, n, athlete) for n in range(len(case.turns))]
    finally:
        await anyio.to_thread.run_sync(_forget, bench.store, user_id)


def _seed(store: Store, case: Case, user_id: UserId) -> SeededAthlete:
    with store.unit_of_work() as uow:
        return seed_case(uow, case, user_id)


def _forget(store: Store, user_id: UserId) -> None:
    with store.unit_of_work() as uow:
        uow.accounts.delete(user_id)


async def _run_turn(coach: Coach, case: Case, n: int, athlete: SeededAthlete) -> TurnResult:
    turn = Turn(
        principal=Principal(athlete.profile.user_id),
        thread_id=ThreadId(case.id),
        run_id=RunId(f"{case.id}-{n}"),
        reply_id=MessageId(f"{case.id}-{n}-reply"),
        text=case.turns[n].user,
        video_ids=athlete.video_ids if n == 0 else (),
        profile=athlete.profile,
        clock=FrozenClock(case.fixture.now),
        deadline=datetime.now(UTC) + timedelta(seconds=TURN_S),
    )
    events: list[EventBody] = []
    try:
        async for event in coach.stream(turn):
            events.append(event)  # noqa: PERF401 - what came before an error counts too
    except FitholicError as exc:
        events.append(Failed(exc.code, exc.message))
    seen = transcript_of(events)
    verdicts = judge(case.turns[n].expect, seen)
    return TurnResult(
        case_id=case.id,
        turn=n + 1,
        passed=all(verdict.passed for verdict in verdicts),
        user=turn.text,
        reply=seen.reply,
        agent=seen.agent,
        tools=seen.tools,
        tool_arguments=seen.tool_arguments,
        verdicts=tuple(_row(verdict) for verdict in verdicts),
    )


def _row(verdict: Verdict) -> VerdictRow:
    return VerdictRow(metric=verdict.metric, passed=verdict.passed, reason=verdict.reason)
