"""Lets `record --all` go on after an interruption without asking twice for an answer."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pydantic import BaseModel, ConfigDict, ValidationError

if TYPE_CHECKING:
    from evals.runs.request import RunRequest

NAME: Final = "recording.json"


class _Begun(BaseModel):
    """A recording that was begun and has not ended."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    since: datetime
    request: str
    """What was asked to be recorded, as JSON."""


@contextmanager
def renewal(data_dir: Path, request: RunRequest, *, wanted: bool) -> Generator[datetime | None]:
    """Yield the time since which answers count as new; None where none is to be asked for anew.

    The time is that of the first try of the same request, until one comes to its end.
    """
    if not wanted:
        yield None
        return
    path = data_dir / "evals" / NAME
    begun = _read(path)
    asked = request.model_dump_json()
    if begun is None or begun.request != asked:
        begun = _Begun(since=datetime.now(UTC), request=asked)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(begun.model_dump_json(), encoding="utf-8")
    yield begun.since
    path.unlink()


def _read(path: Path) -> _Begun | None:
    try:
        return _Begun.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, ValidationError):
        return None
