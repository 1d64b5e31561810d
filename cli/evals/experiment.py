"""`fitholic evals experiment`: what the experiments on athletes show, in sums only."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Final

import typer

from cli.evals.exits import REGRESSION
from cli.options import DataDir
from coach.errors import NotFound

if TYPE_CHECKING:
    from evals.experiments import ArmReport, ExperimentReport, Rate

EVER: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""Before the first experiment."""

app = typer.Typer(no_args_is_help=True)


@app.callback()
def experiment() -> None:
    """Read what the experiments on athletes show."""


@app.command()
def report(
    name: Annotated[
        str | None, typer.Option("--experiment", help="Its id; all of them if left out.")
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Only athletes who met it since this day, UTC."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON and nothing else on standard output.")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Compare the arms of each experiment; exit 1 if one's sizes are not those of its split."""
    from cli.stack import running_stack
    from evals.experiments import experiment_reports
    from store.engine import open_store

    begin = EVER if since is None else since.replace(tzinfo=UTC)
    with (
        running_stack(data_dir) as stack,
        closing(open_store(stack.database_url, pool_size=1)) as store,
        store.read_only() as uow,
    ):
        found = experiment_reports(uow.exposures.outcomes(begin, datetime.now(UTC)))
    wanted = [one for one in found if name in {None, one.experiment}]
    if name is not None and not wanted:
        raise NotFound(
            f"no athlete has met an experiment {name!r} since {begin:%-d %b %Y}.",
            way_out=f"Met since then: {', '.join(one.experiment for one in found) or 'none'}.",
            code="experiment_not_found",
        )
    if as_json:
        rows = [one.model_dump(mode="json") for one in wanted]
        sys.stdout.write(json.dumps(rows, indent=1) + "\n")
    else:
        _print(wanted)
    if not all(one.valid for one in wanted):
        raise typer.Exit(REGRESSION)


def _print(reports: list[ExperimentReport]) -> None:
    from rich.console import Console

    console = Console(highlight=False, markup=False, soft_wrap=True)
    if not reports:
        console.print("No athlete has met an experiment.")
    for one in reports:
        console.print("\n".join(_lines(one)))


def _lines(one: ExperimentReport) -> list[str]:
    """Return a report as text: whether it can be trusted comes first."""
    sizes = ", ".join(
        f"{arm.arm} {arm.athletes} of {arm.expected:.1f} expected" for arm in one.arms
    )
    verdict = "sizes fit the split" if one.valid else "INVALID: sizes do not fit the split"
    lines = [
        f"experiment {one.experiment} (salt {one.salt})",
        f"  {verdict}: {sizes}; p = {one.mismatch_p:.3g}",
    ]
    if not one.valid:
        lines.append("  Do not read the difference; find out why athletes are missing from an arm.")
    if not one.enough:
        have = min(arm.thumbs_up.effective for arm in one.arms)
        lines.append(
            f"  too few thumbs to find a drop of 3 points: {have:,.0f} of {one.needed:,} "
            "independent ones in the smaller arm"
        )
    for arm in one.arms:
        lines.extend(_arm_lines(arm))
    lines.append("  challenger minus champion")
    for each in one.differences:
        bounds = f"({each.low:+.1%} to {each.high:+.1%})"
        lines.append(f"    {each.metric.replace('_', ' ')}: {each.value:+.1%} {bounds}")
    return lines


def _arm_lines(arm: ArmReport) -> list[str]:
    slow = "none" if arm.p95_s is None else f"{arm.p95_s:.1f} s"
    size = f"{arm.athletes} athletes ({arm.moved} moved on), {arm.runs} runs"
    return [
        f"  {arm.arm}: {size}, p95 {slow}, {arm.edits} edits",
        f"    thumbs up {_rate_text(arm.thumbs_up)}",
        f"    failed runs {_rate_text(arm.failed)}",
        f"    abandoned plans {_rate_text(arm.abandoned)}",
    ]


def _rate_text(rate: Rate) -> str:
    if rate.rate is None:
        return "none yet"
    return f"{rate.rate:.1%} ({rate.low:.1%} to {rate.high:.1%}) of {rate.trials}"
