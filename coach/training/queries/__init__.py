"""Reads of the training log, shaped for what the coach asks."""

from coach.training.queries.log import (
    WeekSets,
    exercise_sessions,
    weekly_sets,
    weigh_ins,
    working_history,
)
from coach.training.queries.programmes import asked_of

__all__ = [
    "WeekSets",
    "asked_of",
    "exercise_sessions",
    "weekly_sets",
    "weigh_ins",
    "working_history",
]
