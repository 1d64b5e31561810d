"""The file a command writes: it appears under its name only when it is complete."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from coach.errors import Conflict, InvalidInput


def check_target(out: Path, *, force: bool) -> None:
    """Refuse a file that cannot be written before anything is started.

    Raises:
        Conflict: It is there already (code `file_exists`).
        InvalidInput: It is a folder, or there is no folder for it (code `no_folder`).
    """
    if out.is_dir() or not out.absolute().parent.is_dir():
        raise InvalidInput(
            f"{str(out)!r} cannot be written: "
            + ("it is a folder." if out.is_dir() else "its folder does not exist."),
            way_out="Name a file in a folder that exists.",
            code="no_folder",
        )
    if out.exists() and not force:
        raise file_exists(out)


@contextmanager
def written(out: Path | None, *, force: bool) -> Generator[IO[bytes]]:
    """Lend a file that takes its name once everything is in it; nothing stays after a failure.

    Raises:
        Conflict: The name was taken meanwhile (code `file_exists`).
        InvalidInput: The folder cannot be written to (code `file_unwritable`).
    """
    if out is None:
        yield sys.stdout.buffer
        return
    part = _part_beside(out)
    try:
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if force:
            part.replace(out)
        else:
            os.link(part, out)
    except FileExistsError as exc:
        raise file_exists(out) from exc
    except OSError as exc:
        raise unwritable(out, exc) from exc
    finally:
        part.unlink(missing_ok=True)


def file_exists(out: Path) -> Conflict:
    """Return the error for a name that is taken."""
    return Conflict(
        f"{str(out)!r} is there already.",
        way_out="Choose another name, or add --force to replace it.",
        code="file_exists",
    )


def unwritable(out: Path, exc: OSError) -> InvalidInput:
    """Return the error for a file that the system refuses."""
    return InvalidInput(
        f"{str(out)!r} cannot be written: {exc.strerror}.",
        way_out="Check the folder's permissions and its free space.",
        code="file_unwritable",
    )


def _part_beside(out: Path) -> Path:
    """Return an empty file in the same folder, readable by its owner only."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{out.name}.", suffix=".part", dir=out.parent)
    except OSError as exc:
        raise unwritable(out, exc) from exc
    os.close(handle)
    return Path(name)
