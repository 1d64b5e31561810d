"""`fitholic catalog`: look exercises up, add a collection, and describe or map one's own."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import BaseModel

from cli.athlete_store import athlete_store
from cli.catalog_tables import show_exercise, show_exercises, show_plan
from cli.options import DataDir
from coach.errors import InvalidInput, NotFound, PayloadTooLarge
from coach.identity import ExerciseId, UserId
from coach.muscles import Muscle
from coach.training.commands.catalogue_import import (
    Alias,
    CataloguePlan,
    import_catalogue,
    plan_catalogue,
)
from coach.training.commands.matching import NameIndex
from coach.training.commands.own_exercises import ExerciseChanges, change_exercise, map_exercise
from coach.training.model import Equipment, Exercise, Pattern, RowError

if TYPE_CHECKING:
    from store.unit_of_work import StoreUnitOfWork

MAX_BYTES = 20 * 1024 * 1024
"""Largest collection that is read. Source: own choice, 20 times the size of free-exercise-db."""

app = typer.Typer(no_args_is_help=True)
AsJson = Annotated[
    bool, typer.Option("--json", help="Print JSON and nothing else on standard output.")
]


class CatalogueResult(BaseModel):
    """What `catalog import --json` prints."""

    file: str
    entries: int
    stored: bool
    """False after `--dry-run`."""
    new: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: int
    aliases: tuple[Alias, ...]
    errors: tuple[RowError, ...]
    """Entries that cannot be read, with their place in the file from 1."""
    skipped: tuple[RowError, ...]
    """Entries whose name is that of another exercise."""


class Found(BaseModel):
    """What `catalog list --json` prints."""

    exercises: tuple[Exercise, ...]


class Mapped(BaseModel):
    """What `catalog map --json` prints."""

    own: str
    into: ExerciseId
    sets: int


@app.command("import")
def import_collection(
    file: Annotated[Path, typer.Argument(help="exercises.json of free-exercise-db.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be stored, and store nothing.")
    ] = False,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """Add the exercises of free-exercise-db for all athletes: names, muscles and equipment only.

    Nothing of its instructions or photos is read. The same file again changes nothing.
    """
    from store.free_exercise_db import parse_free_exercise_db

    parsed = parse_free_exercise_db(read_bytes(file))
    if not parsed.exercises:
        first = parsed.errors[0]
        raise InvalidInput(
            f"none of {parsed.entries} entries can be read, the first because {first.column} "
            f"{first.value!r} {first.reason}.",
            way_out="Use exercises.json of free-exercise-db as it is.",
            code="bad_catalogue",
        )
    with athlete_store(data_dir) as (store, _):
        if dry_run:
            with store.read_only() as uow:
                plan = plan_catalogue(uow, parsed.exercises)
        else:
            with store.unit_of_work() as uow:
                plan = import_catalogue(uow, parsed.exercises)
    if as_json:
        put(result_of(file, parsed.entries, plan, parsed.errors, stored=not dry_run))
    else:
        show_plan(file.name, plan, parsed.errors, stored=not dry_run)


@app.command("list")
def list_exercises(
    search: Annotated[str, typer.Option(help="Words of a name or alias.")] = "",
    equipment: Annotated[
        list[Equipment] | None, typer.Option(help="Only with this; may be given again.")
    ] = None,
    own: Annotated[bool, typer.Option("--own", help="Only your own.")] = False,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """List exercises with their pattern, equipment and muscles."""
    words = search.casefold().split()
    with athlete_store(data_dir) as (store, athlete), store.read_only() as uow:
        names = uow.exercises.aliases(athlete) if words else ()
        hits = {one for alias, one in names if all(word in alias for word in words)}
        found = tuple(
            each
            for each in uow.exercises.list(athlete)
            if (not words or each.id in hits)
            and (not equipment or each.equipment in equipment)
            and (not own or each.owner_id is not None)
        )
    if as_json:
        put(Found(exercises=found))
    else:
        show_exercises(found)


@app.command("show")
def show(
    name: Annotated[str, typer.Argument(help="Name, alias or id.")],
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """Show one exercise: muscles, substitutes, what rules it out, and cues."""
    with athlete_store(data_dir) as (store, athlete), store.read_only() as uow:
        exercise = named(uow, athlete, name)
        names = {each.id: each.name for each in uow.exercises.list(athlete)}
        aliases = [alias for alias, one in uow.exercises.aliases(athlete) if one == exercise.id]
    if as_json:
        put(Found(exercises=(exercise,)))
    else:
        show_exercise(exercise, names, aliases)


@app.command("map")
def map_own(
    own: Annotated[str, typer.Argument(help="Your own exercise, by name or id.")],
    into: Annotated[str, typer.Argument(help="The exercise it is, by id or name.")],
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """Say that an own exercise is one of the catalogue: its whole history moves there."""
    with athlete_store(data_dir) as (store, athlete), store.unit_of_work() as uow:
        source, target = named(uow, athlete, own), named(uow, athlete, into)
        mapped = map_exercise(uow, athlete, source.id, target.id)
    if as_json:
        put(Mapped(own=mapped.own.name, into=mapped.into.id, sets=mapped.sets))
    else:
        sys.stdout.write(
            f"{mapped.own.name} is {mapped.into.name} now; {mapped.sets} logged sets moved.\n"
        )


@app.command("change")
def change_own(
    own: Annotated[str, typer.Argument(help="Your own exercise, by name or id.")],
    name: Annotated[str | None, typer.Option(help="New name.")] = None,
    pattern: Annotated[Pattern | None, typer.Option(help="Movement pattern.")] = None,
    primary: Annotated[
        list[Muscle] | None, typer.Option(help="Muscle it trains most; may be given again.")
    ] = None,
    secondary: Annotated[
        list[Muscle] | None, typer.Option(help="Muscle that helps; may be given again.")
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Rename an own exercise, or say which muscles it trains, so that its sets count for them."""
    changes = ExerciseChanges(
        name=name,
        pattern=pattern,
        primary_muscles=tuple(primary) if primary else None,
        secondary_muscles=tuple(secondary) if secondary else None,
    )
    with athlete_store(data_dir) as (store, athlete), store.unit_of_work() as uow:
        source = named(uow, athlete, own)
        changed = change_exercise(uow, athlete, source.id, changes)
    show_exercises((changed,))


def named(uow: StoreUnitOfWork, athlete: UserId, name: str) -> Exercise:
    """Return the exercise of an id, a name or an alias.

    Raises:
        NotFound: Nothing has this name; the way out names the nearest (code `exercise_not_found`).
    """
    exercises = uow.exercises.list(athlete)
    by_id = {each.id: each for each in exercises}
    if ExerciseId(name) in by_id:
        return by_id[ExerciseId(name)]
    found = uow.exercises.by_alias(athlete, name)
    if found is not None:
        return found
    match = NameIndex(uow.exercises.aliases(athlete), exercises).match(name)
    if match.exercise_id is not None:
        return by_id[match.exercise_id]
    near = f"Did you mean {by_id[match.near].name!r}? " if match.near else ""
    raise NotFound(
        f"no exercise is called {name!r}.",
        way_out=f"{near}`fitholic catalog list --search WORDS` lists exercises.",
        code="exercise_not_found",
    )


def read_bytes(file: Path) -> bytes:
    """Return the bytes of a collection.

    Raises:
        InvalidInput: It is not there or cannot be read (codes `file_not_found`, `file_unreadable`).
        PayloadTooLarge: It is larger than any collection.
    """
    try:
        if not file.is_file():
            raise InvalidInput(
                f"there is no file {str(file)!r}.", way_out="Check the path.", code="file_not_found"
            )
        size = file.stat().st_size
        if size > MAX_BYTES:
            raise PayloadTooLarge(
                f"{file.name} has {size:,} bytes; {MAX_BYTES:,} is the limit.",
                way_out="Use exercises.json of free-exercise-db, which has about 1 MB.",
            )
        return file.read_bytes()
    except OSError as exc:
        raise InvalidInput(
            f"{str(file)!r} cannot be read: {exc.strerror}.",
            way_out="Check its permissions.",
            code="file_unreadable",
        ) from exc


def result_of(
    file: Path, entries: int, plan: CataloguePlan, errors: Iterable[RowError], *, stored: bool
) -> CatalogueResult:
    """Return what is printed about an import."""
    return CatalogueResult(
        file=file.name,
        entries=entries,
        stored=stored,
        new=tuple(each.name for each in plan.new),
        changed=tuple(each.name for each in plan.changed),
        unchanged=plan.unchanged,
        aliases=plan.aliases,
        errors=tuple(errors),
        skipped=plan.skipped,
    )


def put(result: BaseModel) -> None:
    """Print a result as JSON."""
    sys.stdout.write(result.model_dump_json(indent=2) + "\n")
