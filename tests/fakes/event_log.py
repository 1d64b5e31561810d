"""An event log in memory, for one process; passes the same conformance suite as Redis."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence

from coach.errors import Conflict
from coach.runs.events import RunEvent
from coach.runs.rules import parse_cursor

Place = tuple[int, int]


class MemoryEventLog:
    """Implements `coach.runs.ports.EventLog`."""

    def __init__(self) -> None:
        self._events: defaultdict[str, list[RunEvent]] = defaultdict(list)
        self._top: defaultdict[str, Place] = defaultdict(lambda: (0, 0))
        self._cancelled: set[str] = set()
        self._changed = asyncio.Condition()

    async def append(self, key: str, events: Sequence[RunEvent]) -> None:
        async with self._changed:
            for event in events:
                self._raise_top(key, (event.epoch, event.seq))
                self._events[key].append(event)
            self._changed.notify_all()

    async def fence(self, key: str, epoch: int) -> None:
        if self._top[key] != (epoch, 0):
            self._raise_top(key, (epoch, 0))

    async def read(self, key: str, *, after: str | None = None) -> Sequence[RunEvent]:
        if after is None:
            return tuple(self._events[key])
        cursor = parse_cursor(after)
        return tuple(e for e in self._events[key] if (e.epoch, e.seq) > (cursor.epoch, cursor.seq))

    async def follow(self, key: str, *, after: str | None = None) -> AsyncIterator[RunEvent]:
        last = after
        while True:
            fresh = await self.read(key, after=last)
            for event in fresh:
                yield event
                if event.is_last:
                    return
                last = event.cursor
            async with self._changed:
                if not await self.read(key, after=last):
                    await self._changed.wait()

    async def request_cancel(self, key: str) -> None:
        async with self._changed:
            self._cancelled.add(key)
            self._changed.notify_all()

    async def wait_cancel(self, key: str) -> None:
        async with self._changed:
            await self._changed.wait_for(lambda: key in self._cancelled)

    async def expire(self, key: str, *, ttl_s: int) -> None:
        if ttl_s <= 0:
            await self.forget(key)

    async def forget(self, prefix: str) -> None:
        for key in [key for key in self._events if key.startswith(prefix)]:
            del self._events[key]
            self._top.pop(key, None)
        self._cancelled = {key for key in self._cancelled if not key.startswith(prefix)}

    def _raise_top(self, key: str, place: Place) -> None:
        if place <= self._top[key]:
            raise Conflict(f"event {place} comes after a newer producer's.", code="superseded")
        self._top[key] = place
