"""Writes one run's events to the log in batches, and shows this process's readers what is logged.

A reader never sees an event before the log holds it: what a client has seen survives the death of
this process, so a cursor is valid on every other one.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from coach.clock import Clock
from coach.errors import ExternalFailure
from coach.runs.events import EventBody, RunEvent, Text
from coach.runs.model import Run
from coach.runs.ports import EventLog
from coach.runs.rules import log_key

BATCH_S = 0.1
"""Events that come faster are written together; readers notice no step below about 0.1 s.

Source: Miller 1968, Response time in man-computer conversational transactions.
"""
RETRY_S = 0.5
"""Wait before an unreachable log is tried again."""


class Recorder:
    """The one producer of a run's epoch.

    Args:
        log: Where the events go.
        run: The run in the epoch that this process holds.
        past: What earlier epochs logged.
        clock: Stamps the events.
    """

    def __init__(self, log: EventLog, run: Run, past: Sequence[RunEvent], clock: Clock) -> None:
        self.run = run
        self.key = log_key(run)
        self.closed = False
        self._log = log
        self._clock = clock
        self._logged: list[RunEvent] = list(past)
        self._writing: list[RunEvent] = []
        self._pending: list[RunEvent] = []
        self._seq = past[-1].seq if past else 0
        self._wrote_text = False
        self._due = asyncio.Event()
        self._urgent = asyncio.Event()
        self._tick = asyncio.Event()
        self._lock = asyncio.Lock()

    @property
    def events(self) -> tuple[RunEvent, ...]:
        """Everything the run said so far, logged or about to be."""
        return (*self._logged, *self._writing, *self._pending)

    def add(self, body: EventBody) -> None:
        """Take the next event; text that is not written yet is joined with text before it."""
        if self.closed or self._joined(body):
            return
        self._seq += 1
        at: datetime = self._clock.now()
        self._pending.append(RunEvent(self.run.id, self.run.epoch, self._seq, at, body))
        if isinstance(body, Text) and not self._wrote_text:
            self._wrote_text = True
            self._urgent.set()
        self._due.set()

    def _joined(self, body: EventBody) -> bool:
        if not self._pending or not isinstance(body, Text):
            return False
        last = self._pending[-1]
        if not isinstance(last.body, Text) or last.body.message_id != body.message_id:
            return False
        joined = Text(body.message_id, last.body.delta + body.delta)
        self._pending[-1] = replace(last, body=joined)
        return True

    async def write_batches(self) -> None:
        """Write what was added about every 100 ms, and the first text at once, until cancelled.

        Raises:
            Conflict: Another process has taken the run over.
        """
        while True:
            await self._due.wait()
            self._due.clear()
            try:
                await self.flush()
            except ExternalFailure:
                self._due.set()
                await asyncio.sleep(RETRY_S)
                continue
            with suppress(TimeoutError):
                async with asyncio.timeout(BATCH_S):
                    await self._urgent.wait()
            self._urgent.clear()

    async def flush(self) -> None:
        """Write everything added so far.

        Raises:
            Conflict: Another process has taken the run over.
            ExternalFailure: The log cannot be reached; the events are kept for the next try.
        """
        async with self._lock:
            self._writing.extend(self._pending)
            self._pending.clear()
            if not self._writing:
                return
            await self._log.append(self.key, tuple(self._writing))
            self._logged.extend(self._writing)
            self._writing.clear()
            self._notify()

    def close(self) -> None:
        """Let readers go: the run has ended, or goes on elsewhere."""
        self.closed = True
        self._notify()

    def _notify(self) -> None:
        passed, self._tick = self._tick, asyncio.Event()
        passed.set()

    async def follow(self) -> AsyncIterator[Sequence[RunEvent]]:
        """Yield what is logged, from the first event on, until the recorder is closed."""
        seen = 0
        while True:
            tick = self._tick
            if seen < len(self._logged):
                batch = self._logged[seen:]
                seen += len(batch)
                yield batch
            elif self.closed:
                return
            else:
                await tick.wait()
