"""`fitholic evals`: run cases through the real graph and say which turns fall short."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import anyio
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from cli.options import DataDir
from cli.stack import running_stack
from coach.settings import ModelSettings, Settings
from evals.case import load_cases
from evals.runner import Bench, EvalReport, TurnResult, run_cases

FAILED = 1
"""Exit code when a verdict went against a turn."""


def run(
    cases: Annotated[Path, typer.Option(help="YAML file of cases.")],
    model: Annotated[
        str | None, typer.Option(help="Such as `builtin:coach`; the configured one if left out.")
    ] = None,
    json_out: Annotated[
        Path | None, typer.Option("--json", help="Write every turn and verdict to this file.")
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Run every case against a throw-away athlete; exit 1 if a verdict goes against a turn."""
    loaded = load_cases(cases)
    settings = Settings.load()
    model_settings = settings.model if model is None else _with_model(settings.model, model)
    from store.embedder import MiniLmEmbedder
    from store.engine import open_store

    with running_stack(data_dir, settings=settings) as stack:
        store = open_store(stack.database_url)
        try:
            bench = Bench(store, MiniLmEmbedder(), model_settings, stack.database_url)
            with _bar() as bar:
                task = bar.add_task("cases", total=len(loaded))

                async def everything() -> EvalReport:
                    return await run_cases(
                        bench, loaded, on_case=lambda done: bar.update(task, completed=done)
                    )

                report = anyio.run(everything)
        finally:
            store.close()
    if json_out is not None:
        json_out.write_text(report.model_dump_json(indent=2) + "\n", encoding="utf-8")
    _print(report)
    if report.failed:
        raise typer.Exit(FAILED)


def _with_model(settings: ModelSettings, name: str) -> ModelSettings:
    return settings.model_copy(update={"name": name})


def _bar() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(file=sys.stderr),
        transient=True,
    )


def _print(report: EvalReport) -> None:
    console = Console(highlight=False, markup=False)
    for turn in report.failed:
        console.print(f"{turn.case_id} turn {turn.turn}: {turn.user}")
        for reason in _complaints(turn):
            console.print(f"  {reason}")
        console.print(f"  reply: {turn.reply}")
    passed = len(report.turns) - len(report.failed)
    console.print(f"{passed} of {len(report.turns)} turns pass with {report.model}")


def _complaints(turn: TurnResult) -> list[str]:
    return [f"{v.metric}: {v.reason}" for v in turn.verdicts if not v.passed]
