"""The folder that holds everything an installation keeps: created private, checked before use."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Generator
from pathlib import Path

from coach.errors import SetupError

NEW_CLUSTER_BYTES = 200_000_000
"""A migrated and seeded cluster took 59 MB; write-ahead log and a training log need the rest."""


def disk_full(folder: Path) -> SetupError:
    """Return the error that says that the disk under `folder` is full."""
    return SetupError(
        f"the disk of {folder} is full.",
        way_out=f"Free {NEW_CLUSTER_BYTES // 1_000_000} MB there or choose another --data-dir.",
        code="disk_full",
    )


@contextlib.contextmanager
def folder_errors(folder: Path) -> Generator[None]:
    """Turn operating-system errors about `folder` into one that says what to do.

    Raises:
        SetupError: `disk_full` or `folder_unwritable`.
    """
    try:
        yield
    except OSError as exc:
        if exc.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise disk_full(folder) from exc
        raise SetupError(
            f"cannot write to the data folder {folder} ({exc.strerror or exc}).",
            way_out="Make it writable or choose another with --data-dir.",
            code="folder_unwritable",
        ) from exc


def prepare_folder(data_dir: Path) -> Path:
    """Create the folder, readable by its owner alone, and return its absolute path.

    Raises:
        SetupError: `folder_unwritable` or `disk_full`.
    """
    folder = data_dir.expanduser().absolute()
    with folder_errors(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        try:
            probe.write_bytes(b"x" * 4096)
        finally:
            probe.unlink(missing_ok=True)
    return folder


def require_space(folder: Path, size: int = NEW_CLUSTER_BYTES) -> None:
    """Check for `size` free bytes.

    Raises:
        SetupError: `disk_full`.
    """
    if shutil.disk_usage(folder).free < size:
        raise disk_full(folder)


def write_private(path: Path, text: str) -> None:
    """Write a small file in one step that only its owner can read."""
    with folder_errors(path.parent):
        part = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
