"""Asks a model one question outside any conversation, for whoever judges replies."""

from __future__ import annotations

from collections.abc import Callable

import httpx
from langchain_core.exceptions import ModelError
from langchain_core.messages import HumanMessage, SystemMessage

from agents.models import GEMINI, make_voice
from agents.transport import ModelTransport
from coach.errors import ExternalFailure
from coach.knowledge.ports import Embedder
from coach.settings import ModelSettings

Ask = Callable[[str, str], str]


def make_asker(
    settings: ModelSettings, embedder: Embedder, transport: ModelTransport | None = None
) -> Ask:
    """Return what sends a system prompt and a message to a model and returns its text.

    Args:
        settings: Which model, and how to reach it; it is asked at temperature 0.
        embedder: For the built-in coach.
        transport: Answers Gemini's requests in place of the network.

    Raises:
        SetupError: The model is unknown, its package is missing, or it needs a key.
    """
    voice = make_voice(settings, embedder, transport)
    steady = voice.chat.bind(temperature=0.0) if voice.name.startswith(GEMINI) else voice.chat

    def ask(system: str, user: str) -> str:
        try:
            answer = steady.invoke([SystemMessage(system), HumanMessage(user)])
        except (ModelError, httpx.HTTPError, OSError) as exc:
            raise ExternalFailure(
                f"the model {voice.name} failed: {type(exc).__name__}.",
                way_out="Try again in a minute.",
                code="model_unavailable",
            ) from exc
        return str(answer.text)

    return ask
