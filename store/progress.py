"""How far the analysis of a video is: latest state and changes, on Redis."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass
from typing import Any, Final

import orjson
from redis import Redis
from redis.asyncio import Redis as AsyncRedis
from redis.exceptions import RedisError

from coach.errors import ExternalFailure
from coach.form.model import VideoStatus
from coach.identity import VideoId

NAMESPACE: Final = "fitholic:video:"
KEEP_S: Final = 86_400
"""A follower that comes a day later reads the video's row instead."""
SOCKET_TIMEOUT_S: Final = 5.0
POLL_S: Final = 2.0
"""Longest wait inside one read; below the socket's timeout, so that a dead server is noticed."""
ENDS: Final = frozenset({VideoStatus.ANALYSED, VideoStatus.FAILED})


@dataclass(frozen=True, slots=True)
class VideoProgress:
    """One state of an analysis."""

    done: int
    """Frames measured."""
    total: int
    """Frames in all; 0 while unknown."""
    status: VideoStatus


def _read(raw: bytes) -> VideoProgress:
    state = orjson.loads(raw)
    return VideoProgress(int(state["done"]), int(state["total"]), VideoStatus(state["status"]))


def _unreachable(exc: RedisError) -> ExternalFailure:
    return ExternalFailure(
        f"the progress of videos is out of reach: {exc}.",
        way_out="Check that Redis runs and REDIS_URL is right.",
        code="redis_unreachable",
    )


class RedisProgress:
    """Publishes from a worker and follows in the API; connections are opened when needed."""

    def __init__(self, redis_url: str) -> None:
        self._url = redis_url
        self._redis: Any = None  # a redis client, which is partly untyped

    def publish(self, video_id: VideoId, done: int, total: int, status: VideoStatus) -> None:
        """Keep a state as the latest and tell the followers.

        Raises:
            ExternalFailure: Redis does not answer.
        """
        if self._redis is None:
            self._redis = Redis.from_url(  # pyright: ignore[reportUnknownMemberType]  # its **kwargs are untyped
                self._url, socket_timeout=SOCKET_TIMEOUT_S
            )
        state = orjson.dumps(asdict(VideoProgress(done, total, status)))
        name = f"{NAMESPACE}{video_id}"
        try:
            with self._redis.pipeline() as pipe:
                pipe.set(name, state, ex=KEEP_S)
                pipe.publish(name, state)
                pipe.execute()
        except RedisError as exc:
            raise _unreachable(exc) from exc

    def close(self) -> None:
        """Close the publisher's connections."""
        if self._redis is not None:
            self._redis.close()
            self._redis = None

    async def follow(self, video_id: VideoId) -> AsyncIterator[VideoProgress]:
        """Yield the latest state and every later one; end after `analysed` or `failed`.

        Raises:
            ExternalFailure: Redis does not answer.
        """
        name = f"{NAMESPACE}{video_id}"
        client: Any = AsyncRedis.from_url(  # pyright: ignore[reportUnknownMemberType]  # its **kwargs are untyped
            self._url, socket_timeout=SOCKET_TIMEOUT_S
        )
        try:
            async with client, client.pubsub() as channel:
                # Subscribed before the state is read, so that no change falls in between.
                await channel.subscribe(name)
                latest = await client.get(name)
                if latest is not None:
                    state = _read(latest)
                    yield state
                    if state.status in ENDS:
                        return
                async for state in _changes(channel):
                    yield state
                    if state.status in ENDS:
                        return
        except RedisError as exc:
            raise _unreachable(exc) from exc


async def _changes(channel: Any) -> AsyncIterator[VideoProgress]:  # noqa: ANN401 - redis' PubSub, untyped
    while True:
        message = await channel.get_message(ignore_subscribe_messages=True, timeout=POLL_S)
        if message is not None:
            yield _read(message["data"])
