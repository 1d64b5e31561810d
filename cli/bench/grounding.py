"""`fitholic bench grounding`: whether true sentences leave and wrong ones do not, and how fast."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from evals.measures.grounding import (
    DEV,
    FROZEN,
    Answer,
    Delay,
    counts,
    measure,
    measure_delay,
    shares,
    shipped_scenes,
)

HALVES = {"dev": DEV, "frozen": FROZEN}
"""Half of the sentences -> its file."""


def run(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON only.")] = False,
) -> None:
    """Judge the sentences of both halves; misjudged ones of the frozen half are only counted."""
    answers = {half: measure(shipped_scenes(file)) for half, file in HALVES.items()}
    delay = measure_delay(shipped_scenes(DEV))
    if as_json:
        sys.stdout.write(json.dumps(as_data(answers, delay), indent=2) + "\n")
        return
    console = Console(highlight=False)
    console.print(table_of(answers))
    console.print(
        f"first sentence, {delay.facts} facts: median {delay.median_ms:.2f} ms,"
        f" p99 {delay.p99_ms:.2f} ms"
    )
    for answer in answers["dev"]:
        if not answer.good:
            said = f"{answer.kind}, {answer.scene}: {answer.sentence} {list(answer.loose)}"
            console.print(f"  {said}", markup=False)


def table_of(answers: Mapping[str, Sequence[Answer]]) -> Table:
    """Return the sentences by half and kind."""
    table = Table(box=box.SIMPLE)
    for head in ("half", "kind", "count", "held back"):
        table.add_column(head)
    for half, told in answers.items():
        for kind, (count, held) in counts(told).items():
            table.add_row(half, kind, str(count), str(held))
        caught, blocked = shares(told)
        table.add_row(half, "wrong caught, right blocked", f"{caught:.3f}", f"{blocked:.3f}")
    return table


def as_data(answers: dict[str, tuple[Answer, ...]], delay: Delay) -> dict[str, object]:
    """Return the figures for a machine."""
    halves: dict[str, object] = {
        half: {
            "counts": counts(told),
            "caught": shares(told)[0],
            "blocked": shares(told)[1],
        }
        for half, told in answers.items()
    }
    return {**halves, "delay": asdict(delay)}
