"""`fitholic evals run`: run cases through the real graph and say which turns fall short."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from cli.evals.database import scratch_database
from cli.evals.exits import REGRESSION
from cli.evals.progress import Progress
from cli.options import DataDir
from cli.output_file import check_target, written
from cli.stack import running_stack
from cli.terminal import Steps
from coach.settings import ModelSettings, Settings

if TYPE_CHECKING:
    from evals.results import RunResult, TurnRow


def run(
    cases: Annotated[Path, typer.Option(help="YAML or JSONL file of cases.")],
    model: Annotated[
        str | None, typer.Option(help="Such as `builtin:coach`; the configured one if left out.")
    ] = None,
    epochs: Annotated[int, typer.Option(min=1, max=100, help="Repeats of every case.")] = 1,
    seed: Annotated[int, typer.Option(help="Of the ids of the athletes.")] = 0,
    jobs: Annotated[int, typer.Option(min=1, max=64, help="Processes.")] = 2,
    json_out: Annotated[
        Path | None, typer.Option("--json", help="Write every turn and verdict to this file.")
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Run every case against a throw-away athlete; exit 1 if a verdict goes against a turn."""
    if json_out is not None:
        check_target(json_out, force=True)
    from evals.case import load_cases
    from evals.header import Subject, header_of
    from evals.job import Job
    from evals.planning import RunOptions, finished, plan
    from evals.results import CaseRow
    from evals.run_folder import new_run_folder
    from evals.workers import Workers

    loaded = load_cases(cases)
    settings = Settings.load()
    chosen = settings.model if model is None else _with_model(settings.model, model)
    options = RunOptions(epochs=epochs, seed=seed)
    planned = plan(loaded, options)
    steps = Steps()
    with (
        running_stack(data_dir, settings=settings, steps=steps, prepare=False) as stack,
        scratch_database(stack.database_url, steps) as url,
    ):
        folder = new_run_folder(stack.data_dir, datetime.now(UTC), "x")
        workers = Workers(Job(url, chosen, options, folder.path), jobs)
        try:
            header = header_of(
                Subject(folder.path.name, mode="live"), workers.made(), planned, options
            )
            folder.write_header(header)
            rows: list[CaseRow] = []
            with Progress(len(planned)) as progress:

                def on_row(row: CaseRow) -> None:
                    folder.append(row)
                    rows.append(row)
                    progress.advance(passed=row.passed)

                workers.run(planned, on_row)
        finally:
            workers.end()
    result = finished(header, rows)
    folder.write_header(result.header)
    if json_out is not None:
        with written(json_out, force=True) as file:
            file.write(result.model_dump_json(indent=1).encode() + b"\n")
    print_run(result)
    if result.failed:
        raise typer.Exit(REGRESSION)


def print_run(result: RunResult) -> None:
    """Print what fell short, and how many turns pass."""
    console = Console(highlight=False, markup=False, soft_wrap=True)
    for case in result.failed:
        if case.error is not None:
            console.print(f"{case.case_id} epoch {case.epoch} {case.status}: {case.error}")
        for turn in case.turns:
            if not turn.passed:
                console.print(f"{case.case_id} turn {turn.turn}: {turn.user}")
                for reason in _complaints(turn):
                    console.print(f"  {reason}")
                console.print(f"  reply: {turn.reply}")
    turns = [turn for case in result.cases for turn in case.turns]
    passed = sum(turn.passed for turn in turns)
    console.print(f"{passed} of {len(turns)} turns pass with {result.header.model}")


def _complaints(turn: TurnRow) -> Sequence[str]:
    return [f"{v.metric}: {v.reason}" for v in turn.verdicts if not v.passed]


def _with_model(settings: ModelSettings, name: str) -> ModelSettings:
    return settings.model_copy(update={"name": name})
