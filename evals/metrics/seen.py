"""What one turn left behind, as the metrics read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from coach.evidence import Fact, FactId
from evals.cases.case import Fixture
from evals.results import ToolRow

Effect = Literal["read", "write", "destructive"]
State = Mapping[str, Sequence[Mapping[str, object]]]
"""Rows of the athlete by table."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the reply and the facts it rests on."""

    start: int
    """UTF-16 offset of the first unit."""
    end: int
    """UTF-16 offset after the last unit."""
    fact_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contract:
    """What the tools promise: the arguments they take and what a call may change."""

    schemas: Mapping[str, Mapping[str, Any]] = field(
        default_factory=lambda: MappingProxyType[str, Mapping[str, Any]]({})
    )
    """JSON Schema of the arguments by tool."""
    effects: Mapping[str, Effect] = field(default_factory=lambda: MappingProxyType[str, Effect]({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One turn: what was said, what came back, and what it did to the athlete's rows."""

    user: str
    reply: str
    agent: str | None = None
    tools: tuple[ToolRow, ...] = ()
    """Calls in the order they were made."""
    facts: tuple[Fact, ...] = ()
    """Facts that tools returned, or that were taken from the athlete's words or the calendar."""
    evidence: tuple[Span, ...] = ()
    safety: tuple[str, ...] = ()
    """Classes, in the order the gate gave them."""
    error: str | None = None
    """Stable code of the error that ended the turn."""
    fixture: Fixture | None = None
    state_before: State | None = None
    """None: nobody looked."""
    state_after: State | None = None
    user_id: str | None = None
    """The athlete's own id."""
    other_user_ids: tuple[str, ...] = ()
    """Ids of other athletes of the run; none may appear in a call."""
    contract: Contract = Contract()
    earlier_facts: tuple[Fact, ...] = ()
    """Facts of earlier turns of the conversation, oldest first."""

    @property
    def fact_by_id(self) -> dict[FactId, Fact]:
        """The facts of this turn by id; the last one minted under an id counts."""
        return {fact.id: fact for fact in self.facts}

    @property
    def tool_names(self) -> tuple[str, ...]:
        """Names of the calls in order, repeated calls included."""
        return tuple(call.name for call in self.tools)
