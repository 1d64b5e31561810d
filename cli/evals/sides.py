"""The two sides of a comparison: read, or run here."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from coach.errors import InvalidInput
from evals.gate.commits import Base
from evals.gate.locks import champion_of
from evals.gate.profile import Profile
from evals.gate.sides import Side, read_side, side_of_run
from evals.results import RunResult

CHAMPION: Final = "champion"
WORKTREE: Final = "worktree"
BASE: Final = "base"
OWN: Final = (WORKTREE,)
"""Names of candidates that are of this tree."""

Pair = tuple[Side, Side]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asked to be compared."""

    champion: str
    candidate: str
    suite: str | None = None
    cases: tuple[Path, ...] = ()
    model: str | None = None

    @property
    def is_paired(self) -> bool:
        """Whether both sides are run here, in turn."""
        return self.champion == BASE


def sides_of(wanted: Wanted, base: Base, profile: Profile, data_dir: Path) -> Pair:
    """Return both sides.

    Raises:
        FitholicError: One cannot be read or run.
    """
    if BASE in {wanted.champion, wanted.candidate}:
        if not (wanted.is_paired and wanted.candidate == WORKTREE):
            raise InvalidInput(
                "`base` is run in turn with `worktree` only.",
                way_out="Say `fitholic evals gate base worktree`.",
                code="bad_option",
            )
        return _paired(wanted, base, profile.epochs.first, data_dir)
    if wanted.champion == WORKTREE:
        raise InvalidInput("`worktree` is the candidate.", way_out="Swap them.", code="bad_option")
    champion = _read(wanted.champion, base, data_dir)
    if wanted.candidate == WORKTREE:
        run = _run(_request(wanted, champion, {"epochs": profile.epochs.first}), data_dir)
        return champion, side_of_run(WORKTREE, run)
    return champion, _read(wanted.candidate, base, data_dir)


def with_more_epochs(
    wanted: Wanted, pair: Pair, base: Base, profile: Profile, data_dir: Path
) -> Pair | None:
    """Return the sides with all epochs; None where this command cannot run what is missing.

    Raises:
        FitholicError: A run fails.
    """
    full = profile.epochs.full
    if wanted.is_paired:
        return _paired(wanted, base, full, data_dir)
    champion, candidate = pair
    if wanted.candidate != WORKTREE or candidate.run is None:
        return None
    if int(champion.arm.epochs.min()) < full:
        return None
    first = profile.epochs.first
    told = {"epochs": full - first, "first_epoch": first + 1}
    more = _run(_request(wanted, champion, told), data_dir)
    return champion, side_of_run(WORKTREE, _joined(candidate.run, more))


def _joined(first: RunResult, more: RunResult) -> RunResult:
    """Return a run with the later epochs that its cases had not run yet."""
    from evals.runs.trees import joined

    known = {(row.case_id, row.epoch) for row in first.cases}
    rows = tuple(row for row in more.cases if (row.case_id, row.epoch) not in known)
    header = more.header.model_copy(update={"cases_expected": len(rows)})
    return joined([first, RunResult(header=header, cases=rows)])


def _read(name: str, base: Base, data_dir: Path) -> Side:
    return champion_of(base) if name == CHAMPION else read_side(name, data_dir)


def _request(wanted: Wanted, champion: Side, told: dict[str, Any]) -> dict[str, Any]:
    """Return the options of the candidate's run: the champion's cases and model, unless told."""
    header = champion.arm.header
    suite = wanted.suite or ("" if wanted.cases else header.suite)
    if not suite and not wanted.cases:
        raise InvalidInput(
            f"run {header.run_id} names no suite, so there is nothing to run here.",
            way_out="Name its files with `--cases`.",
            code="bad_option",
        )
    chosen: dict[str, Any] = {"suite": suite} if suite else {"cases": _absolute(wanted)}
    return {**chosen, "model": wanted.model or header.model, "bundle": WORKTREE, **told}


def _absolute(wanted: Wanted) -> tuple[Path, ...]:
    return tuple(path.absolute() for path in wanted.cases)


def _run(told: dict[str, Any], data_dir: Path) -> RunResult:
    from cli.evals.execution import Setting, execute
    from cli.evals.requests import request_of
    from coach.settings import Settings
    from evals.runs.suites import load_suite

    settings = Settings.load()
    request = request_of(told, settings)
    if request.suite:
        always = load_suite(request.suite).safety_epochs
        missing = max(1, always - request.first_epoch + 1)
        request = request.model_copy(update={"safety_epochs": missing})
    return execute(request, Setting(settings, data_dir)).result


def _paired(wanted: Wanted, base: Base, epochs: int, data_dir: Path) -> Pair:
    """Run the base commit and this tree in turn, epoch by epoch, on one machine."""
    from cli.stack import running_stack
    from coach.settings import Settings
    from evals.runs.request import BUILTIN
    from evals.runs.selection import selected
    from evals.runs.trees import Arm, Nursery, paired_runs, tree_of

    request = _paired_request(wanted)
    chosen = selected(request)
    files = request.cases or _files(request.suite)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="fitholic-gate-")))
        listed = folder / "ids.txt"
        listed.write_text("".join(f"{case.id}\n" for case in chosen.cases), encoding="utf-8")
        tree = stack.enter_context(tree_of(base.sha, base.root))
        servers = stack.enter_context(
            running_stack(data_dir, settings=Settings.load(), prepare=False)
        )
        nursery = stack.enter_context(Nursery())
        argv = ["--server", servers.database_url, "--ids", str(listed)]
        argv += ["--model", request.model or BUILTIN]
        argv += [part for path in files for part in ("--cases", str(path))]
        before, after = paired_runs(nursery, Arm(tree), Arm(base.root), argv, epochs)
    return side_of_run(BASE, before), side_of_run(WORKTREE, after)


def _paired_request(wanted: Wanted) -> Any:  # noqa: ANN401 - RunRequest, imported when needed
    from cli.evals.requests import request_of
    from coach.settings import Settings

    chosen: dict[str, Any] = (
        {"cases": _absolute(wanted)} if wanted.cases else {"suite": wanted.suite or "pr"}
    )
    return request_of({**chosen, "model": wanted.model or "builtin:coach"}, Settings.load())


def _files(suite: str) -> tuple[Path, ...]:
    from evals.runs.suites import load_suite

    return load_suite(suite).paths
