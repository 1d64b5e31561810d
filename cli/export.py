"""`fitholic export`: write everything the athlete owns to a file, whole or not at all."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from cli.athlete_store import athlete_store
from cli.options import DataDir
from cli.output_file import check_target, written
from coach.units import MassUnit
from store.formats.exports import ExportFormat, ExportRequest, export


def run(
    wanted: Annotated[
        ExportFormat, typer.Option("--format", help="What to write.")
    ] = ExportFormat.JSON,
    out: Annotated[
        Path | None, typer.Option(help="File to write; standard output if not given.")
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="First day of what has a day.", metavar="DATE"),
    ] = None,
    unit: Annotated[
        MassUnit | None, typer.Option(help="Unit of a CSV file's loads (default: yours).")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Export your log: our own JSON (which imports again), or CSV as Strong and Hevy write it."""
    if out is not None:
        check_target(out, force=force)
    request = ExportRequest(wanted, since.date() if since else None, unit)
    with (
        athlete_store(data_dir) as (store, athlete),
        written(out, force=force) as file,
        store.read_only() as uow,
    ):
        for piece in export(uow.connection, athlete, request):
            file.write(piece)
    if out is not None:
        sys.stderr.write(f"{out}: {out.stat().st_size:,} bytes.\n")
