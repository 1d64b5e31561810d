"""What a request may use: the parts that the process opened at start, passed down as one value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends
from fastapi.requests import HTTPConnection
from redis.asyncio import Redis

from api.executor import RunExecutor, TurnStream
from coach.form.ports import AnalysisQueue, BlobStore
from coach.knowledge.ports import Embedder
from coach.runs.ports import EventLog
from coach.settings import Settings
from store.checkpoints import OpenSaver
from store.engine import Store
from store.progress import RedisProgress


@dataclass(frozen=True, slots=True)
class Services:
    """Everything one API process has open; `request.app.state.services` holds it."""

    settings: Settings
    store: Store
    event_log: EventLog
    coach: TurnStream
    executor: RunExecutor
    blobs: BlobStore
    analysis_queue: AnalysisQueue
    progress: RedisProgress
    embedder: Embedder
    redis: Redis
    checkpoints: OpenSaver


def get_services(connection: HTTPConnection) -> Services:
    """Return the services that the lifespan opened."""
    return cast("Services", connection.app.state.services)


ServicesDep = Annotated[Services, Depends(get_services)]
