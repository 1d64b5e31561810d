"""Prints exercises and what an import of a collection does; foreign text is never markup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from coach.identity import ExerciseId
from coach.training.commands.catalogue_import import CataloguePlan
from coach.training.model import Exercise, RowError

SHOWN = 10
"""Names and errors that the terminal lists; `--json` lists all."""


def words(values: Sequence[str]) -> str:
    """Return closed-set names as words with commas."""
    return ", ".join(value.replace("_", " ") for value in values)


def show_exercises(exercises: Sequence[Exercise]) -> None:
    """Print exercises, one a line."""
    table = Table(box=box.SIMPLE)
    for head in ("id", "name", "pattern", "equipment", "muscles"):
        table.add_column(head, overflow="fold")
    for each in exercises:
        muscles = words(each.primary_muscles) or "not said"
        cells = (each.id, each.name, words([each.pattern]), each.equipment, muscles)
        table.add_row(*map(escape, cells))
    console = Console(highlight=False)
    console.print(table)
    console.print(f"{len(exercises)} exercises")


def show_exercise(
    exercise: Exercise, names: Mapping[ExerciseId, str], aliases: Sequence[str]
) -> None:
    """Print one exercise with all that is known of it."""
    table = Table(title=escape(exercise.name), box=box.SIMPLE, show_header=False)
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    step = "" if exercise.step_kg is None else f"{exercise.step_kg} kg"
    rows = {
        "id": exercise.id,
        "pattern": words([exercise.pattern]),
        "equipment": exercise.equipment,
        "trains": words(exercise.primary_muscles) or "not said",
        "helps": words(exercise.secondary_muscles),
        "one side": "yes" if exercise.unilateral else "",
        "smallest step": step,
        "avoid with": words(exercise.avoid_with),
        "instead": ", ".join(names.get(one, one) for one in exercise.substitutes),
        "also called": ", ".join(aliases),
        "from": exercise.source,
    }
    rows |= {f"cue: {cue.fault.replace('_', ' ')}": cue.text for cue in exercise.cues}
    for label, text in rows.items():
        if text:
            table.add_row(label, escape(text))
    Console(highlight=False).print(table)


def show_plan(name: str, plan: CataloguePlan, errors: Sequence[RowError], *, stored: bool) -> None:
    """Print what an import of a collection did, or would do."""
    table = Table(title=escape(name), box=box.SIMPLE, show_header=False)
    rows = {
        "new": f"{len(plan.new)} exercises",
        "changed": f"{len(plan.changed)} exercises",
        "other names": f"{len(plan.aliases)} for exercises we have",
        "already there": f"{plan.unchanged}",
        "left out": f"{len(plan.skipped)} with the name of another exercise",
        "unreadable": f"{len(errors)} entries",
    }
    for label, text in rows.items():
        table.add_row(label, text)
    console = Console(highlight=False)
    console.print(table)
    lines = [f"entry {each.line}: {each.column} {each.value!r} {each.reason}" for each in errors]
    lines += [f"{each.value!r} {each.reason}" for each in plan.skipped]
    for line in lines[:SHOWN]:
        console.print(f"  {line}", markup=False, style="yellow")
    if len(lines) > SHOWN:
        console.print(f"  and {len(lines) - SHOWN} more; --json lists all", style="yellow")
    console.print("stored" if stored else "nothing was stored")
