"""`fitholic evals promote`: make a bundle that passed the gate the champion."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import DataDir
from coach.errors import InvalidInput

if TYPE_CHECKING:
    from datetime import datetime

    from evals.gate.promotion import Waiver


def promote(
    bundle: Annotated[
        str | None, typer.Argument(help="Id of the bundle, or its first 8 characters.")
    ] = None,
    gate_run: Annotated[
        str | None, typer.Option(help="Id of the answer that `fitholic evals gate` printed.")
    ] = None,
    measured: Annotated[
        str | None,
        typer.Option(
            help="Run of the first champion, or of the same one on changed cases or metrics."
        ),
    ] = None,
    rollback: Annotated[
        bool, typer.Option("--rollback", help="Make the champion before this one champion again.")
    ] = False,
    waive: Annotated[
        str | None,
        typer.Option(help="Why an answer without a decision is enough; kept and shown for ever."),
    ] = None,
    by: Annotated[str, typer.Option(help="Who promotes.")] = "",
    data_dir: DataDir = None,
) -> None:
    """Rewrite prompts/registry.yaml and the champion's baseline; refuse without a passing gate."""
    from datetime import UTC, datetime

    from coach.settings import Settings
    from evals.gate.promotion import Waiver, roll_back
    from evals.runs.trees import ROOT

    chosen = [name for name in (gate_run, measured) if name is not None]
    if len(chosen) + rollback != 1 or bool(bundle) is rollback:
        raise InvalidInput(
            "say what is promoted.",
            way_out="Either BUNDLE with --gate-run or --measured, or --rollback alone.",
            code="bad_option",
        )
    now = datetime.now(UTC)
    folder = data_dir or Settings.load().data_dir
    waiver = None if waive is None else Waiver(waive, by)
    if rollback:
        bundle = roll_back(ROOT, now, by).header.bundle_id
    elif gate_run is not None:
        _from_gate(bundle or "", gate_run, folder, now, waiver or Waiver("", by))
    else:
        _from_run(bundle or "", measured or "", folder, now, by)
    typer.echo(f"champion is now {bundle}; commit prompts/registry.yaml and evals/baselines")


def _from_gate(bundle: str, gate_run: str, data_dir: Path, now: datetime, waiver: Waiver) -> None:
    from evals.gate.baseline import Promotion
    from evals.gate.kept import read_answer
    from evals.gate.promotion import check_answer, check_rival, crown
    from evals.runs.trees import ROOT

    report, kept = read_answer(gate_run, data_dir)
    check_answer(report, kept, bundle, now, waiver if waiver.reason else None)
    check_rival(report, ROOT)
    promotion = Promotion(
        at=now,
        bundle_id=kept.header.bundle_id,
        run_id=kept.header.run_id,
        gate_run=gate_run,
        verdict=report.verdict.value,
        by=waiver.by,
        waiver=waiver.reason,
    )
    crown(kept, promotion, ROOT)


def _from_run(bundle: str, run: str, data_dir: Path, now: datetime, by: str) -> None:
    from evals.gate.baseline import Promotion, baseline_of
    from evals.gate.decision import judge_arms
    from evals.gate.profile import packaged_profile
    from evals.gate.promotion import check_measured, crown
    from evals.gate.sides import read_side
    from evals.runs.trees import ROOT

    side = read_side(run, data_dir)
    if not side.arm.header.bundle_id.startswith(bundle):
        raise InvalidInput(
            f"run {run} is of bundle {side.arm.header.bundle_id[:12]}, not {bundle}.",
            way_out="Name that bundle, or another run.",
            code="promotion_refused",
        )
    answer = judge_arms(side.arm, side.arm, packaged_profile("pr"))
    note = check_measured(side.arm, answer, ROOT)
    promotion = Promotion(
        at=now,
        bundle_id=side.arm.header.bundle_id,
        run_id=side.arm.header.run_id,
        gate_run="",
        verdict=answer.verdict.value,
        by=by,
        note=note,
    )
    crown(baseline_of(side.arm, side.metrics), promotion, ROOT)
