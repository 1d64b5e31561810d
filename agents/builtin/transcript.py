"""Reads the messages a chat model is given: agent, unit, questions, tool results of this turn."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage, ToolMessage
from pydantic import BaseModel

D = TypeVar("D", bound=BaseModel)
_HEADER = re.compile(r"^AGENT: (?P<agent>\w+)\nUNIT: (?P<unit>kg|lb)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Result:
    """One tool result of this turn."""

    tool: str
    data: dict[str, Any]
    error: str = ""
    code: str = ""
    """Stable name of the error."""

    def read(self, shape: type[D]) -> D:
        """Return the data as the tool's own shape."""
        return shape.model_validate(self.data)


@dataclass(frozen=True, slots=True)
class Transcript:
    """Everything the model was given that matters to the built-in coach."""

    agent: str
    unit: Literal["kg", "lb"]
    text: str
    """The athlete's newest message."""
    earlier: tuple[str, ...]
    """The athlete's messages before it."""
    results: tuple[Result, ...]

    def result(self, tool: str) -> Result | None:
        """Return the newest result of a tool."""
        return next((r for r in reversed(self.results) if r.tool == tool), None)

    def called(self, tool: str) -> bool:
        """Tell whether a tool has answered in this turn."""
        return self.result(tool) is not None


def read_transcript(messages: Sequence[BaseMessage]) -> Transcript:
    """Return what the messages say."""
    system = next((str(m.text) for m in messages if isinstance(m, SystemMessage)), "")
    header = _HEADER.search(system)
    asked = [i for i, m in enumerate(messages) if isinstance(m, HumanMessage)]
    questions = tuple(str(messages[i].text) for i in asked)
    newest = asked[-1] if asked else 0
    return Transcript(
        agent=header["agent"] if header else "planner",
        unit="lb" if header and header["unit"] == "lb" else "kg",
        text=questions[-1] if questions else "",
        earlier=questions[:-1],
        results=tuple(_result(m) for m in messages[newest:] if isinstance(m, ToolMessage)),
    )


def _result(message: ToolMessage) -> Result:
    content: dict[str, Any] = json.loads(str(message.text))
    return Result(
        tool=message.name or "",
        data=content.get("data", {}),
        error=str(content.get("error", "")),
        code=str(content.get("code", "")),
    )
