"""Source trees other than this one: a commit or a patched copy, and eval commands run with them."""

from __future__ import annotations

import compileall
import contextlib
import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread
from typing import Final
from uuid import uuid4

from coach.errors import ExternalFailure, InvalidInput
from evals.results import CaseRow, RunResult

ROOT: Final = Path(__file__).resolve().parents[2]
"""The tree that this process runs."""
SOURCES: Final = (
    *("agents", "cli", "coach", "evals", "jobs", "migrations", "prompts", "store", "tools"),
    *("vision", "api", "pyproject.toml"),
)
"""What a copied tree holds: all that an eval command imports or reads."""
LIBRARIES: Final = (
    *("langgraph.graph", "langchain_core.language_models", "langchain_core.runnables", "pydantic"),
    *("numpy", "scipy.stats", "sqlalchemy.dialects.postgresql", "psycopg", "yaml", "typer"),
    *(
        "rich.progress",
        "structlog",
        "jsonschema",
        "anyio",
        "httpx",
        "jinja2",
        "tokenizers",
        "onnxruntime",
    ),
)
"""Loaded once for all children: 3 s of each command otherwise."""
GEMINI: Final = ("langchain_google_genai", "respx")
"""What a run with a simulated Gemini needs besides: 2 s."""

CLOSING_S: Final = 5.0
"""Longest wait for the last words of a nursery that was ended."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command in another tree ended."""

    code: int
    output: str
    """Standard output and error."""


@dataclass(slots=True)
class Nursery:
    """A process that forks others; see `evals.runs.nursery`.

    However this process ends, the commands end with it and `folder` is removed.
    """

    libraries: Sequence[str] = LIBRARIES
    timeout_s: float = 900.0
    """Longest command. Source: own choice; a run takes a minute on a machine that is not busy."""
    environment: Mapping[str, str] | None = None
    """Of all commands; None: that of this process. The order of sets is the same in all."""
    _process: subprocess.Popen[str] = field(init=False)
    _listener: Thread = field(init=False)
    _folder: tempfile.TemporaryDirectory[str] = field(init=False)
    _lifeline: int = field(init=False)
    _is_open: bool = False
    _waiting: dict[int, Future[int]] = field(default_factory=dict[int, "Future[int]"])
    _running: dict[int, int] = field(default_factory=dict[int, int])
    _numbers: Iterator[int] = field(default_factory=itertools.count)
    _lock: Lock = field(default_factory=Lock)

    @property
    def folder(self) -> Path:
        """For temporary files: removed at the end, also when this process is killed."""
        return Path(self._folder.name)

    def __enter__(self) -> Nursery:
        self._folder = tempfile.TemporaryDirectory(
            prefix="fitholic-nursery-", ignore_cleanup_errors=True
        )
        script = ROOT / "evals" / "runs" / "nursery.py"
        environment = os.environ if self.environment is None else self.environment
        watched, self._lifeline = os.pipe()
        self._process = subprocess.Popen(  # noqa: S603 - argv is ours, no shell
            [sys.executable, "-P", str(script), str(watched), *self.libraries],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
            cwd=self._folder.name,
            env={**environment, "PYTHONHASHSEED": "0"},
            pass_fds=(watched,),
            start_new_session=True,
        )
        os.close(watched)
        self._is_open = True
        self._listener = Thread(target=self._listen, daemon=True)
        self._listener.start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._is_open = False
        os.close(self._lifeline)
        if self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.close()
        try:
            self._process.wait(CLOSING_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._listener.join(CLOSING_S)
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._folder.cleanup()

    def run(self, root: Path, argv: Sequence[str], environment: Mapping[str, str]) -> Ended:
        """Run one `fitholic` command with the packages of `root`; safe in several threads.

        Raises:
            ExternalFailure: It took longer than `timeout_s`, or the nursery died.
        """
        number = next(self._numbers)
        output = Path(self._folder.name, f"{number}.txt")
        told = {"id": number, "root": str(root.resolve()), "argv": list(argv)}
        order = told | {"environment": dict(environment), "output": str(output)}
        future: Future[int] = Future()
        with self._lock:
            if not self._is_open:
                raise self._died()
            self._waiting[number] = future
            self._send(json.dumps(order))
        try:
            code = future.result(self.timeout_s)
        except CancelledError as exc:
            raise self._died() from exc
        except TimeoutError as exc:
            _stop_group(self._running.get(number))
            raise ExternalFailure(
                f"`fitholic {' '.join(argv[:2])}` took longer than {self.timeout_s:g} s in {root}.",
                way_out="See whether the change loops; or give it fewer cases.",
                code="tree_run_timeout",
            ) from exc
        return Ended(code, output.read_text(encoding="utf-8", errors="replace"))

    def _send(self, line: str) -> None:
        try:
            assert self._process.stdin is not None  # noqa: S101 - opened with a pipe
            self._process.stdin.write(line + "\n")
        except OSError as exc:
            raise self._died() from exc

    def _died(self) -> ExternalFailure:
        return ExternalFailure(
            "the process that starts eval runs has died.",
            way_out="Run it again; if it dies again, free some memory.",
            code="nursery_died",
        )

    def _listen(self) -> None:
        for line in self._process.stdout or ():
            told: dict[str, int] = json.loads(line)
            if "pid" in told:
                self._running[told["id"]] = told["pid"]
                continue
            self._running.pop(told["id"], None)
            self._waiting.pop(told["id"]).set_result(told["code"])
        with self._lock:
            self._is_open = False
            for future in self._waiting.values():
                future.cancel()


@dataclass(frozen=True, slots=True)
class Arm:
    """One side of a comparison: a tree and how its coach runs there."""

    root: Path
    options: tuple[str, ...] = ()
    """Added to those of both arms."""
    environment: Mapping[str, str] = field(default_factory=dict[str, str])


def run_in_tree(
    nursery: Nursery, arm: Arm, argv: Sequence[str], *, first_epoch: int = 1, epochs: int = 1
) -> RunResult:
    """Run one arm of a comparison in a tree and return what it wrote.

    Args:
        nursery: Starts the process.
        arm: The tree.
        argv: Options of `fitholic evals arm` that all arms share.
        first_epoch: Number of the first epoch.
        epochs: Repeats of every case.

    Raises:
        ExternalFailure: It ended without a result; the message holds the end of its output.
    """
    with tempfile.TemporaryDirectory(prefix="run-", dir=nursery.folder) as folder:
        out = Path(folder, "run.json")
        counted = ["--epochs", str(epochs), "--first-epoch", str(first_epoch)]
        options = ["--json", str(out), *counted, *argv, *arm.options]
        ended = nursery.run(arm.root, ["evals", "arm", *options], arm.environment)
        if not out.exists():
            last = " ".join(ended.output.split())[-600:]
            raise ExternalFailure(
                f"the eval run in {arm.root} ended with code {ended.code}: {last}",
                way_out="Run `fitholic evals run` with that tree as working directory.",
                code="tree_run_failed",
            )
        return RunResult.model_validate_json(out.read_text(encoding="utf-8"))


def paired_runs(
    nursery: Nursery, champion: Arm, candidate: Arm, argv: Sequence[str], epochs: int
) -> tuple[RunResult, RunResult]:
    """Run two arms in turn, epoch by epoch, so that a slow minute of the machine meets both.

    The arm that begins changes with each epoch. Both results bear one timing session.

    Raises:
        ExternalFailure: An arm ended without a result.
    """
    shared = [*argv, "--timing-session", uuid4().hex]
    parts: tuple[list[RunResult], list[RunResult]] = ([], [])
    for epoch in range(1, epochs + 1):
        order = (0, 1) if epoch % 2 else (1, 0)
        for side in order:
            arm = (champion, candidate)[side]
            parts[side].append(run_in_tree(nursery, arm, shared, first_epoch=epoch))
    return joined(parts[0]), joined(parts[1])


def joined(runs: Sequence[RunResult]) -> RunResult:
    """Return runs of single epochs of one arm as one run."""
    first, last = runs[0].header, runs[-1].header
    header = first.model_copy(
        update={
            "finished_at": last.finished_at,
            "epochs": sum(run.header.epochs for run in runs),
            "cases_expected": sum(run.header.cases_expected for run in runs),
        }
    )
    places = {case_id: n for n, case_id in enumerate(first.cases)}

    def place(row: CaseRow) -> tuple[int, int]:
        return places.get(row.case_id, len(places)), row.epoch

    rows = sorted((row for run in runs for row in run.cases), key=place)
    return RunResult(header=header, cases=tuple(rows))


@contextmanager
def tree_of(ref: str, repository: Path = ROOT) -> Generator[Path]:
    """Check a commit out beside the repository for the length of the block.

    Args:
        ref: Branch, tag or commit.
        repository: A git checkout.

    Raises:
        InvalidInput: There is no such commit, or no git history (code `no_base`).
    """
    with tempfile.TemporaryDirectory(prefix="fitholic-tree-") as folder:
        target = Path(folder, "tree")
        _git(repository, "worktree", "add", "--detach", "--force", str(target), f"{ref}^{{commit}}")
        try:
            yield target
        finally:
            _git(repository, "worktree", "remove", "--force", str(target))


@contextmanager
def copied_tree(source: Path = ROOT, folder: Path | None = None) -> Generator[Path]:
    """Give a copy of the sources that can be patched; unpatched files are links to the originals.

    Use `write_in` to change a file: writing through a link would change the original.

    Args:
        source: What is copied.
        folder: Where; None: where temporary files are. On another disk than `source` files are
            copied in full.
    """
    with tempfile.TemporaryDirectory(prefix="fitholic-tree-", dir=folder) as made:
        yield _copied(source, Path(made, "tree"), _linked)


def compiled_copy(folder: Path, source: Path = ROOT) -> Path:
    """Return a copy of the sources in `folder`, in full and compiled.

    Nobody edits or compiles it any more, so that copies of it are all of one state, whoever works
    on the sources in the meantime, and whether or not their folder can be written to.
    """
    copy = _copied(source, folder / "sources", shutil.copy2)
    compileall.compile_dir(copy, quiet=2)
    return copy


def _copied(source: Path, target: Path, copy: Callable[[str, str], object]) -> Path:
    target.mkdir()
    half_written = shutil.ignore_patterns("*.pyc.*")  # by a process that compiles, gone in a moment
    for name in SOURCES:
        origin = source / name
        if origin.is_dir():
            shutil.copytree(origin, target / name, copy_function=copy, ignore=half_written)
        elif origin.exists():
            copy(str(origin), str(target / name))
    return target


def write_in(tree: Path, name: str, text: str) -> None:
    """Replace one file of a copied tree, and forget what was compiled of it."""
    path = tree / name
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    for compiled in path.parent.glob(f"__pycache__/{path.stem}.*.pyc"):
        compiled.unlink()


def _linked(source: str, target: str) -> str:
    try:
        os.link(source, target)
    except OSError:  # another disk
        shutil.copy2(source, target)
    return target


def _git(repository: Path, *args: str) -> None:
    try:
        done = subprocess.run(  # noqa: S603 - argv is ours, no shell
            ["git", "-C", str(repository), *args],  # noqa: S607 - git of the operator's path
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError as exc:
        raise InvalidInput(
            "git is not installed, so no other commit can be looked at.",
            way_out="Install git, or compare two runs with `fitholic evals compare`.",
            code="no_base",
        ) from exc
    if done.returncode:
        raise InvalidInput(
            f"git {' '.join(args[:2])} failed: {done.stderr.strip()[-300:]}",
            way_out="Name a commit of this repository, with its history fetched.",
            code="no_base",
        )


def _stop_group(pid: int | None) -> None:
    """End a command and the processes that it started."""
    if pid is None:
        return
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
