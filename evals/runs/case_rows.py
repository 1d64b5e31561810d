"""The row of a case-epoch: how it ended, its turns, and one for every turn that was never run."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean
from typing import Final, NamedTuple

from coach.errors import BudgetExceeded, FitholicError
from coach.runs.events import Failed
from evals.cases.hashes import case_sha
from evals.cassettes.miss import CassetteMiss
from evals.cassettes.scope import CaseEvidence
from evals.metrics import Verdict, score_turn
from evals.results import CaseRow, CaseStatus, TurnRow
from evals.runs.planning import Planned
from evals.runs.transcript import Recording, turn_row

NOT_RUN: Final = "not_run"
"""Code of a turn that its fixture or an earlier turn kept from being run."""
CRASHED: Final = "crashed"
"""Code of the turn that ended in a defect."""
STALE: Final = "stale"
"""Code of the turn that asked for an answer which is not recorded."""
LONGEST_REASON: Final = 500


class Ending(NamedTuple):
    """How a case came to its end."""

    status: CaseStatus
    reason: str | None = None
    """One line; None when it is ok."""


def ending_of(outcome: BaseException | None) -> Ending:
    """Return what an exception, or none, makes of its case."""
    match outcome:
        case None:
            return Ending(CaseStatus.OK)
        case CassetteMiss():
            return Ending(CaseStatus.STALE, _line(outcome.missed.headline))
        case BudgetExceeded(code="run_timeout"):
            return Ending(CaseStatus.TIMEOUT, _line(str(outcome)))
        case FitholicError():
            return Ending(CaseStatus.ERROR, _line(f"{outcome.code}: {outcome}"))
        case _:
            return Ending(CaseStatus.ERROR, _line(f"{type(outcome).__name__}: {outcome}"))


def case_row(
    planned: Planned, turns: Sequence[TurnRow], ending: Ending, evidence: CaseEvidence
) -> CaseRow:
    """Return the row of a case that has a row for every turn."""
    case, epoch = planned
    is_ok = ending.status is CaseStatus.OK
    return CaseRow(
        case_id=case.id,
        case_sha=case_sha(case),
        epoch=epoch,
        slice=case.slice,
        cluster=case.cluster,
        severity=case.severity,
        status=ending.status,
        error=ending.reason,
        evidence=evidence.kind,
        evidence_prompts=evidence.prompts,
        model_versions=evidence.model_versions,
        oldest_recording=evidence.oldest,
        score=fmean(turn.score for turn in turns) if is_ok else 0.0,
        passed=is_ok and all(turn.passed for turn in turns),
        turns=tuple(turns),
    )


def judged(row: TurnRow, verdicts: Sequence[Verdict]) -> TurnRow:
    """Return the turn with its verdicts and the score they make."""
    score, passed = score_turn(verdicts)
    told = {"verdicts": tuple(verdicts), "score": score, "passed": passed}
    return TurnRow.model_validate(row.model_dump() | told)


def unsaid_turns(
    planned: Planned, done: int, ending: Ending, recording: Recording | None = None
) -> list[TurnRow]:
    """Return failed rows of the turns that have none: the one that crashed, and all behind it.

    Args:
        planned: The case.
        done: How many turns have a row.
        ending: Why there is no other.
        recording: Events of the turn that was under way.
    """
    last = STALE if ending.status is CaseStatus.STALE else CRASHED
    rows: list[TurnRow] = []
    for n in range(done, len(planned.case.turns)):
        code = NOT_RUN if recording is None else last
        said = recording or Recording(n + 1)
        said.add(Failed(code, ending.reason or ""))
        recording = None
        row = turn_row(planned.case.turns[n].user, said)
        reason = f"{code}: {ending.reason}"
        verdict = Verdict(metric="no_error", score=0, passed=False, reason=reason)
        rows.append(judged(row, (verdict,)))
    return rows


def _line(text: str) -> str:
    return " ".join(text.split())[:LONGEST_REASON]
