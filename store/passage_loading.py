"""Loads very many passages whose vectors are known: rows first, indexes after."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple, cast

import psycopg
from pgvector.psycopg import HalfVector, register_vector  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]  # ships no types
from sqlalchemy import Connection, Index, text

from coach.knowledge.ports import FloatArray
from store.passages import count_words
from store.tables import passages

BUILD_MEMORY: Final = "512MB"
"""Holds the graph of 100,000 vectors of 384 dimensions while it is built (about 200 MB)."""


class LoadedPassage(NamedTuple):
    """A passage and its vector."""

    id: str
    title: str
    text: str
    vector: FloatArray


def load_passages(connection: Connection, rows: Iterable[LoadedPassage], model_id: str) -> None:
    """Add passages of grade `c`, in the caller's transaction; without indexes until they are built.

    Args:
        connection: An open transaction.
        rows: Ids that are not in the base yet.
        model_id: The model the vectors are of.
    """
    for index in _searched():
        index.drop(connection)
    connection.execute(
        text("CREATE TEMP TABLE loaded (id text, title text, told text, vector halfvec)")
    )
    driver = cast("psycopg.Connection[Any]", connection.connection.driver_connection)
    register_vector(driver)
    with driver.cursor().copy("COPY loaded FROM STDIN WITH (FORMAT BINARY)") as copy:
        copy.set_types(["text", "text", "text", "halfvec"])
        for row in rows:
            copy.write_row(row._replace(vector=HalfVector(row.vector)))
    connection.execute(
        text(
            "INSERT INTO passages (id, title, text, source, year, grade, topics, applies_to,"
            " claims, contraindications, asked_as, content_hash, model_id, embedding, words)"
            " SELECT id, title, told, 'loaded', 2026, 'c', '{}', '{}', '{}', '{}', '{}', '',"
            " :model, vector, strip(to_tsvector('english', title || ' ' || told)) FROM loaded"
        ),
        {"model": model_id},
    )
    connection.execute(text("DROP TABLE loaded"))
    count_words(connection)


def build_indexes(connection: Connection) -> None:
    """Build the indexes that `load_passages` dropped; 100,000 passages take two minutes."""
    connection.execute(text(f"SET LOCAL maintenance_work_mem = '{BUILD_MEMORY}'"))
    for index in _searched():
        index.create(connection)
    connection.execute(text("ANALYZE passages, passage_words"))


def _searched() -> list[Index]:
    return sorted(passages.indexes, key=lambda index: str(index.name))
