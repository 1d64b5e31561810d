"""`fitholic evals doctor`: whether this installation can be trusted with a comparison."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from cli.evals.database import scratch_database
from cli.evals.exits import CONFIGURATION, INFRASTRUCTURE
from cli.options import DataDir
from cli.stack import running_stack
from cli.terminal import Steps


def doctor(
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON and nothing else on standard output.")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Run one conversation twice with each client, and say what differs or leaves this machine.

    Exit 0 when all is well, 2 when a setting is wrong, 5 when the machine cannot be trusted.
    """
    import json

    from coach.settings import Settings
    from evals.runs.doctor import Ward, examine
    from evals.runs.job import Job
    from evals.runs.request import BUILTIN, RunRequest
    from evals.selftest.simulator import ObeyingGemini
    from store.embedder import MiniLmEmbedder

    settings = Settings.load()
    request = RunRequest(model=BUILTIN)
    options = request.options(turn_s=settings.limits.run_seconds, in_flight=1)
    model = settings.model.model_copy(update={"name": BUILTIN})
    steps = Steps()
    with (
        tempfile.TemporaryDirectory(prefix="fitholic-doctor-") as log,
        running_stack(data_dir, settings=settings, steps=steps, prepare=False) as stack,
    ):
        job = Job(request, options, stack.database_url, model, Path(log))
        checks = examine(
            Ward(
                job=job,
                fresh=lambda: scratch_database(stack.database_url, steps),
                simulator=lambda: ObeyingGemini(0, MiniLmEmbedder()),
            )
        )
    if as_json:
        typer.echo(json.dumps([check._asdict() for check in checks], indent=1))
    else:
        for check in checks:
            typer.echo(f"{'ok  ' if check.ok else 'FAIL'}  {check.name}: {check.told}")
    failed = [check for check in checks if not check.ok]
    if failed:
        settled = all(check.is_configuration for check in failed)
        raise typer.Exit(CONFIGURATION if settled else INFRASTRUCTURE)
