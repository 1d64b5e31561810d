"""What happens in a run: the only shape the API streams, the log stores and the evals read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

from pydantic import TypeAdapter

from coach.evidence import ExactFacts
from coach.identity import MessageId, RunId
from coach.runs.model import Arm


@dataclass(frozen=True, slots=True)
class Assignment:
    """The side of one experiment that an athlete is on."""

    experiment: str
    salt: str
    arm: Arm
    weight: float
    """Share of the challenger when this was decided, in [0, 0.5]."""
    agents: tuple[str, ...]
    """Agents whose prompts differ between the arms."""


@dataclass(frozen=True, slots=True)
class Started:
    """First event of a run."""

    bundle_id: str
    model: str
    no_language_model: bool
    """True when the built-in coach speaks."""
    assigned: tuple[Assignment, ...] = ()
    """For the records; no client is told."""
    kind: Literal["started"] = "started"


@dataclass(frozen=True, slots=True)
class Step:
    """A node of the graph begins or ends."""

    name: str
    phase: Literal["started", "finished"]
    kind: Literal["step"] = "step"


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of the reply; pieces of one `message_id` join to its text."""

    message_id: MessageId
    delta: str
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class ToolCalled:
    """The agent calls a tool."""

    id: str
    name: str
    args_json: str
    resumed: bool = False
    """An earlier run asked before this call, and the athlete agreed."""
    kind: Literal["tool_called"] = "tool_called"


@dataclass(frozen=True, slots=True)
class ToolReturned:
    """A tool answered; its facts can be cited from now on."""

    id: str
    summary: str
    facts: ExactFacts = ()
    error: str | None = None
    """Stable code of why the call gave nothing; None: it gave what was asked for."""
    kind: Literal["tool_returned"] = "tool_returned"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stretch of a message and the facts it rests on."""

    message_id: MessageId
    start: int
    """UTF-16 offset of the first unit."""
    end: int
    """UTF-16 offset after the last unit."""
    fact_ids: tuple[str, ...]
    kind: Literal["evidence"] = "evidence"


@dataclass(frozen=True, slots=True)
class Safety:
    """The gate acted."""

    klass: str
    stage: Literal["in", "out"]
    rules: tuple[str, ...]
    kind: Literal["safety"] = "safety"


@dataclass(frozen=True, slots=True)
class Progress:
    """Long work moves on."""

    what: str
    done: int
    total: int
    kind: Literal["progress"] = "progress"


@dataclass(frozen=True, slots=True)
class Interrupted:
    """The run waits for the athlete's decision."""

    interrupt_id: str
    reason: str
    schema_json: str
    """JSON Schema of the answer's payload."""
    expires_at: datetime
    message: str = ""
    """The question, as the athlete reads it."""
    tool_call_id: str | None = None
    """The call that waits for the answer."""
    kind: Literal["interrupted"] = "interrupted"


@dataclass(frozen=True, slots=True)
class ModelUse:
    """What one model did in a run, repairs included."""

    model: str
    """`<provider>:<model>`."""
    calls: int
    input_tokens: int
    output_tokens: int
    cost_usd: Decimal | None
    """None: the price is not known."""


@dataclass(frozen=True, slots=True)
class Finished:
    """Last event of a run that ended well."""

    outcome: Literal["success", "interrupt", "cancelled"]
    input_tokens: int = 0
    output_tokens: int = 0
    model_calls: int = 0
    """Messages asked of a model, repairs of a draft apart."""
    tool_calls: int = 0
    models: tuple[ModelUse, ...] = ()
    """In the order in which they were first asked."""
    kind: Literal["finished"] = "finished"

    @property
    def cost_usd(self) -> Decimal | None:
        """What the run cost; None if a price is not known or no model is named."""
        costs = [use.cost_usd for use in self.models]
        known = [cost for cost in costs if cost is not None]
        return sum(known, Decimal()) if known and len(known) == len(costs) else None


@dataclass(frozen=True, slots=True)
class Failed:
    """Last event of a run that did not."""

    code: str
    message: str
    """For the athlete; details are in the server's log only."""
    kind: Literal["failed"] = "failed"


EventBody = (
    Started
    | Step
    | Text
    | ToolCalled
    | ToolReturned
    | Evidence
    | Safety
    | Progress
    | Interrupted
    | Finished
    | Failed
)


@dataclass(frozen=True, slots=True)
class RunEvent:
    """One event with its place in the run."""

    run_id: RunId
    epoch: int
    seq: int
    """From 1, without gaps within an epoch; continues across epochs."""
    at: datetime
    body: EventBody

    @property
    def cursor(self) -> str:
        """`<epoch>-<seq>`: what `Last-Event-ID` carries."""
        return f"{self.epoch}-{self.seq}"

    @property
    def is_last(self) -> bool:
        """Whether nothing follows."""
        return isinstance(self.body, Finished | Failed)


RUN_EVENT: TypeAdapter[RunEvent] = TypeAdapter(RunEvent)
"""Reads and writes one event as JSON; `kind` tells the bodies apart."""
