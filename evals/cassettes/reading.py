"""Reads a folder of cassettes whole, and refuses by name what cannot be trusted."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from coach.errors import InvalidInput
from evals.cassettes.canonical import digest_of
from evals.cassettes.cassette import Cassette, from_file, parts_in
from evals.cassettes.lock import NAME, LockLine, read_lock
from evals.cassettes.store import HERE, CassetteStore, files_in, part_path, path_of


@dataclass(frozen=True, slots=True)
class Fault:
    """Why one file is refused."""

    code: str
    """`cassette_edited`, `cassette_missing`, `cassette_orphan` or `cassette_broken`."""
    name: str
    """Path within the folder."""
    reason: str

    def to_error(self, others: int) -> InvalidInput:
        """Return the error a command ends with."""
        more = f" {others} more files are refused." if others else ""
        ways = {
            "cassette_edited": "Restore it with git; an answer changes only by recording it anew.",
            "cassette_missing": "Restore it with git, or run `fitholic evals record --stale`.",
            "cassette_orphan": "Run `fitholic evals cassettes prune`.",
            "cassette_broken": "Restore it with git, or delete it and record it anew.",
        }
        message = f"cassette {self.name} is refused: {self.reason}.{more}"
        return InvalidInput(message, way_out=ways[self.code], code=self.code)


@dataclass(frozen=True, slots=True)
class Survey:
    """What a folder holds."""

    store: CassetteStore
    """The cassettes that can be trusted, and all lines of the lock."""
    faults: tuple[Fault, ...]


def open_cassettes(root: Path = HERE) -> CassetteStore:
    """Read a folder of cassettes to replay them.

    Raises:
        InvalidInput: A file is edited, missing, unknown to the lock or broken, or the lock is.
    """
    found = survey(root)
    if found.faults:
        raise found.faults[0].to_error(len(found.faults) - 1)
    return found.store


def open_for_recording(root: Path = HERE) -> CassetteStore:
    """Read a folder of cassettes to record what is missing in it.

    Files the lock does not know are left alone; `CassetteStore.prune` deletes them.

    Raises:
        InvalidInput: A file is edited or broken, or the lock is.
    """
    found = survey(root)
    grave = [f for f in found.faults if f.code in {"cassette_edited", "cassette_broken"}]
    if grave:
        raise grave[0].to_error(len(grave) - 1)
    store = found.store
    store.lines = {key: line for key, line in store.lines.items() if key in store.cassettes}
    return store


def survey(root: Path = HERE) -> Survey:
    """Read a folder of cassettes, good and bad.

    Raises:
        InvalidInput: The lock cannot be read.
    """
    lines = read_lock(root / NAME)
    reader = _Reader(root)
    cassettes = {key: found for key in sorted(lines) if (found := reader.read(lines[key]))}
    known = {path_of(root, key) for key in lines} | reader.parts
    for path in files_in(root):
        if path not in known:
            reader.refuse("cassette_orphan", path, "cassettes.lock does not know it")
    return Survey(CassetteStore(root, lines, cassettes), tuple(reader.faults))


class _Reader:
    """Reads files and notes what is wrong with them."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.faults: list[Fault] = []
        self.parts: set[Path] = set()
        """Parts that a cassette refers to."""
        self._part = cache(self._read_part)

    def refuse(self, code: str, path: Path, reason: str) -> None:
        """Note a fault."""
        self.faults.append(Fault(code, path.relative_to(self._root).as_posix(), reason))

    def read(self, line: LockLine) -> Cassette | None:
        """Return one cassette; None, and a fault, where it cannot be trusted."""
        path = path_of(self._root, line.key)
        try:
            text = path.read_text(encoding="utf-8")
        except FileNotFoundError:
            self.refuse("cassette_missing", path, "cassettes.lock names it, and it is not there")
            return None
        try:
            self.parts |= {part_path(self._root, d) for d in parts_in(text)}
            cassette = from_file(text, self._part)
        except FileNotFoundError as exc:
            self.refuse(
                "cassette_missing", path, f"its part {Path(exc.filename).name} is not there"
            )
            return None
        except (ValueError, KeyError, TypeError, AttributeError) as exc:
            self.refuse(
                "cassette_broken", path, f"it is cut or of another format: {_first_line(exc)}"
            )
            return None
        if hashlib.sha256(text.encode()).hexdigest() != line.sha256:
            self.refuse("cassette_edited", path, "its sha256 is not the one in cassettes.lock")
            return None
        if cassette.true_key != line.key:
            self.refuse("cassette_edited", path, "its request has another key than its name")
            return None
        return cassette

    def _read_part(self, digest: str) -> object:
        path = part_path(self._root, digest)
        part = json.loads(path.read_text(encoding="utf-8"))
        if digest_of(part) != digest:
            raise ValueError(f"its part {path.name} was edited")
        return part


def _first_line(exc: Exception) -> str:
    return str(exc).partition("\n")[0]
