"""Starts and ends runs, each in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from coach.errors import BudgetExceeded, ConsentMissing
from coach.identity import MessageId, RunId, ThreadId, UserId, VideoId
from coach.runs.events import Failed, Finished, RunEvent
from coach.runs.model import Message, Role, Run, RunStatus, Thread
from coach.runs.ports import RunsUnitOfWork
from coach.runs.rules import announced, exposures_of, replies, status_after

BUDGET_WINDOW = timedelta(hours=24)
"""The window of `LimitSettings.runs_per_day`."""
TITLE_CHARS = 60
"""Longest title made from a first message; one line of a phone's thread list."""

HasConsent = Callable[[UserId], bool]
"""Tells whether an athlete agreed to coaching on their training data."""


@dataclass(frozen=True, slots=True)
class StartRun:
    """One message of the athlete that asks for an answer."""

    user_id: UserId
    thread_id: ThreadId
    run_id: RunId
    message_id: MessageId
    text: str
    video_ids: tuple[VideoId, ...]
    request_json: str
    """Enough of the request to answer it again in another process."""
    at: datetime
    lease_until: datetime


@dataclass(frozen=True, slots=True)
class StartedRun:
    """A run, and whether this request started it."""

    run: Run
    fresh: bool


def start_run(
    uow: RunsUnitOfWork, request: StartRun, *, has_consent: HasConsent, runs_per_day: int
) -> StartedRun:
    """Store the message and start a run for it; the same request again finds the same run.

    Raises:
        ConsentMissing: The athlete has not agreed to coaching.
        Conflict: Another run of the thread is active (code `run_active`).
        BudgetExceeded: The athlete started too many runs within a day.
    """
    if not has_consent(request.user_id):
        raise ConsentMissing(
            "coaching needs your consent to use your training data.",
            way_out="Give the consent `training` first.",
        )
    uow.threads.ensure(
        request.user_id, request.thread_id, title=title_from(request.text), at=request.at
    )
    run = Run(
        id=request.run_id,
        thread_id=request.thread_id,
        user_id=request.user_id,
        status=RunStatus.RUNNING,
        created_at=request.at,
        lease_until=request.lease_until,
        request_json=request.request_json,
    )
    if not uow.runs.start(run):
        known = uow.runs.get(request.user_id, request.run_id, thread_id=request.thread_id)
        return StartedRun(known, fresh=False)
    if uow.runs.started_since(request.user_id, request.at - BUDGET_WINDOW) > runs_per_day:
        raise BudgetExceeded(
            f"you started {runs_per_day} runs within 24 hours.", way_out="Come back tomorrow."
        )
    uow.messages.put(
        Message(
            id=request.message_id,
            thread_id=request.thread_id,
            user_id=request.user_id,
            run_id=request.run_id,
            role=Role.USER,
            text=request.text,
            created_at=request.at,
            video_ids=request.video_ids,
        )
    )
    return StartedRun(run, fresh=True)


def end_run(
    uow: RunsUnitOfWork,
    run: Run,
    events: Sequence[RunEvent],
    body: Finished | Failed,
    *,
    at: datetime,
) -> bool:
    """Store how a run ended, what the coach said and which experiments it met.

    Returns False if the run is no longer ours.

    Args:
        uow: The transaction.
        run: The run in the epoch this process holds.
        events: Everything the run said.
        body: Its last event, which `events` need not hold yet.
        at: When it ended.
    """
    started = announced(events)
    ended = replace(
        run,
        model=started.model if started else run.model,
        bundle_id=started.bundle_id if started else run.bundle_id,
        input_tokens=body.input_tokens if isinstance(body, Finished) else 0,
        output_tokens=body.output_tokens if isinstance(body, Finished) else 0,
        cost_usd=body.cost_usd if isinstance(body, Finished) else None,
    )
    code = body.code if isinstance(body, Failed) else None
    if not uow.runs.finish(ended, status_after(body), at=at, error_code=code):
        return False
    for exposure in exposures_of(run, events):
        uow.exposures.record(exposure)
    for reply in replies(events):
        uow.messages.put(
            Message(
                id=reply.message_id,
                thread_id=run.thread_id,
                user_id=run.user_id,
                run_id=run.id,
                role=Role.ASSISTANT,
                text=reply.text,
                created_at=at,
                evidence=reply.evidence,
                facts_json=reply.facts_json,
            )
        )
    return True


def rename_thread(uow: RunsUnitOfWork, user_id: UserId, thread_id: ThreadId, title: str) -> Thread:
    """Give a thread another title and return it.

    Raises:
        NotFound: The athlete has no such thread.
    """
    uow.threads.rename(user_id, thread_id, title)
    return uow.threads.get(user_id, thread_id)


def title_from(text: str) -> str:
    """Return a thread title: the beginning of the first message, cut between words."""
    line = " ".join(text.split())
    if len(line) <= TITLE_CHARS:
        return line
    head, _, _ = line[:TITLE_CHARS].rpartition(" ")
    return f"{head or line[: TITLE_CHARS - 1]}…"
