"""The node of the strength coach: loads, progression, volume and the training log."""

from __future__ import annotations

from langgraph.runtime import Runtime

from agents.agent import run_agent
from agents.state import CoachState
from agents.turn import TurnContext


async def planner(state: CoachState, runtime: Runtime[TurnContext]) -> CoachState:
    """Make one model call with this agent's prompt and tools."""
    return await run_agent("planner", state, runtime)
