"""Tables of knowledge: passages with their vectors, and what the seed has loaded."""

from __future__ import annotations

from typing import Any

from pgvector.sqlalchemy import HALFVEC  # pyright: ignore[reportMissingTypeStubs]  # ships no types
from sqlalchemy import Column, Index, Integer, Table, Text
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
    Column[Any]("embedding", HALFVEC(DIMENSIONS), nullable=False),
    Column("words", TSVECTOR, nullable=False),
    Column("applies_to", ARRAY(Text), nullable=False),
    Column("claims", ARRAY(Text), nullable=False),
    Column("contraindications", ARRAY(Text), nullable=False),
    Column("asked_as", ARRAY(Text), nullable=False),
    client_id(),
    between("year", "1800", "2200"),
    Index(
        "ix_passages_embedding",
        "embedding",
        postgresql_using="hnsw",
        postgresql_ops={"embedding": "halfvec_cosine_ops"},
        postgresql_with={"m": 24, "ef_construction": 128},
    ),
    Index("ix_passages_words", "words", postgresql_using="gin"),
)
"""`content_hash` and `model_id` tell whether a passage must be embedded again; `embedding` is the
mean of the vectors of a passage, `words` holds its title, text, claims and search phrases. Both
stay in the row, which a search of many passages reads. The graph of the vectors is denser than by
default (16, 64). Source: measured, docs/adr/0005-search-passages-with-sql.md."""

passage_words = Table(
    "passage_words",
    metadata,
    Column("lexeme", Text, primary_key=True),
    Column("passages", Integer, nullable=False),
)
"""In how many passages a lexeme stands, so that rare words weigh more than common ones; the empty
lexeme counts all passages. Made again whenever passages are put."""

seed_state = Table(
    "seed_state",
    metadata,
    Column("key", Text, primary_key=True),
    Column("hash", Text, nullable=False),
    Column("seeded_at", Instant, nullable=False),
)
