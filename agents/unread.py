"""Messages that no agent reads: without words, or longer than a reply can go into."""

from __future__ import annotations

from typing import Final

from coach.safety.rules.text import visible

NO_WORDS: Final = (
    "I could not find any words in that message. Tell me in a sentence what you did, ate or want "
    "to know."
)
TOO_LONG: Final = (
    "That message is too long for me to read at once, so I stored nothing of it. Send it in "
    "shorter pieces, or import a training log as a file."
)
MOST_CHARS: Final = 8_000
"""Longest message that is read. Source: own choice, what the API accepts; more than a week of
training written out, and half a second of the built-in coach's reading."""
_HEAD_CHARS: Final = 200
_REPLACEMENT: Final = "\ufffd"
"""What bytes that are no text are decoded to."""


def excuse_of(text: str) -> str:
    """Return what is said of a message that is not read; empty when it is."""
    if len(text) > MOST_CHARS:
        return TOO_LONG
    return "" if visible(text).replace(_REPLACEMENT, "").strip() else NO_WORDS


def kept(text: str) -> str:
    """Return what the thread keeps of a message: the beginning of one that is too long."""
    return text if len(text) <= MOST_CHARS else f"{text[:_HEAD_CHARS]}\u2026"
