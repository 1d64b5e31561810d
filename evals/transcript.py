"""What a turn left behind, read from its events alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coach.evidence import Fact
from coach.runs.events import (
    EventBody,
    Evidence,
    Failed,
    Safety,
    Step,
    Text,
    ToolCalled,
    ToolReturned,
)

AGENTS = ("planner", "form_critic", "nutrition")


@dataclass(frozen=True, slots=True)
class Transcript:
    """One turn as its reader saw it."""

    reply: str
    agent: str | None
    tools: tuple[str, ...]
    tool_arguments: tuple[str, ...]
    facts: tuple[Fact, ...]
    evidence: tuple[Evidence, ...]
    safety: tuple[Safety, ...]
    error: str | None


def transcript_of(events: Sequence[EventBody]) -> Transcript:
    """Fold the events of one turn."""
    steps = [e.name for e in events if isinstance(e, Step) and e.phase == "started"]
    calls = [e for e in events if isinstance(e, ToolCalled)]
    return Transcript(
        reply="".join(e.delta for e in events if isinstance(e, Text)),
        agent=next((name for name in steps if name in AGENTS), None),
        tools=tuple(call.name for call in calls),
        tool_arguments=tuple(call.args_json for call in calls),
        facts=tuple(f for e in events if isinstance(e, ToolReturned) for f in e.facts),
        evidence=tuple(e for e in events if isinstance(e, Evidence)),
        safety=tuple(e for e in events if isinstance(e, Safety)),
        error=next((e.code for e in events if isinstance(e, Failed)), None),
    )
