"""`fitholic evals compare`: two runs side by side, without a verdict."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import DataDir
from cli.output_file import check_target, written

if TYPE_CHECKING:
    from evals.gate.comparison import Comparison


def compare(
    first: Annotated[
        str, typer.Argument(help="Run folder, JSON file, run id, or `champion` of this tree.")
    ],
    second: Annotated[str, typer.Argument(help="The same.")],
    json_out: Annotated[
        Path | None, typer.Option("--json", help="Write the comparison here.")
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Show by metric and slice how two runs differ, which cases flipped, and what changed."""
    if json_out is not None:
        check_target(json_out, force=True)
    from cli.evals.sides import CHAMPION
    from coach.settings import Settings
    from evals.gate.baseline import PATH
    from evals.gate.comparison import comparison_of
    from evals.gate.sides import read_side
    from evals.reports.plain import plain
    from evals.runs.trees import ROOT

    folder = data_dir or Settings.load().data_dir
    kept = str(ROOT / PATH)
    sides = [read_side(kept if name == CHAMPION else name, folder) for name in (first, second)]
    found = comparison_of(sides[0], sides[1])
    if json_out is not None:
        with written(json_out, force=True) as file:
            file.write(found.model_dump_json(indent=1).encode() + b"\n")
    for line in _lines(found):
        typer.echo(plain(line))


def _lines(found: Comparison) -> Iterator[str]:
    yield f"{found.first.run_id} ({found.first.model}) to {found.second.run_id}"
    yield found.evidence
    yield ""
    yield f"{'figure':<24}{'slice':<16}{'n':>5}{'before':>10}{'after':>10}{'change':>10}  bounds"
    for each in found.differences:
        bounds = "" if each.lower is None else f"[{each.lower:+.3f}, {each.upper:+.3f}]"
        yield (
            f"{each.what[:23]:<24}{each.slice[:15]:<16}{each.n:>5}{each.before:>10.3f}"
            f"{each.after:>10.3f}{each.difference:>+10.3f}  {bounds}"
        )
    yield ""
    yield f"{len(found.flips)} cases flipped."
    for trajectory in found.trajectories:
        yield f"  {trajectory.case_id}"
        yield f"    before: {'; '.join(trajectory.before) or 'not kept'}"
        yield f"    after:  {'; '.join(trajectory.after)}"
        yield from (f"    {reason}" for reason in trajectory.reasons)
    for part in found.parts:
        yield f"bundle {part.name}: {part.before} to {part.after}"
    for each in found.left_out:
        yield f"left out {each.case_id}: {each.reason}"
