"""The case a request belongs to is known wherever its code runs."""

from __future__ import annotations

import asyncio

import anyio
import anyio.lowlevel
import pytest
from anyio import to_thread

from evals.cassettes.scope import NO_SCOPE, Scope, current_scope, parse_scope, scope

pytestmark = pytest.mark.unit


async def test_tasks_and_threads_started_in_a_case_belong_to_it() -> None:
    seen: list[Scope] = []

    async def child() -> None:
        seen.append(current_scope())
        seen.append(await to_thread.run_sync(current_scope))

    with scope("squat-next", 2):
        await asyncio.create_task(child())
        async with anyio.create_task_group() as group:
            group.start_soon(child)
    assert set(seen) == {Scope("squat-next", 2)}
    assert current_scope() == NO_SCOPE


async def test_cases_side_by_side_keep_apart() -> None:
    seen: dict[str, Scope] = {}

    async def case(case_id: str, epoch: int) -> None:
        with scope(case_id, epoch):
            await anyio.lowlevel.checkpoint()
            seen[case_id] = await to_thread.run_sync(current_scope)

    async with anyio.create_task_group() as group:
        for n in range(5):
            group.start_soon(case, f"case-{n}", n + 1)
    assert seen == {f"case-{n}": Scope(f"case-{n}", n + 1) for n in range(5)}


def test_a_scope_reads_back_as_it_was_written() -> None:
    assert parse_scope(str(Scope("a-case", 10))) == Scope("a-case", 10)
    with pytest.raises(ValueError, match="no `<case>#<epoch>`"):
        parse_scope("3")
