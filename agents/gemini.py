"""Gemini through langchain-google-genai; imported only when it is the model in use (0.9 s)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from types import TracebackType
from typing import Any, Final

import httpx
from langchain_core.callbacks import AsyncCallbackManagerForLLMRun
from langchain_core.exceptions import ModelError, ModelInvalidRequestError
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage
from langchain_core.outputs import ChatGenerationChunk
from langchain_google_genai import ChatGoogleGenerativeAI
from langchain_google_genai.chat_models import ChatGoogleGenerativeAIError
from typing_extensions import override

from coach.errors import SetupError
from coach.settings import ModelSettings

TEMPERATURE: Final = 0.0
"""Same question, same answer as far as a provider can; see docs/adr/0009."""


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


def make_gemini(model: str, settings: ModelSettings) -> tuple[BaseChatModel, Transport]:
    """Return a Gemini model and its connections; retries are agents/calls.py's.

    Raises:
        SetupError: There is no key.
    """
    if settings.google_api_key is None:
        raise SetupError(
            f"model google_genai:{model} needs a key.",
            way_out="Set GOOGLE_API_KEY, or FITHOLIC_MODEL=builtin:coach.",
            code="model_key_missing",
        )
    transport = Transport()
    options: dict[str, Any] = {
        "model": model,
        "google_api_key": settings.google_api_key,
        "base_url": settings.base_url,
        "temperature": TEMPERATURE,
        "timeout": settings.timeout_s,
        "max_retries": 1,
        "client_args": {"transport": transport},
    }
    return Gemini(**options), transport


class Transport(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """httpx for both clients: google-genai would use aiohttp wherever that happens to be installed.

    One object for both is what google-genai 2.34 takes; see python-genai#1565.
    """

    def __init__(self) -> None:
        self._sync = httpx.HTTPTransport()
        self._async = httpx.AsyncHTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request of the sync client."""
        return self._sync.handle_request(request)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request of the async client."""
        return await self._async.handle_async_request(request)

    def close(self) -> None:
        """Close the connections of the sync client."""
        self._sync.close()

    async def aclose(self) -> None:
        """Close the connections of the async client."""
        await self._async.aclose()

    def __exit__(
        self,
        exc_type: type[BaseException] | None = None,
        exc_value: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        self.close()
