"""The labels of the facts that the tools over the athlete mint."""

from __future__ import annotations

from tools.labels import MEMORY as MEMORY_WORDS
from tools.labels import PROFILE
from tools.labels_programmes import LINES
from tools.spec import FactLabel

ATHLETE = "athlete"
MEMORY = (*MEMORY_WORDS, FactLabel("memories", None, ATHLETE, "how many a call changed"))
CHANGED = (*PROFILE, FactLabel("told", None, ATHLETE, "what was just told, in words"))
ONBOARDING = (
    *LINES,
    FactLabel("training days per week", "day", ATHLETE, "days the programme would have"),
    FactLabel("minutes per session", "min", ATHLETE, "minutes it would be built for"),
    FactLabel("target energy", "kcal", ATHLETE, "per day, to be confirmed"),
    FactLabel("protein target", "g", ATHLETE, "grams a day, to be confirmed"),
)
EXPORT = (
    FactLabel("rows to export", "any", ATHLETE, "how many rows of a kind"),
    FactLabel("day of a workout", None, ATHLETE, "first or last day of the log"),
)
DELETED = (FactLabel("rows deleted", "any", ATHLETE, "how many rows of a kind"),)
