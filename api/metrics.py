"""What an operator watches: requests, runs and tokens, in Prometheus' text format."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from api.auth import current_principal
from api.counters import REGISTRY
from api.problems import problem_response
from api.services import ServicesDep

router = APIRouter(tags=["operation"])

Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(HTTPBearer(auto_error=False))]


@router.get(
    "/metrics",
    operation_id="get_metrics",
    summary="Metrics in Prometheus' text format",
    response_class=Response,
    responses={
        200: {"content": {"text/plain": {"schema": {"type": "string"}}}},
        401: problem_response("Neither on this machine nor with a valid bearer token."),
    },
)
async def get_metrics(request: Request, services: ServicesDep, credentials: Bearer) -> Response:
    """Answer this machine, and anyone with a valid bearer token."""
    if credentials is not None or not _is_local(request):
        await current_principal(request, services, credentials)
    return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST)


def _is_local(request: Request) -> bool:
    """Tell whether the request comes from this machine and through no proxy."""
    if "x-forwarded-for" in request.headers or "forwarded" in request.headers:
        return False
    try:
        return request.client is not None and ip_address(request.client.host).is_loopback
    except ValueError:
        return False
