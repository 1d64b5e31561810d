"""Use cases that write the training log."""

from coach.training.commands.imports import (
    ImportPreview,
    ImportReport,
    import_workouts,
    preview_import,
)
from coach.training.commands.log import SetEntry, WorkoutEntry, log_workout
from coach.training.commands.weigh_ins import WeighIn, log_body_weight

__all__ = [
    "ImportPreview",
    "ImportReport",
    "SetEntry",
    "WeighIn",
    "WorkoutEntry",
    "import_workouts",
    "log_body_weight",
    "log_workout",
    "preview_import",
]
