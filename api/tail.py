"""Tails a run for one client: from this process's memory if it runs here, else from the log."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing, suppress
from datetime import UTC, datetime
from typing import Any, TypeVar

import anyio
import anyio.to_thread

from api.services import Services
from api.sse import Framer, comment
from coach.errors import ExternalFailure, NotFound
from coach.runs.events import Failed, RunEvent
from coach.runs.model import Run, RunStatus
from coach.runs.queries import run_of
from coach.runs.rules import Cursor, closing, log_key

IDLE_S = 4.0
"""A silent run is looked up in the database this often, in case its last event was never logged."""

Batch = Sequence[RunEvent]
T = TypeVar("T")


async def frames(
    services: Services, run: Run, after: Cursor | None, farewell: anyio.Event
) -> AsyncGenerator[bytes]:
    """Yield encoded frames after a cursor, each once and in order, until the run's last.

    Args:
        services: The process's services.
        run: Whose events to tail.
        after: The last frame the client has; None for all.
        farewell: Set when the server shuts down; the client is told to come back.
    """
    framer = Framer(run.thread_id)
    try:
        async with aclosing(_until(farewell, _tail(services, run))) as batches:
            async for batch in batches:
                fresh = [
                    frame.encode()
                    for event in batch
                    for frame in framer.frames(event)
                    if after is None or frame.cursor > after
                ]
                if fresh:
                    yield b"".join(fresh)
    except ExternalFailure as exc:
        yield comment(f"{exc.code}; reconnect with Last-Event-ID")
    if farewell.is_set():
        yield comment("farewell; reconnect with Last-Event-ID")


async def _until(stop: anyio.Event, source: AsyncGenerator[T]) -> AsyncGenerator[T]:
    """Pass `source` on until it ends or `stop` is set."""
    stopped = asyncio.ensure_future(stop.wait())
    pending: asyncio.Future[T] | None = None
    try:
        while True:
            pending = asyncio.ensure_future(anext(source))
            await asyncio.wait({pending, stopped}, return_when=asyncio.FIRST_COMPLETED)
            if not pending.done():
                return
            try:
                item = pending.result()
            except StopAsyncIteration:
                return
            yield item
    finally:
        await _drop(stopped)
        if pending is not None:
            await _drop(pending)
        await source.aclose()


async def _drop(future: asyncio.Future[Any]) -> None:
    future.cancel()
    with suppress(asyncio.CancelledError, StopAsyncIteration, ExternalFailure):
        await future


async def _tail(services: Services, run: Run) -> AsyncGenerator[Batch]:
    """Yield the run's events in batches, from its first to its last."""
    last: RunEvent | None = None
    recorder = services.executor.live(log_key(run))
    if recorder is not None:
        async for batch in recorder.follow():
            yield batch
            last = batch[-1]
            if last.is_last:
                return
        if last is None or not last.is_last:
            # The recorder closed early: the run was deleted, or it goes on elsewhere.
            rest = await _rest(services, run, last)
            if rest:
                yield rest
                last = rest[-1]
    while last is None or not last.is_last:
        async for batch in _logged(services, run, last):
            yield batch
            last = batch[-1]


async def _logged(services: Services, run: Run, last: RunEvent | None) -> AsyncGenerator[Batch]:
    """Yield what the log holds and gets, until the run ends or is silent for a while."""
    key = log_key(run)
    past = await services.event_log.read(key, after=last.cursor if last else None)
    if past:
        yield past
        last = past[-1]
    if last is None or not last.is_last:
        follower = services.event_log.follow(key, after=last.cursor if last else None)
        while last is None or not last.is_last:
            try:
                async with asyncio.timeout(IDLE_S):
                    last = await anext(follower)
            except TimeoutError:
                break
            yield (last,)
    if last is None or not last.is_last:
        rest = await _rest(services, run, last)
        if rest:
            yield rest


async def _rest(services: Services, run: Run, last: RunEvent | None) -> Batch:
    """Return what is left of a silent run, its end made from its row if none was logged."""
    now = datetime.now(UTC)
    try:
        row = await anyio.to_thread.run_sync(_row, services, run)
    except NotFound:
        seq = last.seq if last else 0
        gone = Failed("run_deleted", "This conversation was deleted.")
        return (RunEvent(run.id, last.epoch if last else run.epoch, seq + 1, now, gone),)
    if row.status is RunStatus.RUNNING:
        return ()
    rest = await services.event_log.read(log_key(run), after=last.cursor if last else None)
    tip = rest[-1] if rest else last
    if tip is not None and tip.is_last:
        return rest
    seq = tip.seq if tip else 0
    return (*rest, RunEvent(run.id, row.epoch, seq + 1, row.finished_at or now, closing(row)))


def _row(services: Services, run: Run) -> Run:
    with services.store.read_only() as uow:
        return run_of(uow, run.user_id, run.id, run.thread_id)
