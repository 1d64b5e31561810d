"""`fitholic evals selftest`: plant regressions and harmless changes, and see what the gate says."""

from __future__ import annotations

import contextlib
import fnmatch
import os
import time
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from cli.evals.database import scratch_database
from cli.options import DataDir
from cli.output_file import check_target, written
from cli.stack import running_stack
from cli.terminal import Steps
from coach.errors import NotFound

if TYPE_CHECKING:
    from evals.selftest.ground import Ground
    from evals.selftest.matrix import KillMatrix, Row
    from evals.selftest.table import Mutant

BEARING: Final = ("FITHOLIC_", "GEMINI_", "GOOGLE_", "LANGCHAIN_", "LANGSMITH_", "PYTHON")
"""Beginnings of names of variables that planted changes are tried without."""
KindName = Literal["code", "prompt", "data", "statistical", "benign"]


def selftest(
    only: Annotated[
        list[str] | None, typer.Option(help="Glob of ids; may be given again. All if left out.")
    ] = None,
    kind: Annotated[KindName | None, typer.Option(help="Kind of change; all if left out.")] = None,
    json_out: Annotated[
        Path | None, typer.Option("--json", help="Write the kill matrix to this file as JSON.")
    ] = None,
    markdown: Annotated[
        Path | None, typer.Option(help="Write it to this file as a table for a pull request.")
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, max=16, help="Changes tried at a time.")] = 2,
    data_dir: DataDir = None,
) -> None:
    """Test the gate itself: planted regressions must be caught, harmless changes must pass.

    Exits with 1 if a regression survives or is caught by another rule than the one that has to, if
    a harmless change is blocked, or if a planted change no longer fits the sources.
    """
    for path in filter(None, (json_out, markdown)):
        check_target(path, force=True)
    from evals.selftest.markdown import as_markdown
    from evals.selftest.table import all_mutants

    chosen = _chosen(all_mutants(), only, kind)
    with _progress() as bar:
        task = bar.add_task("planted changes", total=len(chosen))

        def on_row(row: Row) -> None:
            bar.advance(task)
            if not bar.console.is_terminal:
                bar.console.print(
                    f"fitholic: {row.line}", highlight=False, markup=False, soft_wrap=True
                )

        matrix = _tried(chosen, jobs, data_dir, on_row)
    if json_out is not None:
        with written(json_out, force=True) as file:
            file.write(matrix.model_dump_json(indent=1).encode() + b"\n")
    if markdown is not None:
        with written(markdown, force=True) as file:
            file.write(as_markdown(matrix).encode())
    _print(matrix)
    if matrix.exit_code:
        raise typer.Exit(matrix.exit_code)


def _chosen(
    mutants: Sequence[Mutant], only: Sequence[str] | None, kind: str | None
) -> list[Mutant]:
    found = [
        mutant
        for mutant in mutants
        if (not only or any(fnmatch.fnmatch(mutant.id, glob) for glob in only))
        and (kind is None or mutant.group == kind)
    ]
    if not found:
        raise NotFound(
            "no planted change has such an id and kind.",
            way_out="Leave --only and --kind out to see all ids.",
            code="no_such_mutant",
        )
    return found


def _tried(
    mutants: Sequence[Mutant], jobs: int, data_dir: Path | None, on_row: Callable[[Row], None]
) -> KillMatrix:
    """Try the changes: first those that run trees, then the simulations, on the same cores."""
    from evals.selftest.matrix import KillMatrix
    from evals.selftest.statistical import simulate_all
    from evals.selftest.table import Kind
    from evals.selftest.trial import try_all

    watch = _Watch()
    rows: dict[str, Row] = {}

    def keep(row: Row) -> None:
        rows[row.id] = row
        on_row(row)

    real = [mutant for mutant in mutants if mutant.kind is not Kind.STATISTICAL]
    if real:
        with _ground(data_dir) as ground:
            watch.ended("getting ready")
            try_all(real, ground, jobs=jobs, on_row=keep)
        watch.ended("runs")
    simulated = [mutant for mutant in mutants if mutant.kind is Kind.STATISTICAL]
    for row in simulate_all(simulated, jobs):
        keep(row)
    if simulated:
        watch.ended("simulations")
    ordered = tuple(rows[mutant.id] for mutant in mutants)
    return KillMatrix(rows=ordered, seconds=sum(watch.parts.values()), times=watch.parts)


class _Watch:
    """Wall time of parts that follow each other."""

    def __init__(self) -> None:
        self.parts: dict[str, float] = {}
        self._last = time.monotonic()

    def ended(self, name: str) -> None:
        """Note the end of a part."""
        now = time.monotonic()
        self.parts[name], self._last = now - self._last, now


@contextlib.contextmanager
def _ground(data_dir: Path | None) -> Generator[Ground]:
    """Give the cases of the pull-request suite, a server and a process that starts runs."""
    from evals.cases.loading import load_many
    from evals.runs.suites import load_suite
    from evals.runs.trees import GEMINI, LIBRARIES, ROOT, Nursery, compiled_copy
    from evals.selftest.ground import Ground, rows_of

    with (
        running_stack(data_dir, prepare=False) as stack,
        Nursery((*LIBRARIES, *GEMINI), environment=_plain_environment()) as nursery,
    ):
        root = compiled_copy(nursery.folder)
        files = [root / path.relative_to(ROOT) for path in load_suite("pr").paths]
        steps = Steps()
        with scratch_database(stack.database_url, steps):
            steps.say("the database that cases start from is there")
        yield Ground(nursery, stack.database_url, load_many(files), rows_of(files), root)


def _plain_environment() -> dict[str, str]:
    """Return the environment without what would change how the coach or the interpreter behaves."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name == "PYTHONPATH" or not name.startswith(BEARING)
    }
    return {**kept, "PYTHONUTF8": "1", "TZ": "UTC"}


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )


def _print(matrix: KillMatrix) -> None:
    console = Console(highlight=False, markup=False)
    table = Table("change", "result", "expected", "exit", "rules that fired", "s", box=None)
    for row in matrix.rows:
        style = None if row.is_good else "bold red"
        code = "" if row.exit_code is None else str(row.exit_code)
        cells = (row.id, row.result.value, row.expected, code, ", ".join(row.rules))
        table.add_row(*cells, f"{row.seconds:.0f}", style=style)
    console.print(table)
    for row in matrix.rows:
        if row.figures or not row.is_good:
            console.print(f"{row.id}: {row.reason}", soft_wrap=True)
    console.print(matrix.summary, soft_wrap=True)
