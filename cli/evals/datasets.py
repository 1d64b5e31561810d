"""`fitholic evals datasets`: keep the versions of the case files honest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.evals.exits import CONFIGURATION

if TYPE_CHECKING:
    from evals.cases.dataset_lock import Breach

app = typer.Typer(no_args_is_help=True)
Folder = Annotated[
    Path | None,
    typer.Option("--folder", help="Folder of the case files; that of the program if left out."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the broken rules as JSON.")]


@app.command("check")
def check(folder: Folder = None, as_json: JsonOption = False) -> None:
    """Compare the case files with datasets.lock; exit 2 and name the rule that is broken."""
    from evals.cases.dataset_files import check as checked

    _end(checked(_folder(folder)), "The data sets are as locked.", as_json=as_json)


@app.command("lock")
def lock(folder: Folder = None, as_json: JsonOption = False) -> None:
    """Write datasets.lock; refused when a change lacks its new version."""
    from evals.cases.dataset_files import LOCK_FILE, write_lock

    place = _folder(folder)
    _end(write_lock(place), f"{place / LOCK_FILE} is written.", as_json=as_json)


def _folder(folder: Path | None) -> Path:
    from evals.runs.suites import DATASETS

    return DATASETS if folder is None else folder


def _end(found: tuple[Breach, ...], all_well: str, *, as_json: bool) -> None:
    if as_json:
        import json

        typer.echo(json.dumps([breach._asdict() for breach in found], indent=1))
    for breach in () if as_json else found:
        typer.echo(f"{breach.rule}: {breach.dataset}: {breach.reason}.", err=True)
    if found:
        raise typer.Exit(CONFIGURATION)
    if not as_json:
        typer.echo(all_well)
