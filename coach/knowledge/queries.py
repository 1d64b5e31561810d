"""Reads of the knowledge base."""

from __future__ import annotations

from collections.abc import Sequence

from coach.knowledge.model import EVERYTHING, PassageFilter, ScoredPassage
from coach.knowledge.ports import Embedder, KnowledgeUnitOfWork


def find_passages(
    uow: KnowledgeUnitOfWork,
    embedder: Embedder,
    query: str,
    *,
    limit: int,
    only: PassageFilter = EVERYTHING,
) -> Sequence[ScoredPassage]:
    """Return passages that fit the words and their meaning, best first.

    Args:
        uow: An open transaction.
        embedder: The model the index was built with.
        query: The question in plain words.
        limit: How many at most.
        only: Which passages may be found.
    """
    return uow.passages.search(" ".join(query.split()), embedder, limit=limit, only=only)
