"""Prints imports; all text of a file is shown as it is, never as markup."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import datetime

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from coach.imports import RowError
from coach.training.commands.imports import ImportPreview, ImportReport

SHOWN = 10
"""Row errors, names and sessions that the terminal lists; `--json` lists all."""


def show_preview(name: str, preview: ImportPreview) -> None:
    """Print what a file holds."""
    show_rows(name, rows_of(preview), preview.errors)


def show_rows(name: str, rows: Iterable[tuple[str, str]], errors: tuple[RowError, ...]) -> None:
    """Print labels with their texts, and the rows of the file that cannot be read."""
    console = Console(highlight=False)
    table = Table(title=escape(name), box=box.SIMPLE, show_header=False)
    for label, text in rows:
        table.add_row(label, escape(text))
    console.print(table)
    show_errors(console, errors)


def rows_of(preview: ImportPreview) -> Iterator[tuple[str, str]]:
    """Yield a label and a text for everything worth saying."""
    app = preview.source.replace("_", " ").title()
    yield "app", f"{app}, {preview.variant}"
    yield "dates", f"{preview.first:%-d %b %Y} to {preview.last:%-d %b %Y}"
    if preview.workouts:
        yield from rows_of_workouts(preview)
    for label, tally in (
        ("endurance", preview.cardio),
        ("weigh-ins", preview.weigh_ins),
        ("nights", preview.nights),
    ):
        if tally.in_file:
            there = tally.in_file - tally.to_store
            yield label, f"{tally.in_file}: {tally.to_store} to store, {there} already there"
    for each in preview.left_out:
        yield "left out", f"{each.count} {each.reason}"
    yield from rows_of_warnings(preview)


def rows_of_workouts(preview: ImportPreview) -> Iterator[tuple[str, str]]:
    """Yield what is worth saying about workouts and their exercises."""
    unit = " and ".join(sorted(preview.units)) or "no loads"
    origin = "named by the file" if preview.unit_origin == "file" else "chosen by you"
    matched = len(preview.exercises) - len(preview.unmatched)
    yield "workouts", f"{preview.workouts} with {preview.sets} sets in {preview.rows} rows"
    yield "unit", f"{unit}, {origin}"
    yield "exercises", f"{matched} known, {len(preview.unmatched)} of your own"
    yield (
        "to do",
        f"{preview.new} new, {preview.changed} changed, {preview.unchanged} already there",
    )
    for match in preview.exercises:
        if match.how == "close":
            yield "taken as", f"{match.name} = {match.exercise_id}"
    unmatched = preview.unmatched
    for match in unmatched[:SHOWN]:
        hint = f" (like {match.near}? --same '{match.name}={match.near}')" if match.near else ""
        yield "your own", f"{match.name}{hint if match.how == 'confirm' else ''}"
    if len(unmatched) > SHOWN:
        yield "your own", f"and {len(unmatched) - SHOWN} more"


def rows_of_warnings(preview: ImportPreview) -> Iterator[tuple[str, str]]:
    """Yield overlapping sessions and loads that look like typing errors."""
    for overlap in preview.overlaps[:SHOWN]:
        fate = "kept" if overlap.stored else "the same session, left out"
        other = f"{overlap.other_source} of {clock(overlap.other_started_at, overlap.started_at)}"
        start = f"{overlap.started_at:%-d %b %Y %H:%M}"
        yield "overlap", f"{start} {overlap.title} with {other}: {fate}"
    if len(preview.overlaps) > SHOWN:
        yield "overlap", f"and {len(preview.overlaps) - SHOWN} more"
    for load in preview.doubtful[:SHOWN]:
        reps = f" x {load.reps}" if load.reps else ""
        lifted = f"{load.exercise_name} {load.load_kg} kg{reps}"
        yield "doubtful", f"{load.started_at:%-d %b %Y} {lifted}: imported, out of estimates"
    if len(preview.doubtful) > SHOWN:
        yield "doubtful", f"and {len(preview.doubtful) - SHOWN} more loads"


def clock(moment: datetime, like: datetime) -> str:
    """Return the time of day of a moment in the zone of another."""
    return f"{moment.astimezone(like.tzinfo):%H:%M}"


def show_errors(console: Console, errors: tuple[RowError, ...]) -> None:
    """Print the rows that cannot be read, the first ten of them."""
    for error in errors[:SHOWN]:
        where = f"line {error.line}: {error.column} {error.value!r} {error.reason}"
        console.print(f"  {where}", markup=False, style="yellow")
    if len(errors) > SHOWN:
        console.print(f"  and {len(errors) - SHOWN} more rows", style="yellow")


def show_result(name: str, report: ImportReport) -> None:
    """Print what was stored."""
    said: list[str] = []
    if report.preview.workouts:
        replaced = f", {report.replaced} of them newer versions" if report.replaced else ""
        said.append(
            f"{report.preview.workouts} workouts in {name}: {report.added} added{replaced}, "
            f"{report.unchanged} already there; {report.sets_added} sets added."
        )
    for what, tally, added in (
        ("endurance sessions", report.preview.cardio, report.cardio_added),
        ("weigh-ins", report.preview.weigh_ins, report.weigh_ins_added),
        ("nights", report.preview.nights, report.nights_added),
    ):
        if tally.in_file:
            said.append(f"{tally.in_file} {what} in {name}: {added} added.")
    sys.stdout.write("\n".join(said) + "\n")
