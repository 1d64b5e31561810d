"""Carries a request out: servers, scratch database, processes, run folder, and going on again."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cli.evals.database import scratch_database
from cli.evals.progress import Progress
from cli.stack import running_stack
from cli.terminal import Steps
from coach.errors import InvalidInput
from coach.settings import Settings
from evals.judge.records import judge_record
from evals.results import CaseRow, RunHeader, RunResult
from evals.run_folder import RunFolder, new_run_folder
from evals.runs.header import Subject, header_of
from evals.runs.job import Job
from evals.runs.planning import Planned, finished, plan
from evals.runs.request import REQUEST, RunRequest
from evals.runs.selection import Selection, selected
from evals.runs.workers import Workers

if TYPE_CHECKING:
    from agents.transport import ModelTransport
    from evals.runs.working import InProcess

CASES_PER_PROCESS: Final = 12
"""Fewer are not worth another process. Source: measured 2026-11, a process takes 2 s of
processor time to start and a case of the built-in coach 0.07 s, with the database 0.1 s."""
AT_A_PROVIDER: Final = 8
"""Cases that wait for a provider at the same time. Source: own choice; providers count
requests a minute."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and with how much a request is carried out."""

    settings: Settings
    data_dir: Path | None = None
    jobs: int | None = None
    """Processes; None: as many as the cases are worth."""
    resume: RunFolder | None = None
    """The run to go on with."""
    transport: ModelTransport | None = None
    """Answers the provider's requests, in this one process."""
    steps: Steps = field(default_factory=Steps)


@dataclass(frozen=True, slots=True)
class Executed:
    """A run that came to its end."""

    result: RunResult
    folder: Path


class Interrupted(KeyboardInterrupt):
    """Ctrl-C during a run; what had ended by then is kept."""

    def __init__(self, run_id: str, done: int, total: int) -> None:
        super().__init__(
            f"interrupted after {done} of {total} cases; go on with "
            f"`fitholic evals run --resume {run_id}`"
        )


def execute(request: RunRequest, setting: Setting) -> Executed:
    """Run all cases of a request and write the run folder.

    Raises:
        FitholicError: The cases, the coach or the servers cannot be used.
        Interrupted: Ctrl-C; the run folder can be resumed.
    """
    chosen = selected(request)
    provider = not request.is_builtin and request.mode != "replay"
    options = request.options(
        turn_s=setting.settings.limits.run_seconds, in_flight=AT_A_PROVIDER if provider else 1
    )
    planned = plan(chosen.cases, options)
    with ExitStack() as servers:
        stack = servers.enter_context(
            running_stack(
                setting.data_dir, settings=setting.settings, steps=setting.steps, prepare=False
            )
        )
        judged_by = judge_record(request.judge, stack.data_dir, request.model)
        url = servers.enter_context(scratch_database(stack.database_url, setting.steps))
        folder = setting.resume or new_run_folder(stack.data_dir, datetime.now(UTC))
        servers.callback(folder.forget_unbegun)
        servers.enter_context(folder.held())
        model = setting.settings.model.model_copy(update={"name": request.model})
        job = Job(request, options, url, model, folder.path)
        done = folder.rows() if setting.resume else ()
        known = {(row.case_id, row.epoch) for row in done}
        left = [each for each in planned if each.key not in known]
        with _crew(job, setting, len(left)) as crew:
            subject = _subject(folder, request, chosen)
            header = header_of(subject, crew.made(), planned, options)
            header = header.model_copy(update={"judge": judged_by})
            header = _begun(folder, request, header, is_new=setting.resume is None)
            rows = [*done, *_rows(crew, left, folder, len(done))]
    result = _with_columns(finished(header, rows), chosen)
    folder.write_header(result.header)
    return Executed(result, folder.path)


def _with_columns(result: RunResult, chosen: Selection) -> RunResult:
    """Return the run with what ragas says of it, where ragas is installed."""
    from evals.columns import ragas_columns

    figures = ragas_columns(result, chosen.cases).figures
    header = result.header.model_copy(update={"columns": figures})
    return result.model_copy(update={"header": header})


def _subject(folder: RunFolder, request: RunRequest, chosen: Selection) -> Subject:
    return Subject(
        run_id=folder.path.name,
        mode=request.mode,
        suite=request.suite,
        datasets=chosen.datasets,
        timing_session=request.timing_session,
    )


@contextmanager
def _crew(job: Job, setting: Setting, cases: int) -> Generator[Workers | InProcess]:
    """Give what runs the cases: processes, which a stuck case cannot hold up, or this one."""
    processes = setting.jobs or max(1, min(_cores(), cases // CASES_PER_PROCESS))
    alone = setting.jobs == 1 or setting.transport is not None or job.options.in_flight > 1
    if not alone:
        with Workers(job, processes) as crew:
            yield crew
        return
    from evals.runs.working import InProcess

    with InProcess(job, setting.transport) as crew:
        yield crew


def _begun(folder: RunFolder, request: RunRequest, header: RunHeader, *, is_new: bool) -> RunHeader:
    """Write the header of a new run; return that of one that goes on, if it is the same run."""
    if is_new:
        folder.write_request(REQUEST, request)
        folder.write_header(header)
        return header
    before = folder.header
    for name in ("bundle_id", "datasets", "cases", "cases_expected", "tool_schemas_sha", "model"):
        old, new = getattr(before, name), getattr(header, name)
        if old != new:
            raise InvalidInput(
                f"run {before.run_id} cannot go on: its {name} was {_short(old)}, "
                f"now it is {_short(new)}.",
                way_out="Bring back what it was started with, or start a new run.",
                code="resume_mismatch",
            )
    return before


def _rows(
    crew: Workers | InProcess, left: list[Planned], folder: RunFolder, done: int
) -> list[CaseRow]:
    rows: list[CaseRow] = []
    total = done + len(left)
    with Progress(total, done) as progress:

        def on_row(row: CaseRow) -> None:
            folder.append(row)
            rows.append(row)
            progress.advance(passed=row.passed)

        try:
            crew.run(left, on_row)
        except KeyboardInterrupt as exc:
            raise Interrupted(folder.path.name, done + len(rows), total) from exc
    return rows


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 80 else f"{text[:77]}..."


def _cores() -> int:
    import os

    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
