"""A Gemini API on 127.0.0.1 that answers from a script: chunks, tool calls, errors, cut streams."""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

Part = Mapping[str, Any]


@dataclass(frozen=True)
class Answer:
    """One scripted response to `streamGenerateContent`."""

    chunks: Sequence[Sequence[Part]] = ()
    """Parts of each streamed chunk."""
    status: int = 200
    retry_delay_s: float | None = None
    """Sent as google.rpc.RetryInfo beside an error status."""
    cut: bool = False
    """Close the connection after the chunks, without the end of the stream."""
    pause_s: float = 0.0
    """Waited between chunks."""
    finish: str = "STOP"


def text(*pieces: str, **options: Any) -> Answer:
    """Script an answer that streams these pieces of text."""
    return Answer(chunks=[[{"text": piece}] for piece in pieces], **options)


def tool_call(name: str, args: Mapping[str, Any], signature: str | None = None) -> Answer:
    """Script an answer that calls one tool, with a thought signature if given."""
    part: dict[str, Any] = {"functionCall": {"name": name, "args": dict(args)}}
    if signature is not None:
        part["thoughtSignature"] = base64.b64encode(signature.encode()).decode()
    return Answer(chunks=[[part]])


def failure(status: int, retry_delay_s: float | None = None) -> Answer:
    """Script an error response."""
    return Answer(status=status, retry_delay_s=retry_delay_s)


@dataclass
class FakeGemini:
    """The server: `with FakeGemini([text("Hi.")]) as gemini: ... gemini.url`."""

    script: list[Answer] = field(default_factory=list[Answer])
    requests: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    """Bodies received, in order."""
    keys: list[str] = field(default_factory=list[str])
    """The `x-goog-api-key` of each request."""

    def __enter__(self) -> Self:
        fake = self

        class Handler(_Handler):
            gemini = fake

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    @property
    def url(self) -> str:
        """Where the server listens."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def next_answer(self) -> Answer:
        """Take the next answer of the script; an empty script answers 500."""
        return self.script.pop(0) if self.script else failure(500)


class _Handler(BaseHTTPRequestHandler):
    gemini: FakeGemini
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self.gemini.requests.append(json.loads(self.rfile.read(length)))
        self.gemini.keys.append(self.headers.get("x-goog-api-key", ""))
        answer = self.gemini.next_answer()
        if answer.status != 200:
            self._send_error(answer)
        else:
            self._send_stream(answer)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - name of the base class
        """Keep quiet."""

    def _send_error(self, answer: Answer) -> None:
        name = {429: "RESOURCE_EXHAUSTED", 500: "INTERNAL", 401: "UNAUTHENTICATED"}
        details: list[dict[str, Any]] = []
        if answer.retry_delay_s is not None:
            kind = "type.googleapis.com/google.rpc.RetryInfo"
            details.append({"@type": kind, "retryDelay": f"{answer.retry_delay_s}s"})
        error = {
            "code": answer.status,
            "message": "scripted",
            "status": name.get(answer.status, "UNKNOWN"),
            "details": details,
        }
        body = json.dumps({"error": error}).encode()
        self.send_response(answer.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _send_stream(self, answer: Answer) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        try:
            for index, parts in enumerate(answer.chunks):
                last = index == len(answer.chunks) - 1 and not answer.cut
                self._send_chunk(_chunk(parts, answer.finish if last else None))
                time.sleep(answer.pause_s)
            if not answer.cut:
                self.wfile.write(b"0\r\n\r\n")
        except ConnectionError:  # the client was killed
            self.close_connection = True
        self.close_connection |= answer.cut

    def _send_chunk(self, chunk: dict[str, Any]) -> None:
        frame = f"data: {json.dumps(chunk)}\r\n\r\n".encode()
        self.wfile.write(f"{len(frame):x}\r\n".encode() + frame + b"\r\n")
        self.wfile.flush()


def _chunk(parts: Sequence[Part], finish: str | None) -> dict[str, Any]:
    candidate: dict[str, Any] = {
        "content": {"role": "model", "parts": [dict(part) for part in parts]},
        "index": 0,
    }
    if finish is not None:
        candidate["finishReason"] = finish
    return {
        "candidates": [candidate],
        "usageMetadata": {
            "promptTokenCount": 11,
            "candidatesTokenCount": 7,
            "totalTokenCount": 18,
        },
        "modelVersion": "gemini-fake",
        "responseId": "r1",
    }
