"""The built-in coach as a chat model: it sees messages and bound tools, like any provider's."""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from typing import Any

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.messages.tool import ToolCall, ToolCallChunk
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.tools import BaseTool
from langchain_core.utils.function_calling import convert_to_openai_tool
from pydantic import SkipValidation
from typing_extensions import override

from agents.builtin.reading import reader_of
from agents.builtin.serving import compose, handed_over, serve
from agents.builtin.skill import Call
from agents.builtin.transcript import HAND_OFF, read_transcript
from agents.sentences import sentences_of
from coach.knowledge.ports import Embedder


class BuiltinCoach(BaseChatModel):
    """Answers with tool calls, then with text written from their results.

    It reads neither a database nor a clock; the same messages always give the same answer.
    """

    embedder: SkipValidation[Embedder]

    @property
    @override
    def _llm_type(self) -> str:
        return "builtin-coach"

    @override
    def bind_tools(
        self,
        tools: Sequence[dict[str, Any] | type | Callable[..., Any] | BaseTool],
        *,
        tool_choice: str | None = None,
        **kwargs: Any,
    ) -> Runnable[LanguageModelInput, AIMessage]:
        names = [convert_to_openai_tool(tool)["function"]["name"] for tool in tools]
        return self.bind(tool_names=names, **kwargs)

    @override
    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        message = self._message(messages, kwargs.get("tool_names", ()))
        return ChatResult(generations=[ChatGeneration(message=message)])

    @override
    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        yield from _chunks(self._message(messages, kwargs.get("tool_names", ())))

    @override
    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        for chunk in _chunks(self._message(messages, kwargs.get("tool_names", ()))):
            yield chunk

    def _message(self, messages: list[BaseMessage], tools: Sequence[str]) -> AIMessage:
        seen = read_transcript(messages)
        bound = frozenset(tools)
        asks = reader_of(self.embedder).asks_of(seen)
        served = serve(asks, seen, bound)
        calls = [call for each in served for call in each.missing]
        if HAND_OFF in bound:
            calls.extend(handed_over(asks, seen, bound))
        if not calls:
            said = compose(served, asks, seen, self._nearness)
            return AIMessage(content=said, response_metadata=_METADATA)
        return AIMessage(
            content="",
            tool_calls=[_tool_call(call, seen.text, len(messages), i) for i, call in _once(calls)],
            response_metadata=_METADATA,
        )

    def _nearness(self, question: str, text: str) -> float:
        """Return the cosine of two texts, at least 0."""
        one, other = self.embedder.embed([question, text])
        return max(0.0, float(one @ other))


_METADATA = {"finish_reason": "stop", "model_name": "builtin:coach"}


def _once(calls: Sequence[Call]) -> Iterator[tuple[int, Call]]:
    """Yield each call once, with its place."""
    yield from enumerate({f"{c.tool}:{c.args!r}": c for c in calls}.values())


def _tool_call(call: Call, text: str, messages: int, place: int) -> ToolCall:
    digest = hashlib.sha256(f"{text}|{call.tool}|{messages}|{place}".encode()).hexdigest()
    return ToolCall(name=call.tool, args=call.args, id=f"call_{digest[:12]}")


def _chunks(message: AIMessage) -> Iterator[ChatGenerationChunk]:
    """Yield a message as a provider would: text in sentences, calls at the end."""
    for sentence in sentences_of(str(message.text)):
        yield ChatGenerationChunk(message=AIMessageChunk(content=sentence))
    calls = [
        ToolCallChunk(name=c["name"], args=json.dumps(c["args"]), id=c["id"], index=i)
        for i, c in enumerate(message.tool_calls)
    ]
    last = AIMessageChunk(
        content="", tool_call_chunks=calls, response_metadata=message.response_metadata
    )
    yield ChatGenerationChunk(message=last)
