"""Tables of imports: which files an athlete brought, and their rows as they were written."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)

from coach.imports import Became
from store.tables.schema import Instant, metadata, one_of, owner

import_files = Table(
    "import_files",
    metadata,
    owner(),
    Column("id", Uuid, primary_key=True),
    Column("name", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("source", Text, nullable=False),
    Column("variant", Text, nullable=False),
    Column("imported_at", Instant, nullable=False),
    UniqueConstraint("user_id", "sha256", "source", "variant"),
    CheckConstraint("length(sha256) = 64", name="sha256_length"),
)

"""An archive with exports of several apps is a file of each: their rows are numbered apart."""

import_rows = Table(
    "import_rows",
    metadata,
    owner(),
    Column("file_id", Uuid, primary_key=True),
    Column("line", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("became", Text, nullable=False),
    Column("entity_id", Uuid),
    ForeignKeyConstraint(
        ["user_id", "file_id"], ["import_files.user_id", "import_files.id"], ondelete="CASCADE"
    ),
    one_of("became", Became),
    CheckConstraint("length(sha256) = 64", name="sha256_length"),
    Index("ix_import_rows_entity", "user_id", "entity_id"),
)
"""`entity_id` names a row of another table, by `became`; it stays when that row is deleted."""
