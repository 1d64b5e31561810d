"""The arguments of the tools over videos."""

from __future__ import annotations

from pydantic import Field

from tools.arguments.shape import EXERCISE, Arguments


class FormFindingsArgs(Arguments):
    """Arguments of `form_findings`."""

    video_id: str = Field(
        default="", max_length=40, description="Id of the video; leave out for the newest."
    )
    exercise: str = Field(
        default="", max_length=80, description="Newest video of this exercise, if no id is known."
    )


class FormHistoryArgs(Arguments):
    """Arguments of `form_history`."""

    exercise: str = Field(default="", max_length=80, description=EXERCISE + " Empty: all.")
    videos: int = Field(default=5, ge=1, le=20, description="How many of the newest videos.")
