"""The labels of the facts that the programme tools mint."""

from __future__ import annotations

from tools.spec import FactLabel

EXERCISE, ATHLETE = "exercise id", "athlete"
LINES = (
    FactLabel("prescribed sets", "set", EXERCISE, "sets of one training day"),
    FactLabel("prescribed reps", "rep", EXERCISE, "lower end of the range"),
    FactLabel("prescribed reps high", "rep", EXERCISE, "upper end of the range"),
    FactLabel("prescribed load", "mass", EXERCISE, "load of that day, if one is known"),
    FactLabel("target RPE", "RPE", EXERCISE, "exertion, if the programme names one"),
    FactLabel("rest", "s", EXERCISE, "rest between sets"),
    FactLabel("training day", None, EXERCISE, "number of the day in the programme's week"),
    FactLabel("session minutes", "min", ATHLETE, "estimated length of one session"),
    FactLabel("said of the programme", None, ATHLETE, "a reason, a name or a note, in words"),
    FactLabel("how to start", None, ATHLETE, "how the first load is found, in words"),
    FactLabel("last workout day", None, ATHLETE, "day of the newest workout"),
    FactLabel("days since last workout", "day", ATHLETE, "age of the newest workout"),
)
ACTIVE = (
    *LINES,
    FactLabel("programme since", None, ATHLETE, "day it became active"),
    FactLabel("training days", "day", ATHLETE, "training days of its week"),
    FactLabel("programme week", "week", ATHLETE, "the week it is in"),
    FactLabel("training days per week", "day", ATHLETE, "days of the shorter week asked about"),
)
BUILT = (
    *LINES,
    FactLabel("training days per week", "day", ATHLETE, "days the programme was built for"),
    FactLabel("minutes per session", "min", ATHLETE, "minutes the programme was built for"),
    FactLabel("programme weeks", "week", ATHLETE, "weeks that are planned"),
)
REVISED = (
    *LINES,
    FactLabel("holds until", None, ATHLETE, "last day of a change for a while"),
)
FOUND = (
    FactLabel("prescribed sets", "set", EXERCISE, "sets to do of it"),
    FactLabel("prescribed reps", "rep", EXERCISE, "lower end of the range"),
    FactLabel("prescribed reps high", "rep", EXERCISE, "upper end of the range"),
    FactLabel("how to start", None, ATHLETE, "how the first load is found, in words"),
    FactLabel("last working load", "mass", EXERCISE, "load of the newest session with it"),
    FactLabel("last reps", "rep", EXERCISE, "repetitions of that session"),
    FactLabel("last done on", None, EXERCISE, "day of that session"),
    FactLabel("said of the programme", None, ATHLETE, "a note, in words"),
)
