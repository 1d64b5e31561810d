"""The inside of a process that runs cases: it builds its coach once, then takes case after case."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, closing
from multiprocessing.connection import Connection

from coach.errors import FitholicError
from evals.bench import Bench
from evals.job import Job
from evals.making import made_of
from evals.planning import Planned
from evals.run_log import log_to
from evals.runner import open_stage
from store.embedder import MiniLmEmbedder
from store.engine import open_store

CONNECTIONS = 4
"""Database connections of one process: the conversation's, and those of tools that time out."""


def work(pipe: Connection) -> None:
    """Take a job, say what coach it makes, and answer every case with its row.

    Raises:
        EOFError: The parent has gone.
    """
    job: Job = pipe.recv()
    with log_to(job.log_folder):
        asyncio.run(_work(pipe, job))


async def _work(pipe: Connection, job: Job) -> None:
    async with AsyncExitStack() as stack:
        try:
            store = open_store(job.database_url, pool_size=CONNECTIONS)
            stack.enter_context(closing(store))
            bench = Bench(store, MiniLmEmbedder(), job.model_settings, job.database_url)
            stage = await stack.enter_async_context(open_stage(bench, job.options))
        except FitholicError as exc:
            pipe.send(exc)
            return
        pipe.send(made_of(stage.coach))
        while True:
            planned: Planned = await asyncio.to_thread(pipe.recv)
            pipe.send(await stage.run(planned))
