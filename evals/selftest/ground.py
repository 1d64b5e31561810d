"""Where planted changes are tried: cases, a server, and the champion's runs that all share."""

from __future__ import annotations

import fnmatch
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Final, NamedTuple, cast

from coach.errors import ExternalFailure
from evals.cases.case import Case
from evals.cases.documents import documents_of
from evals.gate.decision import judge_arms
from evals.gate.profile import Profile, packaged_profile
from evals.gate.reading import arm_of
from evals.gate.report import GateReport
from evals.gate.surroundings import Surroundings
from evals.results import RunResult
from evals.runs.trees import Arm, Nursery, run_in_tree
from evals.selftest.table import Kind, Mutant

SPREAD: Final = 6
"""Source: own choice; about forty cases, run in a few seconds."""
SIMULATED: Final = ("--model", "google_genai:gemini-3.5-flash")
CHAMPION_SEED: Final = 1
"""Of the simulated provider in the champion's arm."""
CANDIDATE_SEED: Final = 2
"""Another one, as two runs of a real provider differ, too."""


class Exhibit(NamedTuple):
    """Two runs and what they are judged by."""

    champion: RunResult
    candidate: RunResult
    profile: Profile
    around: Surroundings = Surroundings()


Gate = Callable[[Exhibit], GateReport]


def real_gate(exhibit: Exhibit) -> GateReport:
    """Judge two runs as `fitholic evals gate` does."""
    champion, candidate = arm_of(exhibit.champion), arm_of(exhibit.candidate)
    return judge_arms(champion, candidate, exhibit.profile, exhibit.around)


class Want(NamedTuple):
    """One run of the champion that changes are compared with."""

    ids: tuple[str, ...]
    simulated: bool
    epochs: int


@dataclass(slots=True)
class Ground:
    """What all planted changes of a self-test share."""

    nursery: Nursery
    server: str
    """Address of a running database server."""
    cases: Sequence[Case]
    rows: Mapping[str, object]
    """The same cases by id, as their files have them. As JSON they are read at once, while the YAML
    of all files takes longer than building a coach."""
    root: Path
    """Sources of the champion, which nobody changes while the self-test runs."""
    profile: Profile = field(default_factory=lambda: packaged_profile("pr"))
    shared: tuple[str, ...] = ()
    """Ids of all cases that any change is tried on with the built-in coach."""
    _champions: dict[Want, Future[RunResult]] = field(
        default_factory=dict[Want, "Future[RunResult]"]
    )
    _lock: Lock = field(default_factory=Lock)

    @property
    def folder(self) -> Path:
        """For temporary files."""
        return self.nursery.folder

    @property
    def spread(self) -> tuple[str, ...]:
        """Ids of every so many-th case: enough for a change that has nothing to do with them."""
        return tuple(case.id for case in self.cases)[::SPREAD]

    def ids_of(self, mutant: Mutant) -> tuple[str, ...]:
        """Return the ids of the cases a change is tried on, in the order of the files."""
        found = [case.id for case in self.cases if _is_wanted(case, mutant.cases)]
        most = mutant.most or len(found)
        if len(found) <= most:
            return tuple(found)
        return tuple(found[round(n * (len(found) - 1) / (most - 1))] for n in range(most))

    def run(self, want: Want, root: Path, seed: int = CANDIDATE_SEED) -> RunResult:
        """Run cases with the sources of `root`; what ends without a result is tried once more."""
        arm = self.arm(root, simulated=want.simulated, seed=seed)
        options = self.options(want.ids)
        try:
            return run_in_tree(self.nursery, arm, options, epochs=want.epochs)
        except ExternalFailure:  # as of a server that was too busy to let it in
            return run_in_tree(self.nursery, arm, options, epochs=want.epochs)

    def arm(self, root: Path, *, simulated: bool = False, seed: int = CANDIDATE_SEED) -> Arm:
        """Return one side of a comparison."""
        return Arm(root, (*SIMULATED, "--simulate", str(seed)) if simulated else ())

    def options(self, ids: Sequence[str]) -> list[str]:
        """Return what both sides of a comparison are told."""
        text = "".join(f"{json.dumps(self.rows[case])}\n" for case in ids)
        path = self.folder / f"cases-{hashlib.sha256(text.encode()).hexdigest()[:16]}.jsonl"
        with self._lock:  # a run that begins now may be reading the same file
            if not path.exists():
                path.write_text(text, encoding="utf-8")
        return ["--server", self.server, "--cases", str(path)]

    def champion(self, want: Want) -> RunResult:
        """Return the champion's run of some cases; each is run once, whoever asks first.

        The built-in coach is run once on all cases that any change wants, and the rest left out:
        it is the same coach whichever cases it is asked.
        """
        ids = set(want.ids) | set(() if want.simulated else self.shared)
        whole = want._replace(ids=tuple(case.id for case in self.cases if case.id in ids))
        with self._lock:
            is_first = whole not in self._champions
            future = self._champions.setdefault(whole, Future())
        if is_first:
            try:
                future.set_result(self.run(whole, self.root, CHAMPION_SEED))
            except BaseException as exc:
                future.set_exception(exc)
                raise
        return only(future.result(), want.ids)

    def exhibit(self, champion: RunResult, candidate: RunResult) -> Exhibit:
        """Return two runs to be judged by the profile of this tree."""
        return Exhibit(champion, candidate, self.profile)


def rows_of(files: Iterable[Path]) -> dict[str, object]:
    """Return every case as its file has it, by id."""
    documents = [document for path in files for document in documents_of(path)]
    lists = [cast("list[dict[str, object]]", each) for each in documents if isinstance(each, list)]
    return {str(row["id"]): row for rows in lists for row in rows}


def want_of(mutant: Mutant, ids: tuple[str, ...], epochs: int | None = None) -> Want:
    """Return what has to be run for a change."""
    return Want(ids, mutant.kind is Kind.PROMPT, epochs or mutant.epochs)


def only(run: RunResult, ids: Sequence[str]) -> RunResult:
    """Return a run as if only some of its cases had been asked for."""
    wanted = set(ids)
    rows = tuple(row for row in run.cases if row.case_id in wanted)
    header = run.header.model_copy(
        update={
            "cases": tuple(case for case in run.header.cases if case in wanted),
            "cases_expected": len(rows),
        }
    )
    return RunResult(header=header, cases=rows)


def _is_wanted(case: Case, globs: Sequence[str]) -> bool:
    names = (case.id, case.slice or "", case.agent or "")
    return not globs or any(fnmatch.fnmatch(name, glob) for glob in globs for name in names)
