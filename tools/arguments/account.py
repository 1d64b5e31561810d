"""The arguments of the tools over the athlete: profile, weigh-ins, memories, their data."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from tools.arguments.shape import Absent, Arguments, Day, Number, Unit

Kind = Literal[
    "injury", "equipment", "preference", "dislike", "barrier", "goal", "schedule", "other"
]


class LogBodyWeightArgs(Arguments):
    """Arguments of `log_body_weight`."""

    weight: Number = Field(gt=0, le=700, description="Body weight in `unit`.")
    unit: Unit | Absent = Field(
        default=None, description="Unit of `weight`; leave out for the athlete's own unit."
    )
    day: Day | Absent = Field(
        default=None, description="Day of the weigh-in, YYYY-MM-DD; leave out for today."
    )


class UpdateProfileArgs(Arguments):
    """Arguments of `update_profile`; only what the athlete said in this message."""

    unit: Unit | Absent = Field(default=None, description="Unit the athlete wants loads in.")
    sex: Literal["f", "m"] | Absent = Field(
        default=None, description="Sex as energy formulas use it."
    )
    age: int | Absent = Field(default=None, ge=10, le=100, description="Age in years.")
    birth_date: Day | Absent = Field(default=None, description="YYYY-MM-DD, if it was told.")
    height_cm: Number | Absent = Field(default=None, ge=50, le=272, description="Height in cm.")
    height_m: Number | Absent = Field(
        default=None, ge=0.5, le=2.72, description="Height told in metres."
    )
    height_ft: int | Absent = Field(
        default=None, ge=3, le=8, description="Feet of a height told in feet and inches."
    )
    height_in: Number | Absent = Field(
        default=None, ge=0, lt=12, description="Inches of that height."
    )
    goal: Literal["strength", "hypertrophy", "fat_loss", "endurance", "health"] | Absent = Field(
        default=None, description="What the athlete trains for."
    )
    experience: Literal["novice", "intermediate", "advanced"] | Absent = Field(
        default=None, description="Training age with weights."
    )
    activity: Literal["sedentary", "light", "moderate", "high", "very_high"] | Absent = Field(
        default=None, description="Everyday activity: sedentary is a desk job."
    )
    days_per_week: int | Absent = Field(default=None, ge=1, le=7, description="Training days.")
    minutes_per_session: int | Absent = Field(
        default=None, ge=10, le=300, description="Minutes of one session."
    )
    hours_per_session: Number | Absent = Field(
        default=None, ge=0.25, le=5, description="The same told in hours."
    )
    equipment: str = Field(
        default="",
        max_length=160,
        description="What there is to train with, in the athlete's words.",
    )
    diet: str = Field(default="", max_length=60, description="Such as vegetarian or vegan.")
    country: str = Field(
        default="", max_length=2, description="ISO 3166-1 alpha-2 of the country named."
    )
    time_zone: str = Field(default="", max_length=64, description="IANA name, if one was told.")
    smallest_plate: Number | Absent = Field(
        default=None, gt=0, le=25, description="Mass of the smallest plate, in the athlete's unit."
    )
    dumbbell_step: Number | Absent = Field(
        default=None, gt=0, le=25, description="Difference of neighbouring dumbbells."
    )


class RememberArgs(Arguments):
    """Arguments of `remember`."""

    kind: Kind = Field(description="What the memory is about.")
    text: str = Field(
        min_length=3, max_length=300, description="One sentence in the athlete's own words."
    )
    said: str = Field(
        default="", max_length=500, description="The athlete's sentence it is taken from."
    )


class ListMemoriesArgs(Arguments):
    """Arguments of `list_memories`."""

    kind: Kind | Absent = Field(default=None, description="Only this kind; leave out for all.")


class ForgetMemoryArgs(Arguments):
    """Arguments of `forget_memory`."""

    memory_id: str = Field(default="", max_length=40, description="Id from `list_memories`.")
    about: str = Field(
        default="", max_length=120, description="Words of the memory, if the id is not known."
    )
    place: int | Absent = Field(
        default=None, ge=1, le=40, description="Its place in `list_memories`, the newest is 1."
    )
    every: bool = Field(
        default=False, description="Forget all of them; only when the athlete asks for all."
    )


class UpdateMemoryArgs(Arguments):
    """Arguments of `update_memory`."""

    memory_id: str = Field(default="", max_length=40, description="Id from `list_memories`.")
    about: str = Field(
        default="", max_length=120, description="Words of the memory, if the id is not known."
    )
    kind: Kind | Absent = Field(default=None, description="Kind of the memory, if it is clear.")
    text: str = Field(
        default="",
        max_length=300,
        description="What holds now, in the athlete's words; empty when it no longer holds.",
    )


class SkipQuestionArgs(Arguments):
    """Arguments of `skip_question`."""

    topic: Literal[
        "goal", "barriers", "training history", "equipment", "time", "body data", "health"
    ] = Field(description="Topic of the first conversation that the athlete leaves out for now.")


class AnswerScreeningArgs(Arguments):
    """Arguments of `answer_screening`."""

    answer: str = Field(
        min_length=1,
        max_length=400,
        description="The athlete's answer to the question about health, word for word.",
    )
    active: bool | Absent = Field(
        default=None, description="False when they say they do not exercise at present."
    )
    asked: bool = Field(
        default=True,
        description="False where they brought up their health unasked; the rest is then asked.",
    )


class ExportDataArgs(Arguments):
    """Arguments of `export_data`."""

    format: Literal["json", "account", "strong", "hevy"] = Field(
        default="json",
        description="json: everything as our own JSON; account: that and what else an account "
        "holds; strong, hevy: the sets as a CSV those apps read.",
    )


class DeleteAccountDataArgs(Arguments):
    """Arguments of `delete_account_data`."""

    what: Literal["everything", "workouts", "weigh_ins", "meals", "programmes", "memories"] = Field(
        default="everything", description="What the athlete wants deleted."
    )
