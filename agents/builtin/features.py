"""Turns a message into numbers: its embedding, its character n-grams, and the turn before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from agents.builtin.slots import exercise_in, spelt
from coach.knowledge.ports import Embedder, FloatArray
from coach.safety.rules.text import folded

BUCKETS: Final = 8192
"""Places the n-grams are hashed to. Source: own choice; the utterances have some 40,000 different
n-grams, and halving the places cost no accuracy that could be measured."""
SHORTEST_GRAM: Final = 3
LONGEST_GRAM: Final = 5
LONGEST: Final = 400
"""Characters that are read. Source: own choice, twice the longest utterance."""
SHORT_WORDS: Final = 5
"""A message of so few words leans on the turn before. Source: own choice."""
EMBEDDED: Final = 4.0
HASHED: Final = 4.0
"""Lengths that embedding and n-grams are scaled to, so that a ridge of about 1 is mild.
Source: measured 2026-11 by cross-validation on the utterances; 2 to 6 made no difference."""
SHAPES: Final = 3
"""Places a turn before has: that it was, that the message is short, and that it points back."""
_POINTS_BACK = re.compile(
    r"^(?:and|n|but|so|ok(?:ay)?|then|what about|how about|same|also|or|that|it|those|them|make)\b"
)
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[a-z]+|0|[^\sa-z0]")


class Message(NamedTuple):
    """What is known of one message."""

    text: str
    before: str | None = None
    """The label of the turn before; None at the start of a thread."""


def plain_of(text: str) -> str:
    """Return a message folded, its lifts spelt as usual and every number as one zero."""
    return _DIGITS.sub("0", folded(spelt(text[:LONGEST])))


def embedded(texts: Sequence[str], embedder: Embedder) -> FloatArray:
    """Return (N, 384) float32: the scaled embeddings of messages."""
    return embedder.embed([folded(spelt(text[:LONGEST])) for text in texts]) * np.float32(EMBEDDED)


def buckets_of(text: str) -> NDArray[np.intp]:
    """Return the places of a message's n-grams, each once, ascending."""
    places = {crc32(gram.encode()) % BUCKETS for gram in _grams(text)}
    return np.array(sorted(places), dtype=np.intp)


def weight_of(places: int) -> float:
    """Return the value each of so many places has, so that together they are `HASHED` long."""
    return HASHED / max(1, places) ** 0.5


def context_of(message: Message, labels: Sequence[str]) -> NDArray[np.float32]:
    """Return (3 x labels,): one-hot of the turn before, as such and by the message's shape."""
    found = np.zeros(SHAPES * len(labels), dtype=np.float32)
    if message.before not in labels:
        return found
    plain = plain_of(message.text)
    at = labels.index(message.before) * SHAPES
    found[at] = 1.0
    found[at + 1] = float(len(plain.split()) <= SHORT_WORDS)
    found[at + 2] = float(_POINTS_BACK.match(plain) is not None)
    return found


def _grams(text: str) -> Iterator[str]:
    plain = plain_of(text)
    words = _WORD.findall(plain)
    yield from (f"w:{word}" for word in words)
    yield from (f"b:{one} {two}" for one, two in pairwise(words))
    if words:
        yield f"first:{' '.join(words[:2])}"
    if exercise_in(text):
        yield "lift"
    for word in words:
        framed = f"<{word}>"
        for length in range(SHORTEST_GRAM, LONGEST_GRAM + 1):
            yield from (framed[at : at + length] for at in range(len(framed) - length + 1))
