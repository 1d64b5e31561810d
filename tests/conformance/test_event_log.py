"""Every event log keeps order, replays from a cursor and shuts superseded producers out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from coach.errors import Conflict, InvalidInput
from coach.identity import MessageId, RunId, ThreadId, UserId
from coach.runs.events import Finished, RunEvent, Text
from coach.runs.ports import EventLog
from coach.runs.rules import account_prefix, thread_prefix
from store.event_log import RedisEventLog
from tests.fakes.event_log import MemoryEventLog

AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
KEY = "athlete:thread:run:1"


def text(seq: int, delta: str = "a", *, epoch: int = 1) -> RunEvent:
    return RunEvent(RunId("run"), epoch, seq, AT, Text(MessageId("m"), delta))


def end(seq: int, *, epoch: int = 1) -> RunEvent:
    return RunEvent(RunId("run"), epoch, seq, AT, Finished("success"))


@pytest.fixture(params=["memory", "redis"])
async def log(request: pytest.FixtureRequest) -> AsyncIterator[EventLog]:
    if request.param == "memory":
        yield MemoryEventLog()
        return
    async with RedisEventLog(request.getfixturevalue("redis_url")) as redis_log:
        yield redis_log


async def collect(log: EventLog, after: str | None = None) -> list[str]:
    return [event.cursor async for event in log.follow(KEY, after=after)]


async def test_events_come_back_in_order_and_whole(log: EventLog) -> None:
    events = [text(1, "Squat "), text(2, "100 kg ✅"), end(3)]
    await log.append(KEY, events)
    assert list(await log.read(KEY)) == events


async def test_a_cursor_leaves_out_what_was_seen(log: EventLog) -> None:
    await log.append(KEY, [text(1), text(2), end(3)])
    assert [event.cursor for event in await log.read(KEY, after="1-2")] == ["1-3"]


async def test_an_unknown_run_has_no_events(log: EventLog) -> None:
    assert list(await log.read("nobody:t:r:1")) == []


async def test_a_cursor_of_another_shape_is_refused(log: EventLog) -> None:
    with pytest.raises(InvalidInput) as caught:
        await log.read(KEY, after="yesterday")
    assert caught.value.code == "invalid_cursor"


async def test_a_follower_gets_old_and_new_events_once_and_then_ends(log: EventLog) -> None:
    await log.append(KEY, [text(1)])
    follower = asyncio.create_task(collect(log))
    await log.append(KEY, [text(2)])
    await log.append(KEY, [end(3)])
    assert await asyncio.wait_for(follower, 5) == ["1-1", "1-2", "1-3"]


async def test_a_follower_crosses_into_the_next_epoch(log: EventLog) -> None:
    await log.append(KEY, [text(1), text(2)])
    follower = asyncio.create_task(collect(log, after="1-1"))
    await log.fence(KEY, 2)
    await log.append(KEY, [end(3, epoch=2)])
    assert await asyncio.wait_for(follower, 5) == ["1-2", "2-3"]


async def test_a_superseded_producer_is_refused(log: EventLog) -> None:
    await log.append(KEY, [text(1)])
    await log.append(KEY, [text(2, epoch=2)])
    with pytest.raises(Conflict) as caught:
        await log.append(KEY, [text(2)])
    assert caught.value.code == "superseded"
    assert [event.cursor for event in await log.read(KEY)] == ["1-1", "2-2"]


async def test_a_fence_refuses_the_old_producer_before_the_new_one_writes(log: EventLog) -> None:
    await log.append(KEY, [text(1)])
    await log.fence(KEY, 2)
    with pytest.raises(Conflict):
        await log.append(KEY, [text(2)])
    assert [event.cursor for event in await log.read(KEY)] == ["1-1"]


async def test_a_fence_stands_even_before_the_first_event(log: EventLog) -> None:
    await log.fence(KEY, 2)
    with pytest.raises(Conflict):
        await log.append(KEY, [text(1)])
    await log.append(KEY, [text(1, epoch=2)])


async def test_an_older_epoch_cannot_fence(log: EventLog) -> None:
    await log.append(KEY, [text(1, epoch=3)])
    with pytest.raises(Conflict):
        await log.fence(KEY, 2)


async def test_a_cancel_reaches_a_producer_that_waits(log: EventLog) -> None:
    waiting = asyncio.create_task(log.wait_cancel(KEY))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    await log.request_cancel(KEY)
    await asyncio.wait_for(waiting, 1)


async def test_a_cancel_that_came_first_is_not_lost(log: EventLog) -> None:
    await log.request_cancel(KEY)
    await asyncio.wait_for(log.wait_cancel(KEY), 1)


async def test_a_cancel_leaves_other_runs_alone(log: EventLog) -> None:
    await log.request_cancel("athlete:thread:other:1")
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(log.wait_cancel(KEY), 0.1)


async def test_forgetting_a_thread_keeps_the_others(log: EventLog) -> None:
    await log.append("u:a%2A:r:1", [end(1)])
    await log.append("u:b:r:1", [end(1)])
    await log.forget("u:a%2A:")
    assert list(await log.read("u:a%2A:r:1")) == []
    assert len(await log.read("u:b:r:1")) == 1
    await log.append("u:a%2A:r:1", [end(1)])


async def test_forgetting_an_account_keeps_the_others(log: EventLog) -> None:
    one, other = UserId(uuid4()), UserId(uuid4())
    for user_id in (one, other):
        for thread in ("a", "b"):
            await log.append(f"{thread_prefix(user_id, ThreadId(thread))}r:1", [end(1)])
    await log.forget(account_prefix(one))
    assert [len(await log.read(f"{one}:{thread}:r:1")) for thread in "ab"] == [0, 0]
    assert [len(await log.read(f"{other}:{thread}:r:1")) for thread in "ab"] == [1, 1]


async def test_a_log_can_be_kept_for_a_time(log: EventLog) -> None:
    await log.append(KEY, [text(1)])
    await log.expire(KEY, ttl_s=60)
    assert len(await log.read(KEY)) == 1
    await log.expire(KEY, ttl_s=0)
    assert list(await log.read(KEY)) == []


async def test_a_watch_told_to_stop_stops_however_early(log: EventLog) -> None:
    for attempt in range(60):
        watch = asyncio.create_task(log.wait_cancel(f"{KEY}:{attempt}"))
        await asyncio.sleep(attempt * 0.0001)
        watch.cancel()
        done, _ = await asyncio.wait({watch}, timeout=5)
        assert done, f"cancelled after {attempt * 0.1:.1f} ms and still waiting"
        assert watch.cancelled()
