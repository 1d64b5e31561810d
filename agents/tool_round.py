"""The node that runs the calls of one model message and keeps what the graph needs of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from langchain_core.messages import AIMessage, ToolCall, ToolMessage
from langgraph.runtime import Runtime
from pydantic import ValidationError

from agents.binding import CALLS_PER_TURN, Refusal, Returned, refused, run_call
from agents.confirming import asked
from agents.handing import is_hand_off, queued, refusal
from agents.repeats import ALREADY, changes, entry, is_repeat
from agents.state import (
    CoachState,
    HandOff,
    Pending,
    Written,
    agent_of,
    dump_facts,
    load_facts,
    messages_of,
)
from agents.turn import TurnContext
from coach.evidence import Fact
from coach.runs.events import ToolReturned
from tools.arguments.handoff import HandOffArgs
from tools.spec import ToolSpec

AGAIN: Final = (
    "this very call was made before in this turn; its result stands above, answer from it."
)


@dataclass(slots=True)
class _Round:
    """One message's calls under way."""

    state: CoachState
    context: TurnContext
    specs: Sequence[ToolSpec]
    made: int
    """Calls of the turn so far."""
    facts: list[Fact]
    handoffs: list[HandOff]
    pending: Pending | None
    written: list[Written]
    stored: list[str]
    """Tools that stored or changed something in this turn."""
    fresh: int = 0
    """Calls that the turn had not made before."""
    results: list[ToolMessage] = field(default_factory=list[ToolMessage])
    seen: Counter[str] = field(default_factory=Counter[str])

    async def run(self, call: ToolCall) -> Returned:
        """Run one call and keep what came of it."""
        self.made += 1
        self.seen[_same(call)] += 1
        result = await self._result(call)
        self.results.append(result.message)
        self.facts.extend(result.facts)
        return result

    async def _result(self, call: ToolCall) -> Returned:
        if self.made > CALLS_PER_TURN:
            return refused(call, "this turn's tool calls are used up; answer with what you have.")
        if _same(call) in self.state.get("called", []):
            return refused(call, AGAIN)
        self.fresh += 1
        if is_hand_off(call["name"]):
            return await self._handed_off(call)
        if is_repeat(call, self.specs, self.state, self.context.turn):
            return refused(call, ALREADY, Refusal.ALREADY_LOGGED)
        result = await self._ran(call)
        if result.question:
            return self._waiting(call, result)
        if changes(call, self.specs, result):
            self.stored.append(call["name"])
        added = entry(call, self.specs, result, self.context.turn)
        if added is not None:
            self.written.append(added)
        return result

    async def _ran(self, call: ToolCall) -> Returned:
        nth = self.seen[_same(call)] - 1
        done = call["name"] in self.state.get("asked_stored", [])
        asked_about = "" if done else self.state.get("asked_about", "")
        bench = replace(self.context.workbench(), asked_about=asked_about)
        return await run_call(call, self.specs, bench, nth=nth)

    async def _handed_off(self, call: ToolCall) -> Returned:
        try:
            args = HandOffArgs.model_validate(call["args"])
        except ValidationError:
            return await self._ran(call)
        reason = refusal(args.to, self.state, self.handoffs)
        if reason:
            return refused(call, reason)
        result = await self._ran(call)
        if result.error is None:
            self.handoffs = queued(args, self.context.turn.text, self.handoffs)
        return result

    def _waiting(self, call: ToolCall, result: Returned) -> Returned:
        """Keep the call for the athlete's answer; one question at a time."""
        if self.pending is not None:
            return refused(call, "another question is open; do one thing after the other.")
        self.pending = asked(call, result.question, agent_of(self.state), self.context.turn)
        return result


async def run_tools(state: CoachState, runtime: Runtime[TurnContext]) -> CoachState:
    """Run the calls of the newest message, one after the other."""
    context = runtime.context
    newest = messages_of(state)[-1]
    calls = newest.tool_calls if isinstance(newest, AIMessage) else []
    round_ = _Round(
        state=state,
        context=context,
        specs=context.specs_of(agent_of(state)),
        made=state.get("tool_calls", 0),
        facts=list(load_facts(state.get("facts", []))),
        handoffs=list(state.get("handoffs", [])),
        pending=state.get("pending"),
        written=list(state.get("written", [])),
        stored=list(state.get("stored", [])),
    )
    for call in calls:
        result = await round_.run(call)
        call_id = call["id"] or "call"
        runtime.stream_writer(ToolReturned(call_id, result.summary, result.facts, result.error))
    return {
        "messages": [*messages_of(state), *round_.results],
        "facts": dump_facts(round_.facts),
        "tool_calls": round_.made,
        "handoffs": round_.handoffs,
        "pending": round_.pending,
        "written": round_.written,
        "stored": round_.stored,
        "called": [*state.get("called", []), *round_.seen],
        "stuck": not round_.fresh,
    }


def _same(call: ToolCall) -> str:
    return f"{call['name']}:{call['args']!r}"
