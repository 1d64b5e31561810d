"""Deletes the graph's saved state together with the thread or the account it belongs to."""

from __future__ import annotations

from sqlalchemy import Connection, column, delete, func, select, table

from coach.identity import ThreadId, UserId

_TABLES = tuple(
    table(name, column("thread_id"))
    for name in ("checkpoints", "checkpoint_blobs", "checkpoint_writes")
)
"""Tables of langgraph-checkpoint-postgres; it makes them when a process first opens it."""


def forget_checkpoints(
    connection: Connection, user_id: UserId, thread_id: ThreadId | None = None
) -> None:
    """Delete the saved state of one thread, or of all threads of an athlete.

    The graph's threads are named `<user id>:<thread id>`.
    """
    for rows in _TABLES:
        if connection.scalar(select(func.to_regclass(rows.name))) is None:
            return
        name = rows.c.thread_id
        mine = (
            name.startswith(f"{user_id}:", autoescape=True)
            if thread_id is None
            else name == f"{user_id}:{thread_id}"
        )
        connection.execute(delete(rows).where(mine))
