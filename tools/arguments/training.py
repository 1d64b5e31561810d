"""The arguments of the tools over the training log and the programme."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from tools.arguments.shape import EXERCISE, Absent, Arguments, Day, Number, Unit


class SetEntry(Arguments):
    """One set the athlete did."""

    reps: int | Absent = Field(
        default=None, ge=1, le=500, description="Repetitions done; leave out for a held set."
    )
    seconds: Number | Absent = Field(
        default=None, gt=0, le=7200, description="Seconds a set was held, such as a plank."
    )
    load: Number | Absent = Field(
        default=None, ge=0, le=1500, description="External load in `unit`; leave out for none."
    )
    unit: Unit | Absent = Field(
        default=None, description="Unit of `load`; leave out for the athlete's own unit."
    )
    rpe: Number | Absent = Field(
        default=None, ge=1, le=10, description="Perceived exertion, 1 to 10, in halves."
    )
    rir: Number | Absent = Field(
        default=None, ge=0, le=9, description="Repetitions left in reserve, instead of an RPE."
    )
    effort: Literal["easy", "grinder", "failure"] | Absent = Field(
        default=None, description="How it felt in words, where no figure was told."
    )
    plates: int | Absent = Field(
        default=None,
        ge=1,
        le=12,
        description="Full plates on each side (20 kg or 45 lb) of a barbell, instead of a load.",
    )
    kind: Literal["normal", "warmup", "failure", "drop"] = Field(
        default="normal", description="What the set was for."
    )


class LogSetsArgs(Arguments):
    """Arguments of `log_sets`."""

    exercise: str = Field(min_length=1, max_length=80, description=EXERCISE)
    sets: list[SetEntry] = Field(
        default_factory=list[SetEntry],
        max_length=40,
        description="Every set in order; repeat equal sets. Empty only with `same_as_last` or "
        "`as_planned`.",
    )
    day: Day | Absent = Field(
        default=None, description="Day of the sets, YYYY-MM-DD; leave out for today."
    )
    planned_load: bool = Field(
        default=False,
        description="Sets without a load were done at the load planned for this session.",
    )
    as_planned: bool = Field(
        default=False,
        description="The athlete did every set of the planned session as planned; without `sets`.",
    )
    same_as_last: bool = Field(
        default=False, description="The athlete did the same sets as in the last session."
    )
    again: bool = Field(
        default=False, description="These come on top of equal sets already logged for that day."
    )
    certain: bool = Field(
        default=False, description="The athlete has confirmed a load that looks like a slip."
    )


class ExerciseHistoryArgs(Arguments):
    """Arguments of `exercise_history`."""

    exercise: str = Field(
        default="",
        max_length=80,
        description=EXERCISE + " Leave out for the one they train most.",
    )
    sessions: int = Field(
        default=6, ge=1, le=30, description="How many of the newest sessions to return."
    )


class NextLoadArgs(Arguments):
    """Arguments of `next_load`."""

    exercise: str = Field(
        default="",
        max_length=80,
        description=EXERCISE
        + " Leave out for the lift of the newest video, else the one they train most.",
    )
    reps: int | Absent = Field(
        default=None,
        ge=1,
        le=30,
        description="Only if the athlete asked for this number of repetitions.",
    )
    rpe: Number | Absent = Field(
        default=None, ge=5, le=10, description="Only if the athlete asked for this RPE."
    )
    available: list[Number] = Field(
        default_factory=list[Number],
        max_length=30,
        description="Loads the athlete says they can take, such as 28 in 'next is 28'.",
    )
    not_available: list[Number] = Field(
        default_factory=list[Number],
        max_length=30,
        description="Loads the athlete says their gym does not have, such as 26 in 'no 26s'.",
    )
    ease: Literal["tired", "deload"] | Absent = Field(
        default=None,
        description="A lighter session is wanted: for a tired day, or for an easy week.",
    )
    unit: Unit | Absent = Field(
        default=None, description="Unit of these loads; leave out for the athlete's own unit."
    )


class EstimateOneRepMaxArgs(Arguments):
    """Arguments of `estimate_one_rep_max`."""

    exercise: str = Field(
        default="", max_length=80, description=EXERCISE + " Leave out to judge one set alone."
    )
    load: Number | Absent = Field(
        default=None,
        gt=0,
        le=1500,
        description="Load of the set in `unit`; leave out to use the log.",
    )
    unit: Unit | Absent = Field(
        default=None, description="Unit of `load`; leave out for the athlete's own unit."
    )
    reps: int | Absent = Field(default=None, ge=1, le=50, description="Repetitions of that set.")
    rpe: Number | Absent = Field(default=None, ge=5, le=10, description="RPE of that set.")
    goal: Number | Absent = Field(
        default=None,
        gt=0,
        le=1500,
        description="Load the athlete asks whether they could lift, in `goal_unit`.",
    )
    goal_reps: int | Absent = Field(
        default=None, ge=1, le=12, description="Repetitions wanted at the goal; leave out for one."
    )
    goal_unit: Unit | Absent = Field(
        default=None, description="Unit of `goal`; leave out for the athlete's own unit."
    )


class WeeklyVolumeArgs(Arguments):
    """Arguments of `weekly_volume`."""

    weeks: int = Field(
        default=2, ge=1, le=12, description="How many calendar weeks back, this week included."
    )
    muscle: str = Field(
        default="", max_length=40, description="Only this muscle; leave out for all."
    )
    add_for: str = Field(
        default="",
        max_length=40,
        description="Muscle that sets are to be added for; also back, legs, arms or shoulders.",
    )
    planned_sets: int | Absent = Field(
        default=None,
        ge=1,
        le=100,
        description="Sets of one muscle in one session that the athlete asks about.",
    )
    planned_sessions: int | Absent = Field(
        default=None, ge=1, le=14, description="How many such sessions a week, if told."
    )


class CorrectSetsArgs(Arguments):
    """Arguments of `correct_sets`."""

    exercise: str = Field(
        default="", max_length=80, description=EXERCISE + " Leave out for the newest sets."
    )
    day: Day | Absent = Field(
        default=None, description="Day of the sets, YYYY-MM-DD; leave out for the newest."
    )
    which: Literal["all", "last", "first", "second", "third", "fourth", "fifth"] = Field(
        default="all", description="Which of the sets that fit `was_load` and `was_reps`."
    )
    reps_each: list[int] = Field(
        default_factory=list[int],
        max_length=20,
        description="The right repetitions of every set in order, as in 'it was 8 8 7'.",
    )
    sets_total: int | Absent = Field(
        default=None, ge=1, le=20, description="How many sets there really were."
    )
    was_load: Number | Absent = Field(
        default=None, ge=0, le=1500, description="The wrong load in `unit`, if it was named."
    )
    was_reps: int | Absent = Field(
        default=None, ge=1, le=500, description="The wrong repetitions, if they were named."
    )
    load: Number | Absent = Field(
        default=None, ge=0, le=1500, description="The right load in `unit`."
    )
    unit: Unit | Absent = Field(
        default=None, description="Unit of the loads; leave out for the athlete's own unit."
    )
    reps: int | Absent = Field(default=None, ge=1, le=500, description="The right repetitions.")
    rpe: Number | Absent = Field(default=None, ge=1, le=10, description="The right RPE.")
    right_unit: Unit | Absent = Field(
        default=None,
        description="The numbers of the loads were right but are in this unit: 'that was lb'.",
    )
    new_exercise: str = Field(
        default="", max_length=80, description="The right exercise, if the wrong one was logged."
    )
    new_day: Day | Absent = Field(
        default=None, description="The right day of the whole workout, YYYY-MM-DD."
    )


class DeleteSetsArgs(Arguments):
    """Arguments of `delete_sets`."""

    exercise: str = Field(
        default="", max_length=80, description=EXERCISE + " Leave out for the newest sets."
    )
    day: Day | Absent = Field(
        default=None, description="Day of the sets, YYYY-MM-DD; leave out for the newest."
    )
    count: int | Absent = Field(
        default=None, ge=1, le=40, description="How many of the last sets; leave out for one."
    )
    whole_session: bool = Field(default=False, description="All sets of the exercise on that day.")


class AdjustSetArgs(Arguments):
    """Arguments of `adjust_set`."""

    exercise: str = Field(
        default="", max_length=80, description=EXERCISE + " Leave out for the one trained last."
    )
    load: Number | Absent = Field(
        default=None,
        gt=0,
        le=1500,
        description="Load of the set just done in `unit`; leave out for that of the log or plan.",
    )
    unit: Unit | Absent = Field(
        default=None, description="Unit of `load`; leave out for the athlete's own unit."
    )
    reps: int | Absent = Field(default=None, ge=1, le=500, description="Repetitions they got.")
    rpe: Number | Absent = Field(default=None, ge=1, le=10, description="RPE of that set.")
    rir: Number | Absent = Field(
        default=None, ge=0, le=9, description="Repetitions left in reserve, instead of an RPE."
    )
    effort: Literal["easy", "grinder", "failure"] | Absent = Field(
        default=None, description="How it felt in words, where no figure was told."
    )
    target_reps: int | Absent = Field(
        default=None, ge=1, le=100, description="Repetitions the set was meant to have, if told."
    )
    target_rpe: Number | Absent = Field(
        default=None, ge=5, le=10, description="RPE the set was meant to have, if told."
    )


class PercentOfMaxArgs(Arguments):
    """Arguments of `percent_of_max`."""

    exercise: str = Field(
        default="", max_length=80, description=EXERCISE + " Leave out with a `maximum` alone."
    )
    percents: list[Number] = Field(
        default_factory=list[Number],
        max_length=12,
        description="Shares asked for in percent, such as 80; leave out for a table.",
    )
    maximum: Number | Absent = Field(
        default=None,
        gt=0,
        le=1500,
        description="One-repetition maximum the athlete names; leave out to use test or log.",
    )
    unit: Unit | Absent = Field(
        default=None, description="Unit of `maximum`; leave out for the athlete's own unit."
    )
    training_max: bool = Field(
        default=False, description="Shares of the training max, 90 % of the maximum."
    )
    is_training_max: bool = Field(
        default=False,
        description="`maximum` is the training max itself, as in 'my TM is 140', not a 1RM.",
    )
    week: int | Absent = Field(
        default=None, ge=1, le=4, description="Week of 5/3/1 whose three sets are wanted."
    )


class PlateMathArgs(Arguments):
    """Arguments of `plate_math`."""

    load: Number = Field(gt=0, le=1500, description="Load to convert and to put on the bar.")
    unit: Unit | Absent = Field(
        default=None, description="Unit of the load; leave out for the athlete's own unit."
    )
    bar: Number | Absent = Field(
        default=None, ge=0, le=100, description="Mass of the bar in the same unit, if named."
    )
    missing: list[Number] = Field(
        default_factory=list[Number],
        max_length=8,
        description="Plates the gym does not have, such as 1.25 in 'no 1.25s'.",
    )
    warm_up: bool = Field(
        default=False, description="The warm-up sets up to this load are wanted as well."
    )


class SessionLoadsArgs(Arguments):
    """Arguments of `session_loads`."""

    focus: Literal[
        "legs", "push", "pull", "upper", "lower", "full", "chest", "back", "shoulders", "arms"
    ] = Field(description="What the day trains.")
