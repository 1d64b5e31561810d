"""Gemini through langchain-google-genai; imported only when it is the model in use (0.9 s)."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from typing import Any, Final

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun
from langchain_core.exceptions import ModelError, ModelInvalidRequestError
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage
from langchain_core.outputs import ChatGenerationChunk
from langchain_google_genai import ChatGoogleGenerativeAI
from langchain_google_genai.chat_models import ChatGoogleGenerativeAIError
from pydantic import SecretStr
from typing_extensions import override

from agents.transport import HttpTransport, ModelTransport
from coach.errors import SetupError
from coach.settings import ModelSettings

NO_KEY: Final = SecretStr("no-key-with-a-transport-of-its-own")
"""The client wants a key even where no provider reads it."""
_SCHEMAS: Final = "langchain_google_genai._function_utils"


class Gemini(ChatGoogleGenerativeAI):
    """Gemini whose every failure is one of langchain-core's classified errors."""

    @override
    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        try:
            chunks = super()._astream(messages, stop, run_manager, **kwargs)  # pyright: ignore[reportUnknownMemberType] - its tool types are untyped
            async for chunk in chunks:
                yield chunk
        except ModelError:
            raise
        except ChatGoogleGenerativeAIError as exc:
            raise ModelInvalidRequestError(str(exc)) from exc


def make_gemini(
    model: str, settings: ModelSettings, transport: ModelTransport | None = None
) -> tuple[BaseChatModel, HttpTransport | None]:
    """Return a Gemini model and the connections it opened; retries are agents/calls.py's.

    Args:
        model: Exact name, such as `gemini-3.5-flash`.
        settings: Key, address and patience.
        transport: Answers in place of the network; it needs no key, and whoever made it closes it.

    Raises:
        SetupError: There is no key.
    """
    key = settings.google_api_key or (NO_KEY if transport is not None else None)
    if key is None:
        raise SetupError(
            f"model google_genai:{model} needs a key.",
            way_out="Set GOOGLE_API_KEY, or FITHOLIC_MODEL=builtin:coach.",
            code="model_key_missing",
        )
    logging.getLogger(_SCHEMAS).addFilter(_is_news)
    opened = HttpTransport() if transport is None else None
    options: dict[str, Any] = {
        "model": model,
        "google_api_key": key,
        "base_url": settings.base_url,
        "timeout": settings.timeout_s,
        "max_retries": 1,
        "client_args": {"transport": transport or opened},
    }
    return Gemini(**options), opened


def _is_news(record: logging.LogRecord) -> bool:
    """Drop what langchain-google-genai 4.4 warns of for every tool at every call.

    Our tools refuse unknown arguments, which Gemini's schemas cannot say.
    """
    return "additionalProperties" not in record.getMessage()
