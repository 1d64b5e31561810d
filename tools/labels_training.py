"""The labels of the facts that the strength tools mint beside those of `tools.labels`."""

from __future__ import annotations

from tools import labels
from tools.labels import ATHLETE, EXERCISE, REP, VIDEO
from tools.spec import FactLabel

LOG_SETS = (
    *labels.LOG_SETS,
    FactLabel("bar", "mass", EXERCISE, "bar that plates a side were told for"),
    FactLabel("full plate", "mass", EXERCISE, "what one plate was taken for"),
    FactLabel("hold time", "s", EXERCISE, "how long a set was held"),
)
CAUTIONS = (
    FactLabel("filmed on", None, VIDEO, "day of the video"),
    FactLabel("depth change", "deg", VIDEO, "how much shallower the set became"),
    FactLabel("rep", "rep", REP, "number of the repetition"),
    FactLabel(
        "thigh angle at bottom", "deg", REP, "depth of a repetition, below parallel negative"
    ),
    FactLabel("speed loss", "%", VIDEO, "1 - fastest / slowest"),
    FactLabel("fastest rep", "s", VIDEO, "shortest concentric phase"),
    FactLabel("slowest rep", "s", VIDEO, "longest concentric phase"),
    FactLabel("RPE from speed low", "RPE", VIDEO, "lower end of what the speed loss points to"),
    FactLabel("RPE from speed high", "RPE", VIDEO, "upper end of it"),
    FactLabel("logged RPE", "RPE", VIDEO, "exertion the athlete logged"),
    FactLabel("remembered on", None, ATHLETE, "day a note was made"),
)
NEXT_LOAD = (
    *labels.NEXT_LOAD,
    *CAUTIONS,
    FactLabel("load option", "mass", EXERCISE, "a load that exists, lighter or heavier"),
    FactLabel("option reps", "rep", EXERCISE, "repetitions to do at that load"),
    FactLabel("load after that", "mass", EXERCISE, "of the session after, if all repetitions come"),
)
SETS_CHANGED = (
    *labels.SET_LABELS,
    FactLabel("sets changed", "set", EXERCISE, "sets that were corrected or deleted"),
)
ADJUSTED_SET = (
    *NEXT_LOAD,
    FactLabel("next set load", "mass", EXERCISE, "load of the next set of the same session"),
)
MAXIMUM = "exercise id or athlete"
PERCENT_OF_MAX = (
    FactLabel(
        "maximum", "mass", MAXIMUM, "one-repetition maximum that was told, tested or estimated"
    ),
    FactLabel("maximum of", None, MAXIMUM, "day of the test, the set or the message"),
    FactLabel("training max", "mass", MAXIMUM, "90 % of it, as 5/3/1 plans from"),
    FactLabel("share", "%", MAXIMUM, "share of the maximum or of the training max"),
    FactLabel("load at share", "mass", MAXIMUM, "rounded to what can be loaded"),
    FactLabel("reps at share", "rep", MAXIMUM, "repetitions of that set"),
    FactLabel("week", None, MAXIMUM, "week of 5/3/1"),
)
PLATE_MATH = (
    FactLabel("load", "mass", ATHLETE, "the load asked about"),
    FactLabel("load converted", "mass", ATHLETE, "the same in the other unit"),
    FactLabel("bar", "mass", ATHLETE, "the bar"),
    FactLabel("plate per side", "mass", ATHLETE, "one plate of each side, heaviest first"),
    FactLabel("load left over", "mass", ATHLETE, "what the plates there are cannot make up"),
    FactLabel("missing plate", "mass", ATHLETE, "a plate the gym does not have"),
    FactLabel("loadable", "mass", ATHLETE, "a load next to it that can be made"),
    FactLabel("warm-up load", "mass", ATHLETE, "a lighter set on the way to the load"),
    FactLabel("warm-up reps", "rep", ATHLETE, "its repetitions"),
)
EXERCISE_HISTORY = (
    *labels.EXERCISE_HISTORY,
    FactLabel(
        "sessions without gain", "session", EXERCISE, "newest in a row with no more than before"
    ),
    FactLabel(
        "top load change", "mass", EXERCISE, "heaviest load, newest session and the one before"
    ),
    FactLabel("RPE at one load", "RPE", EXERCISE, "highest of a session at the newest load"),
    FactLabel("deload sets", "set", EXERCISE, "working sets of an easy week"),
    FactLabel("deload load", "mass", EXERCISE, "their load"),
    FactLabel("deload reps", "rep", EXERCISE, "their repetitions"),
)
WEEKLY_VOLUME = (
    *labels.WEEKLY_VOLUME,
    FactLabel("planned sets a session", "set", ATHLETE, "what the athlete asked about"),
    FactLabel("planned sessions a week", "session", ATHLETE, "how often, if told"),
    FactLabel("planned sets a week", "set", ATHLETE, "both multiplied"),
    FactLabel("sets a session, high", "set", ATHLETE, "beyond it little is gained"),
    FactLabel("sets to add", "set", EXERCISE, "a week, for a muscle below the range"),
    FactLabel("exercise done last", None, EXERCISE, "newest day of the exercise to add them to"),
)
ONE_REP_MAX = (
    *labels.ONE_REP_MAX,
    FactLabel("goal load", "mass", EXERCISE, "the load asked about"),
    FactLabel("goal reps", "rep", EXERCISE, "repetitions wanted at it"),
    FactLabel("goal 1RM", "mass", EXERCISE, "the maximum that it takes"),
    FactLabel("gap to goal", "mass", EXERCISE, "between that maximum and the estimate"),
)
SESSION_LOADS = (
    *NEXT_LOAD,
    FactLabel("exercises planned", "exercise", ATHLETE, "exercises of the day"),
)
