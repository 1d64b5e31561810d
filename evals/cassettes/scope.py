"""Which case and epoch a model's request belongs to, and what its answers are worth as evidence."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from evals.results import EvidenceKind


class Scope(NamedTuple):
    """One case in one epoch; requests are counted within it."""

    case_id: str
    epoch: int
    """From 1."""

    def __str__(self) -> str:
        return f"{self.case_id}#{self.epoch}"


NO_SCOPE = Scope("unscoped", 1)
"""Of requests made outside any case."""


@dataclass(frozen=True, slots=True, eq=False)
class Visit:
    """One pass through a case; a case that runs again begins to count its requests anew."""

    scope: Scope


_VISIT: ContextVar[Visit | None] = ContextVar("fitholic_eval_visit", default=None)
_NO_VISIT = Visit(NO_SCOPE)


@contextmanager
def scope(case_id: str, epoch: int) -> Generator[Scope]:
    """Let every request made inside belong to this case, in tasks and threads started there too."""
    entered = Scope(case_id, epoch)
    token = _VISIT.set(Visit(entered))
    try:
        yield entered
    finally:
        _VISIT.reset(token)


def current_scope() -> Scope:
    """Return the case and epoch whose code is running."""
    return current_visit().scope


def current_visit() -> Visit:
    """Return the pass through a case whose code is running."""
    return _VISIT.get() or _NO_VISIT


@dataclass(frozen=True, slots=True)
class CaseEvidence:
    """Where the answers of one case in one epoch came from."""

    kind: EvidenceKind
    """`synthetic` if a single answer was."""
    prompts: tuple[str, ...] = ()
    """`<agent>@<version>#<sha256>` of the prompts that were in use when they were recorded."""
    model_versions: tuple[str, ...] = ()
    """What the provider said had answered, sorted."""
    oldest: datetime | None = None
    """When the oldest answer was recorded."""
    latencies_ms: tuple[float, ...] = ()
    """How long each answer took when it was recorded, in the order of the calls."""


def parse_scope(text: str) -> Scope:
    """Return the scope that `str` wrote as `<case>#<epoch>`.

    Raises:
        ValueError: It is none.
    """
    case_id, _, epoch = text.rpartition("#")
    if not case_id:
        raise ValueError(f"{text!r} is no `<case>#<epoch>`")
    return Scope(case_id, int(epoch))
