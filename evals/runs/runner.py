"""Runs cases on the real graph in this process; every planned case ends as a row."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from typing import Final

import anyio

from agents.graph import build_coach
from agents.turn import CoachDeps
from evals.cases.case import Case
from evals.results import CaseRow, RunResult
from evals.runs.bench import Bench
from evals.runs.conversation import Stage
from evals.runs.header import Subject, header_of
from evals.runs.making import made_of
from evals.runs.planning import Planned, RunOptions, finished, plan
from store.checkpoints import open_checkpoints

OnRow = Callable[[CaseRow], None]
CONNECTIONS: Final = 2
"""Checkpoint connections for each case in flight."""
UNNAMED: Final = Subject(run_id="unnamed", mode="live")


async def run_cases(
    bench: Bench,
    cases: Sequence[Case],
    options: RunOptions | None = None,
    *,
    subject: Subject = UNNAMED,
    on_row: OnRow | None = None,
) -> RunResult:
    """Run every case in every epoch.

    Args:
        bench: Store, embedder and model.
        cases: What to run; ids are unique.
        options: Epochs, seed and limits.
        subject: What the header says of where the cases come from.
        on_row: Told each row when its case ends.

    Raises:
        FitholicError: The model, the prompts or the database cannot be used at all.
    """
    chosen = options or RunOptions()
    planned = plan(cases, chosen)
    async with open_stage(bench, chosen) as stage:
        header = header_of(subject, made_of(stage.coach), planned, chosen)
        rows = await run_planned(stage, planned, on_row)
    return finished(header, rows)


@asynccontextmanager
async def open_stage(bench: Bench, options: RunOptions) -> AsyncGenerator[Stage]:
    """Build the coach on the bench's database, and close it at the end.

    Raises:
        FitholicError: The model, the prompts or the database cannot be used.
    """
    size = CONNECTIONS * options.in_flight
    async with open_checkpoints(bench.database_url, pool_size=size) as saver:
        deps = CoachDeps(
            readers=bench.store.read_only,
            writers=bench.store.unit_of_work,
            embedder=bench.embedder,
            model_settings=bench.model_settings,
            prompts=bench.prompts,
            transport=bench.transport,
        )
        coach = build_coach(deps, saver)
        try:
            yield Stage(bench, coach, options)
        finally:
            await coach.aclose()


async def run_planned(
    stage: Stage, planned: Collection[Planned], on_row: OnRow | None = None
) -> tuple[CaseRow, ...]:
    """Run case-epochs, `in_flight` at a time; rows come in the order the cases end."""
    rows: list[CaseRow] = []
    limit = anyio.CapacityLimiter(stage.options.in_flight)

    async def one(each: Planned) -> None:
        async with limit:
            row = await stage.run(each)
        rows.append(row)
        if on_row is not None:
            on_row(row)

    async with anyio.create_task_group() as group:
        for each in planned:
            group.start_soon(one, each)
    return tuple(rows)
