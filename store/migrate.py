"""Brings a database to the newest schema."""

from __future__ import annotations

from importlib.resources import as_file, files

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext

from store.engine import open_engine


def migrate(database_url: str, revision: str = "head") -> str:
    """Upgrade the database to `revision`; return the revision it then has.

    Two processes that migrate at once wait for each other. All steps are one transaction, so a
    failure leaves the schema as it was.

    Raises:
        ExternalFailure: The server cannot be reached.
        SetupError: The URL is none of PostgreSQL.
    """
    engine = open_engine(database_url, pool_size=1)
    try:
        with as_file(files("migrations")) as scripts, engine.begin() as connection:
            config = Config()
            config.set_main_option("script_location", str(scripts).replace("%", "%%"))
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
    finally:
        engine.dispose()
    return current(database_url) or ""


def current(database_url: str) -> str | None:
    """Return the revision of the database; None for one that was never migrated.

    Raises:
        ExternalFailure: The server cannot be reached.
        SetupError: The URL is none of PostgreSQL.
    """
    engine = open_engine(database_url, pool_size=1)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()
