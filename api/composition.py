"""Opens what an API process uses, in the order of need, and closes it in the reverse order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta

import anyio.to_thread
from redis.asyncio import Redis

from agents.graph import build_coach
from agents.turn import CoachDeps
from api.executor import RunExecutor, TurnStream
from api.reaper import reap_forever
from api.services import Services
from coach.errors import SetupError
from coach.knowledge.ports import Embedder
from coach.settings import Settings
from jobs.queue import CeleryAnalysisQueue
from prompts.registry import load_experiments, load_registry
from store.blobs import FileBlobs
from store.checkpoints import OpenSaver, open_checkpoints
from store.embedder import MiniLmEmbedder
from store.engine import Store, open_store
from store.event_log import RedisEventLog
from store.progress import RedisProgress

MakeCoach = Callable[[Settings, Store, Embedder, OpenSaver], TurnStream]


def make_coach(
    settings: Settings, store: Store, embedder: Embedder, checkpoints: OpenSaver
) -> TurnStream:
    """Compile the graph with this process's adapters.

    Raises:
        SetupError: The model or a prompt is not set up.
    """
    deps = CoachDeps(
        readers=store.read_only,
        writers=store.unit_of_work,
        embedder=embedder,
        model_settings=settings.model,
        prompts=load_registry(),
        experiments=load_experiments(),
    )
    return build_coach(deps, checkpoints)


@asynccontextmanager
async def open_services(
    settings: Settings, make_coach: MakeCoach = make_coach
) -> AsyncGenerator[Services]:
    """Open everything and carry runs inside the block.

    Args:
        settings: Must name a database and a Redis.
        make_coach: Builds what answers.

    Raises:
        SetupError: An address is missing, or a part cannot be set up.
        ExternalFailure: The database or the event log does not answer.
    """
    database_url = _required(settings.database.url, "DATABASE_URL")
    redis_url = _required(settings.redis.url, "REDIS_URL")
    async with AsyncExitStack() as stack:
        store = open_store(database_url, pool_size=settings.database.pool_size)
        stack.callback(store.close)
        await anyio.to_thread.run_sync(store.ping)
        event_log = await stack.enter_async_context(RedisEventLog(redis_url))
        await event_log.ping()
        redis: Redis = Redis.from_url(redis_url)  # pyright: ignore[reportUnknownMemberType]  # its **kwargs are untyped
        stack.push_async_callback(redis.aclose)
        progress = RedisProgress(redis_url)
        embedder = await anyio.to_thread.run_sync(MiniLmEmbedder)
        checkpoints = await stack.enter_async_context(open_checkpoints(database_url))
        coach = await anyio.to_thread.run_sync(make_coach, settings, store, embedder, checkpoints)
        stack.push_async_callback(coach.aclose)
        executor = RunExecutor(store=store, event_log=event_log, coach=coach, settings=settings)
        services = Services(
            settings=settings,
            store=store,
            event_log=event_log,
            coach=coach,
            executor=executor,
            blobs=FileBlobs(settings.data_dir / "blobs"),
            analysis_queue=CeleryAnalysisQueue(redis_url),
            progress=progress,
            embedder=embedder,
            redis=redis,
            checkpoints=checkpoints,
        )
        await stack.enter_async_context(executor.running())
        await stack.enter_async_context(_reaping(services))
        yield services


@asynccontextmanager
async def _reaping(services: Services) -> AsyncGenerator[None]:
    lease = timedelta(seconds=services.settings.runs.lease_s)
    async with asyncio.TaskGroup() as group:
        reaper = group.create_task(reap_forever(services.store, services.executor, lease=lease))
        try:
            yield
        finally:
            reaper.cancel()


def _required(url: str | None, name: str) -> str:
    if url is None:
        raise SetupError(
            f"{name} is not set.",
            way_out=f"Set {name}, or start the embedded stack with `fitholic up`.",
            code="setting_missing",
        )
    return url
