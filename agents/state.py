"""What the graph remembers of a thread and of the turn under way; all of it plain data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal, TypedDict

from langchain_core.messages import AnyMessage
from pydantic import TypeAdapter

from agents.metering import Used
from coach.evidence import Fact
from tools.catalog import AgentName

FACTS: TypeAdapter[tuple[Fact, ...]] = TypeAdapter(tuple[Fact, ...])

FactJson = dict[str, Any]


class HandOff(TypedDict):
    """A part of the message that another agent answers next."""

    to: AgentName
    about: str
    """The part, in the athlete's words."""


class Pending(TypedDict):
    """A call that runs once the athlete agrees to it."""

    interrupt_id: str
    tool: str
    args: dict[str, Any]
    call_id: str
    agent: AgentName
    said: str
    """The message that asked for it: what its arguments may come from."""
    run_id: str
    """The run that asked first; part of the call's idempotency key."""
    asked_in: str
    """The run that asked last."""
    question: str
    expires_at: datetime


class Written(TypedDict):
    """A row that a call added to the log."""

    key: str
    """The tool and its arguments."""
    at: datetime
    run_id: str


class CoachState(TypedDict, total=False):
    """State of one thread; the part below `run_id` belongs to the newest turn."""

    messages: list[AnyMessage]
    """Earlier turns as question and reply, the newest with its tool calls and results."""
    earlier: list[str]
    """A line about each turn before those, oldest first."""
    disclosed: list[str]
    """What the athlete disclosed that limits advice for the rest of the thread."""
    pending: Pending | None
    """What the athlete was asked to confirm, until their next message."""
    asked_about: str
    """The athlete's words that the coach's newest question is about; empty where it asked nothing
    or stored them."""
    asked_stored: list[str]
    """What was stored in the turn of that question."""
    stored: list[str]
    """Tools that stored or changed something in this turn."""
    decided: bool
    """A client answers the question."""
    written: list[Written]
    """What this turn and the one before it added to the log."""
    run_id: str
    bundle_id: str
    """What began to answer; a process that takes the run over goes on with it if it can."""
    said: str
    """The athlete's words of this turn; after a confirmation, the ones it confirmed as well."""
    agent: AgentName
    """Who speaks."""
    agents: list[AgentName]
    """Who has spoken in this turn, in order."""
    handoffs: list[HandOff]
    """Parts of the message that wait for their agents."""
    facts: list[FactJson]
    reply: str
    """What has left so far."""
    break_at: int
    """Length of `reply` at which the next sentence begins a paragraph; -1: nowhere."""
    held: str
    """The rest of the draft, from the first sentence on that could not be grounded."""
    stopped: list[str]
    """Safety rules that stopped the draft."""
    flags: list[str]
    """Why the run should be looked at: `grounding.repaired`, `grounding.dropped`, ..."""
    voice: int
    """Place among the turn's voices of the one that speaks; above 0 because others failed."""
    used: list[Used]
    """What each model did in this turn."""
    done: bool
    """The reply is complete and only has to be recorded."""
    model_calls: int
    tool_calls: int
    called: list[str]
    """The calls of this turn, with their arguments; none is made again in a later message."""
    stuck: bool
    """The newest message called nothing but what had been called before."""
    spent: list[Literal["calls", "tokens", "time"]]
    """Budgets of the turn that were used up."""
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
