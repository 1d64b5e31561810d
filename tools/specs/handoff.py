"""What an agent is told of the tool that gives a part of a message to another agent."""

from __future__ import annotations

from tools import handoff
from tools.arguments.handoff import HandOffArgs
from tools.results.handoff import HandedOff
from tools.spec import ToolSpec

HAND_OFF = ToolSpec(
    name="hand_off",
    description=(
        "Give a part of the athlete's message that is not yours to the agent that owns it. It "
        "answers below your own part of the reply; do not answer or announce that part yourself."
    ),
    args=HandOffArgs,
    run=handoff.hand_off,
    data=HandedOff,
)
