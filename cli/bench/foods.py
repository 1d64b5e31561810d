"""`fitholic bench foods`: how often the food search finds what was meant, and how fast."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated
from uuid import uuid4

import typer
from pydantic import BaseModel
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cli.options import DataDir
from cli.stack import running_stack
from coach.identity import UserId
from coach.settings import Settings

if TYPE_CHECKING:
    from evals.measures.food_search import Answer


class FoodSearchFigures(BaseModel):
    """Rates of one set of searches."""

    dataset: str
    queries: int
    top_1: float
    top_3: float
    p50_ms: float
    p95_ms: float


def run(
    misses: Annotated[
        bool, typer.Option(help="List the searches whose food is not among the first three.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON and nothing else on standard output.")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Measure the food search on the frozen searches, and on two sets held out."""
    from evals.measures.food_search import (
        HELD_OUT,
        HELD_OUT_2,
        QUERIES,
        figures,
        measure,
        read_queries,
    )
    from store.engine import open_store

    found: list[FoodSearchFigures] = []
    missed: list[Answer] = []
    with running_stack(data_dir, settings=Settings.load()) as info:
        store = open_store(info.database_url, pool_size=1)
        try:
            stranger = UserId(uuid4())
            with store.read_only() as uow:
                uow.foods.search(stranger, "warm up", limit=1)
                for name in (QUERIES, HELD_OUT, HELD_OUT_2):
                    answers = measure(
                        read_queries(name),
                        lambda words, limit: uow.foods.search(stranger, words, limit=limit),
                    )
                    values = asdict(figures(answers))
                    found.append(FoodSearchFigures(dataset=name, **values))
                    missed.extend(each for each in answers if each.rank is None)
        finally:
            store.close()
    if as_json:
        sys.stdout.write(json.dumps([each.model_dump() for each in found], indent=2) + "\n")
        return
    _print(found, missed if misses else [])


def _print(found: list[FoodSearchFigures], missed: list[Answer]) -> None:
    table = Table(title="food search", box=box.SIMPLE)
    for column in ("searches", "", "first", "first three", "p50 ms", "p95 ms"):
        table.add_column(column, justify="right" if column != "searches" else "left")
    for each in found:
        table.add_row(
            each.dataset,
            str(each.queries),
            f"{each.top_1:.1%}",
            f"{each.top_3:.1%}",
            f"{each.p50_ms:.1f}",
            f"{each.p95_ms:.1f}",
        )
    console = Console(highlight=False)
    console.print(table)
    for answer in missed:
        names = "; ".join(food.name for food in answer.found) or "nothing"
        console.print(escape(f"  {answer.query.query}: {names}"))
