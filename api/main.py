"""The HTTP application: routers, middleware, and a lifespan that opens and closes everything."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import APIRouter, FastAPI
from starlette.middleware.gzip import GZipMiddleware

from api import (
    account,
    audit,
    body_weights,
    consents,
    exercises,
    exports,
    feedback,
    food_logs,
    foods,
    health,
    imports,
    meals,
    memories,
    metrics,
    nutrition,
    page,
    profile,
    programmes,
    runs,
    session,
    threads,
    videos,
    workouts,
)
from api.auth import TokenVerifier
from api.composition import open_services
from api.counters import RequestMetrics
from api.errors import add_error_handlers
from api.guard import BodyGuard, SecurityHeaders
from api.logs import configure_logging
from api.problems import describe_problems
from api.services import Services
from coach.settings import Settings

OpenServices = Callable[[Settings], AbstractAsyncContextManager[Services]]

ROUTERS: tuple[APIRouter, ...] = (
    page.router,
    session.router,
    runs.router,
    threads.router,
    profile.router,
    consents.router,
    exercises.router,
    workouts.router,
    audit.router,
    body_weights.router,
    foods.router,
    meals.router,
    nutrition.router,
    programmes.router,
    memories.router,
    imports.router,
    exports.router,
    food_logs.router,
    videos.router,
    feedback.router,
    account.router,
    health.router,
    metrics.router,
)
"""Every module of this package that answers requests."""

GZIP_BYTES = 1_000
"""Smaller answers fit one network packet anyway; event streams are never compressed."""


def create_app(settings: Settings, *, services: OpenServices = open_services) -> FastAPI:
    """Build the application.

    Args:
        settings: Read once by the process main.
        services: Opens what requests use; entered when the application starts.

    Raises:
        SetupError: No way to check tokens is configured.
    """
    verifier = TokenVerifier(settings.auth)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
        async with services(settings) as opened:
            app.state.services = opened
            yield

    app = FastAPI(
        title="fitholic",
        summary="Coaching that shows where every number comes from.",
        version="0.1.0",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,  # the address of a redirect would be made from the Host header
    )
    app.state.verifier = verifier
    add_error_handlers(app)
    for router in ROUTERS:
        app.include_router(router)
    page.mount_page(app)
    describe_problems(app)
    app.add_middleware(BodyGuard, limit_bytes=settings.limits.body_bytes)
    app.add_middleware(GZipMiddleware, minimum_size=GZIP_BYTES)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(RequestMetrics)
    return app


def app_from_environment() -> FastAPI:
    """Build the application from the environment: `uvicorn api.main:app_from_environment`."""
    configure_logging()
    return create_app(Settings.load())
