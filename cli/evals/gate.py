"""`fitholic evals gate`: is the candidate no worse than the champion?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.evals.exits import CONFIGURATION, ending
from cli.options import DataDir
from cli.output_file import check_target, written
from coach.errors import FitholicError

if TYPE_CHECKING:
    from cli.evals.sides import Wanted
    from evals.gate.commits import Base
    from evals.gate.locks import Terms
    from evals.gate.report import GateReport
    from evals.gate.sides import Side


def gate(
    champion: Annotated[
        str,
        typer.Argument(
            help="Run folder, JSON file or run id; `champion` for the one kept in the repository; "
            "`base` to run the base commit here, in turn with `worktree`."
        ),
    ],
    candidate: Annotated[
        str, typer.Argument(help="The same; or `worktree` to run the suite with this tree.")
    ],
    profile: Annotated[str, typer.Option(help="Thresholds, of evals/gate/profiles.")] = "pr",
    against: Annotated[
        str | None,
        typer.Option(
            help="Commit whose profile and champion count; by default where this branch left the "
            "main branch, and on the main branch the commit before."
        ),
    ] = None,
    suite: Annotated[
        str | None, typer.Option(help="What `worktree` runs; by default the champion's suite.")
    ] = None,
    cases: Annotated[
        list[Path] | None, typer.Option(help="Files of cases in place of a suite.")
    ] = None,
    model: Annotated[
        str | None, typer.Option(help="What `worktree` runs with; by default the champion's model.")
    ] = None,
    json_out: Annotated[Path | None, typer.Option("--json", help="Write the answer here.")] = None,
    data_dir: DataDir = None,
) -> None:
    """Judge a change against the champion, case by case.

    Ends with 0 pass, 1 regression, 2 no comparison, 3 stale recordings, 4 not enough evidence,
    5 the machinery failed.
    """
    if json_out is not None:
        check_target(json_out, force=True)
    from datetime import UTC, datetime

    from cli.evals.answer import lines_of
    from cli.evals.sides import OWN, Wanted
    from coach.settings import Settings
    from evals.gate.commits import base_of
    from evals.gate.kept import keep
    from evals.gate.locks import terms_of
    from evals.reports.plain import plain
    from evals.runs.trees import ROOT

    folder = data_dir or Settings.load().data_dir
    base = base_of(ROOT, against)
    terms = terms_of(base, profile, is_own=candidate in OWN)
    wanted = Wanted(champion, candidate, suite, tuple(cases or ()), model)
    report, side = _judged(wanted, base, terms, folder)
    if json_out is not None:
        with written(json_out, force=True) as file:
            file.write(report.model_dump_json(indent=1).encode() + b"\n")
    for line in lines_of(report):
        typer.echo(plain(line))
    typer.echo(f"gate run {keep(report, side, folder, datetime.now(UTC))}, base {base.why}")
    raise typer.Exit(report.exit_code)


def _judged(
    wanted: Wanted, base: Base, terms: Terms, data_dir: Path
) -> tuple[GateReport, Side | None]:
    """Judge, a second time with more epochs where this tree can run them."""
    from cli.evals.sides import sides_of, with_more_epochs
    from evals.gate.decision import judge_arms, refused
    from evals.gate.report import GateVerdict

    profile, around = terms.profile, terms.around
    try:
        pair = sides_of(wanted, base, profile, data_dir)
        report = judge_arms(pair[0].arm, pair[1].arm, profile, around)
        if report.more_epochs is not None:
            more = with_more_epochs(wanted, pair, base, profile, data_dir)
            if more is not None:
                pair = more
                report = judge_arms(pair[0].arm, pair[1].arm, profile, around)
        report = _with_notes(report, pair[0], base)
    except FitholicError as exc:
        code = ending(exc)
        verdict = GateVerdict.CONFIGURATION if code == CONFIGURATION else GateVerdict.INFRASTRUCTURE
        return refused(str(exc), verdict, profile, around), None
    return report, pair[1]


def _with_notes(report: GateReport, champion: Side, base: Base) -> GateReport:
    """Return the answer with what was waived when champions were made, and if there was none."""
    from evals.gate.locks import is_first

    waivers = champion.baseline.waivers if champion.baseline is not None else ()
    said = tuple(
        f"Champion {each.bundle_id[:12]} was promoted on {each.at:%Y-%m-%d} without a decision of "
        f"the gate, by {each.by}: {each.waiver}"
        for each in waivers
    )
    if is_first(base):
        first = (
            f"Commit {base.sha[:12]} is older than the gate: profile and champion are this tree's "
            "own, so this answer shows only that the champion can be repeated."
        )
        said = (*said, first)
    return report.model_copy(update={"notes": (*report.notes, *said)})
