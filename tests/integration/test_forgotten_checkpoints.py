from __future__ import annotations

import psycopg

from coach.identity import ThreadId, UserId
from store.checkpoints import open_checkpoints
from store.engine import Store
from tests.builders import NOW, a_user_id

T1, T2 = ThreadId("t1"), ThreadId("t2")


async def test_saved_graph_states_go_with_their_thread_and_their_account(
    store: Store, database_url: str
) -> None:
    user_id, other = a_user_id(), a_user_id()
    async with open_checkpoints(database_url, pool_size=2):
        pass  # opening makes the tables
    with store.unit_of_work() as uow:
        for owner in (user_id, other):
            uow.accounts.ensure(owner, NOW)
            for thread_id in (T1, T2):
                uow.threads.ensure(owner, thread_id, title="", at=NOW)
                _save_state(database_url, owner, thread_id)
    with store.unit_of_work() as uow:
        uow.threads.delete(user_id, T1)
    assert _saved(database_url) == sorted([f"{user_id}:t2", f"{other}:t1", f"{other}:t2"])
    with store.unit_of_work() as uow:
        uow.accounts.delete(user_id)
    assert _saved(database_url) == sorted([f"{other}:t1", f"{other}:t2"])


def _save_state(database_url: str, user_id: UserId, thread_id: ThreadId) -> None:
    with psycopg.connect(database_url) as connection:
        connection.execute(
            "INSERT INTO checkpoints (thread_id, checkpoint_id, checkpoint) VALUES (%s, '1', '{}')",
            [f"{user_id}:{thread_id}"],
        )


def _saved(database_url: str) -> list[str]:
    with psycopg.connect(database_url) as connection:
        rows = connection.execute("SELECT thread_id FROM checkpoints")
        return sorted(str(name) for (name,) in rows)
