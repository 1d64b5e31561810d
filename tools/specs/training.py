"""What an agent is told of the tools over the training log and the next session."""

from __future__ import annotations

from tools import (
    history,
    in_session,
    labels_training,
    load_maths,
    plate_maths,
    programming,
    session_loads,
    set_changes,
    set_log,
    strength,
    workouts,
)
from tools.arguments.training import (
    AdjustSetArgs,
    CorrectSetsArgs,
    DeleteSetsArgs,
    EstimateOneRepMaxArgs,
    ExerciseHistoryArgs,
    LogSetsArgs,
    NextLoadArgs,
    PercentOfMaxArgs,
    PlateMathArgs,
    SessionLoadsArgs,
    WeeklyVolumeArgs,
)
from tools.results.training import (
    AdjustedSet,
    ExerciseHistory,
    LoggedSets,
    NextLoad,
    OneRepMax,
    PercentOfMax,
    PlateMath,
    SessionLoads,
    SetsChanged,
    WeeklyVolume,
)
from tools.spec import ToolSpec

LOG_SETS = ToolSpec(
    name="log_sets",
    description=(
        "Store sets the athlete says they did. Call it only with sets of the athlete's message of "
        "this turn, once for each exercise. Returns what was stored, or asks back where a load "
        "looks like a slip."
    ),
    args=LogSetsArgs,
    run=set_log.log_sets,
    effect="write",
    data=LoggedSets,
    returns=labels_training.LOG_SETS,
)

CORRECT_SETS = ToolSpec(
    name="correct_sets",
    description=(
        "Put right sets that are in the log: load, repetitions, RPE, exercise or day. Call it when "
        "the athlete says that what was logged is wrong. Give the wrong value where they named it. "
        "Returns the sets before and now."
    ),
    args=CorrectSetsArgs,
    run=set_changes.correct_sets,
    effect="write",
    data=SetsChanged,
    returns=labels_training.SETS_CHANGED,
)

DELETE_SETS = ToolSpec(
    name="delete_sets",
    description=(
        "Take logged sets out of the log: the last one, the last few, or a whole session of an "
        "exercise. Call it only when the athlete asks for it; more than a slip asks them first. "
        "Returns what is gone and what is left."
    ),
    args=DeleteSetsArgs,
    run=set_changes.delete_sets,
    effect="destructive",
    confirm=set_changes.deletion_question,
    data=SetsChanged,
    returns=labels_training.SETS_CHANGED,
)

EXERCISE_HISTORY = ToolSpec(
    name="exercise_history",
    description=(
        "Return the newest sessions of one exercise: dated sets, the estimated 1RM of each "
        "session, the change over them, the best ever, and how old the newest is; whether the lift "
        "stands still, why an easy week is due, and what it would be. Call it for questions about "
        "progress, stalls, deloads, records or what was done when."
    ),
    args=ExerciseHistoryArgs,
    run=history.exercise_history,
    data=ExerciseHistory,
    returns=labels_training.EXERCISE_HISTORY,
)

NEXT_LOAD = ToolSpec(
    name="next_load",
    description=(
        "Return what to do next session on one exercise: load, sets, repetitions, the rule, the "
        "dated sets it stands on, warm-up sets and plates a side, and the assumptions to state. "
        "After a break it returns a return load and says how old the log is. `cautions` hold what "
        "a recent video or a note of the athlete says against more load: say them. If the "
        "athlete's gym lacks a load, give `not_available` and `available`; for a tired day or an "
        "easy week, give `ease`."
    ),
    args=NextLoadArgs,
    run=programming.next_load,
    data=NextLoad,
    returns=labels_training.NEXT_LOAD,
)

SESSION_LOADS = ToolSpec(
    name="session_loads",
    description=(
        "Return the next load of every exercise of a day, such as the leg day or the chest day: "
        "those of the active programme, else those done of late, without what a noted injury "
        "rules out."
    ),
    args=SessionLoadsArgs,
    run=session_loads.session_loads,
    data=SessionLoads,
    returns=labels_training.SESSION_LOADS,
)

ADJUST_SET = ToolSpec(
    name="adjust_set",
    description=(
        "Return the next set of the session that is going on, from the repetitions, the RPE or the "
        "words about effort of the set just done. Call it for 'got 8 reps on that' or 'that was "
        "RPE 9.5, what for the next set?'. It stores nothing."
    ),
    args=AdjustSetArgs,
    run=in_session.adjust_set,
    data=AdjustedSet,
    returns=labels_training.ADJUSTED_SET,
)

PERCENT_OF_MAX = ToolSpec(
    name="percent_of_max",
    description=(
        "Return loads at shares of a one-repetition maximum that was told, tested or estimated "
        "from the log; the training max of 5/3/1 and the three sets of one of its weeks."
    ),
    args=PercentOfMaxArgs,
    run=load_maths.percent_of_max,
    data=PercentOfMax,
    returns=labels_training.PERCENT_OF_MAX,
)

PLATE_MATH = ToolSpec(
    name="plate_math",
    description=(
        "Return a load in kg and lb, and the plates for each side of a bar; next to a load that "
        "cannot be made, the loads that can; with `warm_up` the sets up to it. Call it to convert "
        "a load, to load a bar, or for warm-up sets to a load the athlete names."
    ),
    args=PlateMathArgs,
    run=plate_maths.plate_math,
    data=PlateMath,
    returns=labels_training.PLATE_MATH,
)

ESTIMATE_ONE_REP_MAX = ToolSpec(
    name="estimate_one_rep_max",
    description=(
        "Estimate the one-repetition maximum from one set (load and reps, RPE if known), or from "
        "the best recent set of an exercise in the log. Returns the estimate and its spread; with "
        "a `goal` how far that is away."
    ),
    args=EstimateOneRepMaxArgs,
    run=strength.estimate_one_rep_max,
    data=OneRepMax,
    returns=labels_training.ONE_REP_MAX,
)

WEEKLY_VOLUME = ToolSpec(
    name="weekly_volume",
    description=(
        "Return the hard sets of each muscle in the last calendar weeks, counted 1 for a primary "
        "and 0.5 for a secondary muscle, beside the ranges for maintenance and growth, and which "
        "sets to add where."
    ),
    args=WeeklyVolumeArgs,
    run=workouts.weekly_volume,
    data=WeeklyVolume,
    returns=labels_training.WEEKLY_VOLUME,
)
