"""What runs need: threads, messages, runs with leases, and an event log."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from coach.identity import RunId, ThreadId, UserId
from coach.runs.events import RunEvent
from coach.runs.model import (
    ArmOutcome,
    Exposure,
    Feedback,
    JudgedReply,
    Message,
    Run,
    RunStatus,
    Thread,
)
from coach.unit_of_work import UnitOfWork


class ThreadRepository(Protocol):
    """Conversations; a thread id is unique for one athlete, not across athletes."""

    def ensure(self, user_id: UserId, thread_id: ThreadId, *, title: str, at: datetime) -> Thread:
        """Return the athlete's thread, created if it is new."""
        ...

    def get(self, user_id: UserId, thread_id: ThreadId) -> Thread:
        """Return one thread.

        Raises:
            NotFound: The athlete has no such thread.
        """
        ...

    def list(self, user_id: UserId, *, limit: int = 100) -> Sequence[Thread]:
        """Return threads, last used first."""
        ...

    def rename(self, user_id: UserId, thread_id: ThreadId, title: str) -> None:
        """Give a thread another title.

        Raises:
            NotFound: The athlete has no such thread.
        """
        ...

    def delete(self, user_id: UserId, thread_id: ThreadId) -> None:
        """Delete a thread with its runs and messages.

        Raises:
            NotFound: The athlete has no such thread.
        """
        ...


class MessageRepository(Protocol):
    """Stored messages."""

    def put(self, message: Message) -> None:
        """Insert or replace one message."""
        ...

    def list(self, user_id: UserId, thread_id: ThreadId) -> Sequence[Message]:
        """Return the messages of a thread, oldest first; empty for a foreign thread."""
        ...


class RunRepository(Protocol):
    """Runs; a unique index allows one active run a thread."""

    def start(self, run: Run) -> bool:
        """Insert a running run; False if this athlete's thread already has this run id.

        Raises:
            Conflict: Another run of the thread is active (code `run_active`).
        """
        ...

    def get(self, user_id: UserId, run_id: RunId, *, thread_id: ThreadId | None = None) -> Run:
        """Return one run; without a thread the newest, if a run id was used on several threads.

        Raises:
            NotFound: The athlete has no such run.
        """
        ...

    def active(self, user_id: UserId, thread_id: ThreadId) -> Run | None:
        """Return the active run of a thread."""
        ...

    def renew(self, run: Run, *, until: datetime) -> bool:
        """Extend the lease; False if the run is no longer running in this epoch."""
        ...

    def finish(
        self, run: Run, status: RunStatus, *, at: datetime, error_code: str | None = None
    ) -> bool:
        """End a run; False if it is no longer running in this epoch (nothing changed).

        Stores the model, the bundle and the tokens that `run` carries.
        """
        ...

    def take_over(self, *, at: datetime, lease: timedelta, limit: int = 20) -> Sequence[Run]:
        """Claim running runs of all athletes whose lease expired; each comes back with epoch + 1.

        Rows are locked with SKIP LOCKED, so that two reapers never claim the same run.
        """
        ...

    def started_since(self, user_id: UserId, since: datetime) -> int:
        """Count the runs an athlete started since."""
        ...


class FeedbackRepository(Protocol):
    """What athletes did about replies."""

    def put(self, feedback: Feedback) -> Feedback:
        """Store the feedback on a run, in place of earlier feedback on it; return what is kept.

        A thumb, an edit or an abandoned plan that the new feedback says nothing of stays.

        Raises:
            NotFound: The athlete has no such run.
        """
        ...

    def list(self, user_id: UserId) -> Sequence[Feedback]:
        """Return all feedback of the athlete, newest first."""
        ...

    def for_triage(self, since: datetime, limit: int) -> Sequence[JudgedReply]:
        """Return replies of all athletes with feedback since, newest feedback first; no owners.

        For operators, who look for cases; never behind a route.
        """
        ...

    def others_for_triage(self, since: datetime, limit: int) -> Sequence[JudgedReply]:
        """Return replies of all athletes since that nobody said anything about, newest first."""
        ...


class ExposureRepository(Protocol):
    """Who met which experiment."""

    def record(self, exposure: Exposure) -> None:
        """Keep the athlete's first exposure to an experiment under a salt.

        The same again changes nothing; the other arm later only dates the move (`moved_at`).
        """
        ...

    def list(self, user_id: UserId) -> Sequence[Exposure]:
        """Return all exposures of the athlete, oldest first."""
        ...

    def outcomes(self, since: datetime, now: datetime) -> Sequence[ArmOutcome]:
        """Return sums over athletes first exposed since, an arm of an experiment and salt each.

        For operators; nothing in it tells one athlete from another. By experiment, salt and arm.
        """
        ...


class EventLog(Protocol):
    """The replayable events of a run; one producer an epoch, any number of readers.

    `key` names a run of one athlete's thread, `<user_id>:<thread_id>:<run_id>:<start>`
    (`coach.runs.rules.log_key`).
    """

    async def append(self, key: str, events: Sequence[RunEvent]) -> None:
        """Append events in one round trip.

        Raises:
            Conflict: A newer epoch has written (code `superseded`).
        """
        ...

    async def fence(self, key: str, epoch: int) -> None:
        """Shut out the producers of older epochs: from now on their appends are refused.

        Raises:
            Conflict: A newer epoch has written (code `superseded`).
        """
        ...

    async def read(self, key: str, *, after: str | None = None) -> Sequence[RunEvent]:
        """Return what is logged after a cursor (None: from the beginning).

        Raises:
            InvalidInput: The cursor is not `<epoch>-<seq>`.
        """
        ...

    def follow(self, key: str, *, after: str | None = None) -> AsyncIterator[RunEvent]:
        """Yield events after a cursor as they come, ending after the last event of the run."""
        ...

    async def request_cancel(self, key: str) -> None:
        """Tell the producer, wherever it runs, to stop."""
        ...

    async def wait_cancel(self, key: str) -> None:
        """Return when somebody asked to cancel the run."""
        ...

    async def expire(self, key: str, *, ttl_s: int) -> None:
        """Refresh how long the log is kept."""
        ...

    async def forget(self, prefix: str) -> None:
        """Delete the logs of all runs whose key starts with `prefix`."""
        ...


class RunsUnitOfWork(UnitOfWork, Protocol):
    """A transaction that reaches runs."""

    @property
    def threads(self) -> ThreadRepository:
        """Threads."""
        ...

    @property
    def messages(self) -> MessageRepository:
        """Messages."""
        ...

    @property
    def runs(self) -> RunRepository:
        """Runs."""
        ...

    @property
    def feedback(self) -> FeedbackRepository:
        """Feedback."""
        ...

    @property
    def exposures(self) -> ExposureRepository:
        """Exposures to experiments."""
        ...
