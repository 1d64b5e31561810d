"""`fitholic bench names`: how well names of other apps find the catalogue's exercises."""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from coach.errors import InvalidInput
from coach.training.commands.matching import ExerciseMatch
from evals.measures.exercise_names import (
    HELD_OUT,
    VERDICTS,
    Answer,
    catalogue_matcher,
    counts,
    measure,
    shipped_names,
)

COLUMN = "Exercise Name"
"""Strong's header of the column of names."""


def run(
    strong: Annotated[
        Path | None, typer.Option(help="A CSV export of Strong; every name of it is listed.")
    ] = None,
    collection: Annotated[
        Path | None, typer.Option(help="exercises.json of free-exercise-db; counted.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON only.")] = False,
) -> None:
    """Match the frozen names of other apps, and those of files, with the shipped catalogue."""
    match = catalogue_matcher()
    answers = measure(shipped_names(), match)
    held_out = measure(shipped_names(HELD_OUT), match)
    listed = match(names_of_strong(strong)) if strong else ()
    counted = match(names_of_collection(collection)) if collection else ()
    if as_json:
        sys.stdout.write(json.dumps(as_data(answers, held_out, listed, counted), indent=2) + "\n")
        return
    console = Console(highlight=False)
    show_answers(console, "names of exercises", answers)
    show_answers(console, "names held out of the tuning", held_out)
    if listed:
        console.print(f"\nnames of {strong}:", markup=False)
    for each in listed:
        console.print(f"  {said(each)}", markup=False)
    if counted:
        shares = Counter(each.how for each in counted)
        console.print(f"\n{len(counted)} names of {collection}: {dict(shares)}", markup=False)


def show_answers(console: Console, title: str, answers: Sequence[Answer]) -> None:
    """Print the verdicts by group, and every name that was not right."""
    console.print(table_of(title, answers))
    for answer in answers:
        if answer.verdict != "right":
            console.print(f"  {answer.verdict}: {said(answer.match)}", markup=False)


def table_of(title: str, answers: Iterable[Answer]) -> Table:
    """Return the verdicts by group of names."""
    table = Table(title=title, box=box.SIMPLE)
    for head in ("names of", "count", *VERDICTS):
        table.add_column(head, justify="left" if head == "names of" else "right")
    for group, row in counts(answers).items():
        cells = [str(sum(row.values())), *(str(row[verdict]) for verdict in VERDICTS)]
        table.add_row(escape(group), *cells)
    return table


def said(match: ExerciseMatch) -> str:
    """Return in words what became of a name."""
    if match.exercise_id is not None:
        return f"{match.name} = {match.exercise_id} ({match.how})"
    asked = f", is it {match.near}?" if match.how == "confirm" else ""
    return f"{match.name}: {match.how}{asked}"


def names_of_strong(file: Path) -> list[str]:
    """Return the distinct names of an export of Strong, in the order they first appear.

    Raises:
        InvalidInput: It is not there, or no such export (code `bad_file`).
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            return list(dict.fromkeys(row[COLUMN] for row in csv.DictReader(lines)))
    except (OSError, KeyError, ValueError) as exc:
        raise bad_file(file, "an export of Strong") from exc


def names_of_collection(file: Path) -> list[str]:
    """Return the names of free-exercise-db.

    Raises:
        InvalidInput: It is not there, or another file (code `bad_file`).
    """
    try:
        return [str(row["name"]) for row in json.loads(file.read_bytes())]
    except (OSError, KeyError, TypeError, ValueError) as exc:
        raise bad_file(file, "exercises.json of free-exercise-db") from exc


def bad_file(file: Path, kind: str) -> InvalidInput:
    """Return the error for a file of another kind."""
    return InvalidInput(f"{str(file)!r} is not {kind}.", way_out="Check the path.", code="bad_file")


def as_data(
    answers: Sequence[Answer],
    held_out: Sequence[Answer],
    listed: Sequence[ExerciseMatch],
    counted: Sequence[ExerciseMatch],
) -> dict[str, object]:
    """Return the figures for a machine."""
    return {
        "groups": counts(answers),
        "held_out": counts(held_out),
        "not_right": [
            [each.verdict, said(each.match)] for each in answers if each.verdict != "right"
        ],
        "strong": [said(each) for each in listed],
        "collection": dict(Counter(each.how for each in counted)),
    }
