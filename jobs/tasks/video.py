"""Jobs on videos: analyse one, and drop raw files that have had their time."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

import structlog
from celery import shared_task

from coach.errors import ExternalFailure, FitholicError, NotFound
from coach.form.model import Video, VideoStatus
from coach.form.ports import AnalysisResult
from coach.identity import UserId, VideoId
from jobs.lease import MAX_ATTEMPTS, TTL_S, VideoLease
from jobs.parts import WorkerParts, worker_parts
from jobs.queue import ANALYSE_VIDEO, DROP_EXPIRED
from vision.measure import rules_hash

PROGRESS_EVERY_S: Final = 1.0
RETRY_S: Final = 10
TAKEN_RETRY_S: Final = 3
"""How soon to look again whether the worker that holds the video is alive."""
MAX_RETRIES: Final = 300
"""Fifteen minutes of another worker being at the same video, the longest an analysis may take."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Owned:
    """Whose video a job is about."""

    user_id: UserId
    video_id: VideoId


@shared_task(name=ANALYSE_VIDEO, bind=True, max_retries=MAX_RETRIES)
def analyse_video(self: Any, user_id: str, video_id: str) -> None:  # noqa: ANN401 - Celery's task, untyped
    """Measure one video and store what was found; doing it twice changes nothing."""
    job = _Owned(UserId(UUID(user_id)), VideoId(UUID(video_id)))
    parts = worker_parts()
    lease = VideoLease(
        parts.redis, job.video_id, ttl_s=min(TTL_S, parts.settings.vision.redelivery_s)
    )
    if not lease.take():
        raise self.retry(countdown=TAKEN_RETRY_S)
    try:
        _run(parts, job, lease)
    except ExternalFailure as exc:
        raise self.retry(exc=exc, countdown=RETRY_S) from exc
    finally:
        lease.release()


def _run(parts: WorkerParts, job: _Owned, lease: VideoLease) -> None:
    """Analyse, and turn every other failure into the video's status."""
    try:
        with parts.store.read_only() as uow:
            video = uow.videos.get(job.user_id, job.video_id)
        if lease.begin_attempt() > MAX_ATTEMPTS:
            _fail(parts, job, "analysis_crashed", _CRASHED)
        else:
            _analyse(parts, job, video, lease)
    except NotFound:
        log.info("video_gone", video_id=str(job.video_id))
    except ExternalFailure:
        lease.forget_attempts()
        raise
    except FitholicError as exc:
        log.info("video_refused", video_id=str(job.video_id), code=exc.code)
        _fail(parts, job, exc.code, str(exc))
    except Exception:
        log.exception("video_failed", video_id=str(job.video_id))
        _fail(parts, job, "analysis_failed", _UNEXPECTED)
    lease.forget_attempts()


_CRASHED: Final = (
    "The analysis of this video ended the worker several times. "
    "Export the video once more from your phone, or trim it, and upload it again."
)
_UNEXPECTED: Final = (
    "The analysis failed on our side. Upload the video again; if that fails too, report it."
)


def _analyse(parts: WorkerParts, job: _Owned, video: Video, lease: VideoLease) -> None:
    analyser = parts.analyser()
    if _is_done(parts, job, video, analyser.model_hash):
        parts.progress.publish(job.video_id, 1, 1, VideoStatus.ANALYSED)
        return
    if video.blob_key is None:
        raise NotFound(
            "the raw file has expired.", way_out="Upload it again.", code="blob_not_found"
        )
    with parts.store.unit_of_work() as uow:
        uow.videos.set_status(job.user_id, job.video_id, VideoStatus.ANALYSING)
    report = _Reporter(parts, job, lease)
    report(0, 0)
    with parts.blobs.open_path(video.blob_key) as path:
        result = analyser.analyse(path, job.video_id, exercise=video.exercise_hint, progress=report)
    _store(parts, job, result)
    parts.progress.publish(job.video_id, report.done, report.done, VideoStatus.ANALYSED)
    log.info("video_analysed", video_id=str(job.video_id), reps=result.analysis.reps)


class _Reporter:
    """Tells about progress and renews the lease, at most about once a second."""

    def __init__(self, parts: WorkerParts, job: _Owned, lease: VideoLease) -> None:
        self._parts = parts
        self._job = job
        self._lease = lease
        self._next = 0.0
        self.done = 1

    def __call__(self, done: int, total: int) -> None:
        """Take note of frames done and frames in all."""
        self.done = max(done, 1)
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + PROGRESS_EVERY_S
        self._lease.renew()
        self._parts.progress.publish(self._job.video_id, done, total, VideoStatus.ANALYSING)


def _is_done(parts: WorkerParts, job: _Owned, video: Video, model_hash: str) -> bool:
    if video.status is not VideoStatus.ANALYSED:
        return False
    with parts.store.read_only() as uow:
        analysis = uow.findings.analysis(job.user_id, job.video_id)
    return analysis.model_hash == model_hash and analysis.rules_hash == rules_hash()


def _expiry(parts: WorkerParts) -> datetime:
    return datetime.now(UTC) + timedelta(days=parts.settings.vision.video_retention_days)


def _store(parts: WorkerParts, job: _Owned, result: AnalysisResult) -> None:
    with parts.store.unit_of_work() as uow:
        uow.findings.replace(job.user_id, result)
        uow.videos.set_status(job.user_id, job.video_id, VideoStatus.ANALYSED)
        uow.videos.expire(job.user_id, job.video_id, _expiry(parts))


def _fail(parts: WorkerParts, job: _Owned, code: str, message: str) -> None:
    with parts.store.unit_of_work() as uow:
        uow.videos.set_status(
            job.user_id,
            job.video_id,
            VideoStatus.FAILED,
            error_code=code,
            error_message=message,
        )
        uow.videos.expire(job.user_id, job.video_id, _expiry(parts))
    parts.progress.publish(job.video_id, 0, 0, VideoStatus.FAILED)


@shared_task(name=DROP_EXPIRED)
def drop_expired() -> None:
    """Delete raw files past their expiry; the findings stay."""
    parts = worker_parts()
    with parts.store.read_only() as uow:
        expired = uow.videos.expired(datetime.now(UTC))
    for video in expired:
        if video.blob_key is None:
            continue
        # The file first: a row that still names a missing file is put right by the next sweep.
        parts.blobs.delete(video.blob_key)
        with parts.store.unit_of_work() as uow:
            uow.videos.drop_blob(video.user_id, video.id)
    log.info("expired_videos_dropped", count=len(expired))
