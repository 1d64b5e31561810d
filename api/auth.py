"""Who is asking: bearer tokens checked against one secret or the issuer's public keys."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, cast
from uuid import UUID

import anyio.to_thread
import jwt
from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.services import Services, ServicesDep
from coach.errors import ExternalFailure, NotAuthenticated, SetupError
from coach.identity import Principal, UserId
from coach.settings import AuthSettings

SECRET_BYTES = 32
"""Shortest HS256 secret. Source: RFC 7518, 3.2: a key as long as the hash, 256 bits."""
JWKS_TIMEOUT_S = 5.0
"""A key set is a few kB; an issuer that needs longer is down."""
MAX_TOKEN_CHARS = 8_192
"""Longer headers are refused by common proxies anyway (nginx `large_client_header_buffers`)."""
SYMMETRIC = ("HS256",)
ASYMMETRIC = ("RS256", "ES256")
LOGIN = "login"
"""The `purpose` claim of a one-time login token, which is no bearer token."""
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

_bearer = HTTPBearer(auto_error=False, description="A JWT of the issuer (Supabase).")


def _refused(reason: str, code: str = "not_authenticated") -> NotAuthenticated:
    return NotAuthenticated(
        f"the bearer token is refused: {reason}.",
        way_out="Send `Authorization: Bearer <token>` with a fresh token.",
        code=code,
    )


class TokenVerifier:
    """Checks tokens; which algorithms count is fixed by the settings, never by the token.

    Raises:
        SetupError: No secret and no key set is configured, or the secret is too short.
    """

    def __init__(self, settings: AuthSettings) -> None:
        self._settings = settings
        self._secret: bytes | None = None
        self._keys: jwt.PyJWKClient | None = None
        if settings.jwt_secret is not None:
            self._secret = settings.jwt_secret.get_secret_value().encode()
            if len(self._secret) < SECRET_BYTES:
                raise SetupError(
                    f"FITHOLIC_JWT_SECRET has {len(self._secret)} bytes.",
                    way_out=f"Use at least {SECRET_BYTES} random bytes: `openssl rand -hex 32`.",
                    code="weak_secret",
                )
        if settings.jwks_url is not None:
            self._keys = _key_client(settings.jwks_url)
        if self._secret is None and self._keys is None:
            raise SetupError(
                "no way to check tokens is configured.",
                way_out="Set FITHOLIC_JWT_SECRET or FITHOLIC_JWKS_URL.",
                code="auth_not_configured",
            )

    async def principal(self, token: str) -> Principal:
        """Return the athlete a bearer token stands for.

        Raises:
            NotAuthenticated: The token is malformed, forged, expired, or meant for something else.
            ExternalFailure: The issuer's keys cannot be fetched.
        """
        claims = await self.claims(token)
        if "purpose" in claims:
            raise _refused("it was made for another purpose")
        return Principal(subject(claims))

    async def claims(self, token: str) -> dict[str, Any]:
        """Return the checked claims of a token."""
        if len(token) > MAX_TOKEN_CHARS:
            raise _refused("it is too long")
        algorithm = _algorithm(token)
        if algorithm in SYMMETRIC and self._secret is not None:
            return self._decode(token, self._secret, algorithm)
        if algorithm in ASYMMETRIC and self._keys is not None:
            key = await anyio.to_thread.run_sync(_public_key, self._keys, token)
            if key.algorithm_name != algorithm:
                raise _refused("its key is for another algorithm")
            return self._decode(token, key.key, algorithm)
        raise _refused(f"its algorithm is {algorithm[:20]!r}")

    def sign(self, user_id: UserId, *, now: datetime, seconds: int) -> str:
        """Return a bearer token for an athlete of this machine.

        Raises:
            NotAuthenticated: Tokens come from an issuer here, not from this process.
        """
        if self._secret is None:
            raise _refused("this server does not issue tokens")
        issued = int(now.timestamp())
        claims = {
            "sub": str(user_id),
            "aud": self._settings.audience,
            "iat": issued,
            "exp": issued + seconds,
        }
        if self._settings.issuer is not None:
            claims["iss"] = self._settings.issuer
        return jwt.encode(claims, self._secret, algorithm=SYMMETRIC[0])

    def _decode(self, token: str, key: Any, algorithm: str) -> dict[str, Any]:  # noqa: ANN401 - bytes or a key object of cryptography
        try:
            return jwt.decode(
                token,
                key,
                algorithms=[algorithm],
                audience=self._settings.audience,
                issuer=self._settings.issuer,
                options={"require": ["exp", "sub", "aud"]},
            )
        except jwt.ExpiredSignatureError as exc:
            raise _refused("it has expired", "token_expired") from exc
        except jwt.InvalidTokenError as exc:
            raise _refused("its signature or claims are wrong") from exc


def subject(claims: dict[str, Any]) -> UserId:
    """Return the athlete a token names.

    Raises:
        NotAuthenticated: `sub` is no UUID.
    """
    try:
        return UserId(UUID(str(claims["sub"])))
    except ValueError as exc:
        raise _refused("its subject is no user id") from exc


def _key_client(url: str) -> jwt.PyJWKClient:
    try:
        return jwt.PyJWKClient(url, timeout=JWKS_TIMEOUT_S)
    except jwt.PyJWKClientError as exc:
        raise SetupError(
            f"FITHOLIC_JWKS_URL is {url!r}: {exc}",
            way_out="Use the issuer's http or https address.",
            code="bad_setting",
        ) from exc


def _algorithm(token: str) -> str:
    try:
        header = jwt.get_unverified_header(token)
    except jwt.InvalidTokenError as exc:
        raise _refused("it is malformed") from exc
    return str(header.get("alg", ""))


def _public_key(keys: jwt.PyJWKClient, token: str) -> jwt.PyJWK:
    try:
        return keys.get_signing_key_from_jwt(token)
    except jwt.PyJWKClientConnectionError as exc:
        raise ExternalFailure(
            "the issuer's keys cannot be fetched.", way_out="Try again in a minute."
        ) from exc
    except (jwt.PyJWKClientError, jwt.PyJWKSetError, jwt.InvalidTokenError) as exc:
        raise _refused("no key of the issuer fits") from exc


async def current_principal(
    request: Request,
    services: ServicesDep,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Principal:
    """Return who is asking; a request that writes makes sure the account's row exists.

    Raises:
        NotAuthenticated: There is no valid bearer token.
    """
    if credentials is None:
        raise _refused("there is none")
    verifier = cast("TokenVerifier", request.app.state.verifier)
    principal = await verifier.principal(credentials.credentials)
    if request.method not in SAFE_METHODS:
        await anyio.to_thread.run_sync(_ensure_account, services, principal)
    return principal


def _ensure_account(services: Services, principal: Principal) -> None:
    with services.store.unit_of_work() as uow:
        uow.accounts.ensure(principal.user_id, datetime.now(UTC))


PrincipalDep = Annotated[Principal, Depends(current_principal)]
