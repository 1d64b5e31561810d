"""Runs over AG-UI: start, tail again, cancel, look at."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any

import anyio
import anyio.to_thread
from fastapi import APIRouter, Header, Query
from pydantic import BaseModel
from sse_starlette import EventSourceResponse, ServerSentEvent

from api.agui import ClientId, RunAgentInput
from api.auth import PrincipalDep
from api.problems import PROBLEMS
from api.services import Services, ServicesDep
from api.tail import frames
from coach.accounts.model import ConsentPurpose
from coach.errors import NotFound
from coach.identity import MessageId, Principal, RunId, ThreadId, VideoId
from coach.runs.commands import StartedRun, StartRun, start_run
from coach.runs.model import Run, RunStatus
from coach.runs.queries import run_of
from coach.runs.rules import Cursor, log_key, parse_cursor

router = APIRouter(tags=["runs"], responses=PROBLEMS)

SEND_TIMEOUT_S = 30.0
"""A client that takes nothing for so long is dropped; it resumes from its last frame."""
FAREWELL_S = 1.0
"""How long a stream may say goodbye when the server shuts down."""
STREAM: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Server-sent events of the AG-UI protocol; ids are cursors.",
        "content": {"text/event-stream": {"schema": {"title": "Server-sent events"}}},
    }
}

ThreadQuery = Annotated[ClientId | None, Query(alias="threadId")]


class RunView(BaseModel):
    """One run."""

    id: str
    thread_id: str
    status: RunStatus
    created_at: datetime
    finished_at: datetime | None
    model: str | None
    bundle_id: str | None
    error_code: str | None
    input_tokens: int
    output_tokens: int
    cost_usd: Decimal | None
    """None: the run is not over, or the price of its model is not known."""


class CancelAccepted(BaseModel):
    """The run stops within a second."""

    status: RunStatus


@router.post("/v1/runs", response_class=EventSourceResponse, responses=STREAM)
async def create_run(
    body: RunAgentInput, principal: PrincipalDep, services: ServicesDep
) -> EventSourceResponse:
    """Answer the athlete's message; the same request again tails the same run."""
    started = await anyio.to_thread.run_sync(_start, services, principal, body)
    if started.fresh:
        services.executor.start(started.run)
    return stream(services, started.run, after=None)


@router.get(
    "/v1/runs/{run_id}/events",
    response_class=EventSourceResponse,
    responses=STREAM,
)
async def tail_run(
    run_id: ClientId,
    principal: PrincipalDep,
    services: ServicesDep,
    thread_id: ThreadQuery = None,
    after: Annotated[str | None, Query(max_length=40)] = None,
    last_event_id: Annotated[str | None, Header()] = None,
) -> EventSourceResponse:
    """Tail a run from its beginning or from the last frame a client has, on any process."""
    place = last_event_id or after
    cursor = parse_cursor(place) if place else None
    run = await anyio.to_thread.run_sync(_find, services, principal, run_id, thread_id)
    if run.status is not RunStatus.RUNNING:
        await _require_log(services, run)
    return stream(services, run, after=cursor)


@router.post("/v1/runs/{run_id}/cancel", status_code=202)
async def cancel_run(
    run_id: ClientId,
    principal: PrincipalDep,
    services: ServicesDep,
    thread_id: ThreadQuery = None,
) -> CancelAccepted:
    """Stop a run within a second, on whichever process it runs; an ended run stays as it is."""
    run = await anyio.to_thread.run_sync(_find, services, principal, run_id, thread_id)
    if run.status is RunStatus.RUNNING:
        await services.event_log.request_cancel(log_key(run))
    return CancelAccepted(status=run.status)


@router.get("/v1/runs/{run_id}")
def get_run(
    run_id: ClientId,
    principal: PrincipalDep,
    services: ServicesDep,
    thread_id: ThreadQuery = None,
) -> RunView:
    """Return where a run stands."""
    return view(_find(services, principal, run_id, thread_id))


def view(run: Run) -> RunView:
    """Return a run as clients see it."""
    return RunView(
        id=run.id,
        thread_id=run.thread_id,
        status=run.status,
        created_at=run.created_at,
        finished_at=run.finished_at,
        model=run.model,
        bundle_id=run.bundle_id,
        error_code=run.error_code,
        input_tokens=run.input_tokens,
        output_tokens=run.output_tokens,
        cost_usd=run.cost_usd,
    )


def stream(services: Services, run: Run, *, after: Cursor | None) -> EventSourceResponse:
    """Return a run's frames as server-sent events with heartbeats."""
    farewell = anyio.Event()
    return EventSourceResponse(
        frames(services, run, after, farewell),
        sep="\n",  # `@ag-ui/client` 1.0 sees no event when lines end with CRLF
        ping=services.settings.runs.heartbeat_s,
        ping_message_factory=_heartbeat,
        send_timeout=SEND_TIMEOUT_S,
        shutdown_event=farewell,
        shutdown_grace_period=FAREWELL_S,
    )


def _heartbeat() -> ServerSentEvent:
    return ServerSentEvent(comment="heartbeat", sep="\n")


def _start(services: Services, principal: Principal, body: RunAgentInput) -> StartedRun:
    question = body.question
    unread: dict[str, Any] = {"state": None, "tools": [], "context": []}
    accepted = body.model_copy(update={"messages": [question], **unread})
    with services.store.unit_of_work() as uow:
        videos = tuple(
            uow.videos.get(principal.user_id, VideoId(video_id)).id for video_id in body.video_ids
        )
        request = StartRun(
            user_id=principal.user_id,
            thread_id=ThreadId(body.thread_id),
            run_id=RunId(body.run_id),
            message_id=MessageId(question.id),
            text=question.text,
            video_ids=videos,
            request_json=accepted.model_dump_json(by_alias=True, exclude_none=True),
            at=datetime.now(UTC),
            lease_until=services.executor.lease_end(),
        )
        return start_run(
            uow,
            request,
            has_consent=lambda user_id: uow.consents.is_granted(user_id, ConsentPurpose.TRAINING),
            runs_per_day=services.settings.limits.runs_per_day,
        )


def _find(services: Services, principal: Principal, run_id: str, thread_id: str | None) -> Run:
    thread = ThreadId(thread_id) if thread_id is not None else None
    with services.store.read_only() as uow:
        return run_of(uow, principal.user_id, RunId(run_id), thread)


async def _require_log(services: Services, run: Run) -> None:
    if not await services.event_log.read(log_key(run)):
        raise NotFound(
            f"the events of run {run.id!r} are no longer kept.",
            way_out=f"Read GET /v1/threads/{run.thread_id}/messages.",
            code="log_expired",
        )
