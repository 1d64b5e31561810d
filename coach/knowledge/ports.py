"""What knowledge needs: an embedder and a passage index."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from coach.identity import PassageId
from coach.knowledge.model import EVERYTHING, Passage, PassageFilter, ScoredPassage
from coach.unit_of_work import UnitOfWork

FloatArray = NDArray[np.float32]
DIMENSIONS = 384
"""Length of an embedding. Source: all-MiniLM-L6-v2, the model the product ships."""


class Embedder(Protocol):
    """Turns texts into vectors."""

    @property
    def model_id(self) -> str:
        """Name and hash of the model; vectors of different ids must not be compared."""
        ...

    def embed(self, texts: Sequence[str]) -> FloatArray:
        """Return (N, 384) float32, each row of length one."""
        ...


class PassageRepository(Protocol):
    """The shared knowledge base."""

    def put_many(self, passages: Sequence[Passage], embedder: Embedder) -> int:
        """Insert or replace passages with their vectors; return how many changed.

        Raises:
            InvalidInput: A passage addresses the machine (`instruction_in_passage`).
        """
        ...

    def get(self, passage_id: PassageId) -> Passage:
        """Return one passage.

        Raises:
            NotFound: No such passage.
        """
        ...

    def search(
        self,
        query: str,
        embedder: Embedder,
        *,
        limit: int = 4,
        only: PassageFilter = EVERYTHING,
    ) -> Sequence[ScoredPassage]:
        """Return passages by meaning and words, best first.

        Args:
            query: The question in plain words.
            embedder: The model the index was built with.
            limit: How many at most.
            only: Which passages may be found.
        """
        ...


class KnowledgeUnitOfWork(UnitOfWork, Protocol):
    """A transaction that reaches knowledge."""

    @property
    def passages(self) -> PassageRepository:
        """Passages."""
        ...
