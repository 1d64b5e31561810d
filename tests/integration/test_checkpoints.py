"""Checkpoints live in the real database, one saver a run, and revive nothing unexpected."""

import asyncio
from uuid import uuid4

import psycopg
import pytest
from langchain_core.messages import AIMessage, HumanMessage

from agents.history import compacted
from agents.state import CoachState, messages_of
from agents.stream import Coach
from coach.errors import ExternalFailure
from store.checkpoints import OpenSaver, forget_thread, open_checkpoints
from tests.fixtures.coach import Athlete, listen


async def test_many_processes_make_the_tables_once(seeded_database_url: str) -> None:
    async def open_once() -> None:
        async with open_checkpoints(seeded_database_url, pool_size=2):
            pass

    await asyncio.gather(open_once(), open_once(), open_once())
    with psycopg.connect(seeded_database_url) as connection:
        row = connection.execute("SELECT count(*) FROM checkpoint_migrations").fetchone()
    assert row is not None
    assert row[0] > 0


async def test_each_run_has_a_saver_of_its_own(checkpoints: OpenSaver) -> None:
    assert checkpoints() is not checkpoints()


async def test_a_database_that_cannot_be_reached_is_named() -> None:
    with pytest.raises(ExternalFailure) as caught:
        async with open_checkpoints("postgresql://nobody@127.0.0.1:1/none", timeout_s=0.3):
            pass
    assert caught.value.code == "database_unreachable"


async def test_a_thread_is_kept_under_its_owner_and_can_be_forgotten(
    coach: Coach, lifter: Athlete, checkpoints: OpenSaver
) -> None:
    turn = lifter.turn("hello", thread=f"t-{uuid4().hex}")
    await listen(coach, turn)
    assert turn.checkpoint_thread == f"{lifter.user_id}:{turn.thread_id}"
    config = {"configurable": {"thread_id": turn.checkpoint_thread}}
    saver = checkpoints()
    assert await saver.aget_tuple(config) is not None  # pyright: ignore[reportArgumentType] - a plain dict is a config
    await forget_thread(saver, turn.checkpoint_thread)
    assert await saver.aget_tuple(config) is None  # pyright: ignore[reportArgumentType] - see above


async def test_finished_turns_are_kept_as_question_and_reply(
    coach: Coach, lifter: Athlete, checkpoints: OpenSaver
) -> None:
    lifter.trained("back_squat", 6, "100", 5, 5, 5)
    for text in ("What should I squat next session?", "hello"):
        await listen(coach, lifter.turn(text))
    turn = lifter.turn("")
    graph = coach.graph.copy({"checkpointer": checkpoints()})
    snapshot = await graph.aget_state({"configurable": {"thread_id": turn.checkpoint_thread}})
    state: CoachState = snapshot.values  # pyright: ignore[reportAssignmentType] - langgraph types it as a dict
    messages = compacted(messages_of(state)).messages
    assert [type(m) for m in messages] == [HumanMessage, AIMessage] * 2
    assert "105 kg" in str(messages[1].text)
