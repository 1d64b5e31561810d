"""Bytes of an imported file, wherever they lie: on disk, in an upload, inside a zip archive."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from abc import ABC, abstractmethod
from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

from coach.errors import InvalidInput, PayloadTooLarge

HEAD_BYTES = 65_536
"""How much of a file the recognition of its format may look at."""
CHUNK_BYTES = 1_048_576
ZIP_MAGIC = b"PK\x03\x04"
MAX_MEMBERS = 10_000
"""Files in one archive. Source: an Apple Health archive holds one route file a workout."""
MAX_RATIO = 200
"""Compression above is a zip bomb. Source: deflate ends at 1,032:1 (zlib.net), repetitive XML and
CSV stay below about 50:1."""
BOMB_BYTES = 10_000_000
"""Members below are harmless at any ratio."""
MAX_UNPACKED_BYTES = 8_000_000_000
"""Largest member that is streamed. Source: plausibility; exports of ten years of watch data are
reported with 1 to 4 GB."""
MAX_WHOLE_BYTES = 200_000_000
"""Largest file that is read as a whole. Source: plausibility; 100,000 sets of Strong are 11 MB."""


class Content(ABC):
    """A file that can be opened as often as needed."""

    name: str
    """File name without folders; data of the athlete, never an instruction."""
    size: int

    @abstractmethod
    def open(self) -> AbstractContextManager[IO[bytes]]:
        """Open the bytes from their beginning."""

    def head(self) -> bytes:
        """Return the first 64 kB.

        Raises:
            InvalidInput: The archive it lies in is damaged (code `broken_zip`).
        """
        with self.open() as file:
            return file.read(HEAD_BYTES)

    def whole(self) -> bytes:
        """Return all bytes.

        Raises:
            PayloadTooLarge: More than 200 MB.
            InvalidInput: The archive it lies in is damaged (code `broken_zip`).
        """
        if self.size > MAX_WHOLE_BYTES:
            raise PayloadTooLarge(
                f"{self.name} has {self.size:,} bytes; {MAX_WHOLE_BYTES:,} is the limit.",
                way_out="Export a shorter time.",
            )
        with self.open() as file:
            return file.read(MAX_WHOLE_BYTES + 1)

    def sha256(self) -> str:
        """Return the hash of all bytes, in hexadecimal."""
        digest = hashlib.sha256()
        with self.open() as file:
            while chunk := file.read(CHUNK_BYTES):
                digest.update(chunk)
        return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class FileContent(Content):
    """A file on disk; it is streamed, never kept in memory as a whole."""

    path: Path

    @property
    def name(self) -> str:  # pyright: ignore[reportIncompatibleVariableOverride] - derived
        """The name of the file; bytes that are no UTF-8 are shown as question marks."""
        return self.path.name.encode("utf-8", "replace").decode()

    @property
    def size(self) -> int:  # pyright: ignore[reportIncompatibleVariableOverride] - derived
        """Bytes of the file."""
        return self.path.stat().st_size

    def open(self) -> AbstractContextManager[IO[bytes]]:
        """Open the file."""
        return self.path.open("rb")


@dataclass(frozen=True, slots=True)
class HeldContent(Content):
    """Bytes in memory."""

    data: bytes
    name: str = "upload"

    @property
    def size(self) -> int:  # pyright: ignore[reportIncompatibleVariableOverride] - derived
        """How many bytes."""
        return len(self.data)

    def open(self) -> AbstractContextManager[IO[bytes]]:
        """Open the bytes."""
        return io.BytesIO(self.data)


@dataclass(frozen=True, slots=True)
class UploadContent(Content):
    """A file that a request holds open; one reader at a time."""

    file: BinaryIO
    name: str
    size: int

    @contextmanager
    def open(self) -> Generator[IO[bytes]]:
        """Rewind the upload and lend it."""
        self.file.seek(0)
        yield self.file


@dataclass(frozen=True, slots=True)
class ZipMember(Content):
    """One file inside an archive."""

    archive: Content
    member: str
    size: int

    @property
    def name(self) -> str:  # pyright: ignore[reportIncompatibleVariableOverride] - derived
        """The name without its folders."""
        return self.member.rpartition("/")[2]

    @contextmanager
    def open(self) -> Generator[IO[bytes]]:
        """Unpack while reading.

        Raises:
            InvalidInput: The archive is damaged or encrypted (code `broken_zip`).
        """
        with self.archive.open() as outer, opened_zip(outer, self.archive.name) as archive:
            try:
                with archive.open(self.member) as file:
                    yield file
            except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError) as exc:
                raise broken_zip(self.archive.name) from exc


def is_zip(content: Content) -> bool:
    """Tell whether a file is a zip archive, by its first bytes."""
    with content.open() as file:
        return file.read(len(ZIP_MAGIC)) == ZIP_MAGIC


def members(content: Content) -> tuple[ZipMember, ...]:
    """Return the files of an archive, in its order; archives inside it stay closed.

    Raises:
        InvalidInput: code `broken_zip`, or `zip_bomb` when it would unpack to far more than any
            export.
    """
    with content.open() as file, opened_zip(file, content.name) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > MAX_MEMBERS:
        raise zip_bomb(content.name, f"holds {len(infos):,} files")
    for info in infos:
        ratio = info.file_size / max(1, info.compress_size)
        if info.file_size > MAX_UNPACKED_BYTES or (
            info.file_size > BOMB_BYTES and ratio > MAX_RATIO
        ):
            raise zip_bomb(content.name, f"unpacks to {info.file_size:,} bytes, {ratio:.0f}-fold")
    return tuple(ZipMember(content, info.filename, info.file_size) for info in infos)


@contextmanager
def opened_zip(file: IO[bytes], name: str) -> Generator[zipfile.ZipFile]:
    """Open an archive.

    Raises:
        InvalidInput: It is damaged (code `broken_zip`).
    """
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError) as exc:
        raise broken_zip(name) from exc
    with archive:
        yield archive


def broken_zip(name: str) -> InvalidInput:
    """Return the error for an archive that cannot be unpacked."""
    return InvalidInput(
        f"{name!r} is a zip archive that cannot be unpacked: it is damaged, cut short or locked.",
        way_out="Export it again, or unpack it yourself and import what is in it.",
        code="broken_zip",
    )


def zip_bomb(name: str, why: str) -> InvalidInput:
    """Return the error for an archive that no app exports."""
    return InvalidInput(
        f"{name!r} {why}, which no export does.",
        way_out="Import the file that the app's export made, unchanged.",
        code="zip_bomb",
    )
