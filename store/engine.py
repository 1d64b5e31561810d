"""Opens the database and hands out transactions on it."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy import URL, Connection, Engine, create_engine, make_url, text
from sqlalchemy.exc import ArgumentError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from coach.errors import ExternalFailure, SetupError
from store.failures import translate_failures
from store.unit_of_work import StoreUnitOfWork

CONNECT_TIMEOUT_S = 5
"""Longest wait for a server to accept; libpq counts in seconds."""
POOL_TIMEOUT_S = 10.0
"""Longest wait for a free connection of the pool."""
DEAD_PEER_S = 20
"""A peer that acknowledges nothing for this long is gone."""


class Store:
    """A pool of connections to one database; safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def unit_of_work(self) -> Generator[StoreUnitOfWork]:
        """Open a transaction that commits when the block ends and rolls back on an exception.

        Raises:
            ExternalFailure: The server cannot be reached (`database_unreachable`), or all
                connections stay busy (`database_busy`).
        """
        with self._connected(read_only=False) as connection:
            yield StoreUnitOfWork(connection)
            connection.commit()

    @contextmanager
    def read_only(self) -> Generator[StoreUnitOfWork]:
        """Open a READ ONLY transaction that is rolled back when the block ends.

        Raises:
            ExternalFailure: As `unit_of_work`.
            NotAllowed: Something wrote (code `read_only`).
        """
        with self._connected(read_only=True) as connection:
            yield StoreUnitOfWork(connection)

    def ping(self) -> None:
        """Ask the server for an answer.

        Raises:
            ExternalFailure: There is none.
        """
        with self._connected(read_only=True) as connection:
            connection.execute(text("SELECT 1"))

    def close(self) -> None:
        """Close all idle connections."""
        self._engine.dispose()

    @contextmanager
    def _connected(self, *, read_only: bool) -> Generator[Connection]:
        try:
            connection = self._engine.connect()
        except PoolTimeout as exc:
            raise ExternalFailure(
                f"all database connections were busy for {POOL_TIMEOUT_S:g} s.",
                way_out="Try again, or raise FITHOLIC_DATABASE_POOL_SIZE.",
                code="database_busy",
            ) from exc
        with connection:  # leaving it rolls back what was not committed
            yield connection.execution_options(postgresql_readonly=read_only)


def open_store(database_url: str, *, pool_size: int = 10) -> Store:
    """Return a store on a database; the first transaction connects.

    Args:
        database_url: `postgresql://user:password@host:port/name`.
        pool_size: Most connections this store ever opens; further callers wait.

    Raises:
        SetupError: The URL is none, or not of PostgreSQL.
    """
    return Store(open_engine(database_url, pool_size=pool_size))


def open_engine(database_url: str, *, pool_size: int) -> Engine:
    """Return the engine of a store; errors of its statements are ours already.

    Raises:
        SetupError: The URL is none, or not of PostgreSQL.
    """
    engine = create_engine(
        driver_url(database_url),
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=POOL_TIMEOUT_S,
        pool_pre_ping=True,
        hide_parameters=True,  # errors are logged, and parameters hold what athletes said
        connect_args={
            "connect_timeout": CONNECT_TIMEOUT_S,
            "keepalives": 1,
            "keepalives_idle": DEAD_PEER_S,
            "keepalives_interval": 5,
            "keepalives_count": 3,
            "tcp_user_timeout": DEAD_PEER_S * 1000,
            # Poolers in transaction mode, such as Supabase's, lose prepared statements.
            "prepare_threshold": None,
        },
    )
    translate_failures(engine)
    return engine


def driver_url(database_url: str) -> URL:
    """Return the URL with our driver named.

    Raises:
        SetupError: The URL is none, or not of PostgreSQL.
    """
    try:
        url = make_url(database_url)
    except ArgumentError as exc:
        raise _bad_url() from exc
    if url.drivername not in {"postgresql", "postgres", "postgresql+psycopg"}:
        raise _bad_url()
    return url.set(drivername="postgresql+psycopg")


def _bad_url() -> SetupError:
    return SetupError(
        "DATABASE_URL is not the URL of a PostgreSQL database.",
        way_out="Write postgresql://user:password@host:5432/name.",
        code="bad_database_url",
    )
