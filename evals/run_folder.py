"""The folder of a run: its header, and a line for every case-epoch from the moment it ends."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError

from coach.errors import Conflict, InvalidInput, NotFound
from evals.results import FORMAT, CaseRow, RunHeader, RunResult

T = TypeVar("T", bound=BaseModel)

HEADER: Final = "header.json"
CASES: Final = "cases.jsonl"
RUNS: Final = Path("evals", "runs")
"""Where run folders are, in the data folder."""
LARGEST: Final = 1_000_000_000
"""Bytes of a result that is read. Source: own choice; 200 cases in 10 epochs take 60 MB."""


class RunFolder:
    """Writes one run.

    Args:
        path: Made if it is not there.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)

    @property
    def header(self) -> RunHeader:
        """What the run is.

        Raises:
            InvalidInput: There is no header, or it is of another format.
        """
        header = _read(RunHeader, self.path / HEADER)
        _check_format(header, self.path)
        return header

    def write_header(self, header: RunHeader) -> None:
        """Write the header in one step."""
        self._replace(HEADER, header.model_dump_json(indent=1) + "\n")

    def write_request(self, name: str, request: BaseModel) -> None:
        """Write what was asked for, so that the run can be resumed by its name alone."""
        self._replace(name, request.model_dump_json(indent=1) + "\n")

    def append(self, row: CaseRow) -> None:
        """Add a case-epoch; it survives the process from here on."""
        with (self.path / CASES).open("a", encoding="utf-8") as file:
            file.write(row.model_dump_json() + "\n")

    @contextmanager
    def held(self) -> Generator[None]:
        """Keep other processes from running the same run; the kernel frees it with this process.

        Raises:
            Conflict: Another one is at it (code `run_in_use`).
        """
        handle = os.open(self.path, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        except BlockingIOError as exc:
            raise Conflict(
                f"another process is running {self.path.name}.",
                way_out="Wait for it, or start a new run.",
                code="run_in_use",
            ) from exc
        finally:
            os.close(handle)

    def forget_unbegun(self) -> None:
        """Remove the folder of a run that ended before it had a header."""
        if not (self.path / HEADER).exists():
            shutil.rmtree(self.path)

    def rows(self) -> tuple[CaseRow, ...]:
        """Return the case-epochs written so far, in the order they ended.

        The last line of a process that was killed while it wrote is cut off.

        Raises:
            InvalidInput: A line is no case-epoch.
        """
        path = self.path / CASES
        whole = _whole_lines(path)
        if path.exists() and path.stat().st_size > len(whole):
            os.truncate(path, len(whole))
        return _rows(path, whole)

    def _replace(self, name: str, text: str) -> None:
        part = self.path / f".{name}.{os.getpid()}"
        part.write_text(text, encoding="utf-8")
        part.replace(self.path / name)


def new_run_folder(data_dir: Path, now: datetime) -> RunFolder:
    """Make a folder named by the moment; a second one of the same second is numbered."""
    runs = data_dir / RUNS
    runs.mkdir(parents=True, exist_ok=True)
    name = f"{now:%Y%m%d-%H%M%S}"
    for n in range(1, 1000):
        path = runs / (name if n == 1 else f"{name}-{n}")
        try:
            path.mkdir()
        except FileExistsError:
            continue
        return RunFolder(path)
    raise InvalidInput(f"{runs} holds 999 runs of {name}.", way_out="Remove old ones.")


def find_run(data_dir: Path, run: str) -> Path:
    """Return the folder or file that `run` names: a path, or the id of a run of this data folder.

    Raises:
        NotFound: There is none.
    """
    for path in (data_dir / RUNS / run, Path(run)):
        if run and os.path.exists(path):  # noqa: PTH110 - Path.exists raises for a name too long
            return path
    raise NotFound(
        f"there is no run {run!r}.",
        way_out=f"Name a folder of {data_dir / RUNS}, or a file that `--json` wrote.",
        code="run_not_found",
    )


def read_run(path: Path) -> RunResult:
    """Read a run from its folder, or from a file that `--json` wrote.

    Rows of a folder come in the order of the header's cases, then by epoch.

    Raises:
        InvalidInput: It is none, of another format, or larger than 1 GB.
    """
    if not path.is_dir():
        run = _read(RunResult, path)
        _check_format(run.header, path)
        return run
    header = _read(RunHeader, path / HEADER)
    _check_format(header, path)
    return RunResult(
        header=header, cases=in_order(header, _rows(path / CASES, _whole_lines(path / CASES)))
    )


def in_order(header: RunHeader, rows: Sequence[CaseRow]) -> tuple[CaseRow, ...]:
    """Return the rows in the order of the header's cases, then by epoch; strangers come last."""
    place = {case_id: n for n, case_id in enumerate(header.cases)}
    last = len(place)
    return tuple(sorted(rows, key=lambda row: (place.get(row.case_id, last), row.epoch)))


def _check_format(header: RunHeader, path: Path) -> None:
    if header.format != FORMAT:
        raise InvalidInput(
            f"{path} is a run of format {header.format}; this version reads {FORMAT}.",
            way_out="Run the cases again.",
            code="run_format",
        )


def _rows(path: Path, whole: bytes) -> tuple[CaseRow, ...]:
    try:
        return tuple(CaseRow.model_validate_json(line) for line in whole.splitlines())
    except ValidationError as exc:
        raise _no_result(path, exc) from exc


def _whole_lines(path: Path) -> bytes:
    if not path.exists():
        return b""
    written = _bytes(path)
    return written[: written.rfind(b"\n") + 1]


def _read(kind: type[T], path: Path) -> T:
    try:
        return kind.model_validate_json(_bytes(path))
    except ValidationError as exc:
        raise _no_result(path, exc) from exc


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise InvalidInput(f"{path} is larger than {LARGEST // 10**6} MB: no run.")
        return path.read_bytes()
    except OSError as exc:
        raise InvalidInput(
            f"cannot read {path}: {exc.strerror}.", way_out="Name a run.", code="run_unreadable"
        ) from exc


def _no_result(path: Path, exc: ValidationError) -> InvalidInput:
    first = exc.errors(include_url=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return InvalidInput(
        f"{path} is no run of format {FORMAT}: {where + ': ' if where else ''}{first['msg']}.",
        way_out="Name a run folder or a file that `fitholic evals run --json` wrote.",
        code="run_format",
    )
