"""One-time login: burns a login token and gives a bearer token for it."""

from __future__ import annotations

import re
import time
from collections.abc import Awaitable
from datetime import UTC, datetime
from typing import Annotated, Literal, cast

from fastapi import APIRouter, Request
from pydantic import BaseModel, StringConstraints
from redis.exceptions import RedisError

from api.auth import LOGIN, TokenVerifier, subject
from api.problems import PROBLEMS
from api.services import ServicesDep
from coach.errors import ExternalFailure, NotAuthenticated

router = APIRouter(tags=["session"], responses=PROBLEMS)

SESSION_S = 7 * 86_400
"""A local session lasts a week; `fitholic token` prints a new link at any time."""
BURNT = "fitholic:login:"
TOKEN_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""What `fitholic token` makes, a UUID included."""
LONGEST_S = 86_400
"""A link that lives longer is none of ours, and would have to be remembered as long."""


class Login(BaseModel):
    """The token of a one-time link."""

    login: Annotated[str, StringConstraints(min_length=1, max_length=8_192)]


class Session(BaseModel):
    """A bearer token, in the words of OAuth 2.0 (RFC 6749, 5.1)."""

    access_token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105 - the type's name, no secret
    expires_in: int
    """Seconds."""


@router.post("/v1/session")
async def open_session(body: Login, request: Request, services: ServicesDep) -> Session:
    """Exchange a one-time login token for a bearer token; it works once."""
    verifier = cast("TokenVerifier", request.app.state.verifier)
    claims = await verifier.claims(body.login)
    user_id = subject(claims)
    token_id = claims.get("jti")
    if claims.get("purpose") != LOGIN or not isinstance(token_id, str):
        raise _spent("this is no login link")
    kept_s = max(1, int(int(claims["exp"]) - time.time()) + 1)
    if TOKEN_ID.fullmatch(token_id) is None or kept_s > LONGEST_S:
        raise _spent("this is no login link")
    try:
        first = await cast(
            "Awaitable[bool | None]",
            services.redis.set(f"{BURNT}{token_id}", b"", nx=True, ex=kept_s),
        )
    except (RedisError, OSError) as exc:
        raise ExternalFailure(
            "logins cannot be checked now.", way_out="Try again in a moment."
        ) from exc
    if not first:
        raise _spent("this login link was used before")
    token = verifier.sign(user_id, now=datetime.now(UTC), seconds=SESSION_S)
    return Session(access_token=token, expires_in=SESSION_S)


def _spent(reason: str) -> NotAuthenticated:
    return NotAuthenticated(
        f"{reason}.",
        way_out="Print a new link with `fitholic token`.",
        code="login_refused",
    )
