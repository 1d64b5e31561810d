"""The arguments of the tool that gives a part of a message to another agent."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from tools.arguments.shape import Arguments


class HandOffArgs(Arguments):
    """Arguments of `hand_off`."""

    to: Literal["planner", "form_critic", "nutrition"] = Field(
        description=(
            "Who answers that part: planner (training, loads, programmes, log), form_critic "
            "(videos, technique), nutrition (food, body weight, supplements)."
        )
    )
    about: str = Field(
        min_length=2,
        max_length=8_000,
        description="That part of the athlete's message, word for word.",
    )
