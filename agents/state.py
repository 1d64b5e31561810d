"""What the graph remembers of a thread and of the turn under way; all of it plain data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypedDict

from langchain_core.messages import AnyMessage
from pydantic import TypeAdapter

from coach.evidence import Fact
from tools.catalog import AgentName

FACTS: TypeAdapter[tuple[Fact, ...]] = TypeAdapter(tuple[Fact, ...])

FactJson = dict[str, Any]


class CoachState(TypedDict, total=False):
    """State of one thread; the part below `run_id` belongs to the newest turn."""

    messages: list[AnyMessage]
    """Earlier turns as question and reply, the newest with its tool calls and results."""
    disclosed: list[str]
    """What the athlete disclosed that limits advice for the rest of the thread."""
    run_id: str
    bundle_id: str
    """What began to answer; a process that takes the run over goes on with it if it can."""
    said: str
    agent: AgentName
    facts: list[FactJson]
    reply: str
    """What has left so far."""
    held: str
    """The rest of the draft, from the first sentence on that could not be grounded."""
    stopped: list[str]
    """Safety rules that stopped the draft."""
    flags: list[str]
    """Why the run should be looked at: `grounding.repaired`, `grounding.dropped`, ..."""
    fell_back: bool
    """The built-in coach speaks because the language model failed."""
    done: bool
    """The reply is complete and only has to be recorded."""
    model_calls: int
    tool_calls: int
    input_tokens: int
    output_tokens: int
    spans: list[tuple[int, int, list[str]]]
    """UTF-16 offsets in `reply`, with fact ids."""


def messages_of(state: CoachState) -> list[AnyMessage]:
    """Return the messages of the thread, none before the first turn."""
    return state.get("messages", [])


def agent_of(state: CoachState) -> AgentName:
    """Return the agent the turn was routed to; the planner before any routing."""
    return state.get("agent", "planner")


def dump_facts(facts: Sequence[Fact]) -> list[FactJson]:
    """Return facts as plain dicts of strings, decimals and dates."""
    return FACTS.dump_python(tuple(facts), mode="python")


def load_facts(stored: Sequence[FactJson]) -> tuple[Fact, ...]:
    """Return the facts that `dump_facts` wrote."""
    return FACTS.validate_python(stored)
