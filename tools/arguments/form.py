"""The arguments of the tools over videos."""

from __future__ import annotations

from pydantic import Field

from tools.arguments.shape import EXERCISE, Absent, Arguments, Day, Number


class FormFindingsArgs(Arguments):
    """Arguments of `form_findings`."""

    video_id: str = Field(
        default="", max_length=40, description="Id of the video; leave out for the newest."
    )
    exercise: str = Field(
        default="", max_length=80, description="Newest video of this exercise, if no id is known."
    )
    rpe: Number | Absent = Field(
        default=None,
        ge=1,
        le=10,
        description="RPE the athlete says they logged for the filmed set, such as 7.",
    )


class FormHistoryArgs(Arguments):
    """Arguments of `form_history`."""

    exercise: str = Field(default="", max_length=80, description=EXERCISE + " Empty: all.")
    videos: int = Field(default=5, ge=1, le=20, description="How many of the newest videos.")


class FormTrendArgs(Arguments):
    """Arguments of `form_trend`."""

    exercise: str = Field(
        default="", max_length=80, description=EXERCISE + " Empty: that of the newest video."
    )
    since: Day | Absent = Field(
        default=None,
        description="Compare with the first video from this day on; leave out for the previous.",
    )
    oldest: bool = Field(
        default=False, description="True to compare with the oldest video instead."
    )
