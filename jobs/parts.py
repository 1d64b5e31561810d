"""What a worker process is made of; built at its first task, after the fork."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from redis import Redis

from coach.errors import SetupError
from coach.form.ports import BlobStore
from coach.settings import Settings
from store.blobs import FileBlobs
from store.engine import Store, open_store
from store.progress import RedisProgress
from vision.analyse import PoseVideoAnalyser
from vision.frames import VideoLimits
from vision.models import pose_model


@dataclass(frozen=True, slots=True)
class WorkerParts:
    """Everything a task needs."""

    settings: Settings
    store: Store
    blobs: BlobStore
    redis: Redis
    progress: RedisProgress

    def analyser(self) -> PoseVideoAnalyser:
        """Return the analyser; the model is looked up anew, since it may arrive later.

        Raises:
            SetupError: There is no pose model.
        """
        limits = self.settings.limits
        model = pose_model(self.settings.data_dir, self.settings.vision)
        return PoseVideoAnalyser(
            model, VideoLimits(max_bytes=limits.video_bytes, max_seconds=limits.video_seconds)
        )


@cache
def worker_parts() -> WorkerParts:
    """Open everything once a process.

    Raises:
        SetupError: DATABASE_URL or REDIS_URL is not set.
    """
    settings = Settings.load()
    if settings.database.url is None or settings.redis.url is None:
        raise SetupError(
            "DATABASE_URL or REDIS_URL is not set.",
            way_out="Start the worker with `fitholic up`, or set both.",
            code="server_url_missing",
        )
    return WorkerParts(
        settings=settings,
        store=open_store(settings.database.url, pool_size=1),
        blobs=FileBlobs(settings.data_dir / "blobs"),
        redis=Redis.from_url(  # pyright: ignore[reportUnknownMemberType]  # its **kwargs are untyped
            settings.redis.url, socket_timeout=5.0
        ),
        progress=RedisProgress(settings.redis.url),
    )
