"""cassettes.lock: every cassette with its hash, its prompts and the cases that need it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from coach.errors import InvalidInput
from evals.cassettes.replacing import replace_file

NAME: Final = "cassettes.lock"
FORMAT: Final = 1
"""Version of the lock; another is refused."""


class LockLine(BaseModel):
    """What the lock says of one cassette."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str = Field(pattern=r"^[0-9a-f]{64}$")
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    """Of the file."""
    origin: str
    prompts: tuple[str, ...]
    """`<agent>@<version>#<sha256>` of all in use that ask for it."""
    scopes: tuple[str, ...]
    """`<case>#<epoch>` of all that replay it, sorted; empty: an orphan."""


def read_lock(path: Path) -> dict[str, LockLine]:
    """Return the lines by key, the last of each; none where there is no lock.

    Raises:
        InvalidInput: The lock is of another format or cut.
    """
    if not path.is_file():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    try:
        if not lines or json.loads(lines[0]) != {"format": FORMAT}:
            raise _refused(path, f'its first line is not {{"format": {FORMAT}}}')
        read = [LockLine.model_validate_json(line) for line in lines[1:]]
    except (ValidationError, ValueError) as exc:
        raise _refused(path, "a line of it is cut or wrong") from exc
    return {line.key: line for line in read}


def write_lock(path: Path, lines: Iterable[LockLine]) -> None:
    """Write the lines sorted by key, whole or not at all."""
    ordered = sorted(lines, key=lambda line: line.key)
    text = [json.dumps({"format": FORMAT}), *(_line(line) for line in ordered)]
    replace_file(path, "\n".join(text) + "\n")


def append_lock(path: Path, line: LockLine) -> None:
    """Add a line, which takes the place of an earlier one of the same cassette."""
    if not path.is_file():
        write_lock(path, ())
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(_line(line) + "\n")


def users_of(lines: Mapping[str, LockLine]) -> dict[str, list[str]]:
    """Return the keys by the case and epoch that replay them, sorted."""
    users: dict[str, list[str]] = {}
    for key in sorted(lines):
        for scope in lines[key].scopes:
            users.setdefault(scope, []).append(key)
    return users


def _line(line: LockLine) -> str:
    return json.dumps(line.model_dump(mode="json"), ensure_ascii=False)


def _refused(path: Path, why: str) -> InvalidInput:
    return InvalidInput(
        f"{path} is refused: {why}.",
        way_out="Restore it with git, or write it anew with `fitholic evals record --all`.",
        code="cassettes_lock",
    )
