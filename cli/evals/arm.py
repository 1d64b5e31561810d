"""`fitholic evals arm`: one side of a comparison, run in this very process; not for people."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from cli.evals.database import scratch_database
from cli.output_file import check_target, written
from cli.terminal import Steps
from coach.settings import ModelSettings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agents.transport import ModelTransport
    from coach.knowledge.ports import Embedder
    from evals.cases.case import Case


TURN_S: Final = 600.0
"""Longest turn. Source: own choice; one takes 0.06 s, and a machine that is busy with other work
must not make a case of either side fail."""


def arm(
    cases: Annotated[list[Path], typer.Option(help="A file of cases; may be given again.")],
    json_out: Annotated[Path, typer.Option("--json", help="Where the run is written.")],
    server: Annotated[str, typer.Option(help="Address of any database of the server.")],
    ids: Annotated[
        Path | None, typer.Option(help="File with the ids of the cases to run, one a line.")
    ] = None,
    model: Annotated[str, typer.Option(help="Such as `builtin:coach`.")] = "builtin:coach",
    simulate: Annotated[
        int | None, typer.Option(help="Let the simulated Gemini of this seed answer.")
    ] = None,
    epochs: Annotated[int, typer.Option(min=1, max=100)] = 1,
    first_epoch: Annotated[int, typer.Option(min=1)] = 1,
    seed: Annotated[int, typer.Option(help="Of the ids of the athletes.")] = 0,
    timing_session: Annotated[str | None, typer.Option()] = None,
) -> None:
    """Run cases in this process and write the run."""
    check_target(json_out, force=True)
    import anyio

    from evals.cases.loading import load_many
    from evals.results import RunResult
    from evals.runs.bench import Bench
    from evals.runs.header import Subject
    from evals.runs.planning import RunOptions
    from evals.runs.runner import run_cases
    from store.embedder import MiniLmEmbedder
    from store.engine import open_store

    chosen = _chosen(load_many(cases), ids)
    options = RunOptions(epochs=epochs, first_epoch=first_epoch, seed=seed, turn_s=TURN_S)
    subject = Subject(run_id=json_out.stem, mode="live", timing_session=timing_session)
    with (
        scratch_database(server, Steps()) as url,
        closing(open_store(url, pool_size=4)) as store,
    ):
        embedder = MiniLmEmbedder()
        settings = ModelSettings().model_copy(update={"name": model})
        transport = None if simulate is None else _simulator(simulate, embedder)
        bench = Bench(store, embedder, settings, url, transport=transport)

        async def everything() -> RunResult:
            return await run_cases(bench, chosen, options, subject=subject)

        result = anyio.run(everything)
    with written(json_out, force=True) as file:
        file.write(result.model_dump_json().encode() + b"\n")


def _chosen(cases: Sequence[Case], ids: Path | None) -> list[Case]:
    if ids is None:
        return list(cases)
    wanted = set(ids.read_text(encoding="utf-8").split())
    return [case for case in cases if case.id in wanted]


def _simulator(seed: int, embedder: Embedder) -> ModelTransport:
    from evals.selftest.simulator import ObeyingGemini

    return ObeyingGemini(seed, embedder)
