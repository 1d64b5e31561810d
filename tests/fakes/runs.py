"""Threads, messages, runs and feedback in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from coach.errors import Conflict, NotFound
from coach.identity import RunId, ThreadId, UserId
from coach.runs.model import Feedback, JudgedReply, Message, Role, Run, RunStatus, Thread
from tests.fakes.state import State, mine, pop, take

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class FakeThreads:
    def __init__(self, state: State) -> None:
        self._state = state

    def ensure(self, user_id: UserId, thread_id: ThreadId, *, title: str, at: datetime) -> Thread:
        self._state.check(user_id, (thread_id, title, at))
        old = self._state.threads.get((user_id, thread_id))
        used = (
            Thread(thread_id, user_id, title, at, at)
            if old is None
            else replace(old, updated_at=max(old.updated_at, at))
        )
        self._state.threads[user_id, thread_id] = used
        return used

    def get(self, user_id: UserId, thread_id: ThreadId) -> Thread:
        return take(self._state.threads, (user_id, thread_id), "thread")

    def list(self, user_id: UserId, *, limit: int = 100) -> Sequence[Thread]:
        kept: list[Thread] = mine(self._state.threads, user_id)
        return sorted(kept, key=lambda one: (one.updated_at, one.id), reverse=True)[:limit]

    def rename(self, user_id: UserId, thread_id: ThreadId, title: str) -> None:
        self._state.check(None, (title,))
        renamed = replace(self.get(user_id, thread_id), title=title)
        self._state.threads[user_id, thread_id] = renamed

    def delete(self, user_id: UserId, thread_id: ThreadId) -> None:
        pop(self._state.threads, (user_id, thread_id), "thread")
        for name in ("messages", "runs", "feedback"):
            rows = getattr(self._state, name)
            for key in [key for key in rows if key[:2] == (user_id, thread_id)]:
                del rows[key]


class FakeMessages:
    def __init__(self, state: State) -> None:
        self._state = state

    def put(self, message: Message) -> None:
        self._state.check(message.user_id, message)
        take(self._state.threads, (message.user_id, message.thread_id), "thread")
        key = (message.user_id, message.thread_id, message.id)
        self._state.messages[key] = message

    def list(self, user_id: UserId, thread_id: ThreadId) -> Sequence[Message]:
        kept = [one for one in mine(self._state.messages, user_id) if one.thread_id == thread_id]
        return sorted(kept, key=lambda one: one.created_at)


class FakeRuns:
    def __init__(self, state: State) -> None:
        self._state = state

    def start(self, run: Run) -> bool:
        self._state.check(run.user_id, run)
        take(self._state.threads, (run.user_id, run.thread_id), "thread")
        key = (run.user_id, run.thread_id, run.id)
        if key in self._state.runs:
            return False
        if self.active(run.user_id, run.thread_id) is not None:
            raise Conflict("another run is active.", code="run_active")
        self._state.runs[key] = run
        return True

    def get(self, user_id: UserId, run_id: RunId, *, thread_id: ThreadId | None = None) -> Run:
        kept = [
            one
            for one in mine(self._state.runs, user_id)
            if one.id == run_id and thread_id in {None, one.thread_id}
        ]
        if not kept:
            raise NotFound(f"no such run: {run_id}.", code="run_not_found")
        return max(reversed(kept), key=lambda one: one.created_at)

    def active(self, user_id: UserId, thread_id: ThreadId) -> Run | None:
        running = [one for one in mine(self._state.runs, user_id) if _is_running(one)]
        return next((one for one in running if one.thread_id == thread_id), None)

    def renew(self, run: Run, *, until: datetime) -> bool:
        held = self._held(run)
        if held is not None:
            self._store(replace(held, lease_until=until))
        return held is not None

    def finish(
        self, run: Run, status: RunStatus, *, at: datetime, error_code: str | None = None
    ) -> bool:
        held = self._held(run)
        if held is None:
            return False
        self._store(
            replace(
                held,
                status=status,
                finished_at=at,
                error_code=error_code,
                lease_until=None,
                model=run.model or held.model,
                bundle_id=run.bundle_id or held.bundle_id,
                input_tokens=run.input_tokens,
                cost_usd=run.cost_usd,
                output_tokens=run.output_tokens,
            )
        )
        return True

    def take_over(self, *, at: datetime, lease: timedelta, limit: int = 20) -> Sequence[Run]:
        late = [
            one
            for one in self._state.runs.values()
            if _is_running(one) and (one.lease_until or _LONG_AGO) < at
        ]
        late.sort(key=lambda one: one.lease_until or _LONG_AGO)
        claimed = [
            replace(one, epoch=one.epoch + 1, lease_until=at + lease) for one in late[:limit]
        ]
        for one in claimed:
            self._store(one)
        return claimed

    def started_since(self, user_id: UserId, since: datetime) -> int:
        return sum(one.created_at >= since for one in mine(self._state.runs, user_id))

    def _held(self, run: Run) -> Run | None:
        kept = self._state.runs.get((run.user_id, run.thread_id, run.id))
        return kept if kept and _is_running(kept) and kept.epoch == run.epoch else None

    def _store(self, run: Run) -> None:
        self._state.runs[run.user_id, run.thread_id, run.id] = run


class FakeFeedback:
    def __init__(self, state: State) -> None:
        self._state = state

    def put(self, feedback: Feedback) -> Feedback:
        self._state.check(None, feedback)
        key = (feedback.user_id, feedback.thread_id, feedback.run_id)
        take(self._state.runs, key, "run")
        old = self._state.feedback.get(key)
        if old is not None:
            feedback = replace(
                feedback,
                up=old.up if feedback.up is None else feedback.up,
                edited_text=feedback.edited_text or old.edited_text,
                abandoned=feedback.abandoned or old.abandoned,
            )
        self._state.feedback[key] = feedback
        return feedback

    def list(self, user_id: UserId) -> Sequence[Feedback]:
        kept: list[Feedback] = mine(self._state.feedback, user_id)
        return sorted(kept, key=lambda one: (one.created_at, one.id), reverse=True)

    def for_triage(self, since: datetime, limit: int) -> Sequence[JudgedReply]:
        found = [
            replace(
                said,
                at=thumb.created_at,
                up=thumb.up,
                comment=thumb.comment,
                edited_text=thumb.edited_text,
                abandoned=thumb.abandoned,
            )
            for key, thumb in self._state.feedback.items()
            if thumb.created_at >= since
            for said in self._said(self._state.runs[key])
        ]
        return sorted(found, key=lambda one: one.at, reverse=True)[:limit]

    def others_for_triage(self, since: datetime, limit: int) -> Sequence[JudgedReply]:
        found = [
            said
            for key, run in self._state.runs.items()
            if run.created_at >= since and key not in self._state.feedback and not _is_running(run)
            for said in self._said(run)
        ]
        return sorted(found, key=lambda one: one.at, reverse=True)[:limit]

    def _said(self, run: Run) -> list[JudgedReply]:
        told = FakeMessages(self._state).list(run.user_id, run.thread_id)
        asked = [one.text for one in told if one.run_id == run.id and one.role is Role.USER]
        replied = [one.text for one in told if one.run_id == run.id and one.role is Role.ASSISTANT]
        if not asked or not replied:
            return []
        texts = ("\n\n".join(asked), "\n\n".join(replied))
        return [JudgedReply(run.id, run.bundle_id, run.created_at, *texts)]


def _is_running(run: Run) -> bool:
    return run.status is RunStatus.RUNNING
