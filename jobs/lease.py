"""Who works on a video, and how often it was begun: keeps two workers from doing the same."""

from __future__ import annotations

from typing import Any, Final
from uuid import uuid4

from redis import Redis

from coach.identity import VideoId

TTL_S: Final = 10
"""A lease this old lost its worker; it is renewed about every second."""
ATTEMPTS_TTL_S: Final = 86_400
MAX_ATTEMPTS: Final = 3
"""A video that took its worker down three times is not tried again."""
_RELEASE: Final = (
    "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0"
)
_RENEW: Final = (
    "if redis.call('get', KEYS[1]) == ARGV[1] "
    "then return redis.call('expire', KEYS[1], ARGV[2]) end return 0"
)


class VideoLease:
    """The right of one worker to analyse one video."""

    def __init__(self, redis: Redis, video_id: VideoId, ttl_s: int = TTL_S) -> None:
        self._redis: Any = redis  # redis leaves its pipelines partly untyped
        self._holder = f"fitholic:video:{video_id}:lease"
        self._attempts = f"fitholic:video:{video_id}:attempts"
        self._token = uuid4().hex
        self._ttl_s = ttl_s

    def take(self) -> bool:
        """Take the lease; False while another worker holds it."""
        return bool(self._redis.set(self._holder, self._token, nx=True, ex=self._ttl_s))

    def renew(self) -> None:
        """Hold it for another period."""
        self._redis.eval(_RENEW, 1, self._holder, self._token, str(self._ttl_s))

    def release(self) -> None:
        """Give it back, unless it ran out and somebody else has it."""
        self._redis.eval(_RELEASE, 1, self._holder, self._token)

    def begin_attempt(self) -> int:
        """Count one more attempt and return its number."""
        with self._redis.pipeline() as pipe:
            pipe.incr(self._attempts)
            pipe.expire(self._attempts, ATTEMPTS_TTL_S)
            return int(pipe.execute()[0])

    def forget_attempts(self) -> None:
        """Start counting anew, after an attempt that came to an end."""
        self._redis.delete(self._attempts)
