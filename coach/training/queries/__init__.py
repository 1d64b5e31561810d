"""Reads of the training log, shaped for what the coach asks."""

from coach.training.queries.log import (
    WeekSets,
    exercise_sessions,
    weekly_sets,
    weigh_ins,
    working_history,
)
from coach.training.queries.programmes import prescription_of

__all__ = [
    "WeekSets",
    "exercise_sessions",
    "prescription_of",
    "weekly_sets",
    "weigh_ins",
    "working_history",
]
