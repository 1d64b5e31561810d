"""One supervisor a data folder: a lock that dies with its holder, a note for others to attach."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import time
from collections.abc import Callable, Generator
from pathlib import Path
from typing import IO

import psutil
from pydantic import BaseModel, ConfigDict, ValidationError

from cli.data_folder import folder_errors, write_private
from coach.errors import Conflict, SetupError

CLOCK_STEP_S = 2.0
"""The start time of a process moves by this much when the machine's clock is set."""
LOCK = "lock"
NOTE = "run.json"
USERS = "users"


class RunInfo(BaseModel):
    """What a running stack tells those who attach; the file is readable by its owner alone."""

    model_config = ConfigDict(frozen=True)

    pid: int
    started: float
    """Start of the process, seconds since the epoch."""
    api_url: str | None = None
    database_url: str | None = None
    redis_url: str | None = None
    processes: frozenset[str] = frozenset()
    children: dict[str, int] = {}

    def is_alive(self) -> bool:
        """Tell whether the process that wrote this is the one that has its number now."""
        try:
            started = psutil.Process(self.pid).create_time()
        except psutil.Error:
            return False
        return abs(started - self.started) < CLOCK_STEP_S


class FolderLock:
    """The right to run servers on a folder; the kernel frees it when the holder dies."""

    def __init__(self, file: IO[str], data_dir: Path) -> None:
        self._file = file
        self._data_dir = data_dir

    @classmethod
    def acquire(cls, data_dir: Path) -> FolderLock | None:
        """Take the lock, or return None while another process holds it.

        Raises:
            SetupError: The folder cannot be written, or its file system has no locks.
        """
        with folder_errors(data_dir):
            file = (data_dir / LOCK).open("a+", encoding="utf-8")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as exc:
            file.close()
            if exc.errno in {errno.EWOULDBLOCK, errno.EACCES}:
                return None
            raise SetupError(
                f"the file system of {data_dir} has no locks ({exc.strerror}).",
                way_out="Choose a local folder with --data-dir.",
                code="folder_unwritable",
            ) from exc
        lock = cls(file, data_dir)
        lock.withdraw()
        return lock

    def publish(self, info: RunInfo) -> None:
        """Let others attach."""
        write_private(self._data_dir / NOTE, info.model_dump_json(indent=1) + "\n")

    def withdraw(self) -> None:
        """Let nobody attach any more."""
        (self._data_dir / NOTE).unlink(missing_ok=True)

    def release(self) -> None:
        """Give the folder up."""
        self.withdraw()
        self._file.close()


def own_info() -> tuple[int, float]:
    """Return this process's number and start time, as `RunInfo` wants them."""
    return os.getpid(), psutil.Process().create_time()


def read_run(data_dir: Path) -> RunInfo | None:
    """Return what the live stack on this folder published, if there is one."""
    try:
        info = RunInfo.model_validate_json((data_dir / NOTE).read_bytes())
    except (OSError, ValidationError):
        return None
    return info if info.is_alive() else None


def acquire_or_attach(
    data_dir: Path, needs: frozenset[str], timeout_s: float, report: Callable[[str], object]
) -> FolderLock | RunInfo:
    """Take the folder, or return the running stack that offers all of `needs`.

    Waits while another process starts up, or holds the folder with fewer processes for a while.

    Raises:
        Conflict: `lock_held`: that took longer than `timeout_s`.
    """
    deadline = time.monotonic() + timeout_s
    waiting = False
    while (lock := FolderLock.acquire(data_dir)) is None:
        info = read_run(data_dir)
        if info is not None and needs <= info.processes:
            return info
        if time.monotonic() > deadline:
            raise Conflict(
                f"another fitholic has held {data_dir / LOCK} for {timeout_s:.0f} s.",
                way_out="Wait for it, stop it, or choose another folder with --data-dir.",
                code="lock_held",
            )
        if not waiting:
            waiting = True
            report(f"waiting for another fitholic on {data_dir}")
        time.sleep(0.1)
    return lock


@contextlib.contextmanager
def using(data_dir: Path) -> Generator[None]:
    """Keep a stack that another command started for itself alive during the block."""
    with folder_errors(data_dir):
        file = (data_dir / USERS).open("a+", encoding="utf-8")
    with file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield


def wait_for_users(data_dir: Path, report: Callable[[str], object]) -> None:
    """Return once no other command uses the stack of this folder, or the folder is gone."""
    with contextlib.suppress(FileNotFoundError), (data_dir / USERS).open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            report("waiting for another command that uses these servers")
            fcntl.flock(file, fcntl.LOCK_EX)
