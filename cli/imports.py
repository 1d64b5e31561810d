"""`fitholic import`: show what files of other apps hold, then store it, all of each or nothing."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import TypeAdapter

from cli.athlete_store import athlete_store
from cli.exits import exit_code
from cli.import_food import FoodFile, FoodImportResult, food_file, import_food
from cli.import_own import OwnFile, OwnImportResult, import_own, own_file
from cli.import_training import (
    FileParts,
    ImportRequest,
    ImportResult,
    format_parts,
    import_file,
    read_file,
)
from cli.options import DataDir
from coach.errors import FitholicError, InvalidInput
from coach.identity import ExerciseId, UserId
from coach.units import MassUnit

if TYPE_CHECKING:
    from store.engine import Store

Part = FileParts | FoodFile | OwnFile
AnyResult = ImportResult | FoodImportResult | OwnImportResult
SMALL_BYTES = 2_000_000
"""Files below are read once before anything is started, so that a file that is no log starts no
database. Source: own choice; 2 MB of CSV take under half a second."""
SHOWN = 200
"""Characters of a path that a refusal shows."""


def run(
    files: Annotated[
        list[Path],
        typer.Argument(help="Exports of other apps: CSV, XML, FIT, GPX, TCX, or a zip of them."),
    ],
    unit: Annotated[
        MassUnit | None, typer.Option(help="Unit of the weights, where the file does not say it.")
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Import without asking; unreadable rows are left out.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON and nothing else on standard output.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what an import would do.")
    ] = False,
    same: Annotated[
        list[str] | None,
        typer.Option(
            "--same",
            metavar="NAME=EXERCISE",
            help="What a name of the file is; no EXERCISE makes it one of your own. Repeatable.",
        ),
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Read files of other apps; importing the same file again adds nothing."""
    chosen = choices(same or [])
    request = ImportRequest(unit, yes, as_json, dry_run, chosen)
    if len(files) == 1:
        for part in recognised(files[0]):
            check_first(part, request)
    with athlete_store(data_dir) as (store, athlete):
        failure = import_all(store, athlete, files, request)
    if failure is not None:
        raise typer.Exit(exit_code(failure))


def check_first(file: Part, request: ImportRequest) -> None:
    """Read a small file once, so that one that is no log starts no database.

    Raises:
        InvalidInput: It cannot be used.
    """
    if file.content.size > SMALL_BYTES or (request.unit is None and request.asks):
        return
    match file:
        case FileParts():
            read_file(file, request, "UTC")
        case FoodFile():
            file.read(request.unit, "UTC")
        case OwnFile():
            file.read()


def choices(same: Sequence[str]) -> dict[str, ExerciseId | None]:
    """Return what the athlete said names are.

    Raises:
        InvalidInput: One is not written as NAME=EXERCISE (code `bad_choice`).
    """
    chosen: dict[str, ExerciseId | None] = {}
    for text in same:
        name, equals, exercise = text.rpartition("=")
        if not equals or not name.strip():
            raise InvalidInput(
                f"{text!r} does not say what a name is.",
                way_out="Write --same 'Name in the file=exercise_id'.",
                code="bad_choice",
            )
        chosen[name.strip()] = ExerciseId(exercise.strip()) if exercise.strip() else None
    return chosen


def recognised(file: Path) -> tuple[Part, ...]:
    """Return what some format knows of a file; it is not read yet.

    An archive may hold training and food; any other file is one thing.

    Raises:
        InvalidInput: There is no such file, or nothing in it is known; codes `file_not_found`,
            `file_unreadable`, `empty_file`, `unknown_format`, `binary_file`, `broken_zip`,
            `zip_bomb`.
    """
    from store.formats.content import FileContent, is_zip
    from store.formats.known import TRAINING

    content = FileContent(file)
    try:
        if not file.is_file():
            raise InvalidInput(
                f"there is no file {str(file)!r}.", way_out="Check the path.", code="file_not_found"
            )
        known = own_file(content) or food_file(content)
        if known is not None and not is_zip(content):
            return (known,)
        training = format_parts(content, TRAINING, required=known is None)
        return tuple(part for part in (training, known) if part is not None)
    except OSError as exc:
        raise InvalidInput(
            f"{str(file)[:SHOWN]!r} cannot be read: {exc.strerror}.",
            way_out="Check the path and its permissions.",
            code="file_unreadable",
        ) from exc


def import_all(
    store: Store,
    athlete: UserId,
    files: Sequence[Path],
    request: ImportRequest,
) -> FitholicError | None:
    """Import files one after the other, each in a transaction of its own.

    Returns:
        The first failure of several files; the others were imported all the same.

    Raises:
        FitholicError: The failure of an only file.
    """
    results: list[AnyResult] = []
    failure: FitholicError | None = None
    for file in files:
        try:
            for part in recognised(file):
                results.extend(import_one(store, athlete, part, request))
        except FitholicError as error:
            if len(files) == 1:
                raise
            sys.stderr.write(f"fitholic: {file.name}: {error}\n")
            failure = failure or error
    if request.as_json:
        sys.stdout.write(as_json_text(results) + "\n")
    elif any(isinstance(each, ImportResult) and each.added for each in results):
        from cli.audit import audit_of, show_audit

        show_audit(audit_of(store, athlete))
    return failure


def import_one(
    store: Store, athlete: UserId, file: Part, request: ImportRequest
) -> Sequence[AnyResult]:
    """Import one part of a file by what it holds.

    Raises:
        InvalidInput: It cannot be used.
        NotAllowed: Nobody confirmed (code `not_confirmed`).
    """
    match file:
        case FileParts():
            return import_file(store, athlete, file, request)
        case FoodFile():
            return [import_food(store, athlete, file, request)]
        case OwnFile():
            return [import_own(store, athlete, file, request)]


def as_json_text(results: Sequence[AnyResult]) -> str:
    """Return one result as an object, several as an array."""
    if len(results) == 1:
        return results[0].model_dump_json(indent=2)
    return TypeAdapter(list[AnyResult]).dump_json([*results], indent=2).decode()
