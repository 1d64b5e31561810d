"""The same message sent twice logs once: what the turn before added is not added again.

A tool whose result says `already_logged` sees to it itself: it knows the rows of the day. This is
for the others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from langchain_core.messages import ToolCall

from agents.binding import Returned
from agents.state import CoachState, Written
from agents.turn import Turn
from coach.safety.rules.text import folded
from tools.spec import ToolSpec

ALREADY: Final = (
    "That is in the log already from a moment ago, so I did not add it a second time. If you did "
    "it once more, say \u201canother\u201d."
)
WINDOW: Final = timedelta(minutes=10)
"""How long the same again counts as sent twice. Source: own choice; a double tap and a resent
message come within seconds, the next equal session or meal after hours."""
_ADDS: Final = "log_"
"""How the tools are called that add a row each time; the others settle a state, which may be told
twice."""
_ONCE_MORE = re.compile(
    r"\b(?:again|another|one more|once more|two more|more sets?|second|third|fourth|next|same"
    r"|extra|additional|repeat(?:ed)?|twice|as well|too|also|then|later)\b"
)


def is_repeat(call: ToolCall, specs: Sequence[ToolSpec], state: CoachState, turn: Turn) -> bool:
    """Tell whether a call would add what the turn before added, unasked."""
    if not _is_kept(call, specs) or _ONCE_MORE.search(folded(turn.text)):
        return False
    key, now = _key(call), turn.clock.now()
    return any(
        each["key"] == key and each["run_id"] != turn.run_id and now - each["at"] <= WINDOW
        for each in state.get("written", [])
    )


def entry(
    call: ToolCall, specs: Sequence[ToolSpec], result: Returned, turn: Turn
) -> Written | None:
    """Return what to keep of a call that added something; None if it added nothing."""
    if result.error is not None or not _is_kept(call, specs):
        return None
    return Written(key=_key(call), at=turn.clock.now(), run_id=str(turn.run_id))


def changes(call: ToolCall, specs: Sequence[ToolSpec], result: Returned) -> bool:
    """Tell whether a call stored or changed something."""
    spec = next((each for each in specs if each.name == call["name"]), None)
    return spec is not None and spec.effect != "read" and result.error is None


def of_last_turn(state: CoachState) -> list[Written]:
    """Return what the turn that ended last added."""
    return [each for each in state.get("written", []) if each["run_id"] == state.get("run_id")]


def _is_kept(call: ToolCall, specs: Sequence[ToolSpec]) -> bool:
    spec = next((each for each in specs if each.name == call["name"]), None)
    if spec is None or not spec.name.startswith(_ADDS):
        return False
    return spec.data is None or "already_logged" not in spec.data.model_fields


def _key(call: ToolCall) -> str:
    return f"{call['name']}:{json.dumps(call['args'], sort_keys=True, default=str)}"
