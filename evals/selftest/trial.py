"""Tries planted changes on the gate, several at a time, and says what became of each."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed

from coach.errors import FitholicError
from evals.gate.report import GateReport
from evals.runs.trees import paired_runs
from evals.selftest.edits import EDITS, Refused
from evals.selftest.ground import Exhibit, Gate, Ground, real_gate, want_of
from evals.selftest.matrix import KillMatrix, Result, Row, judged, unjudged
from evals.selftest.planting import StalePatch, planted
from evals.selftest.table import Kind, Mutant

OnRow = Callable[[Row], None]


def try_all(
    mutants: Sequence[Mutant],
    ground: Ground,
    *,
    gate: Gate = real_gate,
    jobs: int = 2,
    on_row: OnRow | None = None,
) -> KillMatrix:
    """Plant every change, let the gate judge it, and return what became of all, in their order.

    Args:
        mutants: Changes of any kind but the statistical ones.
        ground: Cases, server and champion.
        gate: The one that is tested.
        jobs: How many at a time.
        on_row: Told each row when it is known.
    """
    began = time.monotonic()
    found: dict[str, Row] = {}
    ground.shared = _shared(mutants, ground)
    pool = ThreadPoolExecutor(jobs)
    try:
        waiting: list[Future[Row]] = [pool.submit(try_one, m, ground, gate) for m in mutants]
        for future in as_completed(waiting):
            row = future.result()
            found[row.id] = row
            if on_row is not None:
                on_row(row)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    rows = tuple(found[mutant.id] for mutant in mutants)
    return KillMatrix(rows=rows, seconds=time.monotonic() - began)


def _shared(mutants: Sequence[Mutant], ground: Ground) -> tuple[str, ...]:
    """Return the ids that the changes want of the built-in champion."""
    code = [mutant for mutant in mutants if mutant.kind is Kind.CODE and not mutant.paired]
    ids = {case for mutant in code for case in ground.ids_of(mutant)}
    if any(mutant.kind is Kind.DATA for mutant in mutants):
        ids.update(ground.spread)
    return tuple(sorted(ids))


def try_one(mutant: Mutant, ground: Ground, gate: Gate = real_gate) -> Row:
    """Plant one change and let the gate judge it; whatever goes wrong is in the row."""
    began = time.monotonic()
    try:
        report = _report_on(mutant, ground, gate)
    except StalePatch as exc:
        return unjudged(mutant, Result.STALE, str(exc), time.monotonic() - began)
    except FitholicError as exc:
        return unjudged(mutant, Result.BROKEN, str(exc), time.monotonic() - began)
    if isinstance(report, Refused):
        return _refused(mutant, report, time.monotonic() - began)
    return judged(mutant, report, time.monotonic() - began)


def _report_on(mutant: Mutant, ground: Ground, gate: Gate) -> GateReport | Refused:
    if mutant.kind is Kind.DATA:
        shown = EDITS[mutant.edit or ""](ground)
        return shown if isinstance(shown, Refused) else gate(shown)
    if mutant.paired:
        return gate(_paired(mutant, ground))
    report = gate(_compared(mutant, ground, mutant.epochs))
    if report.more_epochs is not None and report.more_epochs > mutant.epochs:
        report = gate(_compared(mutant, ground, report.more_epochs))
    return report


def _compared(mutant: Mutant, ground: Ground, epochs: int) -> Exhibit:
    """Run the changed tree; the champion's run is shared with other changes."""
    want = want_of(mutant, ground.ids_of(mutant), epochs)
    with planted(mutant, ground.root, ground.folder) as tree:
        candidate = ground.run(want, tree)
    return ground.exhibit(ground.champion(want), candidate)


def _paired(mutant: Mutant, ground: Ground) -> Exhibit:
    """Run both trees in turn, because their times are compared."""
    options = ground.options(ground.ids_of(mutant))
    simulated = mutant.kind is Kind.PROMPT
    with planted(mutant, ground.root, ground.folder) as tree:
        champion = ground.arm(ground.root, simulated=simulated)
        candidate = ground.arm(tree, simulated=simulated)
        runs = paired_runs(ground.nursery, champion, candidate, options, mutant.epochs)
    return ground.exhibit(*runs)


def _refused(mutant: Mutant, refused: Refused, seconds: float) -> Row:
    """Return the row of a change that a command refused before any rule was asked."""
    expect = mutant.expect
    result = Result.BLOCKED
    if expect is not None:
        is_right = expect.rule == "command" and expect.exit == refused.code
        result = Result.KILLED if is_right else Result.WRONG_EXIT
    row = unjudged(mutant, result, refused.reason, seconds)
    return row.model_copy(update={"exit_code": refused.code, "rules": ("command",)})
