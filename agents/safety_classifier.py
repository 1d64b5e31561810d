"""Recognises grave messages by what was learned from examples, where no pattern has their words."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from importlib.resources import as_file, files
from typing import Final

from agents.builtin.understanding import Understanding, Weights
from coach.knowledge.ports import Embedder
from coach.safety.model import Leaning, SafetyClass
from coach.safety.rules.rule import heard
from coach.safety.rules.text import folded, respelt

FILE: Final = "safety.npz"
REJECT_BELOW: Final = {
    SafetyClass.EMERGENCY: 0.55,
    SafetyClass.URGENT: 0.55,
    SafetyClass.CRISIS: 0.55,
    SafetyClass.LIMIT: 0.7,
}
"""Probability of being critical under which a message is left to the patterns, by the class it
would have. Limits have the words of questions on food; boundaries are left to the patterns.
Source: measured 2026-11 on messages written after the examples; docs/explanation/safety.md."""
PART_BELOW: Final = 0.85
"""The same for one sentence of a message, which says less and so resembles more."""
_CLOSE: Final = 0.6
"""Share of the likeliest class from which a graver one is answered. Source: own choice."""
_PART: Final = re.compile(r"(?<=[.?!;])\s+|\n+|,\s+")
_SHORTEST_PART: Final = 4
"""Words. Source: own choice; shorter parts resemble anything."""
_MOST_PARTS: Final = 4
_LONGEST: Final = 600
"""Characters whose sentences are read; the patterns read all. Source: own choice."""


class SafetyClassifier:
    """A logistic regression over embeddings and n-grams, learned ahead from examples."""

    def __init__(self, embedder: Embedder, weights: Weights) -> None:
        self._model = Understanding(embedder, weights)
        self._grave = {
            label: (SafetyClass(klass), reply)
            for label in weights.labels
            for klass, dot, reply in (label.partition("."),)
            if dot and SafetyClass(klass) in REJECT_BELOW
        }

    def leaning(self, text: str, before: str = "") -> Leaning | None:
        """Return the grave class that a message resembles; None when not sure.

        Args:
            text: The message.
            before: The message before it, which may hold the rest of a complaint.
        """
        whole, *parts = _parts(text)
        likely = self.likeliest(whole)
        if likely.chance >= REJECT_BELOW[likely.klass]:
            return likely
        if before and self.likeliest(before).chance < min(REJECT_BELOW.values()):
            parts.append(f"{before[:_LONGEST]}. {text}")
        best = max(map(self.likeliest, parts), key=lambda each: each.chance, default=likely)
        return best if best.chance >= PART_BELOW else None

    def likeliest(self, text: str) -> Leaning:
        """Return the likeliest grave class, with the probability that `text` is critical at all."""
        chances = self._model.chances(as_learned(text))
        of_class = Counter[SafetyClass]()
        for label, (klass, _) in self._grave.items():
            of_class[klass] += chances[label]  # pyright: ignore[reportArgumentType]
        most = max(of_class.values())
        klass = next(each for each in SafetyClass if of_class[each] >= most * _CLOSE)
        labels = [label for label, (each, _) in self._grave.items() if each is klass]
        reply = self._grave[max(labels, key=lambda label: chances[label])][1]
        return Leaning(klass, reply, sum(of_class.values()))


def as_learned(text: str) -> str:
    """Return a message in usual spelling, turns of phrase and what is denied taken out."""
    return heard(respelt(folded(text))).plain


@cache
def classifier_of(embedder: Embedder) -> SafetyClassifier:
    """Return the classifier of an embedder, with the weights that ship with the product."""
    with as_file(files("agents").joinpath(FILE)) as path:
        return SafetyClassifier(embedder, Weights.load(path))


def _parts(text: str) -> list[str]:
    """Return the message and its sentences: a harmless request beside a grave one hides it."""
    head = text[:_LONGEST]
    parts = [part for part in _PART.split(head) if len(part.split()) >= _SHORTEST_PART]
    return [head, *parts[:_MOST_PARTS]] if len(parts) > 1 else [head]
