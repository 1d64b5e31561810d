"""A Gemini behind httpx that answers with a script, and requests as its client sends them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from agents.transport import ModelTransport

HOST = "https://generativelanguage.googleapis.com"
KEY = "not-a-real-key-0"
MODEL = "gemini-3.5-flash"
PLANNER = "planner@1.0.0#" + "a" * 64
NUTRITION = "nutrition@1.0.0#" + "b" * 64


def url(verb: str = "generateContent", model: str = MODEL) -> str:
    """Return an address of the API."""
    query = "?alt=sse" if verb.startswith("stream") else ""
    return f"{HOST}/v1beta/models/{model}:{verb}{query}"


def body(text: str = "What should I squat next?", **changes: Any) -> dict[str, Any]:
    """Return a request of the planner; `changes` replace its members."""
    return {
        "contents": [{"role": "user", "parts": [{"text": text}]}],
        "systemInstruction": {"parts": [{"text": "AGENT: planner\nUNIT: kg\nBe brief."}]},
        "tools": [{"functionDeclarations": [{"name": "next_load", "description": "The load."}]}],
        "safetySettings": [],
        "generationConfig": {"temperature": 0.0, "candidateCount": 1},
        **changes,
    }


def message(text: str, **extra: Any) -> dict[str, Any]:
    """Return the JSON of one answer."""
    return {
        "candidates": [
            {"content": {"role": "model", "parts": [{"text": text}]}, "finishReason": "STOP"}
        ],
        "usageMetadata": {"promptTokenCount": 11, "candidatesTokenCount": 7},
        "modelVersion": "gemini-3.5-flash-001",
        "responseId": "the-id-of-one-call",
        **extra,
    }


@dataclass
class ScriptedGemini(ModelTransport):
    """Answers the n-th call with the n-th entry: a message, several of a stream, or a response."""

    script: list[Mapping[str, Any] | Sequence[Mapping[str, Any]] | httpx.Response]
    bodies: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.bodies.append(json.loads(request.content))
        entry = self.script.pop(0)
        if isinstance(entry, httpx.Response):
            return entry
        headers = {"set-cookie": "session=1", "server-timing": "gfet4t7; dur=400"}
        if isinstance(entry, Mapping):
            return httpx.Response(200, json=entry, headers=headers)
        frames = "".join(f"data: {json.dumps(one)}\r\n\r\n" for one in entry)
        return httpx.Response(
            200, text=frames, headers={**headers, "content-type": "text/event-stream"}
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return self.handle_request(request)


def sent_by(transport: ModelTransport, sent: Mapping[str, Any], at: str = url()) -> str:
    """Send one request as the sync client does; return the text of the answer."""
    request = httpx.Request("POST", at, json=sent, headers={"x-goog-api-key": KEY})
    response = transport.handle_request(request)
    frames = [line.removeprefix("data: ") for line in response.text.split("\r\n") if line]
    candidates = [json.loads(frame)["candidates"][0] for frame in frames]
    return "".join(candidate["content"]["parts"][0]["text"] for candidate in candidates)
