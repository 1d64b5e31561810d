"""The knowledge base in Postgres with pgvector."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from sqlalchemy import Connection, select

from coach.identity import PassageId
from coach.knowledge.model import Passage, ScoredPassage
from coach.knowledge.ports import Embedder
from store.ownership import not_found
from store.rows import read, upsert, values
from store.tables import passages as table


class PostgresPassages:
    """Implements `PassageRepository`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put_many(self, passages: Sequence[Passage], embedder: Embedder) -> int:
        """Insert or replace passages with their vectors; return how many changed."""
        known = self._connection.execute(select(table.c.id, table.c.content_hash, table.c.model_id))
        hashes = {row.id: (row.content_hash, row.model_id) for row in known}
        changed = [p for p in passages if hashes.get(p.id) != (_hash(p), embedder.model_id)]
        if changed:
            vectors = embedder.embed([f"{p.title}. {p.text}" for p in changed])
            for passage, vector in zip(changed, vectors, strict=True):
                row = values(
                    table,
                    passage,
                    content_hash=_hash(passage),
                    model_id=embedder.model_id,
                    embedding=vector,
                )
                self._connection.execute(upsert(table, row))
        return len(changed)

    def get(self, passage_id: PassageId) -> Passage:
        """Return one passage."""
        found = self._connection.execute(select(table).where(table.c.id == passage_id))
        row = found.mappings().one_or_none()
        if row is None:
            raise not_found("passage", passage_id)
        return read(Passage, row)

    def search(self, query: str, embedder: Embedder, *, limit: int = 4) -> Sequence[ScoredPassage]:
        """Return passages by meaning, best first."""
        distance = table.c.embedding.cosine_distance(embedder.embed([query])[0])
        rows = self._connection.execute(
            select(table, (1 - distance).label("score"))
            .where(table.c.model_id == embedder.model_id)
            .order_by(distance)
            .limit(limit)
        )
        return [ScoredPassage(read(Passage, row), row["score"]) for row in rows.mappings()]


def _hash(passage: Passage) -> str:
    return hashlib.sha256(repr(passage).encode()).hexdigest()
