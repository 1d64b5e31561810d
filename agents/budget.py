"""What one turn may use, and what is said when it is used up: what was found, not an error."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final, Literal

from agents.state import CoachState
from agents.turn import Turn

MODEL_CALLS: Final = 6
"""Model calls of one turn; the last one is made without tools, so that it must answer.
Source: own choice; three agents with one round of tools each."""
TOKENS: Final = 120_000
"""Tokens of one turn, in and out. Source: own choice; a prompt with its tools takes about 6,000, so
six calls with large results stay below half of it."""
CLOSING_S: Final = 5.0
"""Kept of the turn's time for an answer from what was found. Source: own choice; the built-in coach
needs well under a second, a slow database the rest."""
LEAST_S: Final = 1.0
"""With less than this, not even that is begun. Source: own choice."""

Spent = Literal["calls", "tokens", "time"]
SPENT: Final[Mapping[Spent, str]] = MappingProxyType(
    {
        "calls": "That took more steps than one reply may, so here is what I found so far. ",
        "tokens": "That grew too large for one reply, so here is what I found so far. ",
        "time": "That took longer than a reply may, so here is what I found so far. ",
    }
)
"""Said before what was found."""
NO_TIME: Final = (
    "That took longer than a reply may, so I stopped; nothing is left half done. Send it again, or "
    "ask for one thing at a time."
)
"""Said when there is no time for more."""
NO_END: Final = (
    "I could not bring that to an end in one reply. Ask for one thing at a time, please."
)
"""Said when even that needed more steps."""
BROKE_OFF: Final = "I ran out of time here, so this is all I have for now."
"""Said in the middle of a reply."""


def seconds_left(turn: Turn) -> float:
    """Return how long a model may still take, the closing words apart."""
    return (turn.deadline - datetime.now(UTC)).total_seconds() - CLOSING_S


def may_close(turn: Turn) -> bool:
    """Tell whether there is time for an answer from what was found."""
    return seconds_left(turn) + CLOSING_S >= LEAST_S


def spent_before(state: CoachState, turn: Turn) -> Spent | None:
    """Return what leaves no room for another call of the model; None: there is room."""
    closing = state.get("spent", [])
    if closing:
        return closing[-1]
    used = state.get("used", [])
    if sum(each["input_tokens"] + each["output_tokens"] for each in used) >= TOKENS:
        return "tokens"
    if state.get("model_calls", 0) >= MODEL_CALLS:
        return "calls"
    return "time" if seconds_left(turn) <= 0 else None


def must_answer(state: CoachState) -> bool:
    """Tell whether the next call of the model is made without tools."""
    return state.get("model_calls", 0) >= MODEL_CALLS - 1 or state.get("stuck", False)
