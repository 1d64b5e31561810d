"""The event log of runs on Redis Streams: one stream a run, ids `<epoch>-<seq>`.

XADD refuses an id that is not newer than the last, so a producer of an older epoch is shut out as
soon as a newer one has written; `fence` writes a marker entry `<epoch>-0` that carries no event.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final, Self, cast

from redis.asyncio import Redis
from redis.exceptions import RedisError, ResponseError

from coach.errors import Conflict, ExternalFailure
from coach.runs.events import RUN_EVENT, RunEvent
from coach.runs.rules import parse_cursor

EVENT: Final = b"e"
FENCE: Final = b"f"
NAMESPACE: Final = "fitholic:run:"
BLOCK_MS: Final = 2_000
"""Longest wait inside one blocking read; below `ANSWER_S`."""
ANSWER_S: Final = 5.0
"""The server answers by then or is out of reach.

Not redis-py's `socket_timeout`: that sends through `asyncio.wait_for`, which on Python 3.11 loses a
cancellation that comes as the send completes (python/cpython#86296, mended in 3.12), and a watch
that was told to stop would wait for ever.
"""
MAX_CONNECTIONS: Final = 10_000
"""Each follower of another process's run and each producer's cancel watch holds one connection."""
PENDING_TTL_S: Final = 86_400
"""A cancel request of a run that nobody produces any more is dropped after a day."""
FORGET_BATCH: Final = 500
FORGET_S: Final = 60.0
"""A scan passes over every key of the server, other athletes' too."""

Entry = tuple[bytes, dict[bytes, bytes]]


class RedisEventLog:
    """Implements `coach.runs.ports.EventLog` on Redis or Valkey."""

    def __init__(self, redis_url: str) -> None:
        self._redis: Redis = Redis.from_url(  # pyright: ignore[reportUnknownMemberType]  # its **kwargs are untyped
            redis_url,
            socket_timeout=None,
            socket_connect_timeout=ANSWER_S,
            max_connections=MAX_CONNECTIONS,
        )

    async def __aenter__(self) -> Self:
        """Return the log; leaving the block closes its connections."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the connections."""
        await self.aclose()

    async def aclose(self) -> None:
        """Close all connections."""
        await self._redis.aclose()

    async def ping(self) -> None:
        """Ask the server for a sign of life.

        Raises:
            ExternalFailure: It does not answer.
        """
        async with _answered():
            await self._redis.ping()  # pyright: ignore[reportUnknownMemberType]  # untyped **kwargs

    async def append(self, key: str, events: Sequence[RunEvent]) -> None:
        """Append events in one round trip."""
        if not events:
            return
        entries = [(event.cursor, RUN_EVENT.dump_json(event)) for event in events]
        async with _answered():
            pipeline = self._redis.pipeline(transaction=False)
            for cursor, data in entries:
                pipeline.xadd(_stream(key), {EVENT: data}, id=cursor)
            results = await pipeline.execute(raise_on_error=False)
            for (cursor, data), result in zip(entries, results, strict=True):
                if isinstance(result, ResponseError):
                    await self._accept_repeat(key, cursor, data, result)
                elif isinstance(result, Exception):
                    raise result

    async def _accept_repeat(
        self, key: str, cursor: str, data: bytes, error: ResponseError
    ) -> None:
        """Accept an entry that a retried connection had already written."""
        stored = await self._range(key, cursor, cursor)
        if [fields.get(EVENT) for _, fields in stored] != [data]:
            raise _superseded(cursor) from error

    async def fence(self, key: str, epoch: int) -> None:
        """Shut out the producers of older epochs."""
        marker = f"{epoch}-0"
        async with _answered():
            try:
                await cast("Awaitable[bytes]", self._redis.xadd(_stream(key), {FENCE: b""}, marker))
            except ResponseError as exc:
                if not await self._range(key, marker, marker):
                    raise _superseded(marker) from exc

    async def read(self, key: str, *, after: str | None = None) -> Sequence[RunEvent]:
        """Return what is logged after a cursor."""
        start = "-" if after is None else f"({parse_cursor(after).event}"
        async with _answered():
            return _events(await self._range(key, start, "+"))

    async def follow(self, key: str, *, after: str | None = None) -> AsyncIterator[RunEvent]:
        """Yield events after a cursor as they come, ending after the last event of the run."""
        last = "0-0" if after is None else parse_cursor(after).event
        while True:
            async with _answered():
                entries = await self._wait(_stream(key), last)
            for event in _events(entries):
                yield event
                if event.is_last:
                    return
            if entries:
                last = entries[-1][0].decode()

    async def request_cancel(self, key: str) -> None:
        """Tell the producer, wherever it runs, to stop."""
        async with _answered():
            pipeline = self._redis.pipeline(transaction=True)
            pipeline.xadd(_cancel(key), {EVENT: b"cancel"}, maxlen=1)
            pipeline.expire(_cancel(key), PENDING_TTL_S)
            await pipeline.execute()

    async def wait_cancel(self, key: str) -> None:
        """Return when somebody asked to cancel the run, before or after this call."""
        requests: list[Entry] = []
        while not requests:
            async with _answered():
                requests = await self._wait(_cancel(key), "0-0")

    async def expire(self, key: str, *, ttl_s: int) -> None:
        """Refresh how long the log is kept."""
        async with _answered():
            pipeline = self._redis.pipeline(transaction=False)
            pipeline.expire(_stream(key), ttl_s)
            pipeline.expire(_cancel(key), ttl_s)
            await pipeline.execute()

    async def forget(self, prefix: str) -> None:
        """Delete the logs of all runs whose key starts with `prefix`."""
        pattern = f"{NAMESPACE}{_escape(prefix)}*"
        async with _answered(within_s=FORGET_S):
            scan: AsyncIterator[bytes] = self._redis.scan_iter(pattern, FORGET_BATCH)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]  # untyped **kwargs
            doomed = [key async for key in scan]
            for start in range(0, len(doomed), FORGET_BATCH):
                batch = doomed[start : start + FORGET_BATCH]
                await self._redis.unlink(*batch)

    async def _range(self, key: str, start: str, end: str) -> list[Entry]:
        answer = self._redis.xrange(_stream(key), start, end)
        return await cast("Awaitable[list[Entry]]", answer)

    async def _wait(self, stream: str, last: str) -> list[Entry]:
        """Return the entries after `last`; empty when none came within the block."""
        answer = await cast("Awaitable[Any]", self._redis.xread({stream: last}, block=BLOCK_MS))
        return _only_stream(answer)


def _only_stream(answer: object) -> list[Entry]:
    """Read an XREAD answer about one stream: a list of pairs, or a mapping under RESP3."""
    if not answer:
        return []
    if isinstance(answer, dict):
        chunks = next(iter(cast("dict[bytes, list[Any]]", answer).values()))
        nested = bool(chunks) and isinstance(chunks[0], list)
        return cast("list[Entry]", chunks[0] if nested else chunks)
    return cast("list[tuple[bytes, list[Entry]]]", answer)[0][1]


def _events(entries: Sequence[Entry]) -> list[RunEvent]:
    return [RUN_EVENT.validate_json(fields[EVENT]) for _, fields in entries if EVENT in fields]


def _stream(key: str) -> str:
    return f"{NAMESPACE}{key}:events"


def _cancel(key: str) -> str:
    return f"{NAMESPACE}{key}:cancel"


def _escape(text: str) -> str:
    return "".join(f"\\{char}" if char in "*?[]^\\" else char for char in text)


def _superseded(cursor: str) -> Conflict:
    return Conflict(
        f"event {cursor} comes after a newer producer's.",
        way_out="Stop: another process has taken this run over.",
        code="superseded",
    )


@asynccontextmanager
async def _answered(within_s: float = ANSWER_S) -> AsyncGenerator[None]:
    """Bound what is awaited inside, and turn its failures into ours."""
    try:
        async with asyncio.timeout(within_s):
            yield
    except (RedisError, OSError) as exc:
        raise ExternalFailure(
            "the event log cannot be reached.", way_out="Try again in a moment."
        ) from exc
