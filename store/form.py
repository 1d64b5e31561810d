"""Videos, analyses and findings in Postgres."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, RowMapping, delete, insert, select, text, update

from coach.form.model import Finding, FormAnalysis, Video, VideoStatus
from coach.form.ports import AnalysisResult
from coach.form.rules.form_trend import MetricPoint
from coach.identity import UserId, VideoId
from store.ownership import not_found, of
from store.rows import read, read_all, values
from store.tables import findings, form_analyses, videos


class PostgresVideos:
    """Implements `VideoRepository`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, video: Video) -> None:
        """Store a new video's row."""
        self._connection.execute(insert(videos).values(values(videos, video)))

    def get(self, user_id: UserId, video_id: VideoId) -> Video:
        """Return one video."""
        found = self._connection.execute(select(videos).where(of(videos, user_id, id=video_id)))
        row = found.mappings().one_or_none()
        if row is None:
            raise not_found("video", video_id)
        return read(Video, row)

    def list(self, user_id: UserId, *, limit: int = 50) -> Sequence[Video]:
        """Return videos, newest first."""
        rows = self._connection.execute(
            select(videos)
            .where(of(videos, user_id))
            .order_by(videos.c.created_at.desc(), videos.c.id.desc())
            .limit(limit)
        )
        return read_all(Video, rows.mappings())

    def set_status(
        self,
        user_id: UserId,
        video_id: VideoId,
        status: VideoStatus,
        *,
        error_code: str | None = None,
        error_message: str | None = None,
    ) -> None:
        """Move a video to another status; an error of an earlier one is cleared."""
        self._change(
            user_id,
            video_id,
            status=status,
            error_code=error_code,
            error_message=error_message,
        )

    def delete(self, user_id: UserId, video_id: VideoId) -> None:
        """Delete one video; its analysis and findings go by cascade."""
        done = self._connection.execute(delete(videos).where(of(videos, user_id, id=video_id)))
        if done.rowcount == 0:
            raise not_found("video", video_id)

    def expired(self, at: datetime) -> Sequence[Video]:
        """Return videos of all athletes whose raw file is past its expiry, oldest first."""
        rows = self._connection.execute(
            select(videos)
            .where(videos.c.expires_at <= at, videos.c.blob_key.is_not(None))
            .order_by(videos.c.expires_at)
        )
        return read_all(Video, rows.mappings())

    def expire(self, user_id: UserId, video_id: VideoId, at: datetime) -> None:
        """Set when the raw file may be deleted."""
        self._change(user_id, video_id, expires_at=at)

    def drop_blob(self, user_id: UserId, video_id: VideoId) -> None:
        """Note that the raw file is gone."""
        self._change(user_id, video_id, blob_key=None)

    def _change(self, user_id: UserId, video_id: VideoId, **columns: object) -> None:
        done = self._connection.execute(
            update(videos).where(of(videos, user_id, id=video_id)).values(**columns)
        )
        if done.rowcount == 0:
            raise not_found("video", video_id)


MEASURED = text("""
SELECT f.id AS finding_id, f.video_id, v.created_at AS at, f.view, f.value, f.unit, f.model_hash,
       f.rules_hash, f.low, f.high
FROM form_analyses a
JOIN videos v ON v.user_id = a.user_id AND v.id = a.video_id
JOIN findings f ON f.user_id = a.user_id AND f.video_id = a.video_id
WHERE a.user_id = :user_id AND v.user_id = :user_id AND f.user_id = :user_id
  AND a.exercise = :exercise AND f.metric = :metric AND f.rep IS NULL AND f.status = 'ok'
  AND f.value IS NOT NULL
ORDER BY v.created_at, f.video_id
""")


class PostgresFindings:
    """Implements `FindingRepository`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def replace(self, user_id: UserId, result: AnalysisResult) -> None:
        """Store a video's analysis and findings in place of earlier ones."""
        video_id = result.analysis.video_id
        # The lock makes two workers that analyse one video store one after the other.
        video = select(videos.c.id).where(of(videos, user_id, id=video_id)).with_for_update()
        if self._connection.execute(video).one_or_none() is None:
            raise not_found("video", video_id)
        self._connection.execute(
            delete(form_analyses).where(of(form_analyses, user_id, video_id=video_id))
        )
        self._connection.execute(
            insert(form_analyses).values(values(form_analyses, result.analysis, user_id=user_id))
        )
        if result.findings:
            self._connection.execute(
                insert(findings), [_values(user_id, finding) for finding in result.findings]
            )

    def analysis(self, user_id: UserId, video_id: VideoId) -> FormAnalysis:
        """Return the analysis of one video."""
        found = self._connection.execute(
            select(form_analyses).where(of(form_analyses, user_id, video_id=video_id))
        )
        row = found.mappings().one_or_none()
        if row is None:
            raise not_found("analysis", video_id)
        return read(FormAnalysis, row)

    def analyses(
        self, user_id: UserId, *, exercise: str | None = None, limit: int = 20
    ) -> Sequence[FormAnalysis]:
        """Return analyses, newest first."""
        wanted = of(form_analyses, user_id)
        if exercise is not None:
            wanted = of(form_analyses, user_id, exercise=exercise)
        rows = self._connection.execute(
            select(form_analyses)
            .where(wanted)
            .order_by(form_analyses.c.analysed_at.desc(), form_analyses.c.video_id.desc())
            .limit(limit)
        )
        return read_all(FormAnalysis, rows.mappings())

    def list(self, user_id: UserId, video_id: VideoId) -> Sequence[Finding]:
        """Return findings of one video: of the whole set, then by repetition; each by metric."""
        rows = self._connection.execute(
            select(findings)
            .where(of(findings, user_id, video_id=video_id))
            .order_by(findings.c.rep.nulls_first(), findings.c.metric, findings.c.id)
        )
        return [_finding(row) for row in rows.mappings()]

    def measured(self, user_id: UserId, exercise: str, metric: str) -> Sequence[MetricPoint]:
        """Return one metric of whole sets over all videos of an exercise, oldest first."""
        named = {"user_id": user_id, "exercise": exercise, "metric": metric}
        return read_all(MetricPoint, self._connection.execute(MEASURED, named).mappings())


def _values(user_id: UserId, finding: Finding) -> dict[str, object]:
    first, last = finding.frames or (None, None)
    return values(findings, finding, user_id=user_id, first_frame=first, last_frame=last)


def _finding(row: RowMapping) -> Finding:
    first, last = row["first_frame"], row["last_frame"]
    return read(Finding, row, frames=None if first is None else (first, last))
