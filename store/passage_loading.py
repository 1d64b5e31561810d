"""Loads very many passages whose vectors are known: rows first, indexes after."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple, cast

import psycopg
from pgvector.psycopg import register_vector  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]  # ships no types
from sqlalchemy import Connection, text

from coach.knowledge.ports import FloatArray
from store.passages import count_words

BUILD_MEMORY: Final = "512MB"
"""Holds the graph of 100,000 vectors of 384 dimensions while it is built (about 250 MB)."""


class LoadedPassage(NamedTuple):
    """A passage and its vector."""

    id: str
    title: str
    text: str
    vector: FloatArray


def load_passages(connection: Connection, rows: Iterable[LoadedPassage], model_id: str) -> None:
    """Add passages of grade `c` and build the indexes anew, in the caller's transaction.

    Args:
        connection: An open transaction.
        rows: Ids that are not in the base yet.
        model_id: The model the vectors are of.
    """
    connection.execute(text("DROP INDEX ix_passages_embedding, ix_passages_words"))
    connection.execute(
        text("CREATE TEMP TABLE loaded (id text, title text, told text, vector vector)")
    )
    driver = cast("psycopg.Connection[Any]", connection.connection.driver_connection)
    register_vector(driver)
    with driver.cursor().copy("COPY loaded FROM STDIN WITH (FORMAT BINARY)") as copy:
        copy.set_types(["text", "text", "text", "vector"])
        for row in rows:
            copy.write_row(row)
    connection.execute(
        text(
            "INSERT INTO passages (id, title, text, source, year, grade, topics, applies_to,"
            " claims, contraindications, asked_as, content_hash, model_id, embedding, words)"
            " SELECT id, title, told, 'loaded', 2026, 'c', '{}', '{}', '{}', '{}', '{}', '',"
            " :model, vector, to_tsvector('english', title || ' ' || told) FROM loaded"
        ),
        {"model": model_id},
    )
    connection.execute(text("DROP TABLE loaded"))
    connection.execute(text(f"SET LOCAL maintenance_work_mem = '{BUILD_MEMORY}'"))
    connection.execute(
        text(
            "CREATE INDEX ix_passages_embedding ON passages"
            " USING hnsw (embedding vector_cosine_ops)"
        )
    )
    connection.execute(text("CREATE INDEX ix_passages_words ON passages USING gin (words)"))
    connection.execute(text("ANALYZE passages"))
    count_words(connection)
