"""ASGI middleware around every route: body limit while reading, clean JSON, security headers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import cast

import anyio
import orjson
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import malformed_json, problem, slow_body

UPLOADS = re.compile(r"/v1/(videos|imports(/food-log)?(/preview)?|imports/fitholic)/?")
"""Multipart routes: they cap their own bytes while reading and spool to disk."""
NUL_ESCAPE = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
"""PostgreSQL text cannot hold U+0000. Source: PostgreSQL manual, 8.3 Character Types."""
IDLE_S = 60.0
"""Longest silence within a body. Source: nginx, default of `client_body_timeout`."""
MAX_DEPTH = 100
"""Deepest JSON: Python's own parser gives up near 1,000; no client of ours nests beyond ten."""
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

    def __init__(self, app: ASGIApp, *, limit_bytes: int, idle_s: float = IDLE_S) -> None:
        self._app = app
        self._limit = limit_bytes
        self._idle_s = idle_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a bad body itself; pass everything else on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if "\x00" in scope["path"] or b"%00" in scope["query_string"]:
            await _nul()(scope, receive, send)
            return
        if scope["method"] in {"GET", "HEAD", "OPTIONS"}:
            await self._app(scope, receive, send)
            return
        steady = _impatient(receive, self._idle_s)
        if UPLOADS.fullmatch(scope["path"]):
            await self._app(scope, steady, send)
            return
        try:
            body = await self._read(Headers(scope=scope), steady)
        except HTTPException:
            await slow_body()(scope, receive, send)
            return
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
            value = orjson.loads(body)
        except orjson.JSONDecodeError:
            return malformed_json()
        return _too_deep() if _deeper_than(MAX_DEPTH, value) else None


def _deeper_than(limit: int, value: object) -> bool:
    level = [value]
    for _ in range(limit + 1):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return False
    return True


def _inside(value: object) -> Iterable[object]:
    match value:
        case dict():
            return cast("dict[str, object]", value).values()
        case list():
            return cast("list[object]", value)
        case _:
            return ()


def _is_json(headers: Headers) -> bool:
    kind = headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    return kind.endswith(("/json", "+json"))


def _too_deep() -> Response:
    return problem(
        400,
        code="nested_too_deeply",
        detail=f"The JSON is nested more than {MAX_DEPTH} levels deep.",
        way_out="Send it flatter.",
    )


def _nul() -> Response:
    return problem(
        400,
        code="invalid_input",
        detail="The request holds a NUL character.",
        way_out="Leave it out.",
    )


def _impatient(receive: Receive, idle_s: float) -> Receive:
    """Return `receive`, which gives up on a body that stalls; what comes after it may take long."""
    unread = True

    async def received() -> Message:
        nonlocal unread
        if not unread:
            return await receive()
        try:
            with anyio.fail_after(idle_s):
                message = await receive()
        except TimeoutError as exc:
            raise HTTPException(408) from exc
        unread = message.get("more_body", False)
        return message

    return received


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
