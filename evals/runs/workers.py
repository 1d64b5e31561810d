"""Processes that run cases, each with an embedder, a graph and connections of its own.

A process is handed one case-epoch at a time. One that dies, or that does not come back from a
case, costs that case and is replaced; when the parent dies, its pipe ends the processes.
"""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing import connection, get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from threading import Thread
from typing import Final, Self

from coach.errors import ExternalFailure, FitholicError
from evals.cassettes.scope import CaseEvidence
from evals.results import CaseRow, CaseStatus, EvidenceKind
from evals.runs.case_rows import Ending, case_row, unsaid_turns
from evals.runs.header import Made
from evals.runs.job import Job
from evals.runs.planning import Planned

OnRow = Callable[[CaseRow], None]
START_S: Final = 120.0
"""Longest start of a process: imports and the first query, on a busy machine."""
ORPHANED: Final = 120
"""Exit code of a process whose parent is gone; as in `cli.launch`."""
GRACE_S: Final = 15.0
"""How long a case may take beyond the deadlines of its turns before its process is ended."""


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    pipe: Connection
    case: Planned | None = None
    began: float = field(default_factory=time.monotonic)

    def hand(self, case: Planned) -> None:
        self.case, self.began = case, time.monotonic()
        with contextlib.suppress(BrokenPipeError):  # it is dead: noticed at the next answer
            self.pipe.send(case)

    def end(self) -> None:
        self.pipe.close()
        self.process.terminate()
        self.process.join()


class Workers:
    """A number of processes that run cases of one job.

    Args:
        job: What they all work on.
        count: How many.
    """

    def __init__(self, job: Job, count: int) -> None:
        self._job = job
        self._workers = [_start(job) for _ in range(count)]

    def made(self) -> Made:
        """Wait until every process has built its coach; return what it says of it.

        Raises:
            FitholicError: One of them cannot: model, prompts or database.
        """
        made = [_answer(worker) for worker in self._workers]
        return made[0]

    def run(self, planned: Sequence[Planned], on_row: OnRow) -> None:
        """Run case-epochs; each row is told when its case ends.

        Raises:
            ExternalFailure: A process that replaces another does not start.
        """
        waiting = deque(planned)
        while waiting or any(worker.case for worker in self._workers):
            for worker in self._workers:
                if worker.case is None and waiting:
                    worker.hand(waiting.popleft())
            self._collect(on_row)

    def __enter__(self) -> Self:
        """The processes are on their way already."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the processes."""
        for worker in self._workers:
            worker.end()

    def _collect(self, on_row: OnRow) -> None:
        """Take what is there, or wait a second for it; replace what is dead or stuck."""
        busy = {w.pipe: w for w in self._workers if w.case is not None}
        for pipe in connection.wait(list(busy), timeout=1.0):
            worker = busy.pop(pipe)  # pyright: ignore[reportArgumentType] - only pipes were waited for
            try:
                on_row(worker.pipe.recv())
                worker.case = None
            except (EOFError, ConnectionResetError):
                worker.process.join()
                how = f"its process ended with {worker.process.exitcode}"
                on_row(self._lost(worker, CaseStatus.ERROR, how))
        for worker in busy.values():
            if time.monotonic() - worker.began > self._longest_s(worker.case):
                on_row(self._lost(worker, CaseStatus.TIMEOUT, "it did not come back"))

    def _longest_s(self, planned: Planned | None) -> float:
        turns = len(planned.case.turns) if planned else 1
        return self._job.options.turn_s * turns + GRACE_S

    def _lost(self, worker: _Worker, status: CaseStatus, how: str) -> CaseRow:
        """Replace a process; return the row of the case it had."""
        planned = worker.case
        worker.end()
        fresh = _start(self._job)
        worker.process, worker.pipe, worker.case = fresh.process, fresh.pipe, None
        _answer(worker)
        if planned is None:
            raise ExternalFailure("a process that runs cases died before its first case.")
        ending = Ending(status, how)
        turns = unsaid_turns(planned, 0, ending)
        return case_row(planned, turns, ending, CaseEvidence(EvidenceKind.LIVE))


def _start(job: Job) -> _Worker:
    context = get_context("spawn")
    ours, theirs = connection.Pipe()
    process = context.Process(target=serve, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    ours.send(job)
    return _Worker(process, ours)  # pyright: ignore[reportArgumentType] - the stub names the class of Windows


def _answer(worker: _Worker) -> Made:
    """Return the first message of a process."""
    try:
        answer = worker.pipe.recv() if worker.pipe.poll(START_S) else None
    except (EOFError, ConnectionResetError):
        answer = None
    if isinstance(answer, FitholicError):
        raise answer
    if answer is None:
        raise ExternalFailure(
            "a process that runs cases does not start.",
            way_out="Its last words are above; `--jobs 1` needs the least memory.",
            code="worker_failed",
        )
    return answer


def serve(pipe: Connection) -> None:
    """Run the cases that come through the pipe, until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent acts
    Thread(target=_end_with_parent, daemon=True).start()
    from evals.runs.working import work  # noqa: PLC0415 - 1.5 s of imports that the parent never needs

    with contextlib.suppress(EOFError, BrokenPipeError):
        work(pipe)


def _end_with_parent() -> None:
    """End this process in the middle of a case when the parent was killed."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(ORPHANED)
