"""Tables of knowledge: passages with their vectors, and what the seed has loaded."""

from __future__ import annotations

from typing import Any

from pgvector.sqlalchemy import VECTOR  # pyright: ignore[reportMissingTypeStubs]  # ships no types
from sqlalchemy import Column, Computed, Index, Integer, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR

from coach.knowledge.ports import DIMENSIONS
from store.tables.schema import Instant, between, client_id, metadata

passages = Table(
    "passages",
    metadata,
    Column("id", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("grade", Text, nullable=False),
    Column("topics", ARRAY(Text), nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("model_id", Text, nullable=False),
    Column[Any]("embedding", VECTOR(DIMENSIONS), nullable=False),
    Column(
        "words",
        TSVECTOR,
        Computed(
            "setweight(to_tsvector('english', title), 'A') || to_tsvector('english', text)",
            persisted=True,
        ),
    ),
    client_id(),
    between("year", "1800", "2200"),
    Index(
        "ix_passages_embedding",
        "embedding",
        postgresql_using="hnsw",
        postgresql_ops={"embedding": "vector_cosine_ops"},
    ),
    Index("ix_passages_words", "words", postgresql_using="gin"),
)
"""`content_hash` and `model_id` tell whether a passage must be embedded again."""

seed_state = Table(
    "seed_state",
    metadata,
    Column("key", Text, primary_key=True),
    Column("hash", Text, nullable=False),
    Column("seeded_at", Instant, nullable=False),
)
