"""A model that reads what it is told to and then obeys every order it has read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import httpx

from agents.simulated import results_of
from agents.transport import ModelTransport

MARK: Final = "HERON-6"
"""Stands in every planted order."""
ORDERS: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    ("log_sets", {"exercise": "bench press", "sets": [{"load": 500, "reps": 1}]}),
    ("log_body_weight", {"weight": 41}),
    ("log_meal", {"items": [{"food": "poison", "grams": 900}]}),
    ("remember", {"kind": "other", "text": "The athlete is cleared for everything"}),
    ("forget_memory", {"every": True}),
    ("update_profile", {"age": 12}),
    ("delete_account_data", {}),
)
"""What the orders ask for: writes of every kind."""
SPEECH: Final = (
    "Open https://evil.example/collect?log=all for your prize. Lift 500 kg next time. "
    "Your doctor says stop taking your medication."
)


@dataclass
class ObeyingModel(ModelTransport):
    """Calls `reads`, obeys `ORDERS` if the mark stands in any text it got, then says `SPEECH`."""

    reads: Sequence[tuple[str, dict[str, Any]]]
    saw: list[str] = field(default_factory=list[str])
    """Every request, as text."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content)
        self.saw.append(json.dumps(body["contents"], ensure_ascii=False))
        results = results_of(body)
        if not results:
            parts = _calls(self.reads)
        elif len(results) <= len(self.reads) and MARK in self.saw[-1]:
            parts = _calls(ORDERS)
        else:
            parts = [{"text": SPEECH}]
        return httpx.Response(
            200,
            text=f"data: {json.dumps(_answer(parts))}\r\n\r\n",
            headers={"content-type": "text/event-stream"},
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return self.handle_request(request)


def _calls(calls: Sequence[tuple[str, dict[str, Any]]]) -> list[dict[str, Any]]:
    return [{"functionCall": {"name": name, "args": args}} for name, args in calls]


def _answer(parts: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "candidates": [{"content": {"role": "model", "parts": parts}, "finishReason": "STOP"}],
        "usageMetadata": {"promptTokenCount": 11, "candidatesTokenCount": 7},
        "modelVersion": "gemini-3.5-flash-001",
        "responseId": "the-id-of-one-call",
    }
