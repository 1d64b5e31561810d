"""Commands run with the packages of another tree, and the results of two trees are put together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coach.errors import ExternalFailure, InvalidInput
from evals.results import RunResult
from evals.runs.trees import ROOT, Arm, Nursery, joined, paired_runs, run_in_tree, tree_of

pytestmark = pytest.mark.unit

COMMAND = """
import json, os, sys, time
import agents
from pathlib import Path

def main():
    argv = sys.argv[1:]
    print("spoken by", agents.NAME, os.environ.get("WHO"))
    if "sleep" in argv:
        Path(os.environ["LOG"]).write_text(str(os.getpid()))
        time.sleep(60)
    if "--json" not in argv:
        sys.exit(3)
    epoch = int(argv[argv.index("--first-epoch") + 1])
    with open(os.environ["LOG"], "a") as log:
        log.write(f"{agents.NAME}{epoch} ")
    if agents.NAME == "broken":
        raise SystemExit("no database")
    header = json.loads(Path(os.environ["HEADER"]).read_text())
    header["run_id"] = agents.NAME
    told = argv[argv.index("--timing-session") + 1] if "--timing-session" in argv else None
    header["timing_session"] = told
    out = Path(argv[argv.index("--json") + 1])
    out.write_text(json.dumps({"header": header, "cases": []}))
"""
HEADER = (
    '{"run_id": "x", "started_at": "2026-11-23T12:00:00Z", "bundle_id": "b", "bundle": {},'
    ' "model": "builtin:coach", "mode": "live", "suite": "", "datasets": {}, "seed": 0,'
    ' "clock": "frozen", "epochs": 1, "cases_expected": 2, "cases": ["a", "b"],'
    ' "host": "h", "tool_schemas_sha": "t"}'
)


STARTER = """
import sys
from pathlib import Path
from evals.runs.trees import Nursery

with Nursery(libraries=()) as nursery:
    print(nursery.folder, flush=True)
    nursery.run(Path(sys.argv[1]), ["sleep"], {"LOG": sys.argv[2]})
"""


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    with Nursery(libraries=(), timeout_s=20) as started:
        yield started


def tree(folder: Path, name: str) -> Arm:
    root = folder / name
    (root / "agents").mkdir(parents=True)
    (root / "cli").mkdir()
    (root / "agents/__init__.py").write_text(f"NAME = {name!r}\n")
    (root / "cli/__init__.py").write_text("")
    (root / "cli/main.py").write_text(COMMAND)
    (folder / "header.json").write_text(HEADER)
    told = {"LOG": str(folder / "log"), "HEADER": str(folder / "header.json")}
    return Arm(root, environment=told)


def test_a_command_runs_with_the_packages_and_the_environment_it_is_given(
    nursery: Nursery, tmp_path: Path
) -> None:
    arm = tree(tmp_path, "one")
    ended = nursery.run(arm.root, ["evals"], {"WHO": "me"})
    assert (ended.code, ended.output) == (3, "spoken by one me\n")


def test_a_tree_without_packages_of_its_own_is_refused(nursery: Nursery, tmp_path: Path) -> None:
    ended = nursery.run(tmp_path, ["evals"], {})
    assert ended.code == 1
    assert "was loaded from" in ended.output


def test_two_trees_run_in_turn_and_the_first_place_changes(
    nursery: Nursery, tmp_path: Path
) -> None:
    champion, candidate = tree(tmp_path, "old"), tree(tmp_path, "new")
    before, after = paired_runs(nursery, champion, candidate, [], epochs=3)
    assert (tmp_path / "log").read_text().split() == [
        "old1",
        "new1",
        "new2",
        "old2",
        "old3",
        "new3",
    ]
    assert (before.header.run_id, after.header.run_id) == ("old", "new")
    assert before.header.timing_session == after.header.timing_session is not None
    assert (before.header.epochs, before.header.cases_expected) == (3, 6)


@pytest.mark.parametrize("signal_sent", [signal.SIGKILL, signal.SIGINT])
def test_commands_and_folder_are_gone_however_the_process_that_asked_for_them_ends(
    tmp_path: Path, signal_sent: signal.Signals
) -> None:
    arm, log = tree(tmp_path, "slow"), tmp_path / "log"
    argv = [sys.executable, "-c", STARTER, str(arm.root), str(log)]
    with subprocess.Popen(
        argv, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as starter:
        assert starter.stdout is not None
        folder = Path(starter.stdout.readline().strip())
        wait_until(lambda: log.exists() and log.read_text() != "")
        starter.send_signal(signal_sent)
    pid = int(log.read_text())
    wait_until(lambda: not folder.exists() and not is_running(pid))


def wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.01)


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_run_without_a_result_says_what_the_command_said(
    nursery: Nursery, tmp_path: Path
) -> None:
    with pytest.raises(ExternalFailure, match="no database"):
        run_in_tree(nursery, tree(tmp_path, "broken"), [])


def test_epochs_of_one_arm_become_one_run() -> None:
    run = RunResult.model_validate_json(f'{{"header": {HEADER}, "cases": []}}')
    whole = joined([run, run])
    assert (whole.header.epochs, whole.header.cases_expected) == (2, 4)


def test_a_commit_is_checked_out_for_the_block_alone(tmp_path: Path) -> None:
    def git(*args: str) -> None:
        who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        subprocess.run(["git", "-C", str(tmp_path), *who, *args], check=True, capture_output=True)

    git("init", "-q")
    (tmp_path / "a.txt").write_text("old")
    git("add", "a.txt")
    git("commit", "-qm", "first")
    (tmp_path / "a.txt").write_text("new")
    with tree_of("HEAD", tmp_path) as checked_out:
        assert (checked_out / "a.txt").read_text() == "old"
    assert not checked_out.exists()
    with pytest.raises(InvalidInput, match="git worktree add failed"), tree_of("nowhere", tmp_path):
        pytest.fail("there is no such commit")
