"""Runs, profiles and locks edited as a careless or a dishonest change would edit them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final, NamedTuple

from coach.errors import InvalidInput
from evals.gate.surroundings import Surroundings
from evals.results import CaseRow, CaseStatus, EvidenceKind, RunHeader, RunResult, Verdict
from evals.run_folder import read_run
from evals.selftest.ground import SIMULATED, Exhibit, Ground, Want

GEMINI: Final = SIMULATED[1]
OTHER_SHA: Final = "f" * 64
RECORDED_AT: Final = datetime(2026, 11, 20, tzinfo=UTC)
HARDEST: Final = 5


class Refused(NamedTuple):
    """A command ended before any rule was asked."""

    code: int
    reason: str


Edit = Callable[[Ground], "Exhibit | Refused"]


def recordings_of_the_champion(ground: Ground) -> Exhibit:
    """Answer a changed prompt with the recordings of the old one."""
    champion, candidate = _recorded(ground)
    prompts = [_other_version(prompt) for prompt in champion.header.bundle["prompts"]]
    return ground.exhibit(champion, _with_bundle(candidate, prompts=prompts))


def prompt_under_the_same_version(ground: Ground) -> Exhibit:
    """Change a prompt's text and leave its version."""
    champion, candidate = _pair(ground)
    prompts = [_other_text(prompt) for prompt in champion.header.bundle["prompts"]]
    return ground.exhibit(champion, _with_bundle(candidate, prompts=prompts))


def label_relaxed(ground: Ground) -> Exhibit:
    """Take an expectation out of a case, and leave the data set's version."""
    champion, candidate = _pair(ground)
    first = candidate.header.cases[0]

    def relax(row: CaseRow) -> CaseRow:
        if row.case_id != first:
            return row
        return row.model_copy(update={"case_sha": OTHER_SHA, "score": 1.0, "passed": True})

    return ground.exhibit(champion, _with_rows(candidate, map(relax, candidate.cases)))


def model_alias(ground: Ground) -> Exhibit:
    """Pin the model to a name that means another one tomorrow."""
    champion, candidate = _recorded(ground)
    name = "google_genai:gemini-flash-latest"
    aliased = _with_bundle(candidate, model=name)
    return ground.exhibit(champion, _with_header(aliased, model=name))


def judge_prompt_edited(ground: Ground) -> Exhibit:
    """Let another judge judge the candidate."""
    champion, candidate = _pair(ground)
    judge = {"model": "judge-1", "prompt": "faithful@1.0.0", "prompt_sha": "a" * 64}
    other = judge | {"prompt_sha": "b" * 64}
    return ground.exhibit(_with_header(champion, judge=judge), _with_header(candidate, judge=other))


def failing_case_deleted(ground: Ground) -> Exhibit:
    """Delete the case that the candidate fails."""
    champion, candidate = _pair(ground)
    kept = candidate.header.cases[1:]
    rows = [row for row in candidate.cases if row.case_id in kept]
    shorter = _with_header(candidate, cases=kept, cases_expected=len(rows))
    return ground.exhibit(champion, _with_rows(shorter, rows))


def rows_dropped(ground: Ground) -> Exhibit:
    """Leave the worst cases out of the mean without saying so."""
    champion, candidate = _pair(ground)
    return ground.exhibit(champion, _with_rows(candidate, candidate.cases[HARDEST:]))


def score_is_nan(ground: Ground) -> Exhibit | Refused:
    """Write a score that is no number into the file of a run."""
    champion, candidate = _pair(ground)
    plain = candidate.model_dump(mode="json")
    plain["cases"][0]["turns"][0]["verdicts"][0]["score"] = float("nan")
    path = ground.folder / "nan.json"
    path.write_text(json.dumps(plain), encoding="utf-8")
    try:
        return ground.exhibit(champion, read_run(path))
    except InvalidInput as exc:
        return Refused(2, str(exc))


def metric_cannot_judge(ground: Ground) -> Exhibit:
    """Let a metric fail on one turn."""
    champion, candidate = _pair(ground)
    broken = Verdict(
        metric="metric_error", score=0, passed=False, reason="limits: division by zero"
    )

    def hurt(row: CaseRow) -> CaseRow:
        turns = (row.turns[0].model_copy(update={"verdicts": (broken,)}), *row.turns[1:])
        return row.model_copy(update={"turns": turns})

    rows = (hurt(row) if n == 0 else row for n, row in enumerate(candidate.cases))
    return ground.exhibit(champion, _with_rows(candidate, rows))


def rows_twice(ground: Ground) -> Exhibit:
    """Count every case-epoch twice."""
    champion, candidate = _pair(ground)
    return ground.exhibit(champion, _with_rows(candidate, (*candidate.cases, *candidate.cases)))


def cases_twice(ground: Ground) -> Exhibit:
    """Count every case a second time under another id."""
    return ground.exhibit(*(_doubled(run) for run in _pair(ground)))


def profile_loosened_beside(ground: Ground) -> Exhibit:
    """Loosen the gate in the same change that lowers the scores."""
    champion, candidate = _pair(ground)
    beside = Surroundings(
        profile_source="0" * 40,
        head_profile_sha=OTHER_SHA,
        changed_beside_profile=("prompts/planner/1.1.0.md",),
    )
    return ground.exhibit(champion, candidate)._replace(around=beside)


def tools_not_in_the_lock(ground: Ground) -> Exhibit:
    """Change what a model is told of the tools, and leave the lock."""
    champion, candidate = _pair(ground)
    locked = Surroundings(tool_schemas_sha=champion.header.tool_schemas_sha)
    changed = _with_header(candidate, tool_schemas_sha=OTHER_SHA)
    return ground.exhibit(champion, changed)._replace(around=locked)


def seed_left_out(ground: Ground) -> Exhibit:
    """Run the candidate without a seed."""
    champion, candidate = _pair(ground)
    return ground.exhibit(champion, _with_header(candidate, seed=None))


def clock_left_running(ground: Ground) -> Exhibit:
    """Run the candidate by the clock of the machine."""
    champion, candidate = _pair(ground)
    return ground.exhibit(champion, _with_header(candidate, clock="machine"))


def cases_crash(ground: Ground) -> Exhibit:
    """Let five cases end in an error."""
    champion, candidate = _pair(ground)
    rows = (
        _ended(row, CaseStatus.ERROR, "KeyError: 'load'") if n < HARDEST else row
        for n, row in enumerate(candidate.cases)
    )
    return ground.exhibit(champion, _with_rows(candidate, rows))


def recordings_missing(ground: Ground) -> Exhibit:
    """Change a prompt and record nothing."""
    champion, candidate = _recorded(ground)
    rows = (
        _ended(row, CaseStatus.STALE, "no cassette") if n < HARDEST else row
        for n, row in enumerate(candidate.cases)
    )
    return ground.exhibit(champion, _with_rows(candidate, rows))


def synthetic_against_recorded(ground: Ground) -> Exhibit:
    """Compare the simulator with recordings of the model."""
    champion, candidate = _recorded(ground)
    rows = (row.model_copy(update={"evidence": EvidenceKind.SYNTHETIC}) for row in candidate.cases)
    return ground.exhibit(champion, _with_rows(candidate, rows))


def run_again(ground: Ground) -> Exhibit:
    """Run the same tree again with another seed of the simulated provider."""
    own = {case.id for case in ground.cases if case.slice != ground.profile.safety.slice}
    ids = tuple(case for case in ground.spread if case in own)  # those need ten epochs always
    want = Want(ids, simulated=True, epochs=3)
    return ground.exhibit(ground.champion(want), ground.run(want, ground.root))


def ten_new_cases(ground: Ground) -> Exhibit:
    """Add ten cases that the champion never saw."""
    champion, candidate = _pair(ground)
    kept = champion.header.cases[:-10]
    rows = [row for row in champion.cases if row.case_id in kept]
    shorter = _with_header(champion, cases=kept, cases_expected=len(rows))
    return ground.exhibit(_with_rows(shorter, rows), candidate)


def _pair(ground: Ground) -> tuple[RunResult, RunResult]:
    """Return the champion's run twice, the second under another name."""
    champion = ground.champion(Want(ground.spread, simulated=False, epochs=1))
    return champion, _with_header(champion, run_id="candidate")


def _recorded(ground: Ground) -> tuple[RunResult, RunResult]:
    """Return both runs as if Gemini had been recorded."""
    champion, candidate = _pair(ground)
    return _as_recorded(champion), _as_recorded(candidate)


def _as_recorded(run: RunResult) -> RunResult:
    told = {
        "evidence": EvidenceKind.RECORDED,
        "evidence_prompts": tuple(run.header.bundle["prompts"]),
        "model_versions": ("gemini-3.5-flash-001",),
        "oldest_recording": RECORDED_AT,
    }
    rows = (row.model_copy(update=told) for row in run.cases)
    named = _with_header(_with_bundle(run, model=GEMINI), model=GEMINI, mode="replay")
    return _with_rows(named, rows)


def _other_version(prompt: str) -> str:
    return f"{prompt.partition('@')[0]}@1.1.0#{OTHER_SHA}"


def _other_text(prompt: str) -> str:
    return f"{prompt.partition('#')[0]}#{OTHER_SHA}"


def _doubled(run: RunResult) -> RunResult:
    twins = [row.model_copy(update={"case_id": f"{row.case_id}-twin"}) for row in run.cases]
    ids = (*run.header.cases, *(f"{case}-twin" for case in run.header.cases))
    header = run.header.model_copy(
        update={"cases": ids, "cases_expected": 2 * run.header.cases_expected}
    )
    return RunResult(header=header, cases=(*run.cases, *twins))


def _ended(row: CaseRow, status: CaseStatus, reason: str) -> CaseRow:
    return row.model_copy(update={"status": status, "error": reason, "score": 0.0, "passed": False})


def _with_rows(run: RunResult, rows: Iterable[CaseRow]) -> RunResult:
    return RunResult(header=run.header, cases=tuple(rows))


def _with_header(run: RunResult, **values: object) -> RunResult:
    header: RunHeader = run.header.model_copy(update=values)
    return RunResult(header=header, cases=run.cases)


def _with_bundle(run: RunResult, **parts: object) -> RunResult:
    return _with_header(run, bundle={**run.header.bundle, **parts})


_ALL: Final[Sequence[Edit]] = (
    *(recordings_of_the_champion, prompt_under_the_same_version, label_relaxed, model_alias),
    *(judge_prompt_edited, failing_case_deleted, rows_dropped, score_is_nan),
    *(metric_cannot_judge, rows_twice, cases_twice, profile_loosened_beside),
    *(tools_not_in_the_lock, seed_left_out, clock_left_running, cases_crash),
    *(recordings_missing, synthetic_against_recorded, run_again, ten_new_cases),
)
EDITS: Final[Mapping[str, Edit]] = MappingProxyType({edit.__name__: edit for edit in _ALL})
"""By name, as mutants.yaml has them."""
