"""Threads, messages, runs with leases, and feedback in Postgres."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    TextClause,
    delete,
    func,
    or_,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from coach.errors import Conflict
from coach.identity import RunId, ThreadId, UserId
from coach.runs.model import (
    EvidenceSpan,
    Feedback,
    JudgedReply,
    Message,
    Run,
    RunStatus,
    Thread,
)
from store.checkpoint_rows import forget_checkpoints
from store.ownership import not_found, of
from store.rows import read, read_all, upsert, values
from store.tables import feedback as thumbs
from store.tables import messages, runs, threads

_SAID = """
JOIN LATERAL (
    SELECT string_agg(text, E'\\n\\n' ORDER BY created_at, seq) FILTER (WHERE role = 'user')
               AS asked,
           string_agg(text, E'\\n\\n' ORDER BY created_at, seq) FILTER (WHERE role = 'assistant')
               AS replied
    FROM messages m
    WHERE m.user_id = r.user_id AND m.thread_id = r.thread_id AND m.run_id = r.id
) said ON said.asked IS NOT NULL AND said.replied IS NOT NULL
"""
"""A run's question and reply; a run that left no reply is nothing to judge."""
JUDGED = text(f"""
SELECT r.id AS run_id, r.bundle_id, f.created_at AS at, said.asked, said.replied,
       f.up, f.comment, f.edited_text, f.abandoned
FROM feedback f
JOIN runs r ON r.user_id = f.user_id AND r.thread_id = f.thread_id AND r.id = f.run_id
{_SAID}
WHERE f.created_at >= :since
ORDER BY f.created_at DESC, f.id
LIMIT :limit
""")  # noqa: S608 - only our own text goes in
OTHERS = text(f"""
SELECT r.id AS run_id, r.bundle_id, r.created_at AS at, said.asked, said.replied
FROM runs r
{_SAID}
WHERE r.created_at >= :since AND r.status <> 'running' AND NOT EXISTS (
    SELECT FROM feedback f
    WHERE f.user_id = r.user_id AND f.thread_id = r.thread_id AND f.run_id = r.id
)
ORDER BY r.created_at DESC, r.seq DESC
LIMIT :limit
""")  # noqa: S608 - only our own text goes in


class PostgresThreads:
    """Implements `ThreadRepository`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ensure(self, user_id: UserId, thread_id: ThreadId, *, title: str, at: datetime) -> Thread:
        """Return the thread, created if it is new; either way it was used at `at`."""
        statement = insert(threads).values(
            user_id=user_id, id=thread_id, title=title, created_at=at, updated_at=at
        )
        used = statement.on_conflict_do_update(
            index_elements=[threads.c.user_id, threads.c.id],
            set_={"updated_at": func.greatest(threads.c.updated_at, statement.excluded.updated_at)},
        )
        return read(Thread, self._connection.execute(used.returning(threads)).mappings().one())

    def get(self, user_id: UserId, thread_id: ThreadId) -> Thread:
        """Return one thread."""
        found = self._connection.execute(select(threads).where(of(threads, user_id, id=thread_id)))
        row = found.mappings().one_or_none()
        if row is None:
            raise not_found("thread", thread_id)
        return read(Thread, row)

    def list(self, user_id: UserId, *, limit: int = 100) -> Sequence[Thread]:
        """Return threads, last used first."""
        rows = self._connection.execute(
            select(threads)
            .where(of(threads, user_id))
            .order_by(threads.c.updated_at.desc(), threads.c.id.desc())
            .limit(limit)
        )
        return read_all(Thread, rows.mappings())

    def rename(self, user_id: UserId, thread_id: ThreadId, title: str) -> None:
        """Give a thread another title."""
        done = self._connection.execute(
            update(threads).where(of(threads, user_id, id=thread_id)).values(title=title)
        )
        if done.rowcount == 0:
            raise not_found("thread", thread_id)

    def delete(self, user_id: UserId, thread_id: ThreadId) -> None:
        """Delete a thread; its runs and messages go by cascade, the graph's state by name."""
        forget_checkpoints(self._connection, user_id, thread_id)
        done = self._connection.execute(delete(threads).where(of(threads, user_id, id=thread_id)))
        if done.rowcount == 0:
            raise not_found("thread", thread_id)


class PostgresMessages:
    """Implements `MessageRepository`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, message: Message) -> None:
        """Insert or replace one message; a replaced one keeps its place."""
        spans = [[span.start, span.end, [*span.fact_ids]] for span in message.evidence]
        self._connection.execute(upsert(messages, values(messages, message, evidence=spans)))

    def list(self, user_id: UserId, thread_id: ThreadId) -> Sequence[Message]:
        """Return the messages of a thread, oldest first."""
        rows = self._connection.execute(
            select(messages)
            .where(of(messages, user_id, thread_id=thread_id))
            .order_by(messages.c.created_at, messages.c.seq)
        )
        return [_message(row) for row in rows.mappings()]


class PostgresRuns:
    """Implements `RunRepository`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def start(self, run: Run) -> bool:
        """Insert a run; a run id the thread already has changes nothing."""
        inserted = self._connection.execute(
            insert(runs).values(values(runs, run)).on_conflict_do_nothing().returning(runs.c.id)
        )
        if inserted.one_or_none() is not None:
            return True
        known = self._connection.execute(
            select(runs.c.id).where(of(runs, run.user_id, thread_id=run.thread_id, id=run.id))
        ).one_or_none()
        if known is None:
            raise Conflict(
                f"another run of thread {run.thread_id!r} is active.",
                way_out="Wait for it to end, or cancel it.",
                code="run_active",
            )
        return False

    def get(self, user_id: UserId, run_id: RunId, *, thread_id: ThreadId | None = None) -> Run:
        """Return one run; without a thread the newest of that id."""
        key = {"id": run_id} if thread_id is None else {"id": run_id, "thread_id": thread_id}
        found = self._connection.execute(
            select(runs)
            .where(of(runs, user_id, **key))
            .order_by(runs.c.created_at.desc(), runs.c.seq.desc())
            .limit(1)
        )
        row = found.mappings().one_or_none()
        if row is None:
            raise not_found("run", run_id)
        return read(Run, row)

    def active(self, user_id: UserId, thread_id: ThreadId) -> Run | None:
        """Return the active run of a thread."""
        found = self._connection.execute(
            select(runs).where(of(runs, user_id, thread_id=thread_id, status=RunStatus.RUNNING))
        )
        row = found.mappings().one_or_none()
        return None if row is None else read(Run, row)

    def renew(self, run: Run, *, until: datetime) -> bool:
        """Extend the lease while the run is running in its epoch."""
        done = self._connection.execute(update(runs).where(_held(run)).values(lease_until=until))
        return done.rowcount == 1

    def finish(
        self, run: Run, status: RunStatus, *, at: datetime, error_code: str | None = None
    ) -> bool:
        """End a run in its epoch, with the model, bundle and tokens that `run` names."""
        done = self._connection.execute(
            update(runs)
            .where(_held(run))
            .values(
                status=status,
                finished_at=at,
                error_code=error_code,
                lease_until=None,
                model=func.coalesce(run.model, runs.c.model),
                bundle_id=func.coalesce(run.bundle_id, runs.c.bundle_id),
                input_tokens=run.input_tokens,
                output_tokens=run.output_tokens,
                cost_usd=run.cost_usd,
            )
        )
        return done.rowcount == 1

    def take_over(self, *, at: datetime, lease: timedelta, limit: int = 20) -> Sequence[Run]:
        """Claim expired runs of all athletes, oldest lease first."""
        expired = (
            select(runs.c.user_id, runs.c.thread_id, runs.c.id)
            .where(
                runs.c.status == RunStatus.RUNNING,
                or_(runs.c.lease_until.is_(None), runs.c.lease_until < at),
            )
            .order_by(runs.c.lease_until)
            .limit(limit)
            .with_for_update(skip_locked=True)
            .cte("expired")
        )
        rows = self._connection.execute(
            update(runs)
            .where(
                tuple_(runs.c.user_id, runs.c.thread_id, runs.c.id)
                == tuple_(expired.c.user_id, expired.c.thread_id, expired.c.id)
            )
            .values(epoch=runs.c.epoch + 1, lease_until=at + lease)
            .returning(runs)
        )
        return read_all(Run, rows.mappings())

    def started_since(self, user_id: UserId, since: datetime) -> int:
        """Count the runs an athlete started since."""
        return self._connection.execute(
            select(func.count())
            .select_from(runs)
            .where(of(runs, user_id), runs.c.created_at >= since)
        ).scalar_one()


class PostgresFeedback:
    """Implements `FeedbackRepository`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, feedback: Feedback) -> Feedback:
        """Store the feedback on a run, in place of what it says of earlier feedback on it."""
        run = of(runs, feedback.user_id, thread_id=feedback.thread_id, id=feedback.run_id)
        if self._connection.execute(select(runs.c.id).where(run)).one_or_none() is None:
            raise not_found("run", feedback.run_id)
        statement = insert(thumbs).values(values(thumbs, feedback))
        new = statement.excluded
        merged = statement.on_conflict_do_update(
            index_elements=list(thumbs.primary_key.columns),
            set_={
                "id": new.id,
                "comment": new.comment,
                "created_at": new.created_at,
                "up": func.coalesce(new.up, thumbs.c.up),
                "edited_text": func.coalesce(new.edited_text, thumbs.c.edited_text),
                "abandoned": or_(new.abandoned, thumbs.c.abandoned),
            },
        )
        kept = self._connection.execute(merged.returning(thumbs))
        return read(Feedback, kept.mappings().one())

    def list(self, user_id: UserId) -> Sequence[Feedback]:
        """Return all feedback of the athlete, newest first."""
        rows = self._connection.execute(
            select(thumbs)
            .where(of(thumbs, user_id))
            .order_by(thumbs.c.created_at.desc(), thumbs.c.id.desc())
        )
        return read_all(Feedback, rows.mappings())

    def for_triage(self, since: datetime, limit: int) -> Sequence[JudgedReply]:
        """Return replies with feedback since, newest feedback first."""
        return self._judged(JUDGED, since, limit)

    def others_for_triage(self, since: datetime, limit: int) -> Sequence[JudgedReply]:
        """Return replies since that nobody said anything about, newest first."""
        return self._judged(OTHERS, since, limit)

    def _judged(self, query: TextClause, since: datetime, limit: int) -> Sequence[JudgedReply]:
        rows = self._connection.execute(query, {"since": since, "limit": limit})
        return read_all(JudgedReply, rows.mappings())


def _held(run: Run) -> ColumnElement[bool]:
    return of(
        runs,
        run.user_id,
        thread_id=run.thread_id,
        id=run.id,
        status=RunStatus.RUNNING,
        epoch=run.epoch,
    )


def _message(row: RowMapping) -> Message:
    spans = [EvidenceSpan(start, end, tuple(ids)) for start, end, ids in row["evidence"]]
    return read(Message, row, evidence=spans)
