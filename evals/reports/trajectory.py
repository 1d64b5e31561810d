"""Two lists of tool calls laid against each other, line by line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal

from pydantic import BaseModel, ConfigDict

from evals.results import ToolRow


class DiffLine(BaseModel):
    """One tool call."""

    model_config = ConfigDict(frozen=True)

    mark: Literal[" ", "-", "+"]
    """`-`: only the champion made it; `+`: only the candidate."""
    text: str


def trajectory_diff(
    before: Sequence[ToolRow] | None, after: Sequence[ToolRow]
) -> tuple[DiffLine, ...]:
    """Return the calls of both arms; None for an arm whose calls are not known marks none."""
    new = [call_line(call) for call in after]
    if before is None:
        return tuple(DiffLine(mark=" ", text=line) for line in new)
    old = [call_line(call) for call in before]
    lines: list[DiffLine] = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            lines += [DiffLine(mark=" ", text=text) for text in old[i:j]]
            continue
        lines += [DiffLine(mark="-", text=text) for text in old[i:j]]
        lines += [DiffLine(mark="+", text=text) for text in new[k:m]]
    return tuple(lines)


def call_line(call: ToolRow) -> str:
    """Return a call as `name({arguments}) -> what came back`."""
    arguments = json.dumps(call.arguments, ensure_ascii=False, sort_keys=True)
    result = call.result or {}
    came = result.get("code") or result.get("summary") or "nothing"
    return f"{call.name}({arguments}) -> {came}"
