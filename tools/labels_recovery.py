"""Labels of the facts that the tools over sleep, soreness and training load mint."""

from __future__ import annotations

from tools.labels import ATHLETE
from tools.spec import FactLabel

NIGHT = (
    FactLabel("night", None, ATHLETE, "morning a night ended on"),
    FactLabel("hours slept", "h", ATHLETE, "dated by the morning"),
    FactLabel("mean hours slept", "h", ATHLETE, "mean of the nights returned"),
)
LOG_SLEEP = (
    *NIGHT,
    FactLabel("nights", "night", ATHLETE, "nights of the last seven that are in the log"),
    FactLabel("hours logged before", "h", ATHLETE, "what this night was logged as before"),
)
SORENESS = (
    FactLabel("day of the report", None, ATHLETE, "day it was told"),
    FactLabel("lasting pain", "week", ATHLETE, "from then on a clinician should look at it"),
    FactLabel("scale", None, ATHLETE, "highest value of that scale"),
    FactLabel("severity", None, ATHLETE, "0 to 10, dated by as_of"),
)
RECOVERY = (
    *NIGHT,
    *SORENESS,
    FactLabel("nights", "night", ATHLETE, "nights returned"),
    FactLabel("short nights", "night", ATHLETE, "of six hours or less among the last three"),
    FactLabel("enough sleep", "h", ATHLETE, "what adults need at least"),
    FactLabel("effort of a lighter day", "RPE", ATHLETE, "where to stop on a lighter day"),
    FactLabel("sessions in seven days", "session", ATHLETE, "lifting and endurance"),
    FactLabel("last session", None, ATHLETE, "day of the newest session"),
    FactLabel("days since last session", "day", ATHLETE, "its age"),
    FactLabel("load change", "%", ATHLETE, "last seven days against the weekly mean before"),
)
TRAINING_LOAD = (
    FactLabel("week start", None, ATHLETE, "first of seven days"),
    FactLabel("week end", None, ATHLETE, "last of seven days"),
    FactLabel("sessions", "session", ATHLETE, "sessions in these days"),
    FactLabel("hard sets", "set", ATHLETE, "sets in these days, warm-ups left out"),
    FactLabel("week distance", "km", ATHLETE, "distance run in these days"),
    FactLabel("load of the week", None, ATHLETE, "exertion times minutes, arbitrary units"),
    FactLabel("unrated sessions", "session", ATHLETE, "sessions nobody rated"),
    FactLabel("guessed lengths", "session", ATHLETE, "sessions whose length is a guess"),
    *(
        FactLabel(label, unit, ATHLETE, meaning)
        for unit in (None, "km", "set")
        for label, meaning in (
            ("last seven days", "what is compared"),
            ("weekly mean before", "mean of the three weeks before"),
        )
    ),
    FactLabel("load change", "%", ATHLETE, "last seven days against that mean"),
    FactLabel("acute to chronic, coupled", None, ATHLETE, "last week over all four; no risk"),
    FactLabel("acute to chronic, uncoupled", None, ATHLETE, "last week over the three before"),
    FactLabel("monotony", None, ATHLETE, "mean of a day's load over its spread"),
    FactLabel("strain", None, ATHLETE, "load of the week times monotony"),
)
