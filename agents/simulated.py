"""Answers a request in Gemini's wire format as the built-in coach would; for simulated providers.

It lives here because it has to speak LangChain; `evals.selftest.simulator` puts it behind HTTP.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from langchain_core.messages import (
    AIMessage,
    AnyMessage,
    HumanMessage,
    SystemMessage,
    ToolMessage,
)
from langchain_core.messages.tool import ToolCall

from agents.builtin.model import BuiltinCoach
from agents.sentences import sentences_of
from coach.knowledge.ports import Embedder

WireRequest = Mapping[str, Any]
"""Body of `generateContent`: `systemInstruction`, `contents`, `tools`."""
_HELD = re.compile(r"<held>(?P<held>.*?)</held>", re.DOTALL)
_LOOSE = re.compile(r"explains these numbers: (?P<numbers>[^\n]*?)\.\n")
"""What `agents.repair` asks for."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a model would send: text, tool calls, or both."""

    text: str = ""
    calls: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    """Name and arguments of each call."""


@dataclass(slots=True)
class SimulatedCoach:
    """The built-in coach behind a provider's wire format."""

    embedder: Embedder
    _coach: BuiltinCoach = field(init=False)

    def __post_init__(self) -> None:
        self._coach = BuiltinCoach(embedder=self.embedder)

    def draft(self, request: WireRequest) -> Draft:
        """Return the next message of a conversation."""
        messages = [*_system(request), *_conversation(request)]
        repair = _repair_asked(messages)
        if repair is not None:
            return Draft(_repaired(*repair))
        chat = self._coach.bind_tools(_tools(request))
        answer = chat.invoke(messages)
        calls = tuple((call["name"], call["args"]) for call in answer.tool_calls)
        return Draft(str(answer.text), calls)


def system_text(request: WireRequest) -> str:
    """Return the text of `systemInstruction`."""
    return _text(request.get("systemInstruction", {}).get("parts", ()))


def question_of(request: WireRequest) -> str:
    """Return the newest text of the athlete."""
    asked = [_text(c["parts"]) for c in request.get("contents", ()) if c.get("role") == "user"]
    return next((text for text in reversed(asked) if text), "")


def results_of(request: WireRequest) -> tuple[str, ...]:
    """Return the tool results since the athlete's newest text, each as JSON."""
    found: list[str] = []
    for content in request.get("contents", ()):
        if content.get("role") == "user" and _text(content["parts"]):
            found.clear()
        found += [
            json.dumps(part["functionResponse"].get("response", {}), ensure_ascii=False)
            for part in content["parts"]
            if "functionResponse" in part
        ]
    return tuple(found)


def tool_names(request: WireRequest) -> tuple[str, ...]:
    """Return the names of the declared functions."""
    return tuple(
        declaration["name"]
        for tool in request.get("tools", ())
        for declaration in tool.get("functionDeclarations", ())
    )


def is_repair(request: WireRequest) -> bool:
    """Tell whether the graph asks to write held-back text again."""
    return bool(_HELD.search(question_of(request)))


def _text(parts: Sequence[Mapping[str, Any]]) -> str:
    return "".join(part.get("text", "") for part in parts)


def _system(request: WireRequest) -> Iterator[SystemMessage]:
    text = system_text(request)
    if text:
        yield SystemMessage(text)


def _conversation(request: WireRequest) -> list[AnyMessage]:
    """Return `contents` as messages; calls and results are paired in order."""
    messages: list[AnyMessage] = []
    waiting: list[str] = []
    for n, content in enumerate(request.get("contents", ())):
        parts = content["parts"]
        calls = [part["functionCall"] for part in parts if "functionCall" in part]
        if content.get("role") == "model":
            waiting = [f"call_{n}_{i}" for i in range(len(calls))]
            made = [
                ToolCall(name=call["name"], args=call.get("args", {}), id=call_id)
                for call, call_id in zip(calls, waiting, strict=True)
            ]
            messages.append(AIMessage(content=_text(parts), tool_calls=made))
            continue
        answered = [part["functionResponse"] for part in parts if "functionResponse" in part]
        messages.extend(_result(response, waiting) for response in answered)
        if _text(parts):
            messages.append(HumanMessage(_text(parts)))
    return messages


def _result(response: Mapping[str, Any], waiting: list[str]) -> ToolMessage:
    call_id = waiting.pop(0) if waiting else "call"
    content = json.dumps(response.get("response", {}), ensure_ascii=False)
    return ToolMessage(content, tool_call_id=call_id, name=response["name"])


def _tools(request: WireRequest) -> list[dict[str, Any]]:
    return [
        {"type": "function", "function": {"name": name, "description": name, "parameters": {}}}
        for name in tool_names(request)
    ]


def _repair_asked(messages: Sequence[AnyMessage]) -> tuple[str, tuple[str, ...]] | None:
    newest = next((m for m in reversed(messages) if isinstance(m, HumanMessage)), None)
    text = "" if newest is None else str(newest.text)
    held = _HELD.search(text)
    if held is None:
        return None
    loose = _LOOSE.search(text)
    return held["held"], tuple(loose["numbers"].split(", ")) if loose else ()


def _repaired(held: str, loose: Sequence[str]) -> str:
    """Return held text without the sentences whose numbers nothing explains."""
    kept = [s for s in sentences_of(held) if not any(number in s for number in loose)]
    return "".join(kept).strip() or "I leave out what your data does not back."
