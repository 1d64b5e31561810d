"""Threads, messages and runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from coach.identity import MessageId, RunId, ThreadId, UserId, VideoId


@dataclass(frozen=True, slots=True)
class Thread:
    """One conversation."""

    id: ThreadId
    user_id: UserId
    title: str
    created_at: datetime
    updated_at: datetime


class Role(StrEnum):
    """Who wrote a message."""

    USER = "user"
    ASSISTANT = "assistant"


@dataclass(frozen=True, slots=True)
class EvidenceSpan:
    """A stretch of a reply and the facts it rests on."""

    start: int
    """UTF-16 offset of the first unit, as JavaScript counts."""
    end: int
    """UTF-16 offset after the last unit."""
    fact_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """One stored message."""

    id: MessageId
    thread_id: ThreadId
    user_id: UserId
    run_id: RunId
    role: Role
    text: str
    created_at: datetime
    evidence: tuple[EvidenceSpan, ...] = ()
    facts_json: str = "[]"
    """The facts the spans name, as a JSON array of `Fact` objects."""
    video_ids: tuple[VideoId, ...] = ()


class RunStatus(StrEnum):
    """Where a run stands; the last four are final."""

    RUNNING = "running"
    INTERRUPTED = "interrupted"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"
    LOST = "lost"
    """Its process died and the run was ended by the reaper."""


@dataclass(frozen=True, slots=True)
class Run:
    """One turn of the coach; at most one active run a thread."""

    id: RunId
    thread_id: ThreadId
    user_id: UserId
    status: RunStatus
    created_at: datetime
    epoch: int = 1
    """Raised when another process takes the run over; events of an older epoch are refused."""
    lease_until: datetime | None = None
    request_json: str = "{}"
    """The `RunAgentInput` as accepted."""
    finished_at: datetime | None = None
    model: str | None = None
    bundle_id: str | None = None
    error_code: str | None = None
    input_tokens: int = 0
    output_tokens: int = 0


class Arm(StrEnum):
    """A side of an experiment."""

    CHAMPION = "champion"
    CHALLENGER = "challenger"
    """On trial with a share of the athletes."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """A thumb, with words if the athlete wrote any."""

    id: UUID
    user_id: UserId
    run_id: RunId
    thread_id: ThreadId
    up: bool
    comment: str
    created_at: datetime
