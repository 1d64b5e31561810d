"""The knowledge base in memory."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np

from coach.identity import PassageId
from coach.knowledge.model import EVERYTHING, Passage, PassageFilter, ScoredPassage
from coach.knowledge.ports import DIMENSIONS, Embedder, FloatArray
from coach.knowledge.rules import require_plain
from tests.fakes.state import State, take


class WordEmbedder:
    """Embeds a text as the normalised count of its words, each at a place its hash names."""

    model_id = "words-1"

    def embed(self, texts: Sequence[str]) -> FloatArray:
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.casefold().split():
                vectors[row, zlib.crc32(word.strip(".,?!").encode()) % DIMENSIONS] += 1
            vectors[row, 0] += 0.01  # a text without words has a length, too
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


class FakePassages:
    def __init__(self, state: State) -> None:
        self._state = state

    def put_many(self, passages: Sequence[Passage], embedder: Embedder) -> int:
        for passage in passages:
            require_plain(passage)
        known = self._state.passages
        changed = [
            one
            for one in passages
            if one.id not in known or known[one.id][:2] != (one, embedder.model_id)
        ]
        for passage in changed:
            self._state.check(None, passage)
            vector = embedder.embed([f"{passage.title}. {passage.text}"])[0]
            known[passage.id] = (passage, embedder.model_id, vector)
        return len(changed)

    def get(self, passage_id: PassageId) -> Passage:
        kept = {(key,): entry[0] for key, entry in self._state.passages.items()}
        return take(kept, (passage_id,), "passage")

    def search(
        self,
        query: str,
        embedder: Embedder,
        *,
        limit: int = 4,
        only: PassageFilter = EVERYTHING,
    ) -> Sequence[ScoredPassage]:
        wanted = embedder.embed([query])[0]
        found = [
            ScoredPassage(passage, float(vector @ wanted))
            for passage, model_id, vector in self._state.passages.values()
            if model_id == embedder.model_id and _passes(passage, only)
        ]
        return sorted(found, key=lambda one: -one.score)[:limit]


def _passes(passage: Passage, only: PassageFilter) -> bool:
    return (
        (not only.topics or bool({*only.topics} & {*passage.topics}))
        and (not only.applies_to or bool({*only.applies_to} & {*passage.applies_to}))
        and (not only.grades or passage.grade in only.grades)
    )
