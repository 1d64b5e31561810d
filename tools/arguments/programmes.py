"""The arguments of the tools over the programme."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from tools.arguments.shape import EXERCISE, Absent, Arguments, Day, Number

Aim = Literal["strength", "muscle", "fat_loss", "fitness", "endurance", "powerlifting"]
Region = Literal[
    "neck", "shoulder", "elbow", "wrist", "upper_back", "lower_back", "hip", "knee", "ankle"
]
EQUIPMENT = (
    "What there is to train with, in the athlete's words, such as 'dumbbells up to 20 kg and a "
    "bench', 'hotel gym with dumbbells', 'full gym' or 'body weight only'."
)


class ActiveProgrammeArgs(Arguments):
    """Arguments of `active_programme`."""

    days: int | Absent = Field(
        default=None,
        ge=1,
        le=7,
        description="Days of a shorter week that is only asked about; nothing is changed.",
    )
    day: int | Absent = Field(
        default=None, ge=1, le=14, description="Number of a training day; leave out for the next."
    )
    minutes: int | Absent = Field(
        default=None,
        ge=15,
        le=240,
        description="Minutes there are for that session; it is shortened to fit.",
    )


class BuildProgrammeArgs(Arguments):
    """Arguments of `build_programme`; what is left out comes from profile, memory and log."""

    goal: Aim | Absent = Field(default=None, description="What it is for.")
    experience: Literal["novice", "intermediate", "advanced"] | Absent = Field(
        default=None, description="Training age."
    )
    days: int | Absent = Field(default=None, ge=1, le=7, description="Training days a week.")
    minutes: int | Absent = Field(default=None, ge=15, le=240, description="Minutes a session.")
    hours: Number | Absent = Field(
        default=None, ge=0.25, le=4, description="Length of a session told in hours."
    )
    equipment: str = Field(default="", max_length=160, description=EQUIPMENT)
    template: Literal["any", "full_body", "upper_lower", "push_pull_legs", "five_three_one"] = (
        Field(default="any", description="Layout the athlete asks for.")
    )
    avoid: list[str] = Field(
        default_factory=list[str], max_length=10, description="Exercises that are not wanted."
    )
    prefer: list[str] = Field(
        default_factory=list[str], max_length=10, description="Exercises that should be in it."
    )
    hurts: list[Region] = Field(
        default_factory=list[Region],
        max_length=4,
        description="Regions the athlete says hurt; what is remembered is known already.",
    )
    priorities: list[str] = Field(
        default_factory=list[str],
        max_length=3,
        description="Muscles that should get more, such as 'glutes' or 'side_delts'.",
    )
    weeks_to_meet: int | Absent = Field(
        default=None, ge=1, le=20, description="Weeks until a competition of strength."
    )


class ReviseProgrammeArgs(Arguments):
    """Arguments of `revise_programme`."""

    what: Literal[
        "missed_weeks", "short_week", "travel", "deload", "new_days", "new_kit", "injury", "drop",
        "include", "emphasis", "next_block", "resume",
    ] = Field(
        description=(
            "missed_weeks: nothing was trained; short_week: fewer days or minutes this week only; "
            "travel: other equipment for a while; deload: an easy week now; new_days: other days "
            "or minutes for good; new_kit: other equipment for good; injury: a region hurts; drop: "
            "an exercise out for good; include: an exercise in for good; emphasis: more for "
            "muscles; next_block: begin again from the newest log; resume: back from a short week "
            "or a trip."
        )
    )  # fmt: skip
    days: int | Absent = Field(default=None, ge=1, le=7, description="Training days a week.")
    minutes: int | Absent = Field(default=None, ge=15, le=240, description="Minutes a session.")
    weeks: int | Absent = Field(
        default=None,
        ge=1,
        le=520,
        description="Weeks missed (left out: told by the log), or weeks away.",
    )
    months: int | Absent = Field(default=None, ge=1, le=60, description="Months missed or away.")
    nights: int | Absent = Field(default=None, ge=1, le=56, description="Days away.")
    until: Day | Absent = Field(default=None, description="Last day away, YYYY-MM-DD.")
    starts: Literal["now", "next_week"] = Field(
        default="now", description="When a trip begins, where that is told."
    )
    equipment: str = Field(default="", max_length=160, description=EQUIPMENT)
    exercise: str = Field(default="", max_length=80, description=EXERCISE)
    muscle: str = Field(
        default="", max_length=60, description="Muscles that should get more, in words."
    )
    region: Region | Absent = Field(default=None, description="Region that hurts.")
    severity: Literal["limit", "avoid"] = Field(
        default="avoid", description="limit: cranky, lighter work stays; avoid: it hurts."
    )


class FindExercisesArgs(Arguments):
    """Arguments of `find_exercises`."""

    instead_of: str = Field(
        default="", max_length=80, description="Exercise to replace, as the athlete named it."
    )
    muscle: str = Field(
        default="", max_length=40, description="Muscle to train, such as 'quads' or 'side delts'."
    )
    equipment: str = Field(default="", max_length=160, description=EQUIPMENT)
    hurts: list[Region] = Field(
        default_factory=list[Region], max_length=4, description="Regions to spare."
    )
    limit: int = Field(default=3, ge=1, le=8, description="How many.")


class SwapExerciseArgs(Arguments):
    """Arguments of `swap_exercise`."""

    out: str = Field(min_length=2, max_length=80, description="Exercise of the programme to leave.")
    into: str = Field(
        default="", max_length=80, description="What to do instead; leave out for the best fit."
    )
