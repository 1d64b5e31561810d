"""`fitholic evals report`: a run, or the gate's answer on it, for people and for machines."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import ValidationError

from cli.options import DataDir
from coach.errors import InvalidInput
from coach.settings import Settings

if TYPE_CHECKING:
    from evals.reports.view import Report


def report(
    run: Annotated[str, typer.Argument(help="Run folder, JSON file or id of the run to show.")],
    gate: Annotated[
        Path | None,
        typer.Option(help="What `fitholic evals gate ... --json` wrote.", show_default=False),
    ] = None,
    champion: Annotated[
        str | None,
        typer.Option(help="The champion's run, to show its replies too.", show_default=False),
    ] = None,
    html: Annotated[Path | None, typer.Option(help="Write one self-contained page.")] = None,
    md: Annotated[Path | None, typer.Option(help="Write Markdown for a pull request.")] = None,
    junit: Annotated[Path | None, typer.Option(help="Write JUnit XML.")] = None,
    json_out: Annotated[
        Path | None, typer.Option("--json", help="Write the report's data.")
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Show a run, verdict first; without an output, Markdown goes to the terminal."""
    from cli.output_file import check_target, written
    from evals.gate.report import GateReport
    from evals.reports.history import past_runs
    from evals.reports.junit import junit as junit_xml
    from evals.reports.pages import html_page, markdown
    from evals.reports.view import report_of
    from evals.run_folder import find_run, read_run

    targets = [path for path in (html, md, junit, json_out) if path is not None]
    for path in targets:
        _make_folder(path)
        check_target(path, force=True)
    folder = data_dir or Settings.load().data_dir
    candidate = read_run(find_run(folder, run))
    judged = None
    if gate is not None:
        try:
            judged = GateReport.model_validate_json(gate.read_bytes())
        except OSError as exc:
            raise InvalidInput(f"cannot read {gate}: {exc.strerror}.") from exc
        except ValidationError as exc:
            raise InvalidInput(
                f"{gate} is no answer of the gate: {exc.errors(include_url=False)[0]['msg']}.",
                way_out="Name a file that `fitholic evals gate --json` wrote.",
            ) from exc
    shown = report_of(
        candidate,
        champion=read_run(find_run(folder, champion)) if champion else None,
        gate=judged,
        history=past_runs(folder, candidate.header),
    )
    texts: tuple[tuple[Path | None, Callable[[Report], str]], ...] = (
        (html, html_page),
        (md, markdown),
        (junit, junit_xml),
        (json_out, lambda data: data.model_dump_json(indent=1) + "\n"),
    )
    for path, text in texts:
        if path is not None:
            with written(path, force=True) as file:
                file.write(text(shown).encode())
            typer.echo(f"wrote {path}", err=True)
    if not targets:
        typer.echo(markdown(shown), nl=False)


def _make_folder(path: Path) -> None:
    from cli.output_file import unwritable

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise unwritable(path, exc) from exc
