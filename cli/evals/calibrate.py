"""`fitholic evals calibrate`: say how far a judge agrees with people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import DataDir

if TYPE_CHECKING:
    from evals.judge.calibration import Calibration

ANCHORS = Path(__file__).resolve().parents[2] / "evals" / "anchors" / "judge_anchors.jsonl"
SHORT = 1
"""Exit code of a judge that fell short."""


def calibrate(
    model: Annotated[str, typer.Option(help="Judge, such as `google_genai:gemini-3.5-pro`.")],
    anchors: Annotated[
        Path, typer.Option(help="Labelled answers, one JSON object a line.", show_default=False)
    ] = ANCHORS,
    as_json: Annotated[bool, typer.Option("--json", help="Print the record as JSON.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Ask a judge about labelled answers; exit 1 if it falls short of what the gate asks for.

    The record is kept in the data folder. A judge speaks in a run only with a record of the same
    model and prompt that fell short of nothing.
    """
    import sys
    from datetime import UTC, datetime

    from rich.console import Console
    from rich.progress import Progress

    from agents.judging import make_asker
    from coach.settings import Settings
    from evals.judge.asking import AskingJudge, prompt_sha
    from evals.judge.calibration import calibrate as ask_all
    from evals.judge.calibration import load_anchors
    from evals.judge.records import keep
    from store.embedder import MiniLmEmbedder

    loaded = load_anchors(anchors)
    settings = Settings.load()
    asked = settings.model.model_copy(update={"name": model})
    judge = AskingJudge(make_asker(asked, MiniLmEmbedder()), model)
    with Progress(console=Console(file=sys.stderr), transient=True) as bar:
        task = bar.add_task("answers", total=len(loaded))
        found = ask_all(
            judge,
            loaded,
            model=model,
            prompt_sha=prompt_sha(),
            at=datetime.now(UTC),
            on_answer=lambda done: bar.update(task, completed=done),
        )
    path = keep(data_dir or settings.data_dir, found)
    if as_json:
        typer.echo(found.model_dump_json(indent=1))
    else:
        _print(found, path)
    if found.complaints:
        raise typer.Exit(SHORT)


def _print(found: Calibration, path: Path) -> None:
    from evals.judge.calibration import ANCHORS, KAPPA, TNR, TPR

    typer.echo(f"{found.model} on {found.anchors} labelled answers (at least {ANCHORS})")
    typer.echo(f"kappa {found.kappa:.2f} (at least {KAPPA:.2f})")
    typer.echo(f"passes {found.tpr:.0%} of the good ones (at least {TPR:.0%})")
    typer.echo(f"fails {found.tnr:.0%} of the bad ones (at least {TNR:.0%})")
    typer.echo(f"rejects {found.known_bad:.0%} of bad ones that plead to be passed")
    typer.echo(f"{found.unreadable} answers could not be read")
    for name, share in found.criteria.items():
        typer.echo(f"  {share:.0%}  {name}")
    for complaint in found.complaints:
        typer.echo(f"not usable: {complaint}")
    typer.echo(f"kept in {path}")
