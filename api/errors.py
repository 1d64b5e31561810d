"""Errors as `application/problem+json`: the one place that knows HTTP status codes."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import orjson
import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from coach.errors import (
    BudgetExceeded,
    Conflict,
    ConsentMissing,
    ExternalFailure,
    FitholicError,
    InvalidInput,
    NotAllowed,
    NotAuthenticated,
    NotFound,
    PayloadTooLarge,
    RetryableToolError,
    SetupError,
    ToolUnavailable,
)

log = structlog.get_logger()

STATUS: dict[type[FitholicError], int] = {
    PayloadTooLarge: 413,
    InvalidInput: 400,
    NotAuthenticated: 401,
    ConsentMissing: 403,
    NotAllowed: 403,
    NotFound: 404,
    Conflict: 409,
    BudgetExceeded: 429,
    RetryableToolError: 503,
    ToolUnavailable: 503,
    ExternalFailure: 503,
    SetupError: 503,
}
PROBLEM = "application/problem+json"
SERVER_ERROR = 500
OUT_OF_REACH = "Something this service depends on is out of reach."
"""Hosts, paths and the words of drivers stay in the log."""
LATER = "Try again in a moment; `/readyz` names the part that is down."


class FieldError(BaseModel):
    """One wrong field of a payload."""

    field: str
    """Where it stands, such as `body.messages.0.id`."""
    message: str


class Problem(BaseModel):
    """An error as RFC 9457 writes it, with a stable code and the way out."""

    type: str
    title: str
    status: int
    code: str
    """Stable; clients may switch on it."""
    detail: str
    way_out: str
    errors: list[FieldError] | None = None
    """Only for 422: every wrong field."""


def status_of(error: FitholicError) -> int:
    """Return the HTTP status of an error: that of its nearest class in the table."""
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), SERVER_ERROR)


def problem(
    status: int,
    *,
    code: str,
    detail: str,
    way_out: str = "",
    errors: list[FieldError] | None = None,
) -> Response:
    """Return a problem document as a response."""
    body = Problem(
        type=f"urn:fitholic:error:{code}",
        title=HTTPStatus(status).phrase,
        status=status,
        code=code,
        detail=detail,
        way_out=way_out,
        errors=errors,
    )
    headers = {"WWW-Authenticate": "Bearer"} if status == HTTPStatus.UNAUTHORIZED else None
    content = orjson.dumps(body.model_dump(exclude_none=True))
    return Response(content, status_code=status, media_type=PROBLEM, headers=headers)


def _outward(error: FitholicError) -> Response:
    status = status_of(error)
    if status < SERVER_ERROR:
        return problem(status, code=error.code, detail=error.message, way_out=error.way_out)
    log.error("dependency_failed", code=error.code, exc_info=error)
    return problem(status, code=error.code, detail=OUT_OF_REACH, way_out=LATER)


async def _on_fitholic_error(_request: Request, error: Exception) -> Response:
    if not isinstance(error, FitholicError):
        raise error
    return _outward(error)


async def _on_validation_error(_request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    found = list(error.errors())
    if any(item["type"] == "json_invalid" for item in found):
        return malformed_json()
    return problem(
        422,
        code="invalid_payload",
        detail="The request has fields that are missing or wrong.",
        way_out="Correct the fields under `errors`.",
        errors=[_field_error(item) for item in found],
    )


def _field_error(item: dict[str, Any]) -> FieldError:
    where = ".".join(str(part) for part in item["loc"])
    return FieldError(field=where, message=str(item["msg"]))


def malformed_json() -> Response:
    """Return the answer to a body that is not JSON."""
    return problem(
        400,
        code="malformed_json",
        detail="The body is not valid JSON.",
        way_out="Send UTF-8 JSON without NUL characters and lone surrogates.",
    )


def slow_body() -> Response:
    """Return the answer to a body that stalled."""
    return problem(
        408,
        code="request_timeout",
        detail="Nothing more of the body came for too long.",
        way_out="Send it again over a steadier connection.",
    )


async def _on_http_error(_request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    if error.status_code == HTTPStatus.REQUEST_TIMEOUT:
        return slow_body()
    phrase = HTTPStatus(error.status_code).phrase
    answer = problem(
        error.status_code,
        code=phrase.lower().replace(" ", "_").replace("-", "_"),
        detail=str(error.detail),
        way_out="GET /openapi.json lists the routes and what each takes.",
    )
    for name, value in (error.headers or {}).items():
        answer.headers[name] = value
    return answer


async def _on_unhandled(request: Request, error: Exception) -> Response:
    log.error("request_failed", path=_route(request), method=request.method, exc_info=error)
    return problem(
        SERVER_ERROR,
        code="internal",
        detail="Something went wrong on our side.",
        way_out="Try again; if it stays, report the time of day.",
    )


def _route(request: Request) -> str:
    return str(getattr(request.scope.get("route"), "path", "unknown"))


def add_error_handlers(app: FastAPI) -> None:
    """Make every error of the application leave as a problem document."""
    app.add_exception_handler(FitholicError, _on_fitholic_error)
    app.add_exception_handler(RequestValidationError, _on_validation_error)
    app.add_exception_handler(HTTPException, _on_http_error)
    app.add_exception_handler(Exception, _on_unhandled)
