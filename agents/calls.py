"""One call of a model: streamed, retried while none of it was said, its failures typed."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Sequence
from typing import Final, Protocol, cast

import httpx
from langchain_core.exceptions import ModelError
from langchain_core.language_models import LanguageModelInput
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.messages.utils import message_chunk_to_message
from langchain_core.runnables import Runnable
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt

from coach.errors import ExternalFailure


class TextSink(Protocol):
    """Takes the text of a model's message as it comes."""

    def begin(self) -> None:
        """Forget text of an attempt that failed before any of it left."""
        ...

    async def feed(self, text: str) -> None:
        """Take the next piece."""
        ...

    @property
    def has_left(self) -> bool:
        """Whether any text of this message reached the athlete."""
        ...


ChatRunnable = Runnable[LanguageModelInput, AIMessage]

ATTEMPTS: Final = 3
"""Calls of one model request. Source: own choice; a reply should end within 12 s (rubric)."""
FIRST_WAIT_S: Final = 0.4
"""Back-off before the second attempt, doubled after each; jittered by half."""
LONGEST_WAIT_S: Final = 8.0
"""A provider that asks for more is treated as down."""
_SECONDS = re.compile(r"\d{1,6}(?:\.\d+)?")
_RETRY_DELAY = re.compile(r"retryDelay['\"]?:\s*['\"]?(\d+(?:\.\d+)?)s")


class AnswerCut(Exception):
    """The stream ended before the model had finished."""


async def call_model(
    model: ChatRunnable, messages: Sequence[BaseMessage], sink: TextSink
) -> AIMessage:
    """Return the model's message; its text goes to `sink` as it comes.

    A failed attempt is repeated only as long as none of its text reached the athlete.

    Raises:
        ExternalFailure: The model failed for good (code `model_unavailable`, or `model_rejected`
            when another attempt cannot help).
    """
    retrying = AsyncRetrying(
        stop=stop_after_attempt(ATTEMPTS),
        wait=_wait_s,
        retry=retry_if_exception(lambda exc: not sink.has_left and _may_repeat(exc)),
        reraise=True,
    )
    try:
        return await retrying(_attempt, model, messages, sink)
    except (ModelError, httpx.HTTPError, AnswerCut, OSError) as exc:
        code = "model_unavailable" if _is_passing(exc) else "model_rejected"
        raise ExternalFailure(
            f"the language model failed: {type(exc).__name__}.",
            way_out="Try again in a minute.",
            code=code,
        ) from exc


async def _attempt(
    model: ChatRunnable, messages: Sequence[BaseMessage], sink: TextSink
) -> AIMessage:
    sink.begin()
    whole: AIMessageChunk | None = None
    try:
        async for piece in model.astream(list(messages)):
            chunk = cast("AIMessageChunk", piece)
            whole = chunk if whole is None else whole + chunk
            if chunk.text:
                await sink.feed(str(chunk.text))
    except ValueError as exc:
        raise AnswerCut(str(exc)) from exc
    if whole is None or not whole.response_metadata.get("finish_reason"):
        raise AnswerCut("no end")
    if not str(whole.text).strip() and not whole.tool_calls:
        raise AnswerCut("empty" if not whole.invalid_tool_calls else "a call broken off")
    message = cast("AIMessage", message_chunk_to_message(whole))
    # A call whose arguments broke off has no result, and some clients would send it back.
    return message.model_copy(update={"invalid_tool_calls": []})


def _is_passing(exc: BaseException) -> bool:
    """Tell whether another attempt could succeed."""
    if isinstance(exc, ModelError):
        return exc.is_retryable
    return isinstance(exc, (httpx.TransportError, AnswerCut, OSError, asyncio.TimeoutError))


def _may_repeat(exc: BaseException) -> bool:
    return _is_passing(exc) and _asked_wait_s(exc) <= LONGEST_WAIT_S


def _asked_wait_s(exc: BaseException | None) -> float:
    """Return the delay the provider asked for, 0 if none.

    Gemini puts it into the text of the error's details, others into the header Retry-After.
    """
    match = _RETRY_DELAY.search(str(exc))
    if match:
        return float(match[1])
    answer = getattr(exc, "response", None)
    asked = answer.headers.get("retry-after", "") if isinstance(answer, httpx.Response) else ""
    return float(asked) if _SECONDS.fullmatch(asked) else 0.0


def _wait_s(state: RetryCallState) -> float:
    backoff = FIRST_WAIT_S * 2 ** (state.attempt_number - 1)
    jittered = backoff * random.uniform(0.5, 1.0)  # noqa: S311 - spreads load, hides nothing
    asked = _asked_wait_s(state.outcome.exception()) if state.outcome else 0.0
    return min(max(asked, jittered), LONGEST_WAIT_S)
