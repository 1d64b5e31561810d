"""`fitholic bench retrieval`: how often the search of the notes finds the answer, and how fast."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.progress import track
from rich.table import Table

from cli.bench.analytics import scratch_database
from cli.options import DataDir
from cli.stack import running_stack
from cli.terminal import Steps
from coach.settings import Settings

if TYPE_CHECKING:
    from evals.retrieval import RetrievalScore
    from evals.retrieval_scale import ScaleFigures


def run(
    scale: Annotated[
        int, typer.Option(min=0, max=1_000_000, help="Also search among this many passages.")
    ] = 0,
    every: Annotated[
        int, typer.Option(min=1, help="Compare each n-th question with the exact answer.")
    ] = 5,
    misses: Annotated[
        bool, typer.Option(help="List the questions whose note is not among the first five.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON and nothing else on standard output.")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Measure the search of the notes on the frozen questions, and on questions held out."""
    with (
        running_stack(data_dir, settings=Settings.load()) as stack,
        scratch_database(stack.database_url) as url,
    ):
        scores, figures = _measure(url, scale, every)
    if as_json:
        document = {
            "questions": [each.model_dump() for each in scores],
            "scale": figures.model_dump() if figures else None,
        }
        sys.stdout.write(json.dumps(document, indent=2) + "\n")
        return
    _print(scores, figures, misses=misses)


def _measure(
    url: str, scale: int, every: int
) -> tuple[tuple[RetrievalScore, ...], ScaleFigures | None]:
    """Load the notes into an empty database, ask, then add the synthetic passages and ask again."""
    from evals.retrieval import DEPTH, score_sets
    from evals.retrieval_scale import measure_scale, synthetic_passages
    from store import catalogue
    from store.embedder import MiniLmEmbedder
    from store.engine import open_store
    from store.passage_loading import load_passages

    embedder, notes, steps = MiniLmEmbedder(), catalogue.notes(), Steps()
    store = open_store(url, pool_size=1)
    try:
        with store.unit_of_work() as uow:
            uow.passages.put_many(notes, embedder)
        with store.read_only() as uow:
            uow.passages.search("warm up", embedder)
            scores = score_sets(
                lambda asked: [
                    each.passage.id for each in uow.passages.search(asked, embedder, limit=DEPTH)
                ]
            )
        if not scale:
            return scores, None
        rows = synthetic_passages(notes, embedder, scale)
        shown = track(rows, "making passages", total=scale, console=Console(stderr=True))
        steps.say(f"loading {scale:,} passages; indexing them takes a minute or more after that")
        with store.unit_of_work() as uow:
            load_passages(uow.connection, shown, embedder.model_id)
        with store.read_only() as uow, steps.step("asking the questions"):
            return scores, measure_scale(uow.passages, embedder, passages=scale, every=every)
    finally:
        store.close()


def _print(
    scores: tuple[RetrievalScore, ...], figures: ScaleFigures | None, *, misses: bool
) -> None:
    console = Console(highlight=False)
    table = Table(title="search of the notes", box=box.SIMPLE)
    for column in ("questions", "", "first", "first five", "MRR", "p50 ms", "p95 ms"):
        table.add_column(column, justify="left" if column == "questions" else "right")
    for each in scores:
        table.add_row(
            each.name,
            str(each.questions),
            f"{each.recall_at_1:.3f}",
            f"{each.recall_at_5:.3f}",
            f"{each.mrr:.3f}",
            f"{each.median_ms:.1f}",
            f"{each.p95_ms:.1f}",
        )
    console.print(table)
    for question in (asked for each in scores for asked in each.missed if misses):
        console.print(escape(f"  {question}"))
    if figures is not None:
        console.print(
            f"{figures.passages:,} passages: search p50 {figures.median_ms:.1f} ms, "
            f"p95 {figures.p95_ms:.1f} ms (of all runs {figures.p95_of_all_runs_ms:.1f} ms), "
            f"embedding p50 {figures.embedding_median_ms:.1f} ms apart; recall at 10 "
            f"{figures.recall_at_10:.3f} of the exact search on {figures.compared} questions, "
            f"which takes {figures.exact_median_ms:.0f} ms"
        )
