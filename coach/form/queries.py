"""Reads of videos and what was measured in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coach.errors import NotFound
from coach.form.model import Finding, FormAnalysis, Video
from coach.form.ports import FormUnitOfWork
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
    """Return the newest video, analysed or not, or the newest analysed one of an exercise.

    Args:
        uow: An open transaction.
        user_id: Whose videos.
        exercise: Part of the exercise's name; empty for any.
    """
    if exercise:
        found = analysed_videos(uow, user_id, exercise=exercise, limit=1)
        return found[0] if found else None
    videos = uow.videos.list(user_id, limit=1)
    return analysed_video(uow, user_id, videos[0].id) if videos else None


def analysed_videos(
    uow: FormUnitOfWork, user_id: UserId, *, exercise: str = "", limit: int
) -> Sequence[AnalysedVideo]:
    """Return analysed videos, newest first, of one exercise if named."""
    wanted = as_slug(exercise)
    analyses = [
        each
        for each in uow.findings.analyses(user_id, limit=LOOKED_AT)
        if wanted in each.exercise or (wanted and each.exercise in wanted)
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
