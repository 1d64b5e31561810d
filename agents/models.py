"""Makes the chat model that one setting names; the rest of the graph treats all models alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, Final, Protocol, cast

from langchain_core.language_models import BaseChatModel

from agents.binding import tool_schemas
from agents.builtin.model import BuiltinCoach
from agents.calls import ChatRunnable
from agents.transport import ModelTransport
from coach.errors import SetupError
from coach.knowledge.ports import Embedder
from coach.settings import ModelSettings
from prompts.document import Params
from tools.spec import ToolSpec


class AsyncCloser(Protocol):
    """Something with connections."""

    async def aclose(self) -> None:
        """Close them."""
        ...


BUILTIN: Final = "builtin:coach"
GEMINI: Final = "google_genai:"
_MAKERS: Final = {
    "google_genai": ("agents.gemini", "make_gemini"),
    "openai": ("agents.openai_compatible", "make_openai_compatible"),
}
"""Providers whose client is part of the installation: module and function that make the model."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A model and what to call it."""

    name: str
    """`<provider>:<model>`."""
    chat: BaseChatModel
    transport: AsyncCloser | None = None
    """Connections to the provider, closed with the coach."""

    async def aclose(self) -> None:
        """Close the connections to the provider."""
        if self.transport is not None:
            await self.transport.aclose()

    @property
    def no_language_model(self) -> bool:
        """Whether the built-in coach speaks."""
        return self.name == BUILTIN

    def bound(self, specs: Sequence[ToolSpec], params: Params) -> ChatRunnable:
        """Return the model with tools and with the sampling that a prompt asks for."""
        options = self.options(params)
        if specs:
            return self.chat.bind_tools(_schemas_of(tuple(specs)), **options)
        return self.chat.bind(**options)

    def options(self, params: Params) -> dict[str, Any]:
        """Return what of a prompt's sampling reaches the model.

        Prompts are written for Gemini. Other providers name these options otherwise or refuse some
        of them, so they keep their own defaults.
        """
        return params.given() if self.name.startswith(GEMINI) else {}


@cache
def _schemas_of(specs: tuple[ToolSpec, ...]) -> tuple[dict[str, Any], ...]:
    """Return what a model is told of tools.

    Writing it out took a third of the time that a turn of the built-in coach computes, so each
    set of tools is written once.
    """
    return tuple(tool_schemas(specs))


def builtin_voice(embedder: Embedder) -> Voice:
    """Return the coach that needs no model key."""
    return Voice(BUILTIN, BuiltinCoach(embedder=embedder))


def make_voices(
    settings: ModelSettings, embedder: Embedder, transport: ModelTransport | None = None
) -> tuple[Voice, ...]:
    """Return who may speak, the one to ask first in front; the built-in coach is always the last.

    Args:
        settings: Which models, and how to reach them.
        embedder: For the built-in coach.
        transport: Answers the providers' requests in place of the network; the maker closes it.

    Raises:
        SetupError: A name is unknown, its package is missing, or it needs a key.
    """
    names = [name for name in (settings.spec, settings.fallback) if name and name != BUILTIN]
    if settings.spec == BUILTIN:
        names = []
    spoken = [_language_model(name, settings, transport) for name in dict.fromkeys(names)]
    return (*spoken, builtin_voice(embedder))


def make_voice(
    settings: ModelSettings, embedder: Embedder, transport: ModelTransport | None = None
) -> Voice:
    """Return the first of `make_voices`: the model that the settings name.

    Raises:
        SetupError: A name is unknown, its package is missing, or it needs a key.
    """
    return make_voices(settings, embedder, transport)[0]


def _language_model(spec: str, settings: ModelSettings, transport: ModelTransport | None) -> Voice:
    """Return the language model of one name; its provider's package is imported only now."""
    provider, _, model = spec.partition(":")
    if not model or provider == "builtin":
        raise SetupError(
            f"model {spec!r} is unknown.",
            way_out="Set FITHOLIC_MODEL to builtin:coach, google_genai:<model> or openai:<model>.",
            code="unknown_model",
        )
    if provider in _MAKERS:
        module, maker = _MAKERS[provider]
        chat, opened = getattr(import_module(module), maker)(model, settings, transport)
        return Voice(spec, cast("BaseChatModel", chat), cast("AsyncCloser | None", opened))
    try:
        chat = import_module("langchain.chat_models").init_chat_model(
            model,
            model_provider=provider,
            base_url=settings.base_url,
            timeout=settings.timeout_s,
            max_retries=1,
        )
    except (ImportError, ValueError) as exc:
        raise SetupError(
            f"model {spec!r} cannot be used: {exc}.",
            way_out=f"Install langchain-{provider}, or set FITHOLIC_MODEL=builtin:coach.",
            code="unknown_model",
        ) from exc
    return Voice(spec, cast("BaseChatModel", chat))
