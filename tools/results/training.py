"""Shapes of what the training tools return."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from tools.arguments.shape import Number, Unit
from tools.results.shape import Data

Confidence = Literal["normal", "low"]


class SetGroup(Data):
    """Equal sets done one after the other."""

    day: date
    sets: int
    reps: int
    load: Number | None = None
    """None: body weight alone."""
    unit: Unit
    rpe: Number | None = None
    """The highest logged for these sets."""
    rpe_low: Number | None = None
    """The lowest logged for these sets."""


class LoggedSets(Data):
    """Result of `log_sets`."""

    exercise: str
    exercise_id: str
    day: date
    groups: list[SetGroup]
    sets: int
    already_logged: bool
    """True when these sets were in the log of that day before; nothing was stored twice."""
    assumptions: list[str] = Field(default_factory=list[str])
    """How words about effort or plates were taken; a reply must say it."""
    holds: list[Number] = Field(default_factory=list[Number])
    """Seconds of each set that was held instead of counted, in order."""


class SetsChanged(Data):
    """Result of `correct_sets` and `delete_sets`."""

    action: Literal["corrected", "deleted"]
    exercise: str
    exercise_id: str
    day: date
    changed: int
    """Sets that were corrected or deleted."""
    groups: list[SetGroup]
    """The sets of the exercise in that workout now; empty when none is left."""
    before: list[SetGroup]
    """Corrected: the sets as they were; deleted: those that are gone."""


class LoggedBodyWeight(Data):
    """Result of `log_body_weight`."""

    weight: Number
    unit: Unit
    day: date
    previous: Number | None = None
    previous_day: date | None = None


class SessionLine(Data):
    """One session of an exercise."""

    day: date
    groups: list[SetGroup]
    """All sets in order, warm-ups included."""
    top_load: Number | None = None
    top_reps: int
    estimated_1rm: Number | None = None
    """Best estimate of the session; None without external load or above 15 repetitions."""
    confidence: Confidence | None = None


class DoubtfulSet(Data):
    """A set whose load looks like a typing error."""

    day: date
    load: Number
    unit: Unit
    reps: int


class ExerciseHistory(Data):
    """Result of `exercise_history`, newest session first."""

    exercise: str
    exercise_id: str
    unit: Unit
    sessions: list[SessionLine]
    left_out: list[DoubtfulSet] = Field(default_factory=list[DoubtfulSet])
    """Sets that no estimate counts, because their load looks like a typing error; a reply must say
    so."""
    first_day: date | None = None
    last_day: date | None = None
    days_since_last: int | None = None
    best_1rm: Number | None = None
    best_1rm_day: date | None = None
    top_load_change: Number | None = None
    """Heaviest load of the newest session minus that of the session before."""
    change: Number | None = None
    """Estimated 1RM of the newest returned session minus that of the oldest returned one."""
    change_pct: Number | None = None
    change_in_noise: bool = False
    """True when `change` is no larger than what two tests of one maximum differ by."""
    recent_1rm: Number | None = None
    """Best estimate of the four weeks up to the newest session."""
    earlier_1rm: Number | None = None
    """Best estimate of the four weeks before those; None without a session in them."""
    block_change: Number | None = None
    """`recent_1rm` minus `earlier_1rm`: the fairer comparison, as single sessions are hard or easy
    by plan."""
    block_change_pct: Number | None = None
    block_change_in_noise: bool = False
    """True when `block_change` is no larger than what two tests of one maximum differ by."""
    sessions_without_gain: int = 0
    """Newest sessions in a row with neither more load nor more repetitions than before."""
    stalled: bool = False
    """True from three such sessions on."""
    deload_reasons: list[Literal["regressing", "rpe_creep", "recovery", "planned"]] = Field(
        default_factory=list[Literal["regressing", "rpe_creep", "recovery", "planned"]]
    )
    """Why an easy week is due; empty: none of the signs is there."""
    rpe_before: Number | None = None
    rpe_now: Number | None = None
    """Highest RPE at the newest load, in the oldest and the newest session at it in a row."""
    deload_sets: int | None = None
    deload_load: Number | None = None
    """The working sets of an easy week from the newest session; None without a load."""
    deload_reps: int | None = None


class WarmUpSet(Data):
    """One warm-up set."""

    load: Number
    reps: int


class Caution(Data):
    """Something outside the sets that speaks against more load, or to be minded."""

    kind: Literal["depth", "speed", "injury", "equipment"]
    text: str
    """One or two sentences; the numbers in it have facts."""
    day: date | None = None
    """Of the video, or when it was noted."""


class LoadOption(Data):
    """A load that exists, with the repetitions to do at it."""

    load: Number
    reps: int
    reps_high: int


class NextLoad(Data):
    """Result of `next_load`."""

    exercise: str
    exercise_id: str
    decision: Literal["progress", "repeat", "reduce", "hold", "return", "rpe", "lighter", "start"]
    """`hold`: same load; `return`: after a break; `lighter`: a video shows lost depth; `start`:
    nothing logged."""
    rule: str
    """Name of the rule, as docs/reference/formulas.md lists it."""
    reason: str
    """One sentence without numbers that no fact holds."""
    load: Number | None = None
    unit: Unit
    sets: int | None = None
    reps: int | None = None
    reps_high: int | None = None
    """Upper end of a repetition range; None for a fixed number."""
    target_rpe: Number | None = None
    last_load: Number | None = None
    """Working load of the last session."""
    last_day: date | None = None
    days_since_last: int | None = None
    basis: list[SetGroup] = Field(default_factory=list[SetGroup])
    """The dated working sets the answer stands on, newest session first."""
    return_pct: Number | None = None
    """Share of the last working load after a break."""
    increment: Number | None = None
    then_load: Number | None = None
    """Load of the session after this one, if every repetition of it is done."""
    plates_per_side: list[Number] = Field(default_factory=list[Number])
    bar: Number | None = None
    warm_up: list[WarmUpSet] = Field(default_factory=list[WarmUpSet])
    assumptions: list[str] = Field(default_factory=list[str])
    """What was taken for granted; a reply must say it."""
    coach_heuristic: bool = False
    """True where the rule is coaching practice and not from a trial."""
    cautions: list[Caution] = Field(default_factory=list[Caution])
    """Findings of a video and notes of the athlete that a reply must say."""
    estimated_1rm: Number | None = None
    """The maximum that the log points to; None where no set allows an estimate."""
    lower: LoadOption | None = None
    """What to do with the next lighter load that exists, where the planned one does not."""
    higher: LoadOption | None = None
    """What to do with the next heavier one."""


class OneRepMax(Data):
    """Result of `estimate_one_rep_max`."""

    exercise: str | None = None
    exercise_id: str | None = None
    estimated_1rm: Number
    low: Number
    high: Number
    unit: Unit
    confidence: Confidence
    method: Literal["median_of_five", "rpe_table", "tested"]
    load: Number
    reps: int
    rpe: Number | None = None
    day: date | None = None
    goal: Number | None = None
    """Load asked about."""
    goal_reps: int | None = None
    goal_1rm: Number | None = None
    """Maximum that the goal takes."""
    goal_gap: Number | None = None
    """That maximum minus the estimate; below 0 it is within reach."""
    goal_reach: Literal["safe", "likely", "close", "far"] | None = None
    """`safe`: below the lowest estimate; `likely`: up to the estimate; `close`: up to the noise of
    a maximum above it; `far`: beyond."""


class SessionLoads(Data):
    """Result of `session_loads`."""

    focus: str
    lifts: list[NextLoad]
    """The next load of each exercise of the day; empty where none is planned or logged."""
    left_out: list[str]
    """Exercises that a noted injury rules out."""
    spared: list[str]
    """Regions that notes ask to spare."""


class AdjustedSet(Data):
    """Result of `adjust_set`: the next set of the same session."""

    exercise: str
    exercise_id: str
    decision: Literal["keep", "lighter", "heavier"]
    reason: str
    done_load: Number
    done_reps: int | None = None
    done_rpe: Number | None = None
    load: Number
    unit: Unit
    reps: int
    reps_high: int
    target_rpe: Number
    from_plan: bool
    """True when the load of the set was taken from the plan, because none was told or logged."""


class PercentLine(Data):
    """One load of a maximum."""

    percent: Number
    load: Number
    reps: int | None = None
    or_more: bool = False


class PercentOfMax(Data):
    """Result of `percent_of_max`."""

    exercise: str | None = None
    exercise_id: str | None = None
    maximum: Number
    method: str
    """`told`, `tested` or `estimated`."""
    day: date
    unit: Unit
    training_max: Number | None = None
    training_max_pct: Number | None = None
    """None where the training max itself was told."""
    week: int | None = None
    lines: list[PercentLine] = Field(default_factory=list[PercentLine])


class Loadable(Data):
    """A load that can be put on the bar."""

    load: Number
    per_side: list[Number]


class PlateMath(Data):
    """Result of `plate_math`."""

    load: Number
    unit: Unit
    converted: Number
    """The same load in `other_unit`, to a tenth."""
    other_unit: Unit
    bar: Number | None = None
    per_side: list[Number] = Field(default_factory=list[Number])
    left_over: Number | None = None
    """What cannot be loaded with the plates there are."""
    missing: list[Number] = Field(default_factory=list[Number])
    """Plates that the gym does not have."""
    nearest: list[Loadable] = Field(default_factory=list[Loadable])
    """The loads next to one that cannot be loaded, lighter first."""
    warm_up: list[WarmUpSet] = Field(default_factory=list[WarmUpSet])


class MuscleSets(Data):
    """Sets of one muscle in one week."""

    muscle: str
    sets: Number
    level: Literal["little", "maintains", "in_between", "grows", "very_high"] = "in_between"
    """What so many weekly sets are enough for."""


class WeekVolume(Data):
    """One calendar week, Monday to Sunday."""

    start: date
    end: date
    muscles: list[MuscleSets]
    hard_sets: int
    sets_without_muscle: int = 0
    """Hard sets of exercises that name no muscle; they stand in `hard_sets` alone."""


class Addition(Data):
    """Sets that would bring a muscle up."""

    muscle: str
    exercise: str
    exercise_id: str
    sets: int
    """Sets a week to add now."""
    day: date | None = None
    """When the exercise was done last; None: it is not in the log."""
    from_log: bool
    """False where the catalogue names the exercise, because none of the log trains the muscle."""


class WeeklyVolume(Data):
    """Result of `weekly_volume`, newest week first."""

    weeks: list[WeekVolume]
    maintain_sets: Number
    growth_sets_low: Number
    growth_sets_high: Number
    counting: str
    last_workout_day: date | None = None
    days_since_last: int | None = None
    session_sets_high: Number | None = None
    """Hard sets of one muscle in one session beyond which little is gained."""
    planned_weekly: int | None = None
    """Weekly sets of the plan asked about; of one session where no number was told."""
    planned_level: Literal["little", "maintains", "in_between", "grows", "very_high"] | None = None
    additions: list[Addition] = Field(default_factory=list[Addition])
    """What to add for the muscles that are furthest below the range, at most three."""
    planned_crowded: bool = False
    """True when one such session holds more sets than are worth their fatigue."""
