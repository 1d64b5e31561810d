"""Binds tools to a model and runs its calls in the athlete's name; failures become results."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from typing import Any, Final

import anyio
import structlog
from anyio import to_thread
from langchain_core.messages import ToolCall, ToolMessage
from langchain_core.utils.json_schema import dereference_refs
from pydantic import BaseModel, ValidationError

from agents.provenance import not_said
from coach.accounts.model import Profile
from coach.clock import Clock
from coach.errors import ExternalFailure, FitholicError
from coach.evidence import Fact
from coach.identity import Principal, RunId, ThreadId
from coach.knowledge.ports import Embedder
from coach.safety.rules.text import visible
from tools.spec import OpenDesk, Question, ToolContext, ToolResult, ToolSpec

CALLS_PER_TURN: Final = 12
"""Tool calls of one turn. Source: own choice; the longest flow of docs/design needs 4."""
UNREACHABLE: Final = (
    "the athlete's data cannot be reached right now and nothing was stored; say so, and ask them "
    "to try again in a minute."
)
"""What a model is told instead of the names of servers and files."""
_LOG = structlog.stdlib.get_logger(__name__)


class Refusal(StrEnum):
    """Why a call never reached its tool, or the tool never answered."""

    REFUSED = "refused"
    """What it would store was not said, or the turn's calls are used up."""
    UNKNOWN_TOOL = "unknown_tool"
    INVALID_ARGUMENTS = "invalid_arguments"
    """Against the schema the model was told."""
    TIMED_OUT = "tool_timeout"
    ALREADY_LOGGED = "already_logged"
    """The turn before added the same a moment ago."""
    UNCONFIRMED = "confirmation_needed"
    """It runs once the athlete agrees."""


_PLAIN_REFUSALS: Final = (
    Refusal.REFUSED,
    Refusal.UNKNOWN_TOOL,
    Refusal.INVALID_ARGUMENTS,
)
"""What the model is told as `refused` alone."""


@dataclass(frozen=True, slots=True)
class Workbench:
    """What every tool call of one turn shares."""

    principal: Principal
    profile: Profile
    clock: Clock
    thread_id: ThreadId
    run_id: RunId
    deadline: datetime
    said: str
    """The athlete's message of this turn: the only source of what a write stores."""
    readers: OpenDesk
    writers: OpenDesk
    embedder: Embedder
    asked_about: str = ""
    """The athlete's words before it that it completes, because the coach asked back."""


@dataclass(frozen=True, slots=True)
class Returned:
    """What one call gave back."""

    message: ToolMessage
    """For the model."""
    facts: tuple[Fact, ...] = ()
    summary: str = ""
    """For the step list of the chat page."""
    error: str | None = None
    """Stable code of why it gave nothing: that of the tool's error, or one of `Refusal`."""
    question: str = ""
    """What the athlete has to agree to before it runs."""


def tool_schemas(specs: Sequence[ToolSpec]) -> list[dict[str, Any]]:
    """Return the tools as function declarations that every provider takes."""
    return [
        {
            "type": "function",
            "function": {
                "name": spec.name,
                "description": spec.description,
                "parameters": _parameters(spec.args),
            },
        }
        for spec in specs
    ]


def refused(call: ToolCall, reason: str, error: str = Refusal.REFUSED) -> Returned:
    """Return a call's result that says why it gave nothing.

    The model is told the code of a tool's own error, and `refused` for every other reason.
    """
    code = Refusal.REFUSED if error in _PLAIN_REFUSALS else error
    content = {"error": visible(reason), "code": str(code)}
    return Returned(_message(call, content, ok=False), summary=reason, error=str(error))


def _unconfirmed(call: ToolCall, question: Question) -> Returned:
    """Return a call's result that waits for the athlete."""
    words, code = visible(question.text), str(Refusal.UNCONFIRMED)
    content = {
        "confirmation": words,
        "code": code,
        "facts": [_brief(fact) for fact in question.facts],
    }
    message = _message(call, content, ok=False)
    return Returned(message, question.facts, "asks first", code, question=words)


async def run_call(
    call: ToolCall,
    specs: Sequence[ToolSpec],
    bench: Workbench,
    *,
    nth: int,
    confirmed: bool = False,
) -> Returned:
    """Run one tool call; whatever goes wrong in it comes back as a result the model can read.

    Args:
        call: The model's call.
        specs: The tools this agent may call.
        bench: The turn.
        nth: How many equal calls the message made before, so that the same set can be logged twice.
        confirmed: The athlete agreed to this very call.
    """
    spec = next((s for s in specs if s.name == call["name"]), None)
    if spec is None:
        names = ", ".join(s.name for s in specs)
        reason = f"there is no tool {call['name']!r}; you may call {names}."
        return refused(call, reason, Refusal.UNKNOWN_TOOL)
    try:
        args = spec.args.model_validate(call["args"])
    except ValidationError as exc:
        reason = f"invalid arguments: {_problems(exc)}"
        return refused(call, reason, Refusal.INVALID_ARGUMENTS)
    if spec.effect != "read":
        missing = not_said(spec.effect, args, bench.said, bench.asked_about)
        if missing:
            return refused(call, missing)
    work = spec.run if confirmed or spec.confirm is None else partial(_asked_or_run, spec)
    ctx = _context(call, bench, args, nth)
    return await _answered(spec, call, bench, partial(work, ctx, args))


def _asked_or_run(spec: ToolSpec, ctx: ToolContext, args: BaseModel) -> ToolResult | Question:
    """Return the tool's result, or the question to ask before it runs."""
    question = spec.confirm(ctx, args) if spec.confirm else None
    if not question:
        return spec.run(ctx, args)
    return Question(question) if isinstance(question, str) else question


async def _answered(
    spec: ToolSpec, call: ToolCall, bench: Workbench, work: Callable[[], ToolResult | Question]
) -> Returned:
    left_s = (bench.deadline - datetime.now(UTC)).total_seconds()
    try:
        with anyio.fail_after(max(0.0, min(spec.timeout_s, left_s))):
            result = await to_thread.run_sync(work, abandon_on_cancel=True)
    except ExternalFailure as exc:
        _LOG.warning("tool_failed", tool=spec.name, code=exc.code)
        return refused(call, UNREACHABLE, exc.code)
    except FitholicError as exc:
        _LOG.info("tool_refused", tool=spec.name, code=exc.code)
        return refused(call, str(exc), exc.code)
    except TimeoutError:
        _LOG.warning("tool_timed_out", tool=spec.name, timeout_s=spec.timeout_s)
        reason = "the tool took too long; go on without it and say so."
        return refused(call, reason, Refusal.TIMED_OUT)
    if isinstance(result, Question):
        return _unconfirmed(call, result)
    return Returned(_message(call, _for_model(result), ok=True), result.facts, result.summary)


def _context(call: ToolCall, bench: Workbench, args: BaseModel, nth: int) -> ToolContext:
    call_id = call["id"] or "call"
    owner = f"{bench.principal.user_id}:{bench.thread_id}:{bench.run_id}"
    content = f"{owner}:{call['name']}:{args.model_dump_json()}:{nth}"
    return ToolContext(
        principal=bench.principal,
        readers=bench.readers,
        writers=bench.writers,
        clock=bench.clock,
        locale=bench.profile,
        embedder=bench.embedder,
        run_id=bench.run_id,
        call_id=call_id,
        idempotency_key=hashlib.sha256(content.encode()).hexdigest(),
        deadline=bench.deadline,
    )


def _for_model(result: ToolResult) -> dict[str, Any]:
    """Return what the model reads of a result; ids of rows stay behind."""
    return {
        "provenance": result.provenance,
        "data": result.data,
        "facts": [_brief(fact) for fact in result.facts],
    }


def _brief(fact: Fact) -> dict[str, str]:
    fields = {
        "label": fact.label,
        "value": str(fact.value),
        "unit": fact.unit or "",
        "subject": fact.subject,
        "as_of": fact.as_of.isoformat()[:10],
    }
    return {name: value for name, value in fields.items() if value}


def _message(call: ToolCall, content: Mapping[str, Any], *, ok: bool) -> ToolMessage:
    text = json.dumps(content, ensure_ascii=False, default=str)
    return ToolMessage(
        visible(text),
        tool_call_id=call["id"] or "call",
        name=call["name"],
        status="success" if ok else "error",
    )


def _problems(exc: ValidationError) -> str:
    return "; ".join(_problem(error["loc"], error["msg"]) for error in exc.errors()[:4])


def _problem(where: Iterable[int | str], what: str) -> str:
    return f"{'.'.join(str(part) for part in where) or 'arguments'}: {what}"


def _parameters(args: type[BaseModel]) -> dict[str, Any]:
    schema = dereference_refs(args.model_json_schema())
    return {k: v for k, v in schema.items() if k not in {"$defs", "title", "description"}}
