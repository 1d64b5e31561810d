"""The arguments of the tools over the athlete: profile, weigh-ins, memories."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from tools.arguments.shape import Absent, Arguments, Day, Number, Unit


class LogBodyWeightArgs(Arguments):
    """Arguments of `log_body_weight`."""

    weight: Number = Field(gt=0, le=700, description="Body weight in `unit`.")
    unit: Unit | Absent = Field(
        default=None, description="Unit of `weight`; leave out for the athlete's own unit."
    )
    day: Day | Absent = Field(
        default=None, description="Day of the weigh-in, YYYY-MM-DD; leave out for today."
    )


class RememberArgs(Arguments):
    """Arguments of `remember`."""

    kind: Literal["injury", "equipment", "preference", "dislike", "other"] = Field(
        description="What the memory is about."
    )
    text: str = Field(
        min_length=3, max_length=300, description="One sentence in the athlete's own words."
    )


class ListMemoriesArgs(Arguments):
    """Arguments of `list_memories`."""

    kind: Literal["injury", "equipment", "preference", "dislike", "other"] | Absent = Field(
        default=None, description="Only this kind; leave out for all."
    )


class ForgetMemoryArgs(Arguments):
    """Arguments of `forget_memory`."""

    memory_id: str = Field(default="", max_length=40, description="Id from `list_memories`.")
    about: str = Field(
        default="", max_length=120, description="Words of the memory, if the id is not known."
    )
