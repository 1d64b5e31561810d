"""ASGI middleware around every route: body limit while reading, clean JSON, security headers."""

from __future__ import annotations

import re
from collections.abc import Iterable

import orjson
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import malformed_json, problem

UPLOADS = re.compile(r"/v1/(videos|imports(/preview)?)/?")
"""Multipart routes: they cap their own bytes while reading and spool to disk."""
NUL_ESCAPE = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
"""PostgreSQL text cannot hold U+0000. Source: PostgreSQL manual, 8.3 Character Types."""
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "media-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class BodyGuard:
    """Reads bodies up to the limit, and lets only JSON through that every layer can hold."""

    def __init__(self, app: ASGIApp, *, limit_bytes: int) -> None:
        self._app = app
        self._limit = limit_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a bad body itself; pass everything else on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if "\x00" in scope["path"] or b"%00" in scope["query_string"]:
            await _nul()(scope, receive, send)
            return
        if scope["method"] in {"GET", "HEAD", "OPTIONS"} or UPLOADS.fullmatch(scope["path"]):
            await self._app(scope, receive, send)
            return
        body = await self._read(Headers(scope=scope), receive)
        refusal = self._refusal(Headers(scope=scope), body)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        await self._app(scope, _replay(body or b"", receive), send)

    async def _read(self, headers: Headers, receive: Receive) -> bytes | None:
        """Return the body, or None as soon as it is too long."""
        declared = headers.get("content-length", "0")
        if declared.isdecimal() and int(declared) > self._limit:
            return None
        chunks: list[bytes] = []
        size = 0
        while True:
            message = await receive()
            if message["type"] != "http.request":
                return b"".join(chunks)
            chunks.append(message.get("body", b""))
            size += len(chunks[-1])
            if size > self._limit:
                return None
            if not message.get("more_body", False):
                return b"".join(chunks)

    def _refusal(self, headers: Headers, body: bytes | None) -> Response | None:
        if body is None:
            return problem(
                413,
                code="payload_too_large",
                detail=f"The body has more than {self._limit} bytes.",
                way_out="Send less at once.",
            )
        if not body or not _is_json(headers):
            return None
        if NUL_ESCAPE.search(body):
            return _nul()
        try:
            orjson.loads(body)
        except orjson.JSONDecodeError:
            return malformed_json()
        return None


def _is_json(headers: Headers) -> bool:
    kind = headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    return kind.endswith(("/json", "+json"))


def _nul() -> Response:
    return problem(
        400,
        code="invalid_input",
        detail="The request holds a NUL character.",
        way_out="Leave it out.",
    )


def _replay(body: bytes, receive: Receive) -> Receive:
    pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replayed() -> Message:
        return pending.pop() if pending else await receive()

    return replayed


class SecurityHeaders:
    """Adds the headers that browsers act on; a route's own value wins."""

    def __init__(self, app: ASGIApp, *, private_paths: Iterable[str] = ("/v1/",)) -> None:
        self._app = app
        self._private = tuple(private_paths)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the headers of its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        private = scope["path"].startswith(self._private)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
                if private:
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self._app(scope, receive, send_with_headers)
