"""Hand-offs inside a turn: which parts of a message wait for which agent, and who goes on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from langchain_core.messages import AIMessage, HumanMessage, ToolMessage
from langgraph.runtime import Runtime

from agents.history import aside
from agents.state import CoachState, HandOff, agent_of, messages_of
from agents.turn import TurnContext
from coach.safety.rules.text import folded
from tools.arguments.handoff import HandOffArgs
from tools.catalog import AgentName
from tools.specs.handoff import HAND_OFF

MOST: Final = 2
"""Hand-offs of one turn. Source: own choice; there are three agents."""
VERBATIM: Final = 0.8
"""Share of a part's words that the message must hold. Source: own choice; a model mends typos, and
what it made up reaches no other agent as words of the athlete."""


def is_hand_off(name: str) -> bool:
    """Tell whether a call is a hand-off."""
    return name == HAND_OFF.name


def refusal(to: AgentName, state: CoachState, queue: Sequence[HandOff]) -> str:
    """Return why a part cannot go to an agent, in words for the model; or ""."""
    if to == agent_of(state):
        return "that part is yours; answer it yourself."
    if to in state.get("agents", []):
        return f"{to} has spoken in this turn already; answer with what you have."
    if to not in {each["to"] for each in queue} and len(queue) >= MOST:
        return "this turn's hand-offs are used up; answer what is yours."
    return ""


def queued(args: HandOffArgs, said: str, queue: Sequence[HandOff]) -> list[HandOff]:
    """Return the queue with one more part; parts for the same agent are joined.

    Words that are not from the athlete's message are replaced by the message.
    """
    about = args.about if _from(args.about, said) else said
    waiting = list(queue)
    for at, each in enumerate(waiting):
        if each["to"] == args.to:
            waiting[at] = HandOff(to=args.to, about=f"{each['about']}\n{about}")
            return waiting
    return [*waiting, HandOff(to=args.to, about=about)]


def only_hands_off(state: CoachState) -> bool:
    """Tell whether the newest message of the model held hand-offs alone, and one was taken."""
    asked = next((m for m in reversed(messages_of(state)) if not isinstance(m, ToolMessage)), None)
    calls = asked.tool_calls if isinstance(asked, AIMessage) else []
    return bool(state.get("handoffs")) and all(is_hand_off(call["name"]) for call in calls)


async def go_on(state: CoachState, runtime: Runtime[TurnContext]) -> CoachState:
    """Let the next agent answer its part, below what has left so far."""
    del runtime
    part, *waiting = state.get("handoffs", [])
    to = part["to"]
    return {
        "messages": [*messages_of(state), HumanMessage(part["about"], additional_kwargs=aside())],
        "agent": to,
        "agents": [*state.get("agents", []), to],
        "handoffs": waiting,
        "called": [],
        "break_at": len(state.get("reply", "")),
    }


def _from(part: str, message: str) -> bool:
    words, known = folded(part).split(), set(folded(message).split())
    return sum(word in known for word in words) >= VERBATIM * len(words)
