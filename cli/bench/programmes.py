"""`fitholic bench programmes`: programmes of generated athletes, and the properties they break."""

from __future__ import annotations

import sys
import time
from typing import Annotated

import typer
from pydantic import BaseModel
from rich import box
from rich.console import Console
from rich.table import Table

from coach.training.rules.programme.checks import PROPERTIES

BROKEN = 1
"""Exit code when a property does not hold."""


class ProgrammeFigures(BaseModel):
    """What `--json` prints."""

    athletes: int
    programmes: int
    violations: dict[str, int]
    refused: dict[str, int]
    examples: dict[str, str]
    ms_a_programme: float


def run(
    athletes: Annotated[int, typer.Option(min=1, help="How many are generated.")] = 10_000,
    seed: Annotated[int, typer.Option(help="Another seed, other athletes.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Build and revise programmes for generated athletes; no property may break."""
    from evals.measures.programmes import measure
    from store.catalogue import exercises

    catalogue = tuple(entry.exercise for entry in exercises())
    started = time.process_time()
    tally = measure(athletes, seed, catalogue)
    spent = time.process_time() - started
    figures = ProgrammeFigures(
        athletes=tally.athletes,
        programmes=tally.programmes,
        violations={rule: tally.violated[rule] for rule in PROPERTIES},
        refused=dict(sorted(tally.refused.items())),
        examples={rule: each.where for rule, each in tally.examples.items()},
        ms_a_programme=round(spent * 1000 / max(1, tally.programmes), 2),
    )
    if as_json:
        sys.stdout.write(figures.model_dump_json(indent=2) + "\n")
    else:
        _show(figures)
    if tally.examples:
        raise typer.Exit(BROKEN)


def _show(figures: ProgrammeFigures) -> None:
    table = Table(
        title=f"{figures.programmes:,} programmes of {figures.athletes:,} athletes", box=box.SIMPLE
    )
    for heading in ("property", "violations", "first example"):
        table.add_column(heading)
    for rule, count in figures.violations.items():
        table.add_row(rule, str(count), figures.examples.get(rule, ""))
    console = Console(highlight=False)
    console.print(table)
    refused = ", ".join(f"{code} {count}" for code, count in figures.refused.items())
    console.print(f"Revisions and requests refused: {refused or 'none'}.", markup=False)
    console.print(f"{figures.ms_a_programme:g} ms a programme, its checks included.")
