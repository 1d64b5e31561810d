"""The Celery application of the worker: `celery -A jobs.app:app worker`."""

from __future__ import annotations

from functools import cache
from typing import Any

from celery import Celery, signals

from coach.errors import SetupError
from coach.settings import Settings
from jobs.queue import DROP_EXPIRED

MAX_SECONDS = 900
"""Limit of one analysis: 180 s of video at 60 Hz take about 6 minutes on one slow core."""
GRACE_SECONDS = 60
"""Left to note the failure, before the process is ended."""
SWEEP_S = 5
"""How often abandoned messages are looked for."""


def create_app(settings: Settings) -> Celery:
    """Return the worker's application.

    A message is acknowledged after its work, so that a killed worker's job goes to the next one.

    Raises:
        SetupError: REDIS_URL is not set.
    """
    if settings.redis.url is None:
        raise SetupError(
            "REDIS_URL is not set.",
            way_out="Start the worker with `fitholic up`, or set REDIS_URL and DATABASE_URL.",
            code="redis_url_missing",
        )
    app = Celery("fitholic", broker=settings.redis.url)
    app.conf.update(
        imports=("jobs.tasks.video",),
        task_ignore_result=True,
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        task_soft_time_limit=MAX_SECONDS,
        task_time_limit=MAX_SECONDS + GRACE_SECONDS,
        task_serializer="json",
        accept_content=["json"],
        worker_pool="prefork",
        worker_concurrency=1,
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
        broker_connection_retry_on_startup=True,
        broker_transport_options={
            "visibility_timeout": settings.vision.redelivery_s,
            "unacked_restore_interval": min(SWEEP_S, settings.vision.redelivery_s),
            "unacked_restore_throttle": 1,
        },
        beat_schedule={"drop-expired-videos": {"task": DROP_EXPIRED, "schedule": 3600.0}},
    )
    return app


def sweep_when_ready(sender: Any, **_: object) -> None:  # noqa: ANN401 - Celery's consumer, untyped
    """Drop expired videos when a worker starts, so that no scheduler is needed."""
    sender.app.send_task(DROP_EXPIRED)


@cache
def _from_environment() -> Celery:
    app = create_app(Settings.load())
    signals.worker_ready.connect(sweep_when_ready, weak=False)
    return app


def __getattr__(name: str) -> Celery:
    """Build `app` when Celery's command line asks for it; importing this module builds nothing."""
    if name == "app":
        return _from_environment()
    raise AttributeError(name)
