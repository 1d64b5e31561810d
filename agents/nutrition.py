"""The node of the nutritionist: targets, meals and body weight."""

from __future__ import annotations

from langgraph.runtime import Runtime

from agents.agent import run_agent
from agents.state import CoachState
from agents.turn import TurnContext


async def nutrition(state: CoachState, runtime: Runtime[TurnContext]) -> CoachState:
    """Make one model call with this agent's prompt and tools."""
    return await run_agent("nutrition", state, runtime)
