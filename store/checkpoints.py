"""Where the graph keeps the state of each thread: one pool a process, one saver object a run."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final, LiteralString

import psycopg
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import (
    WRITES_IDX_MAP,
    ChannelVersions,
    Checkpoint,
    CheckpointMetadata,
    CheckpointTuple,
)
from langgraph.checkpoint.postgres.aio import AsyncPostgresSaver
from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer
from psycopg import AsyncConnection
from psycopg.rows import DictRow, dict_row
from psycopg_pool import AsyncConnectionPool, PoolTimeout
from tenacity import AsyncRetrying, retry_if_result, wait_fixed

from coach.errors import ExternalFailure
from store.failures import translate

POOL_SIZE: Final = 20
"""Connections. Source: measured for the design, about 20 serve 64 concurrent runs."""
OPEN_TIMEOUT_S: Final = 10.0
LOCK: Final = 7_259_001
"""Key of the advisory lock under which the tables are made."""


@asynccontextmanager
async def _translated() -> AsyncGenerator[None]:
    """Raise our errors for what the driver raises, as every statement of the store does."""
    try:
        yield
    except psycopg.Error as exc:
        known = translate(exc)
        if known is None:
            raise
        raise known from exc


class StepSaver(AsyncPostgresSaver):
    """Stores a step's output once, in the checkpoint that ends the step.

    The library also stores it before, as pending writes, so that of several nodes in one step the
    finished ones need not run again. The coach's graph runs one node a step, and waits for the
    checkpoint before the next begins, so that copy would only double what is sent to the database.
    """

    async def aget_tuple(self, config: RunnableConfig) -> CheckpointTuple | None:
        """Return what was stored last.

        Raises:
            ExternalFailure: The database does not answer (code `database_unreachable`).
        """
        async with _translated():
            return await super().aget_tuple(config)

    async def aput(
        self,
        config: RunnableConfig,
        checkpoint: Checkpoint,
        metadata: CheckpointMetadata,
        new_versions: ChannelVersions,
    ) -> RunnableConfig:
        """Store what a step left.

        Raises:
            ExternalFailure: The database does not answer (code `database_unreachable`).
        """
        async with _translated():
            return await super().aput(config, checkpoint, metadata, new_versions)

    async def aput_writes(
        self,
        config: RunnableConfig,
        writes: Sequence[tuple[str, Any]],
        task_id: str,
        task_path: str = "",
    ) -> None:
        """Store what no checkpoint holds: errors and interrupts."""
        special = [write for write in writes if write[0] in WRITES_IDX_MAP]
        if special:
            async with _translated():
                await super().aput_writes(config, special, task_id, task_path)


OpenSaver = Callable[[], StepSaver]
"""Makes the saver of one run; a shared one serialises all runs on its lock (langgraph#7259)."""


@asynccontextmanager
async def open_checkpoints(
    database_url: str, *, pool_size: int = POOL_SIZE, timeout_s: float = OPEN_TIMEOUT_S
) -> AsyncGenerator[OpenSaver]:
    """Open the pool, make sure the tables are there, and give a factory of savers over it.

    Args:
        database_url: `postgresql://...`.
        pool_size: Most connections to keep.
        timeout_s: Longest wait for the first connection.

    Raises:
        ExternalFailure: The database cannot be reached.
    """
    pool: AsyncConnectionPool[AsyncConnection[DictRow]] = AsyncConnectionPool(
        database_url,
        min_size=1,
        max_size=pool_size,
        open=False,
        check=_check,
        kwargs={"autocommit": True, "prepare_threshold": 0, "row_factory": dict_row},
    )
    try:
        await pool.open(wait=True, timeout=timeout_s)
    except PoolTimeout as exc:
        await pool.close()
        raise ExternalFailure(
            "the database of the checkpoints cannot be reached.",
            way_out="Check that PostgreSQL runs and DATABASE_URL points at it.",
            code="database_unreachable",
        ) from exc

    await _setup(pool)

    def open_saver() -> StepSaver:
        return StepSaver(pool, serde=_serializer())

    try:
        yield open_saver
    finally:
        await pool.close()


async def _check(connection: AsyncConnection[DictRow]) -> None:
    """Have the pool replace a connection that a restart of the server has ended."""
    await connection.execute("")


async def _setup(pool: AsyncConnectionPool[AsyncConnection[DictRow]]) -> None:
    """Create or migrate the checkpoint tables, once, however many processes start.

    The lock is polled: a waiting `pg_advisory_lock` would hold a snapshot that the library's
    CREATE INDEX CONCURRENTLY waits for.
    """
    async with pool.connection() as connection:
        polling = AsyncRetrying(wait=wait_fixed(0.05), retry=retry_if_result(lambda held: not held))
        await polling(_is_true, connection, "SELECT pg_try_advisory_lock(%s) AS it", LOCK)
        try:
            await AsyncPostgresSaver(connection, serde=_serializer()).setup()
        finally:
            await _is_true(connection, "SELECT pg_advisory_unlock(%s) AS it", LOCK)


async def _is_true(connection: AsyncConnection[DictRow], query: LiteralString, key: int) -> bool:
    row = await (await connection.execute(query, [key])).fetchone()
    return row is not None and bool(row["it"])


async def forget_thread(saver: AsyncPostgresSaver, checkpoint_thread: str) -> None:
    """Delete all checkpoints of one thread, named `<user id>:<thread id>`."""
    await saver.adelete_thread(checkpoint_thread)


def _serializer() -> JsonPlusSerializer:
    """Return a serializer that revives only what the library lists as safe."""
    options: dict[str, Any] = {"allowed_msgpack_modules": None}
    return JsonPlusSerializer(**options)
