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

from cli.bench.scratch import scratch_store
from cli.options import DataDir
from cli.terminal import Steps

if TYPE_CHECKING:
    from evals.measures.retrieval import RetrievalScore
    from evals.measures.retrieval_scale import ScaleFigures
    from store.engine import Store


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
    with scratch_store(data_dir) as store:
        scores, figures = _measure(store, scale, every)
    if as_json:
        document = {
            "questions": [each.model_dump() for each in scores],
            "scale": figures.model_dump() if figures else None,
        }
        sys.stdout.write(json.dumps(document, indent=2) + "\n")
        return
    _print(scores, figures, misses=misses)


def _measure(
    store: Store, scale: int, every: int
) -> tuple[tuple[RetrievalScore, ...], ScaleFigures | None]:
    """Load the notes into an empty database, ask, then add the synthetic passages and ask again."""
    from evals.measures.retrieval import DEPTH, QUESTIONS, load_questions, score_sets
    from evals.measures.retrieval_scale import measure_scale, synthetic_passages
    from store import catalogue
    from store.embedder import MiniLmEmbedder
    from store.passage_loading import build_indexes, load_passages

    embedder, notes, steps = MiniLmEmbedder(), catalogue.notes(), Steps()
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
    console = Console(stderr=True)
    rows = synthetic_passages(notes, embedder, scale)
    with store.unit_of_work() as uow:
        shown = track(rows, "loading passages", total=scale, console=console)
        load_passages(uow.connection, shown, embedder.model_id)
        with steps.step("building the indexes, about two minutes for 100,000 passages"):
            build_indexes(uow.connection)
    asked = [each.question for each in load_questions(QUESTIONS)]
    with store.read_only() as uow:
        shown = track(asked, "asking", console=console)
        return scores, measure_scale(
            uow.passages, embedder, shown, passages=scale + len(notes), every=every
        )


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
        _print_scale(console, figures)


def _print_scale(console: Console, figures: ScaleFigures) -> None:
    table = Table(title=f"search among {figures.passages:,} passages", box=box.SIMPLE)
    for column in ("", "p50 ms", "p95 ms"):
        table.add_column(column, justify="right" if column else "left")
    for name, times in (
        ("server, planning and running", figures.server),
        ("as the program sees it", figures.wall),
        ("the same, slower runs too", figures.wall_of_all_runs),
    ):
        table.add_row(name, f"{times.median_ms:.1f}", f"{times.p95_ms:.1f}")
    console.print(table)
    console.print(
        f"  recall at 10 of exact search, {figures.compared} of {figures.questions} questions: "
        f"nearest vectors {figures.vector_recall_at_10:.3f}, "
        f"with words {figures.recall_at_10:.3f}\n"
        f"  exact search {figures.exact_median_ms:.0f} ms; embedding a question "
        f"{figures.embedding_median_ms:.1f} ms apart"
    )
