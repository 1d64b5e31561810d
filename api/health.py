"""Whether this process lives, and whether every part it needs answers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Literal, cast

import anyio.to_thread
from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from kombu.exceptions import OperationalError
from pydantic import BaseModel, Field
from redis.exceptions import RedisError

from api.services import Services, ServicesDep
from coach.errors import ExternalFailure, FitholicError
from jobs.queue import CeleryAnalysisQueue
from vision.models import pose_model, require_system_libraries

router = APIRouter(tags=["operation"])

WAIT_S = 2.0
"""A part that needs longer than a load balancer's usual check is down."""


class Alive(BaseModel):
    """The process answers."""

    status: Literal["ok"] = "ok"


class Part(BaseModel):
    """One part and whether it answers."""

    ok: bool
    needed: bool = Field(description="Without it nothing works; otherwise a feature is missing.")
    reason: str | None = Field(default=None, description="Why not, and the way out.")


class ModelPart(Part):
    """The language model, or the coach that needs none."""

    name: str
    no_language_model: bool


class Readiness(BaseModel):
    """Every part by name."""

    status: Literal["ready", "degraded", "unavailable"]
    database: Part
    redis: Part
    worker: Part = Field(description="Analyses videos.")
    model: ModelPart
    pose_model: Part = Field(description="Measures people in videos.")


@router.get("/healthz", operation_id="get_health", summary="Is the process alive")
async def get_health() -> Alive:
    """Answer without asking anything else."""
    return Alive()


@router.get(
    "/readyz",
    operation_id="get_readiness",
    summary="Does every part answer",
    response_model=Readiness,
    responses={503: {"model": Readiness, "description": "A part that is needed is down."}},
)
async def get_readiness(services: ServicesDep) -> Response:
    """Ask every part at once."""
    database, redis, worker, pose = await asyncio.gather(
        _part(lambda: anyio.to_thread.run_sync(services.store.ping), needed=True),
        _part(lambda: _ping_redis(services), needed=True),
        _part(lambda: anyio.to_thread.run_sync(_ask_worker, services), needed=False),
        _part(lambda: anyio.to_thread.run_sync(_find_pose_model, services), needed=False),
    )
    readiness = Readiness(
        status=_status(database, redis, worker, pose),
        database=database,
        redis=redis,
        worker=worker,
        model=ModelPart(
            ok=True,
            needed=True,
            name=services.coach.model_name,
            no_language_model=services.coach.no_language_model,
        ),
        pose_model=pose,
    )
    status = 503 if readiness.status == "unavailable" else 200
    return JSONResponse(readiness.model_dump(mode="json", exclude_none=True), status_code=status)


def _status(*parts: Part) -> Literal["ready", "degraded", "unavailable"]:
    if all(part.ok for part in parts):
        return "ready"
    return "unavailable" if any(part.needed and not part.ok for part in parts) else "degraded"


async def _part(ask: Callable[[], Awaitable[object]], *, needed: bool) -> Part:
    try:
        async with asyncio.timeout(WAIT_S):
            await ask()
    except TimeoutError:
        return Part(ok=False, needed=needed, reason=f"no answer within {WAIT_S:g} s.")
    except FitholicError as exc:
        return Part(ok=False, needed=needed, reason=str(exc))
    except (RedisError, OperationalError, OSError):
        return Part(ok=False, needed=needed, reason="it cannot be reached.")
    return Part(ok=True, needed=needed)


async def _ping_redis(services: Services) -> None:
    # redis types its commands as either sync or async, with untyped keywords.
    redis: Any = services.redis
    await redis.ping()


def _ask_worker(services: Services) -> None:
    queue = cast("CeleryAnalysisQueue", services.analysis_queue)
    if not queue.worker_answers(timeout_s=WAIT_S / 2):
        raise ExternalFailure(
            "no worker answers.", way_out="Start one with `fitholic worker`.", code="worker_down"
        )


def _find_pose_model(services: Services) -> None:
    require_system_libraries()
    pose_model(services.settings.data_dir, services.settings.vision)
