"""Any server that speaks OpenAI's chat completions: Ollama, vLLM, LM Studio, OpenAI itself."""

from __future__ import annotations

from typing import Any, Final

import httpx
from langchain_core.language_models import BaseChatModel
from langchain_openai import ChatOpenAI
from pydantic import SecretStr

from agents.transport import HttpTransport, ModelTransport
from coach.errors import SetupError
from coach.settings import ModelSettings

LOCAL_KEY: Final = SecretStr("no-key")
"""The client wants a key; servers on one's own machine read none."""


def make_openai_compatible(
    model: str, settings: ModelSettings, transport: ModelTransport | None = None
) -> tuple[BaseChatModel, HttpTransport | None]:
    """Return a model behind chat completions and the connections it opened.

    The older of OpenAI's two protocols is used, because it is the one that other servers speak.
    Retries are agents/calls.py's.

    Args:
        model: Name the server knows, such as `llama3.1:8b`.
        settings: Key, address and patience.
        transport: Answers in place of the network; whoever made it closes it.

    Raises:
        SetupError: There is neither an address nor a key.
    """
    key = settings.api_key
    if key is None and settings.base_url is None:
        raise SetupError(
            f"model openai:{model} needs a key or an address.",
            way_out="Set FITHOLIC_MODEL_BASE_URL to a server of yours, such as "
            "http://127.0.0.1:11434/v1 for Ollama, or FITHOLIC_MODEL_API_KEY.",
            code="model_key_missing",
        )
    opened = HttpTransport() if transport is None else None
    carrier = transport or opened
    options: dict[str, Any] = {
        "model": model,
        "api_key": key or LOCAL_KEY,
        "base_url": settings.base_url,
        "timeout": settings.timeout_s,
        "max_retries": 0,
        "stream_usage": True,
        "use_responses_api": False,
        "http_client": httpx.Client(transport=carrier, timeout=settings.timeout_s),
        "http_async_client": httpx.AsyncClient(transport=carrier, timeout=settings.timeout_s),
    }
    return ChatOpenAI(**options), opened
