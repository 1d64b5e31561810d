"""Repairs and trims the messages of a thread before each model call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from langchain_core.messages import (
    AIMessage,
    AnyMessage,
    BaseMessage,
    HumanMessage,
    SystemMessage,
    ToolMessage,
)

TURNS_KEPT: Final = 12
"""Earlier turns a model sees. Source: own choice; a turn is about 250 tokens once compacted."""
NO_REPLY: Final = "(This reply was interrupted.)"
NO_RESULT: Final = '{"error": "The call was interrupted; call the tool again if it is needed."}'
HANDED_ON: Final = "(The next part of the message is yours.)"
SPOKEN: Final = "spoken"
"""Mark of a message that holds what the athlete was shown."""
ASIDE: Final = "hand_off"
"""Mark of words of the athlete that stand in the thread a second time: a part that was handed on,
or a request that is carried out after it was confirmed."""


def spoken(text: str) -> AIMessage:
    """Return the message that stands for a turn's reply in later turns."""
    return AIMessage(content=text or NO_REPLY, additional_kwargs={SPOKEN: True})


def aside() -> dict[str, bool]:
    """Return the mark of a message that only this turn needs."""
    return {ASIDE: True}


def compacted(messages: Sequence[AnyMessage]) -> list[AnyMessage]:
    """Return finished turns as question and reply, cut to the newest whole turns.

    Tool results are dropped: a later turn must call the tool again, because only facts of its own
    explain its numbers.
    """
    kept: list[AnyMessage] = [
        m
        for m in messages
        if (isinstance(m, HumanMessage) and not m.additional_kwargs.get(ASIDE))
        or (isinstance(m, AIMessage) and m.additional_kwargs.get(SPOKEN))
    ]
    starts = [i for i, m in enumerate(kept) if isinstance(m, HumanMessage)]
    return kept[starts[-TURNS_KEPT] :] if len(starts) > TURNS_KEPT else kept


def repaired(messages: Sequence[BaseMessage]) -> list[BaseMessage]:
    """Return messages in an order every provider takes.

    After the system message comes a question; each tool call is followed at once by one result;
    results without a call are dropped; two questions are parted by a note.
    """
    out: list[BaseMessage] = []
    results = {m.tool_call_id: m for m in messages if isinstance(m, ToolMessage)}
    for message in messages:
        if isinstance(message, ToolMessage):
            continue
        if isinstance(message, AIMessage):
            if not any(isinstance(m, HumanMessage) for m in out):
                continue
            if _is_empty(message):
                continue
        if isinstance(message, HumanMessage) and out and _needs_note(out[-1]):
            is_aside = message.additional_kwargs.get(ASIDE)
            out.append(AIMessage(content=HANDED_ON if is_aside else NO_REPLY))
        out.append(message)
        if isinstance(message, AIMessage):
            out.extend(_results_of(message, results))
    return out


def _needs_note(before: BaseMessage) -> bool:
    """Tell whether a question must not stand right behind this message."""
    return isinstance(before, (HumanMessage, ToolMessage))


def _is_empty(message: AIMessage) -> bool:
    return not message.tool_calls and not str(message.text).strip()


def _results_of(message: AIMessage, results: dict[str, ToolMessage]) -> list[BaseMessage]:
    found: list[BaseMessage] = []
    for call in message.tool_calls:
        call_id = call["id"] or ""
        known = results.get(call_id)
        found.append(
            known or ToolMessage(NO_RESULT, tool_call_id=call_id, name=call["name"], status="error")
        )
    return found


def with_system(prompt: str, messages: Sequence[BaseMessage]) -> list[BaseMessage]:
    """Return repaired messages under the system prompt."""
    return [SystemMessage(prompt), *repaired(messages)]
