"""`fitholic evals cassettes`: say which recorded answers still fit, and delete what cannot."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from cli.evals.exits import CONFIGURATION, INFRASTRUCTURE, PASS, STALE
from cli.options import DataDir

if TYPE_CHECKING:
    from evals.cassettes.status import Status

app = typer.Typer(no_args_is_help=True)

DIFFS: Final = 3
"""Differences printed, one a cause. Source: own choice, a screen or two."""

Folder = Annotated[
    Path | None,
    typer.Option("--cassettes", help="Folder with cassettes.lock (default: evals/cassettes)."),
]


@app.callback()
def cassettes() -> None:
    """Look after the recorded answers of the model."""


@app.command()
def status(
    cases: Annotated[
        list[Path] | None, typer.Option(help="File of cases; may be repeated.")
    ] = None,
    suite: Annotated[str | None, typer.Option(help="Such as `pr`, the default.")] = None,
    synthetic: Annotated[
        bool, typer.Option("--synthetic", help="The committed cases with simulated answers.")
    ] = False,
    model: Annotated[
        str | None, typer.Option(help="Such as google_genai:gemini-3.5-flash.")
    ] = None,
    bundle: Annotated[
        str | None, typer.Option(help="Prompts: `champion`, `challenger` or `worktree`.")
    ] = None,
    epochs: Annotated[int | None, typer.Option(min=1, max=100, help="Repeats of a case.")] = None,
    only: Annotated[str | None, typer.Option(help="Pattern of case ids.")] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the whole report as JSON.")
    ] = False,
    folder: Folder = None,
    data_dir: DataDir = None,
) -> None:
    """Replay the cases and say which lack an answer, because of which change.

    Exit 3 if a case is stale, 2 if a file is refused or replayed by nobody.
    """
    from cli.evals.replaying import known_cases, replay, request_for
    from coach.settings import Settings
    from evals.cassettes.reading import survey
    from evals.cassettes.status import status_of
    from evals.cassettes.store import HERE

    settings = Settings.load()
    told = {
        "cases": tuple(path.absolute() for path in cases) if cases else None,
        "suite": suite,
        "model": model,
        "bundle": bundle,
        "epochs": epochs,
        "only": only,
    }
    request = request_for(told, settings, synthetic=synthetic, mode="replay")
    found = survey(folder or HERE)
    replayed = replay(request, found.store, settings, data_dir)
    if folder is None:
        found.store.forget_others(known_cases() | {scope.case_id for scope in replayed.planned})
    report = status_of(found.store, replayed, request.model, found.faults)
    if as_json:
        typer.echo(report.model_dump_json(indent=1))
    else:
        _print(report, synthetic=synthetic)
    code = _exit_of(report)
    if code != PASS:
        raise typer.Exit(code)


@app.command()
def prune(folder: Folder = None) -> None:
    """Delete the cassettes that no case replays, and files the lock does not know.

    In a folder of your own, cases outside the suites keep theirs.
    """
    from cli.evals.replaying import known_cases
    from evals.cassettes.reading import open_for_recording
    from evals.cassettes.store import HERE

    store = open_for_recording(folder or HERE)
    if folder is None:
        store.forget_others(known_cases())
    gone = store.prune()
    for path in gone:
        typer.echo(f"deleted {path}")
    typer.echo(f"files deleted: {len(gone)}; cassettes kept: {len(store.lines)}")


def _print(report: Status, *, synthetic: bool) -> None:
    from evals.reports.plain import plain

    command = f"fitholic evals record {'--synthetic ' if synthetic else ''}--stale"
    for line in report.lines(command):
        typer.echo(plain(line))
    shown: set[str] = set()
    for case in report.stale:
        if case.diff and case.cause not in shown and len(shown) < DIFFS:
            shown.add(case.cause)
            typer.echo(plain(f"\n{case.cause}, for example {case.scope}:\n{case.diff}"))


def _exit_of(report: Status) -> int:
    if report.faults or report.orphans:
        return CONFIGURATION
    if report.unfinished:
        return INFRASTRUCTURE
    return STALE if report.stale else PASS
