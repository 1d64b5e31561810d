"""The stack of a data folder for the length of a block: the one that runs, or one of our own."""

from __future__ import annotations

import contextlib
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from cli.data_folder import prepare_folder
from cli.plan import SERVERS, ProcessName, StackPlan
from cli.run_lock import FolderLock, RunInfo, acquire_or_attach, read_run, using
from cli.supervisor import Supervisor
from cli.terminal import Steps
from coach.settings import Settings

WAIT_S = 120.0
"""A first start, which migrates and seeds, may take this long."""


@dataclass(frozen=True, slots=True)
class StackInfo:
    """Where the parts of a stack are."""

    api_url: str | None
    database_url: str
    redis_url: str
    data_dir: Path


@contextlib.contextmanager
def running_stack(
    data_dir: Path | None = None,
    *,
    processes: frozenset[ProcessName] = SERVERS,
    settings: Settings | None = None,
    steps: Steps | None = None,
    prepare: bool = True,
) -> Generator[StackInfo]:
    """Give the stack of `data_dir`, ready to use, for the length of the block.

    Attaches to the one that runs there; otherwise starts what is asked for, and stops it after.

    Args:
        data_dir: None takes the folder of the settings.
        processes: What the block needs; `database` and `redis` are always there.
        settings: Read from the environment when None.
        steps: Told what is going on; by default it tells standard error.
        prepare: Migrate and seed a stack of our own.

    Raises:
        SetupError: The folder, its disk or a port is not usable.
        ExternalFailure: A server cannot be reached or does not start.
        Conflict: Another command holds the folder for too long.
    """
    chosen = settings or Settings.load()
    folder = prepare_folder(data_dir or chosen.data_dir)
    teller = steps or Steps()
    needs = frozenset(processes) | SERVERS
    with contextlib.ExitStack() as stack:
        held = _attach(folder, needs, teller, stack)
        if isinstance(held, FolderLock):
            plan = StackPlan(folder, chosen, needs, prepare=prepare, temporary=True)
            held = _start(plan, held, teller, stack)
        yield _described(held, folder, chosen)


def _attach(
    folder: Path, needs: frozenset[ProcessName], steps: Steps, stack: contextlib.ExitStack
) -> FolderLock | RunInfo:
    while True:
        held = acquire_or_attach(folder, needs, WAIT_S, steps.say)
        if isinstance(held, FolderLock):
            return held
        with contextlib.ExitStack() as use:
            use.enter_context(using(folder))
            if read_run(folder) is not None:  # else it ended between the look and the claim
                stack.push(use.pop_all())
                return held


def _start(plan: StackPlan, lock: FolderLock, steps: Steps, stack: contextlib.ExitStack) -> RunInfo:
    supervisor = Supervisor(plan, lock, steps)
    stack.callback(supervisor.stop)
    return supervisor.start()


def _described(info: RunInfo, folder: Path, settings: Settings) -> StackInfo:
    return StackInfo(
        api_url=info.api_url,
        database_url=settings.database.url or info.database_url or "",
        redis_url=settings.redis.url or info.redis_url or "",
        data_dir=folder,
    )
