"""The arguments of the tools over sleep, soreness and training load."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from tools.arguments.shape import Absent, Arguments, Day


class LogSleepArgs(Arguments):
    """Arguments of `log_sleep`."""

    time: str = Field(
        min_length=1,
        max_length=30,
        description="As the athlete wrote it, how long or from when to when: '5h', '5.5 hours', "
        "'7h30', '23:30-6:45', '11pm-7am'.",
    )
    quality: Literal["", "bad", "poor", "fair", "good", "great"] = Field(
        default="", description="How it was, if the athlete said so."
    )
    day: Day | Absent = Field(
        default=None,
        description="Morning the night ended on, YYYY-MM-DD; leave out for this morning.",
    )


class SorenessEntry(Arguments):
    """One place that is sore or hurts."""

    site: str = Field(
        min_length=2, max_length=40, description="Where, in the athlete's words: 'quads', 'knee'."
    )
    side: Literal["", "left", "right", "both"] = Field(default="", description="Which side.")
    severity: int | Absent = Field(
        default=None, ge=0, le=10, description="0 to 10, only if the athlete said a number."
    )
    degree: Literal["", "mild", "moderate", "severe"] = Field(
        default="", description="In words, only if no number was said."
    )
    kind: Literal["soreness", "pain"] = Field(
        default="soreness", description="`pain` if it is sharp, in a joint, or called pain."
    )
    when: str = Field(
        default="", max_length=60, description="When it is felt, as written: 'on stairs'."
    )


class LogSorenessArgs(Arguments):
    """Arguments of `log_soreness`."""

    places: list[SorenessEntry] = Field(min_length=1, max_length=6, description="Each place once.")
    day: Day | Absent = Field(default=None, description="YYYY-MM-DD; leave out for today.")


class RecoveryArgs(Arguments):
    """Arguments of `recovery`."""

    nights: int = Field(default=7, ge=3, le=28, description="How many nights back to look.")


class TrainingLoadArgs(Arguments):
    """Arguments of `training_load`."""

    weeks: int = Field(default=4, ge=4, le=4, description="Weeks of seven days looked at.")
