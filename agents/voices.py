"""Asks the models of a turn one after the other until one answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from langchain_core.messages import AIMessage, BaseMessage

from agents.calls import ChatRunnable, call_model
from agents.models import Voice
from agents.speaking import Speaker
from coach.errors import ExternalFailure

OTHER_NOTICE: Final = (
    "The usual language model is not answering right now; another one takes over. "
)
FALLBACK_NOTICE: Final = (
    "The language model is not answering right now, so the built-in coach takes this one. "
)


def notice_of(voices: Sequence[Voice], at: int) -> str:
    """Return what the athlete is told before a voice that is not the first one; else nothing."""
    if at == 0:
        return ""
    return FALLBACK_NOTICE if voices[at].no_language_model else OTHER_NOTICE


async def first_to_answer(
    voices: Sequence[Voice],
    at: int,
    bound: Callable[[Voice], ChatRunnable],
    messages: Sequence[BaseMessage],
    speaker: Speaker,
) -> tuple[AIMessage, int]:
    """Return the answer of the first model that gives one, and its place among the voices.

    Args:
        voices: Who may be asked, in order.
        at: Place of the one to begin with; a model that failed is not asked again in this turn.
        bound: Returns a voice with the tools and the sampling of the prompt.
        messages: What it is asked.
        speaker: Takes the text; a change of voice is said before it.

    Raises:
        ExternalFailure: All of them failed, one failed in the middle of its answer, or one
            refused the request (code `model_rejected`).
    """
    while True:
        try:
            return await call_model(bound(voices[at]), messages, speaker), at
        except ExternalFailure as exc:
            failed = speaker.has_left or exc.code != "model_unavailable"
            if failed or at + 1 == len(voices):
                raise
        at += 1
        speaker.begin()
        speaker.opening = notice_of(voices, at)
