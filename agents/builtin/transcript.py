"""Reads the messages a chat model is given: agent, unit, questions, tool results of this turn."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any, Final, Literal, TypeVar

from langchain_core.messages import (
    AIMessage,
    BaseMessage,
    HumanMessage,
    SystemMessage,
    ToolMessage,
)
from pydantic import BaseModel

D = TypeVar("D", bound=BaseModel)
HAND_OFF: Final = "hand_off"
"""The tool that gives a part of a message to another agent, and the mark of that part."""
_HEADER = re.compile(
    r"^AGENT: (?P<agent>\w+)\nUNIT: (?P<unit>kg|lb)(?:\nTODAY: (?P<today>\d{4}-\d\d-\d\d))?",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Result:
    """One tool result of this turn."""

    tool: str
    data: dict[str, Any]
    error: str = ""
    code: str = ""
    """Stable name of the error."""
    args: dict[str, Any] = field(default_factory=dict[str, Any])
    """What the tool was called with."""

    def read(self, shape: type[D]) -> D:
        """Return the data as the tool's own shape."""
        return shape.model_validate(self.data)


@dataclass(frozen=True, slots=True)
class Exchange:
    """One earlier turn: what the athlete said, and what the coach replied."""

    said: str
    replied: str = ""


@dataclass(frozen=True, slots=True)
class Transcript:
    """Everything the model was given that matters to the built-in coach."""

    agent: str
    unit: Literal["kg", "lb"]
    text: str
    """The athlete's newest message, or the part of it that was handed over."""
    exchanges: tuple[Exchange, ...] = ()
    """The turns before it, oldest first."""
    results: tuple[Result, ...] = ()
    today: date = date.min
    whole: str = ""
    """The athlete's newest message, whole."""

    @property
    def earlier(self) -> tuple[str, ...]:
        """The athlete's messages before this turn."""
        return tuple(exchange.said for exchange in self.exchanges)

    def result(self, tool: str) -> Result | None:
        """Return the newest result of a tool."""
        return next((r for r in reversed(self.results) if r.tool == tool), None)


def read_transcript(messages: Sequence[BaseMessage]) -> Transcript:
    """Return what the messages say."""
    system = next((str(m.text) for m in messages if isinstance(m, SystemMessage)), "")
    header = _HEADER.search(system)
    asked = [i for i, m in enumerate(messages) if isinstance(m, HumanMessage)]
    own = [i for i in asked if not messages[i].additional_kwargs.get(HAND_OFF)]
    newest = asked[-1] if asked else 0
    today = header["today"] if header else None
    return Transcript(
        agent=header["agent"] if header else "planner",
        unit="lb" if header and header["unit"] == "lb" else "kg",
        text=str(messages[newest].text) if asked else "",
        exchanges=_between(messages, own),
        results=_results(messages[newest:]),
        today=date.fromisoformat(today) if today else date.min,
        whole=str(messages[own[-1]].text) if own else "",
    )


def exchanges_of(messages: Sequence[BaseMessage]) -> tuple[Exchange, ...]:
    """Return the turns before the newest question of a thread."""
    return read_transcript(messages).exchanges


def _between(messages: Sequence[BaseMessage], own: Sequence[int]) -> tuple[Exchange, ...]:
    found: list[Exchange] = []
    for start, end in pairwise(own):
        replies = [str(m.text) for m in messages[start:end] if isinstance(m, AIMessage)]
        found.append(Exchange(str(messages[start].text), "\n\n".join(r for r in replies if r)))
    return tuple(found)


def _results(messages: Sequence[BaseMessage]) -> tuple[Result, ...]:
    made: dict[str, dict[str, Any]] = {}
    found: list[Result] = []
    for message in messages:
        if isinstance(message, AIMessage):
            made |= {call["id"] or "": call["args"] for call in message.tool_calls}
        elif isinstance(message, ToolMessage):
            found.append(_result(message, made.get(message.tool_call_id, {})))
    return tuple(found)


def _result(message: ToolMessage, args: dict[str, Any]) -> Result:
    content: dict[str, Any] = json.loads(str(message.text))
    return Result(
        tool=message.name or "",
        data=content.get("data", {}),
        error=str(content.get("error", "") or content.get("confirmation", "")),
        code=str(content.get("code", "")),
        args=args,
    )
