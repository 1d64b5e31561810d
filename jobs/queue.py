"""The half of the job queue that the API may import: it sends tasks by name."""

from __future__ import annotations

from typing import Any, Final

from celery import Celery
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from coach.errors import ExternalFailure
from coach.identity import UserId, VideoId

ANALYSE_VIDEO: Final = "jobs.tasks.video.analyse_video"
DROP_EXPIRED: Final = "jobs.tasks.video.drop_expired"
CONNECT_TIMEOUT_S: Final = 3.0
RETRIES: Final = {"max_retries": 1, "interval_start": 0.1, "interval_max": 0.5}
"""An upload waits for this: one quick second try, then the caller is told."""


class CeleryAnalysisQueue:
    """Implements `coach.form.ports.AnalysisQueue` on Celery over Redis or Valkey."""

    def __init__(self, redis_url: str) -> None:
        self._app = Celery("fitholic", broker=redis_url, set_as_current=False)
        self._app.conf.update(
            task_ignore_result=True,
            broker_connection_timeout=CONNECT_TIMEOUT_S,
            broker_transport_options={
                "socket_timeout": CONNECT_TIMEOUT_S,
                "socket_connect_timeout": CONNECT_TIMEOUT_S,
            },
        )

    def enqueue(self, user_id: UserId, video_id: VideoId) -> None:
        """Queue the analysis; a second message of the same video does nothing.

        Raises:
            ExternalFailure: The queue cannot be reached (`queue_unreachable`).
        """
        # celery-types leaves send_task partly untyped.
        app: Any = self._app
        try:
            app.send_task(
                ANALYSE_VIDEO,
                args=(str(user_id), str(video_id)),
                ignore_result=True,
                retry=True,
                retry_policy=RETRIES,
            )
        except (OperationalError, RedisError, OSError) as exc:
            raise ExternalFailure(
                f"the job queue cannot be reached: {exc}.",
                way_out="Try again in a moment; check REDIS_URL when it stays so.",
                code="queue_unreachable",
            ) from exc

    def worker_answers(self, *, timeout_s: float) -> bool:
        """Tell whether any worker answers a ping.

        Raises:
            ExternalFailure: The queue cannot be reached (`queue_unreachable`).
        """
        app: Any = self._app
        try:
            return bool(app.control.ping(timeout=timeout_s, limit=1))
        except (OperationalError, RedisError, OSError) as exc:
            raise ExternalFailure(
                f"the job queue cannot be reached: {exc}.",
                way_out="Check that Redis runs and REDIS_URL is right.",
                code="queue_unreachable",
            ) from exc

    def close(self) -> None:
        """Close the connections to the broker."""
        self._app.close()
