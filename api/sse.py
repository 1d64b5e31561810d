"""Run events as AG-UI frames: a pure fold, so that every reader of a log sees the same frames.

One event may make several frames. A frame's id is `<epoch>-<seq>.<n>`, n counting from 0 within its
event, so a client that saw half of an event's frames gets the other half when it comes back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import orjson
from pydantic import TypeAdapter

from coach.evidence import Fact
from coach.identity import MessageId, ThreadId
from coach.runs.events import (
    Evidence,
    Failed,
    Finished,
    Interrupted,
    ModelUse,
    Progress,
    RunEvent,
    Safety,
    Started,
    Step,
    Text,
    ToolCalled,
    ToolReturned,
)
from coach.runs.rules import Cursor

Payload = dict[str, Any]
_FACTS: TypeAdapter[tuple[Fact, ...]] = TypeAdapter(tuple[Fact, ...])


@dataclass(frozen=True, slots=True)
class Frame:
    """One AG-UI event with its place in the stream."""

    cursor: Cursor
    payload: Payload

    @property
    def id(self) -> str:
        """What the client sends back as `Last-Event-ID`."""
        return f"{self.cursor.event}.{self.cursor.frame}"

    def encode(self) -> bytes:
        """Return the frame as server-sent event, lines ended by LF alone."""
        return b"id: %b\ndata: %b\n\n" % (self.id.encode(), orjson.dumps(self.payload))


def comment(text: str) -> bytes:
    """Return a comment, which clients of the protocol skip."""
    return f": {text}\n\n".encode()


@dataclass(slots=True)
class Framer:
    """Turns the events of one run, from its first on, into frames that AG-UI's verifier accepts.

    Every message, tool call and step that was opened is closed before the run's last frame and
    when another process takes the run over.
    """

    thread_id: ThreadId
    _epoch: int = 0
    _started: bool = False
    _message: MessageId | None = None
    _written: dict[MessageId, int] = field(default_factory=dict[MessageId, int])
    """Messages with text, and the epoch that wrote them."""
    _steps: list[str] = field(default_factory=list[str])
    _tools: set[str] = field(default_factory=set[str])
    """Tool calls that were shown; another process may repeat them."""
    _answered: set[str] = field(default_factory=set[str])
    _interrupts: list[Payload] = field(default_factory=list[Payload])

    def frames(self, event: RunEvent) -> list[Frame]:
        """Return the frames of the next event."""
        payloads: list[Payload] = []
        if event.epoch != self._epoch:
            payloads.extend(self._close())
            self._epoch = event.epoch
        if not self._started and not isinstance(event.body, Started | Failed):
            payloads.append(self._run_started(event))
        payloads.extend(self._body(event))
        return [
            Frame(Cursor(event.epoch, event.seq, n), payload) for n, payload in enumerate(payloads)
        ]

    def _body(self, event: RunEvent) -> Iterator[Payload]:  # noqa: C901 - one branch an event type
        match event.body:
            case Started() as body:
                if not self._started:
                    yield self._run_started(event)
                yield custom(
                    "bundle",
                    {
                        "bundleId": body.bundle_id,
                        "model": body.model,
                        "noLanguageModel": body.no_language_model,
                    },
                )
            case Step() as body:
                yield from self._step(body)
            case Text() as body:
                yield from self._text(body)
            case ToolCalled() as body:
                yield from self._tool_called(body)
            case ToolReturned() as body:
                yield from self._tool_returned(body)
            case Evidence() as body:
                yield custom(
                    "evidence",
                    {
                        "messageId": body.message_id,
                        "start": body.start,
                        "end": body.end,
                        "factIds": list(body.fact_ids),
                    },
                )
            case Safety() as body:
                yield custom(
                    "safety", {"klass": body.klass, "stage": body.stage, "rules": list(body.rules)}
                )
            case Progress() as body:
                yield custom(
                    "progress", {"what": body.what, "done": body.done, "total": body.total}
                )
            case Interrupted() as body:
                self._interrupts.append(_interrupt(body))
            case Finished() as body:
                yield from self._close()
                yield self._finished(event, body)
            case Failed() as body:
                yield from self._close()
                yield {"type": "RUN_ERROR", "message": body.message, "code": body.code}

    def _run_started(self, event: RunEvent) -> Payload:
        self._started = True
        return {"type": "RUN_STARTED", "threadId": self.thread_id, "runId": event.run_id}

    def _step(self, body: Step) -> Iterator[Payload]:
        if body.phase == "started" and body.name not in self._steps:
            self._steps.append(body.name)
            yield {"type": "STEP_STARTED", "stepName": body.name}
        elif body.phase == "finished" and body.name in self._steps:
            self._steps.remove(body.name)
            yield {"type": "STEP_FINISHED", "stepName": body.name}

    def _text(self, body: Text) -> Iterator[Payload]:
        if not body.delta:
            return
        if self._message != body.message_id:
            yield from self._close_message()
            yield from self._superseded(body.message_id)
            self._message = body.message_id
            self._written[body.message_id] = self._epoch
            yield {
                "type": "TEXT_MESSAGE_START",
                "messageId": body.message_id,
                "role": "assistant",
            }
        yield {
            "type": "TEXT_MESSAGE_CONTENT",
            "messageId": body.message_id,
            "delta": body.delta,
        }

    def _superseded(self, message_id: MessageId) -> Iterator[Payload]:
        """Withdraw the messages of a process that died: the reply is written again."""
        for old in [old for old, epoch in self._written.items() if epoch < self._epoch]:
            del self._written[old]
            yield custom("superseded", {"messageId": old, "by": message_id})

    def _tool_called(self, body: ToolCalled) -> Iterator[Payload]:
        if body.id in self._tools:
            return
        self._tools.add(body.id)
        if body.resumed:
            return
        yield {"type": "TOOL_CALL_START", "toolCallId": body.id, "toolCallName": body.name}
        yield {"type": "TOOL_CALL_ARGS", "toolCallId": body.id, "delta": body.args_json or "{}"}
        yield {"type": "TOOL_CALL_END", "toolCallId": body.id}

    def _tool_returned(self, body: ToolReturned) -> Iterator[Payload]:
        if body.id in self._tools and body.id not in self._answered:
            self._answered.add(body.id)
            yield {
                "type": "TOOL_CALL_RESULT",
                "messageId": f"{body.id}.result",
                "toolCallId": body.id,
                "content": body.summary,
                "role": "tool",
            }
        if body.facts:
            facts = _FACTS.dump_python(body.facts, mode="json", exclude_none=True)
            yield custom("facts", {"toolCallId": body.id, "facts": facts})

    def _finished(self, event: RunEvent, body: Finished) -> Payload:
        payload: Payload = {
            "type": "RUN_FINISHED",
            "threadId": self.thread_id,
            "runId": event.run_id,
        }
        if body.outcome == "cancelled":
            payload["result"] = {"cancelled": True}
        elif body.outcome == "interrupt":
            payload["outcome"] = {"type": "interrupt", "interrupts": self._interrupts}
        else:
            payload["outcome"] = {"type": "success"}
        usage = [_usage(use) for use in body.models if use.input_tokens or use.output_tokens]
        if not usage and (body.input_tokens or body.output_tokens):
            usage = [{"inputTokens": body.input_tokens, "outputTokens": body.output_tokens}]
        if usage:
            payload["usage"] = usage
        return payload

    def _close_message(self) -> Iterator[Payload]:
        if self._message is not None:
            yield {"type": "TEXT_MESSAGE_END", "messageId": self._message}
            self._message = None

    def _close(self) -> Iterator[Payload]:
        yield from self._close_message()
        while self._steps:
            yield {"type": "STEP_FINISHED", "stepName": self._steps.pop()}


def custom(name: str, value: Payload) -> Payload:
    """Return one of our own events, which a stock client passes to its `onCustomEvent`."""
    return {"type": "CUSTOM", "name": name, "value": value}


def _usage(use: ModelUse) -> Payload:
    provider, _, model = use.model.partition(":")
    return {
        "provider": provider,
        "model": model,
        "inputTokens": use.input_tokens,
        "outputTokens": use.output_tokens,
        "totalTokens": use.input_tokens + use.output_tokens,
    }


def _interrupt(body: Interrupted) -> Payload:
    fields: Payload = {
        "id": body.interrupt_id,
        "reason": body.reason,
        "message": body.message,
        "toolCallId": body.tool_call_id,
        "responseSchema": orjson.loads(body.schema_json or "{}"),
        "expiresAt": body.expires_at.isoformat(),
    }
    return {name: value for name, value in fields.items() if value}
