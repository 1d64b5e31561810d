"""A coach and the cases it is given: in this process, or inside one of `evals.runs.workers`."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing
from multiprocessing.connection import Connection
from typing import Final, Self

from agents.transport import ModelTransport
from coach.errors import FitholicError
from evals.judge.opening import opened_judge
from evals.results import CaseRow
from evals.runs.answers import open_answers
from evals.runs.bench import Bench
from evals.runs.conversation import Stage
from evals.runs.header import Made
from evals.runs.job import Job
from evals.runs.making import made_of
from evals.runs.planning import Planned
from evals.runs.prompt_choice import chosen_prompts
from evals.runs.run_log import log_to
from evals.runs.runner import open_stage, run_planned
from store.embedder import MiniLmEmbedder
from store.engine import open_store

CONNECTIONS: Final = 4
"""Database connections for each case in flight: the conversation's own, and those of tools that
time out."""


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
            stage = await stack.enter_async_context(staged(job))
        except FitholicError as exc:
            pipe.send(exc)
            return
        pipe.send(made_of(stage.coach))
        while True:
            planned: Planned = await asyncio.to_thread(pipe.recv)
            pipe.send(await stage.run(planned))


class InProcess:
    """Runs the cases of a job in this process; use it as a context manager.

    Args:
        job: What to run them with.
        transport: Answers the provider's requests; None: what the job's mode asks for.
    """

    def __init__(self, job: Job, transport: ModelTransport | None = None) -> None:
        self._job, self._transport = job, transport
        self._stack = AsyncExitStack()
        self._runner = asyncio.Runner()

    def __enter__(self) -> Self:
        """Build the coach.

        Raises:
            FitholicError: The model, the prompts or the database cannot be used.
        """
        self._stack.enter_context(log_to(self._job.log_folder))
        self._stage: Stage = self._runner.run(self._open())
        return self

    def __exit__(self, *_: object) -> None:
        """Close its connections."""
        self._runner.run(self._stack.aclose())
        self._runner.close()

    def made(self) -> Made:
        """Say what coach it is."""
        return made_of(self._stage.coach)

    def run(self, planned: Sequence[Planned], on_row: Callable[[CaseRow], None]) -> None:
        """Run case-epochs; each row is told when its case ends."""
        self._runner.run(run_planned(self._stage, planned, on_row))

    async def _open(self) -> Stage:
        return await self._stack.enter_async_context(staged(self._job, self._transport))


@asynccontextmanager
async def staged(job: Job, transport: ModelTransport | None = None) -> AsyncGenerator[Stage]:
    """Open everything a job needs, and close it at the end.

    Raises:
        FitholicError: The model, the prompts or the database cannot be used.
    """
    size = CONNECTIONS * job.options.in_flight
    with closing(open_store(job.database_url, pool_size=size)) as store:
        prompts = chosen_prompts(job.request)
        embedder = MiniLmEmbedder()
        bench = Bench(
            store,
            embedder,
            job.model_settings,
            job.database_url,
            prompts,
            transport or open_answers(job.request, prompts),
            opened_judge(job.request.judge, job.model_settings, embedder),
        )
        async with open_stage(bench, job.options) as stage:
            yield stage
