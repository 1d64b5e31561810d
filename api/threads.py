"""Threads: list, read, rename, delete, and what was said in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import anyio.to_thread
import orjson
from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, StringConstraints

from api.agui import ClientId
from api.auth import PrincipalDep
from api.problems import PROBLEMS
from api.runs import RunView, view
from api.services import Services, ServicesDep
from coach.identity import Principal, ThreadId, UserId
from coach.runs.commands import rename_thread
from coach.runs.model import Message, Role, Run, Thread
from coach.runs.queries import conversation
from coach.runs.rules import log_key, thread_prefix
from store.checkpoints import forget_thread

router = APIRouter(tags=["threads"], responses=PROBLEMS)

TITLE_CHARS = 200
"""Longest title an athlete may give."""


class ThreadView(BaseModel):
    """One conversation."""

    id: str
    title: str
    created_at: datetime
    updated_at: datetime


class ThreadDetail(ThreadView):
    """One conversation, and the run that answers in it right now."""

    active_run: RunView | None = None


class ThreadChange(BaseModel):
    """What of a thread can be changed."""

    title: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=TITLE_CHARS)
    ]


class SpanView(BaseModel):
    """A stretch of a message and the facts it rests on; offsets count UTF-16 units."""

    start: int
    end: int
    fact_ids: list[str]


class MessageView(BaseModel):
    """One message with its evidence."""

    id: str
    run_id: str
    role: Role
    text: str
    created_at: datetime
    evidence: list[SpanView]
    facts: list[dict[str, Any]]
    """The facts the spans name."""
    video_ids: list[UUID]


@router.get("/v1/threads")
def list_threads(
    principal: PrincipalDep,
    services: ServicesDep,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> list[ThreadView]:
    """Return the athlete's threads, last used first."""
    with services.store.read_only() as uow:
        return [_view(thread) for thread in uow.threads.list(principal.user_id, limit=limit)]


@router.get("/v1/threads/{thread_id}")
def get_thread(thread_id: ClientId, principal: PrincipalDep, services: ServicesDep) -> ThreadDetail:
    """Return one thread and its active run."""
    with services.store.read_only() as uow:
        thread = uow.threads.get(principal.user_id, ThreadId(thread_id))
        active = uow.runs.active(principal.user_id, ThreadId(thread_id))
    return ThreadDetail(
        **_view(thread).model_dump(), active_run=None if active is None else view(active)
    )


@router.get("/v1/threads/{thread_id}/messages")
def list_messages(
    thread_id: ClientId, principal: PrincipalDep, services: ServicesDep
) -> list[MessageView]:
    """Return what was said, oldest first, with the evidence of each reply."""
    with services.store.read_only() as uow:
        found = conversation(uow, principal.user_id, ThreadId(thread_id))
    return [_message(message) for message in found.messages]


@router.patch("/v1/threads/{thread_id}")
def change_thread(
    thread_id: ClientId, change: ThreadChange, principal: PrincipalDep, services: ServicesDep
) -> ThreadView:
    """Give a thread another title."""
    with services.store.unit_of_work() as uow:
        return _view(rename_thread(uow, principal.user_id, ThreadId(thread_id), change.title))


@router.delete("/v1/threads/{thread_id}", status_code=204)
async def delete_thread(
    thread_id: ClientId, principal: PrincipalDep, services: ServicesDep
) -> Response:
    """Delete a thread with its messages, runs, event logs and checkpoints; its run is stopped."""
    active = await anyio.to_thread.run_sync(_delete, services, principal, ThreadId(thread_id))
    for run in active:
        await services.event_log.request_cancel(log_key(run))
    await forget_said(services, principal.user_id, ThreadId(thread_id))
    return Response(status_code=204)


async def forget_said(services: Services, user_id: UserId, thread_id: ThreadId) -> None:
    """Delete what was said in a thread outside its rows: event logs and graph checkpoints."""
    await services.event_log.forget(thread_prefix(user_id, thread_id))
    await forget_thread(services.checkpoints(), f"{user_id}:{thread_id}")


def _delete(services: Services, principal: Principal, thread_id: ThreadId) -> Sequence[Run]:
    with services.store.unit_of_work() as uow:
        active = uow.runs.active(principal.user_id, thread_id)
        uow.threads.delete(principal.user_id, thread_id)
    return [] if active is None else [active]


def _view(thread: Thread) -> ThreadView:
    return ThreadView(
        id=thread.id,
        title=thread.title,
        created_at=thread.created_at,
        updated_at=thread.updated_at,
    )


def _message(message: Message) -> MessageView:
    return MessageView(
        id=message.id,
        run_id=message.run_id,
        role=message.role,
        text=message.text,
        created_at=message.created_at,
        evidence=[
            SpanView(start=span.start, end=span.end, fact_ids=list(span.fact_ids))
            for span in message.evidence
        ],
        facts=orjson.loads(message.facts_json),
        video_ids=list(message.video_ids),
    )
