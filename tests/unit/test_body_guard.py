"""The guard before every route, without a server."""

from __future__ import annotations

from typing import cast

import anyio
import pytest
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from api.errors import add_error_handlers
from api.guard import BodyGuard

pytestmark = pytest.mark.unit


async def _reads(scope: Scope, receive: Receive, send: Send) -> None:
    await Request(scope, receive).body()
    await PlainTextResponse("read")(scope, receive, send)


def _status_of_a_stalled(path: str) -> int:
    sent: list[Message] = []
    pieces: list[Message] = [{"type": "http.request", "body": b"{", "more_body": True}]

    async def receive() -> Message:
        if pieces:
            return pieces.pop()
        await anyio.sleep_forever()
        raise AssertionError

    async def send(message: Message) -> None:
        sent.append(message)

    async def post() -> None:
        app = FastAPI()
        add_error_handlers(app)
        app.mount("/", _reads)
        scope = {
            "type": "http",
            "method": "POST",
            "path": path,
            "query_string": b"",
            "headers": [(b"content-type", b"application/json")],
            "app": app,
        }
        with anyio.fail_after(5):
            await BodyGuard(app, limit_bytes=100, idle_s=0.05)(scope, receive, send)

    anyio.run(post)
    return cast("int", sent[0]["status"])


@pytest.mark.parametrize("path", ["/v1/body-weights", "/v1/videos", "/v1/imports/preview"])
def test_a_body_that_stalls_does_not_hold_the_connection_for_ever(path: str) -> None:
    assert _status_of_a_stalled(path) == 408
