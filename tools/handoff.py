"""The tool that gives a part of a message to another agent; the graph sees to the rest."""

from __future__ import annotations

from tools.arguments.handoff import HandOffArgs
from tools.results.handoff import HandedOff
from tools.spec import ToolContext, ToolResult


def hand_off(ctx: ToolContext, args: HandOffArgs) -> ToolResult:
    """Confirm who goes on; it reads and stores nothing, so it has no facts."""
    del ctx
    data = HandedOff(to=args.to)
    return ToolResult(data=data.model_dump(mode="json"), summary=f"handed on to {args.to}")
