"""Recognises grave messages by their likeness to examples, where no pattern has their words."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import numpy as np

from agents.regression import fitted, softmax, with_bias
from agents.safety_harmless import HARMLESS
from agents.safety_seeds import SEEDS
from coach.knowledge.ports import Embedder
from coach.safety.model import Leaning, SafetyClass

REJECT_BELOW: Final = 0.65
"""Probability of its class under which a message is left to the patterns alone.
Source: measured 2026-11 on the development half: no harmless message of 132 reached 0.61."""
LIMIT_BELOW: Final = 0.8
"""The same for limits, whose words are those of ordinary questions on eating less. Source: measured
2026-11: "I only eat twice a day" had 0.67, "lose half a kilo a week" 0.65 before such seeds."""
_RIDGE: Final = 0.3
_STEPS: Final = 1000
_PART: Final = re.compile(r"(?<=[.?!;])\s+|\n+|,\s+(?=(?:what|how|can|should|is|are|give|still)\b)")
_SHORTEST_PART: Final = 4
"""Words. Source: own choice; shorter parts resemble anything."""
_MOST_PARTS: Final = 3
_LONGEST: Final = 600
"""Characters that are read; the patterns read all. Source: the embedder cuts at 128 words."""


class SafetyClassifier:
    """A logistic regression over embeddings, fitted once a process on the seeds."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._keys = tuple(SEEDS)
        texts = [text for seeds in SEEDS.values() for text in seeds]
        labels = [i for i, seeds in enumerate(SEEDS.values()) for _ in seeds]
        labels += [len(SEEDS)] * len(HARMLESS)
        inputs = with_bias(embedder.embed([*texts, *HARMLESS]))
        self._weights = fitted(inputs, np.asarray(labels), ridge=_RIDGE, steps=_STEPS)

    def leaning(self, text: str) -> Leaning | None:
        """Return the grave class that `text` or a part of it resembles; None when not sure."""
        best = self.likeliest(text)
        least = LIMIT_BELOW if best.klass is SafetyClass.LIMIT else REJECT_BELOW
        return best if best.chance >= least else None

    def likeliest(self, text: str) -> Leaning:
        """Return the grave class of the highest probability, however low."""
        chances = softmax(with_bias(self._embedder.embed(_parts(text))) @ self._weights)
        found = [self._of_row([float(chance) for chance in row]) for row in chances]
        return max(found, key=lambda each: each.chance)

    def _of_row(self, chances: list[float]) -> Leaning:
        of_class: dict[SafetyClass, float] = {}
        for (klass, _), chance in zip(self._keys, chances, strict=False):
            of_class[klass] = of_class.get(klass, 0.0) + chance
        klass = max(of_class, key=lambda each: of_class[each])
        replies = {key: c for (k, key), c in zip(self._keys, chances, strict=False) if k is klass}
        return Leaning(klass, max(replies, key=lambda key: replies[key]), of_class[klass])


@cache
def classifier_of(embedder: Embedder) -> SafetyClassifier:
    """Return the classifier of an embedder, fitted once a process."""
    return SafetyClassifier(embedder)


def _parts(text: str) -> list[str]:
    """Return the message and its sentences: a harmless request beside a grave one hides it."""
    head = text[:_LONGEST]
    parts = [part for part in _PART.split(head) if len(part.split()) >= _SHORTEST_PART]
    return [head, *parts[:_MOST_PARTS]] if len(parts) > 1 else [head]
