"""Finds runs whose process died, by their expired leases, and carries them on here."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import anyio.to_thread
import structlog

from api.executor import RunExecutor
from coach.errors import FitholicError
from coach.runs.model import Run
from store.engine import Store

log = structlog.get_logger()

PERIOD_S = 2.0
"""With the default lease of 10 s, a run of a dead process goes on after 12 s at most."""


async def reap_forever(store: Store, executor: RunExecutor, *, lease: timedelta) -> None:
    """Look for lost runs every two seconds until cancelled."""
    while True:
        try:
            for run in await anyio.to_thread.run_sync(_claim, store, lease):
                executor.resume(run)
        except FitholicError as exc:
            log.warning("lost_runs_not_claimed", code=exc.code)
        await asyncio.sleep(PERIOD_S)


def _claim(store: Store, lease: timedelta) -> Sequence[Run]:
    with store.unit_of_work() as uow:
        return uow.runs.take_over(at=datetime.now(UTC), lease=lease)
