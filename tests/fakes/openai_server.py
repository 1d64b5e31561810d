"""A server of OpenAI's chat completions on 127.0.0.1, as Ollama and vLLM are, from a script."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self


@dataclass(frozen=True)
class Answer:
    """One scripted response to `POST /v1/chat/completions`."""

    deltas: Sequence[Mapping[str, Any]] = ()
    """The `delta` of each streamed chunk."""
    finish: str = "stop"
    status: int = 200
    retry_after_s: float | None = None
    """Sent as the header Retry-After beside an error status."""
    cut: bool = False
    """Close the connection after the chunks, without the end of the stream."""


def text(*pieces: str, **options: Any) -> Answer:
    """Script an answer that streams these pieces of text."""
    return Answer(deltas=[{"content": piece} for piece in pieces], **options)


def tool_calls(*calls: tuple[str, Mapping[str, Any]]) -> Answer:
    """Script an answer that calls tools in parallel, each one's arguments in several pieces."""
    deltas: list[Mapping[str, Any]] = []
    for index, (name, args) in enumerate(calls):
        opened = {"index": index, "id": f"call_{index}", "type": "function"}
        deltas.append({"tool_calls": [{**opened, "function": {"name": name, "arguments": ""}}]})
        whole = json.dumps(args)
        deltas.extend(
            {"tool_calls": [{"index": index, "function": {"arguments": piece}}]}
            for piece in (whole[: len(whole) // 2], whole[len(whole) // 2 :])
        )
    return Answer(deltas=deltas, finish="tool_calls")


def half_a_call(name: str, arguments: str) -> Answer:
    """Script an answer that stops in the middle of a call's JSON."""
    call = {"index": 0, "id": "call_0", "type": "function"}
    function = {"name": name, "arguments": arguments}
    return Answer(deltas=[{"tool_calls": [{**call, "function": function}]}], finish="length")


def failure(status: int, retry_after_s: float | None = None) -> Answer:
    """Script an error response."""
    return Answer(status=status, retry_after_s=retry_after_s)


@dataclass
class FakeOpenAI:
    """The server: `with FakeOpenAI([text("Hi.")]) as server: ... server.url`."""

    script: list[Answer] = field(default_factory=list[Answer])
    requests: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    """Bodies received, in order."""
    paths: list[str] = field(default_factory=list[str])

    def __enter__(self) -> Self:
        fake = self

        class Handler(_Handler):
            server_of = fake

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
        """What FITHOLIC_MODEL_BASE_URL is set to."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def next_answer(self) -> Answer:
        """Take the next answer of the script; an empty script answers 500."""
        return self.script.pop(0) if self.script else failure(500)


class _Handler(BaseHTTPRequestHandler):
    server_of: FakeOpenAI
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self.server_of.requests.append(json.loads(self.rfile.read(length)))
        self.server_of.paths.append(self.path)
        answer = self.server_of.next_answer()
        if answer.status != 200:
            self._send_error(answer)
        else:
            self._send_stream(answer)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - name of the base class
        """Keep quiet."""

    def _send_error(self, answer: Answer) -> None:
        body = json.dumps({"error": {"message": "scripted", "type": "server_error"}}).encode()
        self.send_response(answer.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        if answer.retry_after_s is not None:
            self.send_header("Retry-After", str(answer.retry_after_s))
        self.end_headers()
        self.wfile.write(body)

    def _send_stream(self, answer: Answer) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self._send({"choices": [{"index": 0, "delta": {"role": "assistant", "content": ""}}]})
        for delta in answer.deltas:
            self._send({"choices": [{"index": 0, "delta": delta, "finish_reason": None}]})
        if answer.cut:
            self.close_connection = True
            return
        self._send({"choices": [{"index": 0, "delta": {}, "finish_reason": answer.finish}]})
        usage = {"prompt_tokens": 900, "completion_tokens": 40, "total_tokens": 940}
        self._send({"choices": [], "usage": usage})
        self._send_frame(b"data: [DONE]\n\n")
        self.wfile.write(b"0\r\n\r\n")

    def _send(self, chunk: Mapping[str, Any]) -> None:
        head = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
        self._send_frame(f"data: {json.dumps({**head, **chunk})}\n\n".encode())

    def _send_frame(self, frame: bytes) -> None:
        self.wfile.write(f"{len(frame):x}\r\n".encode() + frame + b"\r\n")
