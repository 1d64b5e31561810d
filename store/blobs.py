"""Raw files in a folder of this machine."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from coach.errors import ExternalFailure, InvalidInput, NotFound

_KEY = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")
MAX_KEY = 200
"""Source: below the 255 bytes that common file systems give a name."""
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class FileBlobs:
    """Implements `coach.form.ports.BlobStore`; keys are relative paths of plain characters."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, key: str, chunks: Iterator[bytes]) -> int:
        """Store a file whole or not at all; return its size in bytes.

        Raises:
            InvalidInput: The key is none (code `bad_blob_key`).
            ExternalFailure: The disk is full (`disk_full`) or refuses (`blob_not_stored`).
        """
        target = self._path(key)
        part = target.with_name(f".{uuid4().hex}.part")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            size = _write(part, chunks)
            part.replace(target)
        except OSError as exc:
            raise _not_stored(key, exc) from exc
        finally:
            with suppress(OSError):  # the reason that matters is on its way already
                part.unlink(missing_ok=True)
        return size

    @contextmanager
    def open_path(self, key: str) -> Generator[Path]:
        """Give the file as a local path for the length of the block.

        Raises:
            NotFound: No such blob (code `blob_not_found`).
        """
        path = self._path(key)
        if not path.is_file():
            raise NotFound(
                f"the raw file {key!r} is gone.",
                way_out="Upload it again.",
                code="blob_not_found",
            )
        yield path

    def delete(self, key: str) -> None:
        """Remove a file and the folders it leaves empty; a missing one is not an error.

        Raises:
            ExternalFailure: The file system refuses (code `blob_not_deleted`).
        """
        path = self._path(key)
        try:
            with suppress(FileNotFoundError, NotADirectoryError):
                path.unlink()
        except OSError as exc:
            raise ExternalFailure(
                f"the raw file {key!r} was not deleted: {exc.strerror}.",
                way_out="Check the permissions of the folder, then ask again.",
                code="blob_not_deleted",
            ) from exc
        for folder in path.parents:
            if folder == self._root:
                break
            try:
                folder.rmdir()
            except OSError:  # another file is in it, or it is gone
                break

    def _path(self, key: str) -> Path:
        if len(key) > MAX_KEY or _KEY.fullmatch(key) is None:
            raise InvalidInput(
                f"{key!r} is no key of a raw file.",
                way_out="Use letters, digits, '.', '_' and '-', with '/' between.",
                code="bad_blob_key",
            )
        return self._root / key


def _write(path: Path, chunks: Iterator[bytes]) -> int:
    size = 0
    with path.open("xb") as handle:
        for chunk in chunks:
            size += handle.write(chunk)
        handle.flush()
        os.fsync(handle.fileno())
    return size


def _not_stored(key: str, exc: OSError) -> ExternalFailure:
    full = exc.errno in _FULL
    return ExternalFailure(
        f"the raw file {key!r} was not stored: {exc.strerror}.",
        way_out="Free some space on the disk." if full else "Check the folder's permissions.",
        code="disk_full" if full else "blob_not_stored",
    )
