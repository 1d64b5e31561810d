"""Runs the revisions on the connection that `store.migrate` passes in."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection, text

from store.tables import metadata

LOCK = 0x6669_7468
"""Key of the advisory lock that keeps two processes from migrating at once."""


def run(connection: Connection) -> None:
    """Upgrade inside one transaction, after any other process that migrates has finished."""
    context.configure(connection=connection, target_metadata=metadata, compare_type=True)
    with context.begin_transaction():
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        context.run_migrations()


run(context.config.attributes["connection"])
