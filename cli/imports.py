"""`fitholic import`: show what a training log holds, then store it, all of it or nothing."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import BaseModel
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.prompt import Prompt
from rich.table import Table

from cli.local import ensure_athlete, local_athlete
from cli.options import DataDir
from cli.stack import running_stack
from coach.errors import InvalidInput, NotAllowed, PayloadTooLarge
from coach.identity import UserId
from coach.settings import Settings
from coach.training.commands.imports import (
    ImportPreview,
    ImportReport,
    import_workouts,
    preview_import,
)
from coach.training.model import ParsedLog, RowError
from coach.units import MassUnit

if TYPE_CHECKING:
    from store.engine import Store

SHOWN = 10
"""Row errors and names that the terminal lists; `--json` lists all."""


class ImportResult(BaseModel):
    """What `--json` prints."""

    file: str
    preview: ImportPreview
    added: int
    replaced: int
    unchanged: int
    sets_added: int
    exercises_created: tuple[str, ...]


def run(
    file: Annotated[Path, typer.Argument(help="CSV export of Strong or Hevy.")],
    unit: Annotated[
        MassUnit | None, typer.Option(help="Unit of the weights, where the file does not say it.")
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Import without asking; unreadable rows are left out.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON and nothing else on standard output.")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Read a training log of another app; importing the same file again adds nothing."""
    from store.engine import open_store

    settings = Settings.load()
    data = read_file(file, settings.limits.import_bytes)
    if unit is not None or not can_ask():
        parse(data, unit, "UTC")  # a file that is no log must not start a database
    with running_stack(data_dir, settings=settings) as info:
        store = open_store(info.database_url, pool_size=2)
        try:
            athlete = local_athlete(info.data_dir)
            ensure_athlete(store, athlete)
            result = import_file(store, athlete, Request(file, data, unit, yes, as_json))
        finally:
            store.close()
    if as_json:
        sys.stdout.write(result.model_dump_json(indent=2) + "\n")
    else:
        show_result(result)


@dataclass(frozen=True, slots=True)
class Request:
    """One import as it was asked for."""

    file: Path
    data: bytes
    unit: MassUnit | None
    yes: bool
    as_json: bool

    @property
    def asks(self) -> bool:
        """Whether a person sits there to be asked."""
        return not self.yes and not self.as_json and can_ask()


def read_file(file: Path, limit: int) -> bytes:
    """Return the bytes of a file that is not too large.

    Raises:
        InvalidInput: code `file_not_found` or `file_unreadable`.
        PayloadTooLarge: More than `limit` bytes.
    """
    if not file.is_file():
        raise InvalidInput(
            f"there is no file {str(file)!r}.", way_out="Check the path.", code="file_not_found"
        )
    size = file.stat().st_size
    if size > limit:
        raise PayloadTooLarge(
            f"{file.name} has {size:,} bytes; {limit:,} is the limit.",
            way_out="Export a shorter time, or raise FITHOLIC_IMPORT_BYTES.",
        )
    try:
        return file.read_bytes()
    except OSError as exc:
        raise InvalidInput(
            f"{str(file)!r} cannot be read: {exc.strerror}.",
            way_out="Check its permissions.",
            code="file_unreadable",
        ) from exc


def import_file(store: Store, athlete: UserId, request: Request) -> ImportResult:
    """Preview, ask where asking is possible, and store in one transaction.

    Raises:
        InvalidInput: The file cannot be used, or rows cannot be read and nobody agreed.
        NotAllowed: Nobody confirmed (code `not_confirmed`).
    """
    with store.read_only() as uow:
        profile = uow.profiles.get(athlete)
    log = parse_asking(request, profile.time_zone)
    with store.read_only() as uow:
        preview = preview_import(uow, athlete, log)
    if not request.as_json:
        show_preview(request.file, preview)
    if not request.yes:
        confirm(request, preview)
    with store.unit_of_work() as uow:
        report = import_workouts(uow, athlete, log, skip_errors=True)
    return result_of(request.file, report)


def parse_asking(request: Request, time_zone: str) -> ParsedLog:
    """Return the parsed file; asks for the unit when the file does not name it.

    Raises:
        InvalidInput: The file cannot be used.
    """
    try:
        return parse(request.data, request.unit, time_zone)
    except InvalidInput as exc:
        if exc.code != "unit_needed" or not request.asks:
            raise
    sys.stderr.write("This export does not say whether its weights are kilograms or pounds.\n")
    answer = Prompt.ask("Unit", choices=[*MassUnit], console=Console(stderr=True))
    return parse(request.data, MassUnit(answer), time_zone)


def parse(data: bytes, unit: MassUnit | None, time_zone: str) -> ParsedLog:
    """Return the parsed file.

    Raises:
        InvalidInput: The file cannot be used.
    """
    from store.formats import parse_workout_log

    try:
        return parse_workout_log(data, unit=unit, time_zone=time_zone)
    except InvalidInput as exc:
        if exc.code != "unit_needed":
            raise
        raise InvalidInput(
            exc.message, way_out="Add --unit kg or --unit lb.", code=exc.code
        ) from exc


def can_ask() -> bool:
    """Tell whether a person can answer."""
    return sys.stdin.isatty()


def confirm(request: Request, preview: ImportPreview) -> None:
    """Let a person confirm the import.

    Raises:
        NotAllowed: They did not, or nobody is there (code `not_confirmed`).
    """
    if not preview.new and not preview.changed:
        return
    left_out = f", leaving out {len(preview.errors)} unreadable rows" if preview.errors else ""
    if request.asks and typer.confirm(
        f"Import {preview.new + preview.changed} workouts{left_out}?", default=True, err=True
    ):
        return
    raise NotAllowed(
        "nothing was imported.", way_out="Add --yes to import without asking.", code="not_confirmed"
    )


def result_of(file: Path, report: ImportReport) -> ImportResult:
    """Return what is printed about an import."""
    return ImportResult(
        file=file.name,
        preview=report.preview,
        added=report.added,
        replaced=report.replaced,
        unchanged=report.unchanged,
        sets_added=report.sets_added,
        exercises_created=tuple(each.name for each in report.exercises_created),
    )


def show_preview(file: Path, preview: ImportPreview) -> None:
    """Print what a file holds; all text of the file is shown as it is, never as markup."""
    console = Console(highlight=False)
    table = Table(title=escape(file.name), box=box.SIMPLE, show_header=False)
    unit = " and ".join(sorted(preview.units)) or "no loads"
    origin = "named by the file" if preview.unit_origin == "file" else "chosen by you"
    matched = len(preview.exercises) - len(preview.unmatched)
    rows = {
        "app": f"{preview.source.title()}, {preview.variant}",
        "workouts": f"{preview.workouts} ({preview.first:%-d %b %Y} to {preview.last:%-d %b %Y})",
        "sets": f"{preview.sets} in {preview.rows} rows, {preview.skipped} rows without a set",
        "unit": f"{unit}, {origin}",
        "exercises": f"{matched} known, {len(preview.unmatched)} of your own",
        "to do": f"{preview.new} new, {preview.changed} changed, {preview.unchanged} already there",
    }
    for label, text in rows.items():
        table.add_row(label, escape(text))
    for match in preview.exercises:
        if match.how == "close":
            table.add_row("taken as", escape(f"{match.name} = {match.exercise_id}"))
    for match in preview.unmatched[:SHOWN]:
        table.add_row("your own", escape(match.name))
    console.print(table)
    show_errors(console, preview.errors)


def show_errors(console: Console, errors: tuple[RowError, ...]) -> None:
    """Print the rows that cannot be read, the first ten of them."""
    for error in errors[:SHOWN]:
        where = f"line {error.line}: {error.column} {error.value!r} {error.reason}"
        console.print(f"  {where}", markup=False, style="yellow")
    if len(errors) > SHOWN:
        console.print(f"  and {len(errors) - SHOWN} more rows", style="yellow")


def show_result(result: ImportResult) -> None:
    """Print what was stored."""
    workouts = result.preview.workouts
    replaced = f", {result.replaced} of them newer versions" if result.replaced else ""
    sys.stdout.write(
        f"{workouts} workouts in {result.file}: {result.added} added{replaced}, "
        f"{result.unchanged} already there; {result.sets_added} sets added.\n"
    )
