"""What form needs: a store for videos and findings, blobs, and an analyser."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from coach.form.model import Finding, FormAnalysis, Video, VideoStatus
from coach.form.rules.form_trend import MetricPoint
from coach.identity import UserId, VideoId
from coach.unit_of_work import UnitOfWork

ReportProgress = Callable[[int, int], None]
"""Called with frames done and frames in all (0 when unknown)."""


@dataclass(frozen=True, slots=True)
class AnalysisResult:
    """What an analyser returns."""

    analysis: FormAnalysis
    findings: tuple[Finding, ...]


class VideoAnalyser(Protocol):
    """Measures one video file."""

    def analyse(
        self,
        path: Path,
        video_id: VideoId,
        *,
        exercise: str | None = None,
        progress: ReportProgress | None = None,
    ) -> AnalysisResult:
        """Measure repetitions and form.

        Raises:
            InvalidInput: The file is no video, too long, or shows nobody; `code` says which:
                `empty_file`, `not_a_video`, `video_corrupt`, `video_too_long`,
                `too_many_pixels`, `payload_too_large`, `no_person_detected`.
            SetupError: The pose model or a system library is missing.
        """
        ...


class BlobStore(Protocol):
    """Raw files by key."""

    def put(self, key: str, chunks: Iterator[bytes]) -> int:
        """Store a file whole or not at all; return its size in bytes."""
        ...

    def open_path(self, key: str) -> AbstractContextManager[Path]:
        """Give the file as a local path for the length of the block.

        Raises:
            NotFound: No such blob.
        """
        ...

    def delete(self, key: str) -> None:
        """Remove a file; a missing one is not an error.

        Raises:
            ExternalFailure: It cannot be removed.
        """
        ...


class VideoRepository(Protocol):
    """Videos."""

    def add(self, video: Video) -> None:
        """Store a new video's row."""
        ...

    def get(self, user_id: UserId, video_id: VideoId) -> Video:
        """Return one video.

        Raises:
            NotFound: The athlete has no such video.
        """
        ...

    def list(self, user_id: UserId, *, limit: int = 50) -> Sequence[Video]:
        """Return videos, newest first."""
        ...

    def set_status(
        self,
        user_id: UserId,
        video_id: VideoId,
        status: VideoStatus,
        *,
        error_code: str | None = None,
        error_message: str | None = None,
    ) -> None:
        """Move a video to another status.

        Raises:
            NotFound: The athlete has no such video.
        """
        ...

    def delete(self, user_id: UserId, video_id: VideoId) -> None:
        """Delete one video, its analysis and findings.

        Raises:
            NotFound: The athlete has no such video.
        """
        ...

    def expired(self, at: datetime) -> Sequence[Video]:
        """Return videos of all athletes whose raw file is past its expiry."""
        ...

    def expire(self, user_id: UserId, video_id: VideoId, at: datetime) -> None:
        """Set when the raw file may be deleted.

        Raises:
            NotFound: The athlete has no such video.
        """
        ...

    def drop_blob(self, user_id: UserId, video_id: VideoId) -> None:
        """Note that the raw file is gone."""
        ...


class FindingRepository(Protocol):
    """Analyses and their findings."""

    def replace(self, user_id: UserId, result: AnalysisResult) -> None:
        """Store a video's analysis and findings in place of earlier ones of that video.

        Raises:
            NotFound: The athlete has no such video.
        """
        ...

    def analysis(self, user_id: UserId, video_id: VideoId) -> FormAnalysis:
        """Return the analysis of one video.

        Raises:
            NotFound: The athlete has no such analysed video.
        """
        ...

    def analyses(
        self, user_id: UserId, *, exercise: str | None = None, limit: int = 20
    ) -> Sequence[FormAnalysis]:
        """Return analyses, newest first."""
        ...

    def list(self, user_id: UserId, video_id: VideoId) -> Sequence[Finding]:
        """Return findings of one video by repetition, then metric; empty for a foreign video."""
        ...

    def measured(self, user_id: UserId, exercise: str, metric: str) -> Sequence[MetricPoint]:
        """Return one metric of whole sets over all videos of an exercise, oldest first.

        Only values that could be measured well (status `ok`) are returned.
        """
        ...


class AnalysisQueue(Protocol):
    """Where work on a video is queued."""

    def enqueue(self, user_id: UserId, video_id: VideoId) -> None:
        """Queue the analysis; asking twice analyses once.

        Raises:
            ExternalFailure: The queue cannot be reached.
        """
        ...


class FormUnitOfWork(UnitOfWork, Protocol):
    """A transaction that reaches form."""

    @property
    def videos(self) -> VideoRepository:
        """Videos."""
        ...

    @property
    def findings(self) -> FindingRepository:
        """Findings."""
        ...
