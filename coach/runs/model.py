"""Threads, messages and runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
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
    cost_usd: Decimal | None = None
    """What its models cost; None: not over, or a price is not known."""


class Arm(StrEnum):
    """A side of an experiment."""

    CHAMPION = "champion"
    CHALLENGER = "challenger"
    """On trial with a share of the athletes."""


@dataclass(frozen=True, slots=True)
class Exposure:
    """The first time an athlete met an experiment: from then on their runs count for its arm."""

    user_id: UserId
    experiment: str
    salt: str
    arm: Arm
    weight: float
    """Share of the challenger at that moment, in [0, 0.5]."""
    bundle_id: str
    first_at: datetime
    moved_at: datetime | None = None
    """When a larger share moved the athlete to the other arm; their runs count until then."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """What an athlete did about a reply: a thumb, words, an edit, or giving the plan up."""

    id: UUID
    user_id: UserId
    run_id: RunId
    thread_id: ThreadId
    up: bool | None
    """None: no thumb was given."""
    comment: str
    created_at: datetime
    edited_text: str | None = None
    """What the athlete made of the coach's proposal; with the reply a (rejected, chosen) pair."""
    abandoned: bool = False
    """The athlete gave up what the reply proposed."""


@dataclass(frozen=True, slots=True)
class JudgedReply:
    """Read model: one reply and what its athlete did about it; it does not say who that is."""

    run_id: RunId
    bundle_id: str | None
    at: datetime
    """When the feedback came, or the run began if there is none."""
    asked: str
    replied: str
    up: bool | None = None
    comment: str = ""
    edited_text: str | None = None
    abandoned: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """Sums over athletes of a share such as thumbs up of all thumbs, enough for its variance."""

    athletes: int
    """With at least one trial."""
    hits: int
    trials: int
    hits_squared: int
    """Sum over athletes of hits times hits; likewise below."""
    trials_squared: int
    hits_times_trials: int


@dataclass(frozen=True, slots=True)
class ArmOutcome:
    """Read model: what became of one arm of an experiment."""

    experiment: str
    salt: str
    arm: Arm
    bundles: tuple[str, ...]
    """Those its athletes met first, sorted."""
    athletes: int
    expected: float
    """Athletes that the weights of their moments of exposure would put here."""
    moved: int
    """Athletes whom a larger weight moved away; their runs count until then."""
    runs: int
    thumbs_up: Share
    """Of all thumbs."""
    failed: Share
    """Failed and lost runs, of all that ended but were not cancelled."""
    edits: int
    p95_s: float | None
    """95th percentile of seconds from a run's start to its end; None without runs."""
    plans: int
    """Programmes the coach built or revised, at least `PLAN_WINDOW` ago."""
    abandoned: int
    """Of `plans`: no set of it within the window, and not replaced in it by a successor."""


PLAN_WINDOW = timedelta(days=14)
"""A programme nobody trains by in this time is abandoned. Source: own choice; two microcycles of a
week each, so that one week of illness or travel is not taken for giving up."""
