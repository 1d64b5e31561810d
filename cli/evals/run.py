"""`fitholic evals run`: run cases through the real graph and say which turns fall short."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.evals.exits import REGRESSION
from cli.exits import INTERRUPTED
from cli.options import DataDir
from cli.output_file import check_target, written

if TYPE_CHECKING:
    from evals.results import RunResult, TurnRow
    from evals.run_folder import RunFolder
    from evals.runs.request import RunRequest


def run(
    cases: Annotated[
        list[Path] | None, typer.Option(help="YAML or JSONL file of cases; may be repeated.")
    ] = None,
    suite: Annotated[
        str | None, typer.Option(help="Data sets of evals/suites in place of files.")
    ] = None,
    model: Annotated[
        str | None, typer.Option(help="Such as `builtin:coach`; the configured one if left out.")
    ] = None,
    bundle: Annotated[
        str | None,
        typer.Option(help="Prompts: `champion`, `challenger`, or `worktree` for the newest."),
    ] = None,
    prompt: Annotated[
        list[str] | None, typer.Option(help="One agent's version, such as `planner@1.1.0`.")
    ] = None,
    mode: Annotated[
        str | None,
        typer.Option(
            help="Where a provider's answers come from: `replay` (recordings, the default), "
            "`record`, `passthrough` or `live`. The built-in coach is always live."
        ),
    ] = None,
    epochs: Annotated[
        int | None, typer.Option(min=1, max=100, help="Repeats of every case.")
    ] = None,
    first_epoch: Annotated[int | None, typer.Option(min=1, max=1000, hidden=True)] = None,
    only: Annotated[
        str | None, typer.Option(help="Cases whose id fits this pattern, such as `planner-*`.")
    ] = None,
    slice_: Annotated[
        str | None, typer.Option("--slice", help="Cases of this slice alone.")
    ] = None,
    variations: Annotated[
        int | None,
        typer.Option(min=1, max=10_000, help="Derive cases until there are this many."),
    ] = None,
    seed: Annotated[
        int | None, typer.Option(help="Of the ids and the variations; 0 if left out.")
    ] = None,
    judge: Annotated[
        str | None,
        typer.Option(help="Model to ask about soft claims; see `fitholic evals calibrate`."),
    ] = None,
    resume: Annotated[
        str | None, typer.Option(help="Run what this run is missing; its id, or its folder.")
    ] = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, max=64, help="Processes; by default as many as pay off.")
    ] = None,
    timing_session: Annotated[str | None, typer.Option(hidden=True)] = None,
    json_out: Annotated[
        Path | None, typer.Option("--json", help="Write every turn and verdict to this file.")
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Run every case against a throw-away athlete; exit 1 if a verdict goes against a turn."""
    if json_out is not None:
        check_target(json_out, force=True)
    given: dict[str, Any] = {
        "cases": tuple(path.absolute() for path in cases) if cases else None,
        "suite": suite,
        "model": model,
        "bundle": bundle,
        "prompts": prompt,
        "mode": mode,
        "epochs": epochs,
        "first_epoch": first_epoch,
        "only": only,
        "slice": slice_,
        "variations": variations,
        "seed": seed,
        "judge": judge,
        "timing_session": timing_session,
    }
    told = {name: value for name, value in given.items() if value is not None}
    result = _executed(told, resume, jobs, data_dir)
    if json_out is not None:
        with written(json_out, force=True) as file:
            file.write(result.model_dump_json(indent=1).encode() + b"\n")
    _print(result)
    if result.failed:
        raise typer.Exit(REGRESSION)


def _executed(
    told: dict[str, Any], resume: str | None, jobs: int | None, data_dir: Path | None
) -> RunResult:
    from cli.evals.execution import Interrupted, Setting, execute
    from cli.evals.requests import request_of, resumed
    from coach.settings import Settings

    settings = Settings.load()
    folder: RunFolder | None = None
    request: RunRequest
    if resume is None:
        request = request_of(told, settings)
    else:
        request, folder = resumed(resume, told, data_dir or settings.data_dir)
    try:
        done = execute(request, Setting(settings, data_dir, jobs, folder))
    except Interrupted as exc:
        sys.stderr.write(f"fitholic: {exc}\n")
        raise typer.Exit(INTERRUPTED) from exc
    sys.stderr.write(f"fitholic: the run is kept in {done.folder}\n")
    return done.result


def _print(result: RunResult) -> None:
    """Print what fell short, and how many turns pass."""
    from evals.reports.plain import plain

    for case in result.failed:
        if case.error is not None:
            typer.echo(plain(f"{case.case_id} epoch {case.epoch} {case.status}: {case.error}"))
        for turn in case.turns:
            if not turn.passed:
                for line in _lines(case.case_id, turn):
                    typer.echo(plain(line))
    turns = [turn for case in result.cases for turn in case.turns]
    passed = sum(turn.passed for turn in turns)
    typer.echo(f"{passed} of {len(turns)} turns pass with {result.header.model}")


def _lines(case_id: str, turn: TurnRow) -> Iterator[str]:
    yield f"{case_id} turn {turn.turn}: {turn.user}"
    for verdict in turn.verdicts:
        if verdict.gates and not verdict.passed:
            yield f"  {verdict.metric}: {verdict.reason}"
    yield f"  reply: {turn.reply}"
