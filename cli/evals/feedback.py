"""`fitholic evals feedback`: from what athletes said about replies to cases of the gate."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Final

import typer

from cli.options import DataDir
from coach.settings import Settings

DRAFTS: Final = Path("evals", "drafts.yaml")
"""Where drafts wait, in the data folder."""

DraftsFile = Annotated[
    Path | None,
    typer.Option(
        "--drafts", help="File of drafts (default: in the data folder).", show_default=False
    ),
]

app = typer.Typer(no_args_is_help=True)


@app.callback()
def feedback() -> None:
    """Turn what athletes said about replies into cases."""


@app.command()
def triage(
    days: Annotated[int, typer.Option(min=1, max=3650, help="How far back to look.")] = 30,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="Most replies to look at.")] = 500,
    seed: Annotated[int, typer.Option(help="Of the draw of the control.")] = 0,
    drafts: DraftsFile = None,
    data_dir: DataDir = None,
) -> None:
    """Draft a case of each complaint, and of as many replies that nobody complained about."""
    from cli.stack import running_stack
    from evals.feedback.drafts import add_drafts
    from evals.feedback.triage import reported
    from evals.feedback.triage import triage as drafted
    from evals.reports.plain import plain
    from store.embedder import MiniLmEmbedder
    from store.engine import open_store

    since = datetime.now(UTC) - timedelta(days=days)
    with (
        running_stack(data_dir) as stack,
        closing(open_store(stack.database_url, pool_size=1)) as store,
        store.read_only() as uow,
    ):
        replies = [
            *uow.feedback.for_triage(since, limit),
            *uow.feedback.others_for_triage(since, limit),
        ]
        path = drafts or stack.data_dir / DRAFTS
    found = drafted(map(reported, replies), MiniLmEmbedder(), seed=seed)
    new = add_drafts(path, found)
    for draft in new:
        said = plain(_short(draft.case))
        typer.echo(f"{draft.id}  {draft.reason}  x{draft.times}  {said}")
    typer.echo(f"{len(new)} new of {len(found)} drafts in {path}")


@app.command()
def accept(
    draft: Annotated[str, typer.Argument(help="Id of the draft.")],
    dataset: Annotated[Path, typer.Option(help="Data set that takes the case.")],
    drafts: DraftsFile = None,
    data_dir: DataDir = None,
) -> None:
    """Move a labelled draft into a data set, in its split `dev`."""
    from evals.feedback.drafts import accept as accepted

    path = drafts or (data_dir or Settings.load().data_dir) / DRAFTS
    case = accepted(path, draft, dataset)
    typer.echo(f"{case.id} stands in {dataset}; now run `fitholic evals datasets lock`.")


def _short(case: dict[str, list[dict[str, str]]]) -> str:
    said = " ".join(case["turns"][0]["user"].split())
    return said if len(said) <= 60 else f"{said[:59]}…"
