"""A scratch database for the length of a run: a clone of a seeded template of the same server."""

from __future__ import annotations

import hashlib
import importlib.metadata
import zlib
from collections.abc import Generator
from contextlib import ExitStack, closing, contextmanager
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit
from uuid import uuid4

from cli.plan import ROOT
from cli.preparation import CONTENT_DISTRIBUTIONS
from cli.terminal import Steps
from coach.errors import ExternalFailure, NotAllowed

if TYPE_CHECKING:
    import psycopg

TEMPLATE: Final = "fitholic_evals_template_"
SCRATCH: Final = "fitholic_evals_scratch_"
KEPT: Final = 4
"""Templates that stay on the server, 30 MB each. Source: own choice; a comparison of two trees uses
two."""
SOURCES: Final = ("migrations", "store")
"""Packages that decide what a seeded database holds."""


@contextmanager
def scratch_database(server_url: str, steps: Steps) -> Generator[str]:
    """Yield the address of a migrated and seeded database, dropped at the end.

    The first run on a server makes the template (about 8 s); later ones clone it.

    Args:
        server_url: Any database of the server; it is not written to.
        steps: Told when the template is made.

    Raises:
        NotAllowed: The role may not create databases (code `no_createdb`).
        ExternalFailure: The server cannot be reached.
    """
    import psycopg

    with ExitStack() as stack:
        try:
            server = stack.enter_context(psycopg.connect(server_url, autocommit=True))
            _drop_left_behind(server)
            template = ensure_template(server, server_url, steps)
            name = f"{SCRATCH}{uuid4().hex}"
            _lock(server, name)
            stack.callback(_drop, server, name)
            _clone(server, template, name)
            # A scratch database that a crash of the server loses is made again.
            _run(server, "ALTER DATABASE {} SET synchronous_commit = off", name)
        except psycopg.errors.InsufficientPrivilege as exc:
            raise NotAllowed(
                "the role of DATABASE_URL may not create databases, and every run of cases works "
                "on one of its own.",
                way_out="ALTER ROLE <name> CREATEDB, or unset DATABASE_URL to use the embedded "
                "server.",
                code="no_createdb",
            ) from exc
        except psycopg.OperationalError as exc:
            raise ExternalFailure(
                "the database server of the run cannot be used: " + str(exc).split("\n")[0],
                way_out="Check that PostgreSQL runs and DATABASE_URL points at it.",
                code="database_unreachable",
            ) from exc
        yield database_url(server_url, name)


def ensure_template(server: psycopg.Connection, server_url: str, steps: Steps) -> str:
    """Return the name of the template for today's content; make it if it is missing."""
    name = TEMPLATE + template_digest()
    key = _key(name)
    server.execute("SELECT pg_advisory_lock(%s)", [key])
    try:
        if not _exists(server, name):
            _make_template(server, server_url, name, steps)
        _note_use(server, name)
        _drop_old_templates(server)
    finally:
        server.execute("SELECT pg_advisory_unlock(%s)", [key])
    return name


def template_digest() -> str:
    """Return a digest of all that fills a template: migrations, store, content, embedding model."""
    from store.embedder import MODEL_ID

    versions = [importlib.metadata.version(name) for name in CONTENT_DISTRIBUTIONS]
    digest = hashlib.sha256(repr((versions, MODEL_ID)).encode())
    for package in SOURCES:
        for path in sorted((ROOT / package).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.relative_to(ROOT).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def database_url(server_url: str, name: str) -> str:
    """Return the address of another database of the same server."""
    return urlsplit(server_url)._replace(path=f"/{name}").geturl()


def _make_template(server: psycopg.Connection, server_url: str, name: str, steps: Steps) -> None:
    import anyio

    from store.checkpoints import open_checkpoints
    from store.embedder import MiniLmEmbedder
    from store.engine import open_store
    from store.migrate import migrate
    from store.seed import seed

    part = f"{name}_part"
    url = database_url(server_url, part)

    async def make_checkpoint_tables() -> None:
        async with open_checkpoints(url, pool_size=1):
            return

    _drop(server, part)
    _run(server, "CREATE DATABASE {}", part)
    with steps.step("making the database that cases start from"):
        migrate(url)
        with closing(open_store(url, pool_size=2)) as store:
            seed(store, MiniLmEmbedder())
        anyio.run(make_checkpoint_tables)
    _run(server, "ALTER DATABASE {} RENAME TO {}", part, name)


def _note_use(server: psycopg.Connection, name: str) -> None:
    """Keep in the database's comment when it was used last."""
    (now,) = server.execute(
        "SELECT to_char(clock_timestamp(), 'YYYYMMDDHH24MISSUS')"
    ).fetchone() or ("",)
    _run(server, f"COMMENT ON DATABASE {{}} IS 'used {now}'", name)


def _drop_old_templates(server: psycopg.Connection) -> None:
    rows = server.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
        " AND datname NOT LIKE '%%part' ORDER BY shobj_description(oid, 'pg_database') DESC",
        [TEMPLATE],
    ).fetchall()
    for (old,) in rows[KEPT:]:
        _drop(server, old)


def _drop_left_behind(server: psycopg.Connection) -> None:
    """Drop scratch databases of runs that were killed: nobody holds their lock any more."""
    rows = server.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [SCRATCH]
    ).fetchall()
    for (name,) in rows:
        key = _key(name)
        held = server.execute("SELECT pg_try_advisory_lock(%s)", [key]).fetchone()
        if held is not None and held[0]:
            _drop(server, name)
            server.execute("SELECT pg_advisory_unlock(%s)", [key])


def _lock(server: psycopg.Connection, name: str) -> None:
    """Hold a database as long as this connection lives; the server notices a killed process."""
    server.execute("SELECT pg_advisory_lock(%s)", [_key(name)])


def _exists(server: psycopg.Connection, name: str) -> bool:
    found = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
    return found.fetchone() is not None


def _clone(server: psycopg.Connection, template: str, name: str) -> None:
    _run(server, "CREATE DATABASE {} TEMPLATE {}", name, template)


def _drop(server: psycopg.Connection, name: str) -> None:
    _run(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _run(server: psycopg.Connection, statement: str, *names: str) -> None:
    from psycopg import sql

    identifiers = [sql.Identifier(name) for name in names]
    server.execute(sql.SQL(statement).format(*identifiers))  # pyright: ignore[reportArgumentType] - statements of this module


def _key(name: str) -> int:
    return zlib.crc32(name.encode())
