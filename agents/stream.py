"""Runs a turn on the graph and gives its events, the only shape the rest of the house sees."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

import structlog
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph.state import CompiledStateGraph

from agents.bundle import Bundle
from agents.confirming import interrupt_of
from agents.metering import priced
from agents.models import Voice
from agents.releases import Release, Releases
from agents.router import Router
from agents.state import CoachState, load_facts
from agents.turn import CoachDeps, Turn, TurnContext
from coach.errors import BudgetExceeded
from coach.runs.events import EventBody, Evidence, Finished, Started, Text, ToolReturned

__all__ = ["Coach", "CoachDeps", "Turn"]

CoachGraph = CompiledStateGraph[CoachState, TurnContext, CoachState, CoachState]

_LOG = structlog.stdlib.get_logger(__name__)

STEPS = 40
"""Nodes one turn may pass. Source: six model calls with their tools, and the nodes around them."""


@dataclass(frozen=True, slots=True)
class Coach:
    """The compiled graph with everything a turn needs; shared by all runs of a process."""

    graph: CoachGraph
    checkpoints: Callable[[], BaseCheckpointSaver[str]]
    deps: CoachDeps
    voices: tuple[Voice, ...]
    """Who is asked, in order; the built-in coach is the last."""
    router: Router
    releases: Releases

    @property
    def bundle(self) -> Bundle:
        """What answers those who are in no challenger's arm."""
        return self.releases.champion.bundle

    @property
    def bundle_id(self) -> str:
        """The id of `bundle`."""
        return self.bundle.id

    @property
    def model_name(self) -> str:
        """`<provider>:<model>` of the model that speaks."""
        return self.voices[0].name

    @property
    def no_language_model(self) -> bool:
        """Whether the built-in coach speaks."""
        return self.voices[0].no_language_model

    async def aclose(self) -> None:
        """Close the connections to the models' providers."""
        for voice in self.voices:
            await voice.aclose()

    async def stream(self, turn: Turn) -> AsyncIterator[EventBody]:
        """Run one turn; the first event is `Started`, the last `Finished`.

        Raises:
            ExternalFailure: The model or the database failed for good.
            BudgetExceeded: The turn's deadline passed (code `run_timeout`).
        """
        left_s = (turn.deadline - datetime.now(UTC)).total_seconds()
        try:
            async with asyncio.timeout(max(0.0, left_s)), aclosing(self._events(turn)) as events:
                async for event in events:
                    yield event
        except TimeoutError as exc:
            raise BudgetExceeded(
                "the reply took longer than a run may.",
                way_out="Ask for less at once, or try again.",
                code="run_timeout",
            ) from exc

    async def _events(self, turn: Turn) -> AsyncGenerator[EventBody]:
        graph = self.graph.copy({"checkpointer": self.checkpoints()})
        config: RunnableConfig = {
            "configurable": {"thread_id": turn.checkpoint_thread},
            "recursion_limit": STEPS,
        }
        before = await _left_behind(graph, config, turn)
        release = self._release_of(turn, before)
        bundle_id = release.bundle.id
        yield Started(bundle_id, self.model_name, self.no_language_model, release.assigned)
        if before is not None:
            for event in _said_before(before, turn):
                yield event
        parts = graph.astream(  # pyright: ignore[reportUnknownMemberType] - langgraph leaves Command untyped
            {"said": turn.text, "bundle_id": bundle_id} if before is None else None,
            config,
            context=TurnContext(turn, self.deps, release.prompts, self.voices, self.router),
            stream_mode=["custom", "values"],
            durability="sync",  # a tool runs only once the call is stored: repeated, it is the same
        )
        state: CoachState = before or {}
        async for mode, part in parts:
            if mode == "custom":
                yield cast("EventBody", part)
            else:
                state = cast("CoachState", part)
        waiting = interrupt_of(state, turn.run_id)
        if waiting is not None:
            yield waiting
        yield _finished(state, waits=waiting is not None)

    def _release_of(self, turn: Turn, before: CoachState | None) -> Release:
        """Return what answers: the release that began the turn, else the athlete's.

        The share of a challenger may have been raised in between, which changes nobody's bundle in
        the middle of a turn. A process with other code or prompts cannot keep it, and says so.
        """
        own = self.releases.release_for(turn.principal.user_id)
        began = (before or {}).get("bundle_id", own.bundle.id)
        kept = self.releases.release_called(began)
        if kept is None:
            _LOG.warning("run_bundle_changed", began_with=began, goes_on_with=own.bundle.id)
        return kept or own


async def _left_behind(graph: CoachGraph, config: RunnableConfig, turn: Turn) -> CoachState | None:
    """Return what an earlier process stored of this very run; None if it stored nothing.

    Whether the run had ended is left to the graph, which does nothing more at its end. An empty
    `snapshot.next` does not tell: langgraph 1.2 leaves out nodes whose output is stored, also when
    their step was still open (9 of the 12 states in which 16 stopped runs had left their thread).
    """
    if not turn.resume:
        return None
    state = cast("CoachState", (await graph.aget_state(config)).values)
    return state if state.get("run_id") == turn.run_id else None


def _finished(state: CoachState, *, waits: bool) -> Finished:
    used = priced(state.get("used", []))
    return Finished(
        "interrupt" if waits else "success",
        sum(each.input_tokens for each in used),
        sum(each.output_tokens for each in used),
        model_calls=state.get("model_calls", 0),
        tool_calls=state.get("tool_calls", 0),
        models=used,
    )


def _said_before(state: CoachState, turn: Turn) -> list[EventBody]:
    """Return the part of the reply that an earlier process had finished, as events again."""
    reply = state.get("reply", "")
    events: list[EventBody] = []
    facts = load_facts(state.get("facts", []))
    if facts:
        events.append(ToolReturned("resumed", "what was looked up before", facts))
    if reply:
        events.append(Text(turn.reply_id, reply))
    for start, end, ids in state.get("spans", []):
        events.append(Evidence(turn.reply_id, start, end, tuple(ids)))
    return events
