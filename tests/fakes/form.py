"""Videos and findings in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from coach.form.model import Finding, FindingStatus, FormAnalysis, Video, VideoStatus
from coach.form.ports import AnalysisResult
from coach.form.rules.form_trend import MetricPoint
from coach.identity import UserId, VideoId
from tests.fakes.state import State, add, mine, pop, take


class FakeVideos:
    def __init__(self, state: State) -> None:
        self._state = state

    def add(self, video: Video) -> None:
        self._state.check(video.user_id, video)
        add(self._state.videos, (video.user_id, video.id), video)

    def get(self, user_id: UserId, video_id: VideoId) -> Video:
        return take(self._state.videos, (user_id, video_id), "video")

    def list(self, user_id: UserId, *, limit: int = 50) -> Sequence[Video]:
        kept: list[Video] = mine(self._state.videos, user_id)
        return sorted(kept, key=lambda one: (one.created_at, one.id), reverse=True)[:limit]

    def set_status(
        self,
        user_id: UserId,
        video_id: VideoId,
        status: VideoStatus,
        *,
        error_code: str | None = None,
        error_message: str | None = None,
    ) -> None:
        self._state.check(None, (error_code, error_message))
        self._state.videos[user_id, video_id] = replace(
            self.get(user_id, video_id),
            status=status,
            error_code=error_code,
            error_message=error_message,
        )

    def delete(self, user_id: UserId, video_id: VideoId) -> None:
        key = (user_id, video_id)
        pop(self._state.videos, key, "video")
        self._state.analyses.pop(key, None)
        self._state.findings.pop(key, None)

    def expired(self, at: datetime) -> Sequence[Video]:
        late = [
            (video.expires_at, video)
            for video in self._state.videos.values()
            if video.expires_at is not None and video.expires_at <= at and video.blob_key
        ]
        return [video for _, video in sorted(late, key=lambda pair: pair[0])]

    def expire(self, user_id: UserId, video_id: VideoId, at: datetime) -> None:
        changed = replace(self.get(user_id, video_id), expires_at=at)
        self._state.videos[user_id, video_id] = changed

    def drop_blob(self, user_id: UserId, video_id: VideoId) -> None:
        changed = replace(self.get(user_id, video_id), blob_key=None)
        self._state.videos[user_id, video_id] = changed


class FakeFindings:
    def __init__(self, state: State) -> None:
        self._state = state

    def replace(self, user_id: UserId, result: AnalysisResult) -> None:
        key = (user_id, result.analysis.video_id)
        take(self._state.videos, key, "video")
        self._state.check(user_id, (result.analysis, result.findings))
        self._state.analyses[key] = result.analysis
        self._state.findings[key] = result.findings

    def analysis(self, user_id: UserId, video_id: VideoId) -> FormAnalysis:
        return take(self._state.analyses, (user_id, video_id), "analysis")

    def analyses(
        self, user_id: UserId, *, exercise: str | None = None, limit: int = 20
    ) -> Sequence[FormAnalysis]:
        kept: list[FormAnalysis] = mine(self._state.analyses, user_id)
        wanted = [one for one in kept if exercise is None or one.exercise == exercise]
        newest = sorted(wanted, key=lambda one: (one.analysed_at, one.video_id), reverse=True)
        return newest[:limit]

    def list(self, user_id: UserId, video_id: VideoId) -> Sequence[Finding]:
        kept = self._state.findings.get((user_id, video_id), ())
        return sorted(kept, key=lambda one: (one.rep or 0, one.metric, one.id))

    def measured(self, user_id: UserId, exercise: str, metric: str) -> Sequence[MetricPoint]:
        found = [
            MetricPoint(
                one.id,
                analysis.video_id,
                take(self._state.videos, (user_id, analysis.video_id), "video").created_at,
                one.view,
                one.value,
                one.unit,
                one.model_hash,
                one.rules_hash,
                one.low,
                one.high,
            )
            for analysis in mine(self._state.analyses, user_id)
            if analysis.exercise == exercise
            for one in self._state.findings.get((user_id, analysis.video_id), ())
            if (one.metric, one.rep, one.status) == (metric, None, FindingStatus.OK)
            and one.value is not None
        ]
        return sorted(found, key=lambda point: (point.at, point.video_id))
