"""What clients read of threads and runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coach.identity import RunId, ThreadId, UserId
from coach.runs.model import Message, Run, Thread
from coach.runs.ports import RunsUnitOfWork


@dataclass(frozen=True, slots=True)
class Conversation:
    """A thread with its messages, and the run that answers right now."""

    thread: Thread
    messages: Sequence[Message]
    active: Run | None


def conversation(uow: RunsUnitOfWork, user_id: UserId, thread_id: ThreadId) -> Conversation:
    """Return one thread with everything said in it.

    Raises:
        NotFound: The athlete has no such thread.
    """
    return Conversation(
        uow.threads.get(user_id, thread_id),
        uow.messages.list(user_id, thread_id),
        uow.runs.active(user_id, thread_id),
    )


def run_of(uow: RunsUnitOfWork, user_id: UserId, run_id: RunId, thread_id: ThreadId | None) -> Run:
    """Return one run; without a thread the newest of that id.

    Raises:
        NotFound: The athlete has no such run.
    """
    return uow.runs.get(user_id, run_id, thread_id=thread_id)
