"""An empty database for the length of a measurement, beside the athlete's own."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from uuid import uuid4

from cli.stack import running_stack

if TYPE_CHECKING:
    from store.engine import Store


@contextmanager
def scratch_store(data_dir: Path | None) -> Generator[Store]:
    """Give a store on a new, migrated database of the running stack, or of one started for this.

    Args:
        data_dir: None takes the folder of the settings.
    """
    from store.engine import open_store

    with (
        running_stack(data_dir) as stack,
        scratch_database(stack.database_url) as url,
        closing(open_store(url, pool_size=1)) as store,
    ):
        yield store


@contextmanager
def scratch_database(server_url: str) -> Generator[str]:
    """Yield the address of a new, migrated database of the same server, and drop it at the end."""
    import psycopg
    from psycopg import sql

    from store.migrate import migrate

    name = f"bench_{uuid4().hex}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            url = urlsplit(server_url)._replace(path=f"/{name}").geturl()
            migrate(url)
            yield url
        finally:
            drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            connection.execute(drop.format(sql.Identifier(name)))
