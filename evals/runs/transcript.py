"""What a turn left behind, read from its events alone."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pydantic import TypeAdapter

from coach.evidence import ExactFacts, Fact
from coach.runs.events import (
    EventBody,
    Evidence,
    Failed,
    Finished,
    Interrupted,
    Progress,
    Safety,
    Started,
    Step,
    Text,
    ToolCalled,
    ToolReturned,
)
from evals.results import EventRow, ToolRow, TurnRow
from evals.runs.call_ids import CallIds

AGENTS = ("planner", "form_critic", "nutrition")
REPAIRED = "grounding.repaired"
"""Flag of a turn in which the model was called once more, to write a part again."""
_ARGUMENTS: TypeAdapter[dict[str, Any]] = TypeAdapter(dict[str, Any])
_FACTS: TypeAdapter[tuple[Fact, ...]] = TypeAdapter(ExactFacts)


@dataclass(frozen=True, slots=True)
class TimedEvent:
    """One event and when it came."""

    at_ms: float
    """Since the turn began, by a clock that is never set."""
    body: EventBody


@dataclass(slots=True)
class Recording:
    """Takes the events of one turn as they come."""

    turn: int
    """From 1."""
    events: list[TimedEvent] = field(default_factory=list[TimedEvent])
    _began: float = field(default_factory=time.perf_counter)
    _ids: CallIds = field(init=False)

    def __post_init__(self) -> None:
        self._ids = CallIds(self.turn)

    def add(self, body: EventBody) -> None:
        """Take the next event."""
        self.events.append(TimedEvent(self.elapsed_ms, self._ids.settle(body)))

    @property
    def elapsed_ms(self) -> float:
        """How long the turn has taken."""
        return round((time.perf_counter() - self._began) * 1000, 3)


def turn_row(user: str, recording: Recording) -> TurnRow:
    """Fold the events of a turn that ends now; nothing is judged yet.

    Args:
        user: What was sent.
        recording: All its events.
    """
    events, latency_ms = recording.events, recording.elapsed_ms
    bodies = [event.body for event in events]
    nodes = [body.name for body in bodies if isinstance(body, Step) and body.phase == "started"]
    usage = next((body for body in bodies if isinstance(body, Finished)), Finished("success"))
    returned = [body for body in bodies if isinstance(body, ToolReturned)]
    return TurnRow(
        turn=recording.turn,
        user=user,
        reply="".join(body.delta for body in bodies if isinstance(body, Text)),
        agent=next((name for name in nodes if name in AGENTS), None),
        tools=tuple(_tool_rows(events)),
        facts=tuple(row for body in returned for row in _facts(body.facts)),
        evidence=tuple(_span(body) for body in bodies if isinstance(body, Evidence)),
        safety=tuple(body.klass for body in bodies if isinstance(body, Safety)),
        verdicts=(),
        score=0.0,
        passed=False,
        events=tuple(EventRow(at_ms=e.at_ms, kind=e.body.kind, detail=_detail(e)) for e in events),
        steps=len(nodes) + _tool_steps(bodies),
        llm_calls=_model_calls(bodies, nodes),
        input_tokens=usage.input_tokens,
        output_tokens=usage.output_tokens,
        latency_ms=latency_ms,
        first_text_ms=next((e.at_ms for e in events if isinstance(e.body, Text)), None),
        error=next((body.code for body in bodies if isinstance(body, Failed)), None),
    )


def _tool_rows(events: Sequence[TimedEvent]) -> Iterator[ToolRow]:
    answers: dict[str, list[TimedEvent]] = {}
    for event in events:
        if isinstance(event.body, ToolReturned):
            answers.setdefault(event.body.id, []).append(event)
    for event in events:
        match event.body:
            case ToolCalled(id=call_id) as call:
                answer = next(iter(answers.get(call_id, [])), None)
                if answer is not None:
                    answers[call_id].pop(0)
                yield ToolRow(
                    id=call_id,
                    name=call.name,
                    arguments=_arguments(call.args_json),
                    result=None if answer is None else _result(answer.body),
                    started_ms=event.at_ms,
                    ended_ms=None if answer is None else answer.at_ms,
                )
            case _:
                continue


def _arguments(args_json: str) -> dict[str, Any]:
    return _ARGUMENTS.validate_json(args_json or "{}")


def _result(body: EventBody) -> dict[str, Any] | None:
    match body:
        case ToolReturned(error=str(code)):
            return {"error": body.summary, "code": code}
        case ToolReturned():
            return {"summary": body.summary, "facts": [str(fact.id) for fact in body.facts]}
        case _:
            return None


def _facts(facts: Sequence[Fact]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = _FACTS.dump_python(tuple(facts), mode="json", exclude_none=True)
    return rows


def _span(body: Evidence) -> dict[str, Any]:
    return {"start": body.start, "end": body.end, "fact_ids": list(body.fact_ids)}


def _tool_steps(bodies: Sequence[EventBody]) -> int:
    """Return how often the node that runs tools ran: once a message with calls."""
    called = {body.id for body in bodies if isinstance(body, ToolCalled)}
    kinds = [
        isinstance(body, ToolCalled)
        for body in bodies
        if isinstance(body, ToolCalled) or (isinstance(body, ToolReturned) and body.id in called)
    ]
    return sum(was_call and not is_call for was_call, is_call in pairwise(kinds))


def _model_calls(bodies: Sequence[EventBody], nodes: Sequence[str]) -> int:
    flags = [rule for body in bodies if isinstance(body, Safety) for rule in body.rules]
    return sum(name in AGENTS for name in nodes) + flags.count(REPAIRED)


def _detail(event: TimedEvent) -> str:
    match event.body:
        case (
            Started(model=word)
            | ToolCalled(name=word)
            | Interrupted(reason=word)
            | Finished(outcome=word)
            | Failed(code=word)
        ):
            return word
        case Step(name=name, phase=phase) | Safety(klass=name, stage=phase):
            return f"{name} {phase}"
        case Text(delta=delta):
            return str(len(delta))
        case ToolReturned(id=call_id, error=error):
            return call_id if error is None else f"{call_id} {error}"
        case Evidence(start=start, end=end):
            return f"{start}-{end}"
        case Progress(what=what, done=done, total=total):
            return f"{what} {done}/{total}"
