"""Videos: upload, progress of the analysis, findings, deletion."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from functools import partial
from typing import Annotated
from uuid import UUID

import anyio.to_thread
import orjson
from fastapi import APIRouter, Query, Request, status
from fastapi.responses import Response
from pydantic import Field, StringConstraints
from sse_starlette import EventSourceResponse

from api.auth import PrincipalDep
from api.containers import HEAD_BYTES, video_type
from api.fields import NO_NUL, Body, LoadKg, Number, Rpe, View
from api.problems import PROBLEMS
from api.services import Services, ServicesDep
from api.uploads import Upload, multipart_body, received
from coach.accounts.model import ConsentPurpose
from coach.accounts.queries import require_consent
from coach.errors import ExternalFailure, InvalidInput, NotFound
from coach.form.model import (
    FaultCode,
    Finding,
    FindingStatus,
    FormAnalysis,
    Severity,
    Video,
    VideoStatus,
)
from coach.form.model import View as CameraView
from coach.identity import Principal, UserId, VideoId, new_uuid
from coach.training.model import MAX_LOAD_KG

router = APIRouter(prefix="/v1/videos", tags=["videos"], responses=PROBLEMS)

FINAL = frozenset({VideoStatus.ANALYSED, VideoStatus.FAILED})
ExerciseName = Annotated[
    str, StringConstraints(min_length=1, max_length=100, pattern=NO_NUL, strip_whitespace=True)
]
UPLOAD_FIELDS = {
    "exercise": {"type": "string", "maxLength": 100, "description": "What the video shows."},
    "load_kg": {
        "type": "number",
        "minimum": 0,
        "maximum": int(MAX_LOAD_KG),
        "description": "Kilograms.",
    },
    "rpe": {"type": "number", "minimum": 1, "maximum": 10, "multipleOf": 0.5},
}


class VideoFields(Body):
    """What may be sent beside the file."""

    exercise: ExerciseName | None = None
    load_kg: LoadKg | None = None
    rpe: Rpe | None = None


class VideoView(View):
    """One video and where its analysis stands."""

    id: UUID
    status: VideoStatus
    created_at: datetime
    file_name: str
    content_type: str
    size_bytes: int
    exercise_hint: str | None
    load_kg: Number | None
    logged_rpe: Number | None
    expires_at: datetime | None = Field(description="When the raw file is deleted.")
    error_code: str | None = Field(description="Only for `failed`.")
    error_message: str | None = Field(description="What happened and the way out.")


class Videos(View):
    """Videos, newest first."""

    videos: tuple[VideoView, ...]


class AnalysisView(View):
    """What the whole video shows."""

    exercise: str = Field(description="Recognised or named; `unknown` when neither.")
    exercise_confidence: float
    view: CameraView
    reps: int
    duration_s: float
    analysed_at: datetime


class FindingView(View):
    """One measured value, or why it could not be measured."""

    id: UUID
    rep: int | None = Field(description="Repetition from 1; null for the whole set.")
    metric: str
    fault: FaultCode | None
    status: FindingStatus
    value: float | None
    unit: str
    low: float | None = Field(description="Lower end of the error band.")
    high: float | None = Field(description="Upper end of the error band.")
    threshold: float | None
    severity: Severity
    confidence: float
    frames: tuple[int, int] | None
    reason: str


class Findings(View):
    """The analysis of one video."""

    video_id: UUID
    analysis: AnalysisView
    findings: tuple[FindingView, ...]


class AnalysisProgress(View):
    """One event of the progress stream."""

    status: VideoStatus
    done: int = Field(ge=0, description="Frames done.")
    total: int = Field(ge=0, description="Frames in all; 0 while unknown.")


@router.get("", operation_id="list_videos", summary="List videos, newest first")
def list_videos(
    principal: PrincipalDep,
    services: ServicesDep,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Videos:
    """Return videos with the status of each."""
    with services.store.read_only() as uow:
        found = uow.videos.list(principal.user_id, limit=limit)
    return Videos(videos=tuple(VideoView.model_validate(one) for one in found))


@router.post(
    "",
    status_code=status.HTTP_202_ACCEPTED,
    operation_id="upload_video",
    summary="Upload a video and queue its analysis",
    openapi_extra=multipart_body(UPLOAD_FIELDS, limit="FITHOLIC_VIDEO_BYTES (200 MB)"),
)
async def upload_video(
    principal: PrincipalDep, services: ServicesDep, request: Request
) -> VideoView:
    """Store one video whole, then queue it; nothing stays behind when the queue is down."""
    await anyio.to_thread.run_sync(_check_consent, services, principal)
    async with received(request, limit_bytes=services.settings.limits.video_bytes) as upload:
        fields = upload.form(VideoFields)
        content_type = video_type(upload.head(HEAD_BYTES))
        if content_type is None:
            raise InvalidInput(
                f"{upload.name!r} is not a video this server reads.",
                way_out="Send an MP4, MOV, MKV, WebM or AVI file.",
                code="not_a_video",
            )
        video = _video(principal.user_id, upload, fields, content_type)
        await anyio.to_thread.run_sync(_accept, services, video, upload)
    return VideoView.model_validate(video)


@router.get("/{video_id}", operation_id="get_video", summary="Read where one video stands")
def get_video(principal: PrincipalDep, services: ServicesDep, video_id: UUID) -> VideoView:
    """Return one video."""
    return VideoView.model_validate(_owned(services, principal, VideoId(video_id)))


@router.get("/{video_id}/findings", operation_id="get_findings", summary="Read what was measured")
def get_findings(principal: PrincipalDep, services: ServicesDep, video_id: UUID) -> Findings:
    """Return the analysis and every finding; 404 until the analysis is done."""
    with services.store.read_only() as uow:
        uow.videos.get(principal.user_id, VideoId(video_id))
        analysis: FormAnalysis = uow.findings.analysis(principal.user_id, VideoId(video_id))
        found: tuple[Finding, ...] = tuple(uow.findings.list(principal.user_id, VideoId(video_id)))
    return Findings(
        video_id=video_id,
        analysis=AnalysisView.model_validate(analysis),
        findings=tuple(FindingView.model_validate(one) for one in found),
    )


@router.get(
    "/{video_id}/events",
    operation_id="follow_video",
    summary="Follow the analysis",
    response_class=Response,
    responses={
        200: {
            "description": "Server-sent events, each an AnalysisProgress; the last is final.",
            "content": {"text/event-stream": {"schema": {"title": "Server-sent events"}}},
        }
    },
)
async def follow_video(
    principal: PrincipalDep, services: ServicesDep, video_id: UUID
) -> EventSourceResponse:
    """Stream progress until the video is analysed or has failed."""
    find = partial(_owned, services, principal, VideoId(video_id))
    video = await anyio.to_thread.run_sync(find)
    return EventSourceResponse(
        _progress(services, video, find),
        sep="\n",
        ping=round(services.settings.runs.heartbeat_s) or 1,
        headers={"X-Accel-Buffering": "no"},
    )


@router.delete(
    "/{video_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    operation_id="delete_video",
    summary="Delete a video, its file and its findings",
)
def delete_video(principal: PrincipalDep, services: ServicesDep, video_id: UUID) -> None:
    """Delete one video; the file first, so that no raw file stays that no row names."""
    with services.store.unit_of_work() as uow:
        video = uow.videos.get(principal.user_id, VideoId(video_id))
        if video.blob_key is not None:
            services.blobs.delete(video.blob_key)
        uow.videos.delete(principal.user_id, video.id)


def _check_consent(services: Services, principal: Principal) -> None:
    with services.store.read_only() as uow:
        require_consent(uow, principal.user_id, ConsentPurpose.FORM_VIDEO)


def _video(user_id: UserId, upload: Upload, fields: VideoFields, content_type: str) -> Video:
    video_id = VideoId(new_uuid())
    return Video(
        id=video_id,
        user_id=user_id,
        created_at=datetime.now(UTC),
        file_name=upload.name,
        content_type=content_type,
        size_bytes=upload.size_bytes,
        blob_key=f"videos/{user_id}/{video_id}",
        status=VideoStatus.UPLOADED,
        exercise_hint=fields.exercise,
        load_kg=fields.load_kg,
        logged_rpe=fields.rpe,
    )


def _accept(services: Services, video: Video, upload: Upload) -> None:
    """Keep the row, then the file, then queue; undo both when a step refuses.

    The row comes first, so that a process that dies in between leaves no file that no row names.
    """
    key = f"{video.blob_key}"
    with services.store.unit_of_work() as uow:
        uow.videos.add(video)
    try:
        services.blobs.put(key, upload.chunks())
        services.analysis_queue.enqueue(video.user_id, video.id)
    except ExternalFailure:
        services.blobs.delete(key)
        with services.store.unit_of_work() as uow:
            uow.videos.delete(video.user_id, video.id)
        raise


def _owned(services: Services, principal: Principal, video_id: VideoId) -> Video:
    with services.store.read_only() as uow:
        return uow.videos.get(principal.user_id, video_id)


async def _progress(
    services: Services, video: Video, find: Callable[[], Video]
) -> AsyncIterator[dict[str, str]]:
    if video.status in FINAL:
        yield _frame(AnalysisProgress(status=video.status, done=0, total=0))
        return
    yield _frame(AnalysisProgress(status=video.status, done=0, total=0))
    try:
        async for step in services.progress.follow(video.id):
            if step.status in FINAL:
                break
            yield _frame(AnalysisProgress(status=step.status, done=step.done, total=step.total))
        ended = await anyio.to_thread.run_sync(find)
    except (NotFound, ExternalFailure):
        return
    yield _frame(AnalysisProgress(status=ended.status, done=1, total=1))


def _frame(progress: AnalysisProgress) -> dict[str, str]:
    return {"data": orjson.dumps(progress.model_dump(mode="json")).decode()}
