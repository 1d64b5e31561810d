"""Reads of videos and what was measured in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from coach.errors import NotFound
from coach.form.model import Finding, FormAnalysis, Video, VideoStatus
from coach.form.ports import FormUnitOfWork
from coach.form.rules.exercise_names import same_exercise
from coach.form.rules.form_trend import FormChange, form_change
from coach.identity import UserId, VideoId

LOOKED_AT = 1_000
"""Newest analyses among which an exercise is looked for: one a day for almost three years."""


@dataclass(frozen=True, slots=True)
class AnalysedVideo:
    """A video with its analysis, if it has one."""

    video: Video
    analysis: FormAnalysis | None
    findings: tuple[Finding, ...]


def analysed_video(uow: FormUnitOfWork, user_id: UserId, video_id: VideoId) -> AnalysedVideo:
    """Return one video with its findings.

    Raises:
        NotFound: The athlete has no such video.
    """
    video = uow.videos.get(user_id, video_id)
    try:
        analysis = uow.findings.analysis(user_id, video_id)
    except NotFound:
        return AnalysedVideo(video, None, ())
    return AnalysedVideo(video, analysis, tuple(uow.findings.list(user_id, video_id)))


def newest_video(
    uow: FormUnitOfWork, user_id: UserId, *, exercise: str = ""
) -> AnalysedVideo | None:
    """Return the newest video, analysed or not, of an exercise if one is named.

    A video whose analysis failed, or is still to come, is of the exercise that the athlete named
    with it.

    Args:
        uow: An open transaction.
        user_id: Whose videos.
        exercise: The exercise's name; empty for any.
    """
    if not exercise:
        videos = uow.videos.list(user_id, limit=1)
        return analysed_video(uow, user_id, videos[0].id) if videos else None
    analysed = analysed_videos(uow, user_id, exercise=exercise, limit=1)
    waiting = next(
        (
            video
            for video in uow.videos.list(user_id, limit=LOOKED_AT)
            if video.status is not VideoStatus.ANALYSED
            and video.exercise_hint
            and same_exercise(exercise, video.exercise_hint)
        ),
        None,
    )
    if waiting is None or (analysed and analysed[0].video.created_at >= waiting.created_at):
        return analysed[0] if analysed else None
    return analysed_video(uow, user_id, waiting.id)


def analysed_videos(
    uow: FormUnitOfWork, user_id: UserId, *, exercise: str = "", limit: int
) -> Sequence[AnalysedVideo]:
    """Return analysed videos, newest first, of one exercise if named."""
    analyses = [
        each
        for each in uow.findings.analyses(user_id, limit=LOOKED_AT)
        if same_exercise(exercise, each.exercise)
    ]
    return [analysed_video(uow, user_id, each.video_id) for each in analyses[:limit]]


def form_trend(
    uow: FormUnitOfWork, user_id: UserId, *, exercise: str, metric: str
) -> FormChange | None:
    """Return how a metric of an exercise changed over its videos; None if it was never measured.

    Args:
        uow: An open transaction.
        user_id: Whose videos.
        exercise: Name as analyses have it, such as `back_squat`.
        metric: A name of the list in docs/reference/metrics.md.
    """
    return form_change(uow.findings.measured(user_id, as_slug(exercise), metric))


def as_slug(name: str) -> str:
    """Return a name as exercises of videos are named: `Back Squat` becomes `back_squat`."""
    return "_".join(name.casefold().replace("-", " ").split())


def videos_of_day(uow: FormUnitOfWork, user_id: UserId, day: date, zone: tzinfo) -> int:
    """Return how many videos were uploaded on one of the athlete's days."""
    videos = uow.videos.list(user_id, limit=LOOKED_AT)
    return sum(video.created_at.astimezone(zone).date() == day for video in videos)


def earlier_video(
    uow: FormUnitOfWork,
    user_id: UserId,
    newer: AnalysedVideo,
    *,
    since: datetime | None = None,
    oldest: bool = False,
) -> tuple[AnalysedVideo | None, int]:
    """Return the video that a newer one is compared with, and how many of the exercise there are.

    Args:
        uow: An open transaction.
        user_id: Whose videos.
        newer: An analysed video.
        since: The first video from this moment on is taken; the last before it if there is none.
        oldest: True for the oldest instead of the previous one.
    """
    exercise = newer.analysis.exercise if newer.analysis else ""
    every = analysed_videos(uow, user_id, exercise=exercise, limit=LOOKED_AT)
    before = [each for each in every if each.video.created_at < newer.video.created_at]
    if since is not None:
        after = [each for each in before if each.video.created_at >= since]
        return (after[-1] if after else next(iter(before), None)), len(every)
    chosen = before[-1:] if oldest else before[:1]
    return next(iter(chosen), None), len(every)
