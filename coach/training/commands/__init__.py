"""Use cases that write the training log."""

from coach.training.commands.imports import (
    ImportPreview,
    ImportReport,
    import_workouts,
    preview_import,
)
from coach.training.commands.log import SetEntry, WorkoutEntry, log_workout

__all__ = [
    "ImportPreview",
    "ImportReport",
    "SetEntry",
    "WorkoutEntry",
    "import_workouts",
    "log_workout",
    "preview_import",
]
