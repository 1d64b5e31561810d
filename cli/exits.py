"""The exit code of every kind of failure; docs/reference/exit-codes.md lists them."""

from __future__ import annotations

from typing import Final

from coach.errors import (
    BudgetExceeded,
    Conflict,
    ExternalFailure,
    FitholicError,
    InvalidInput,
    NotAllowed,
    NotAuthenticated,
    NotFound,
    SetupError,
    ToolError,
)

OK: Final = 0
UNEXPECTED: Final = 1
"""A defect of fitholic itself; the traceback is shown."""
USAGE: Final = 2
"""The command line is wrong; Typer says how."""
INTERRUPTED: Final = 130
"""Ctrl-C, except for `up`, which is meant to be stopped so; by custom 128 + SIGINT."""

BY_CODE: Final[dict[str, int]] = {
    "port_busy": 11,
    "port_forbidden": 11,
    "folder_unwritable": 12,
    "disk_full": 13,
    "lock_held": 14,
    "server_running": 14,
    "system_library_missing": 15,
    "pose_model_missing": 16,
    "pose_model_broken": 16,
}
"""Failures that a script may want to tell apart, by the error's stable code."""

BY_CLASS: Final[tuple[tuple[type[FitholicError], int], ...]] = (
    (InvalidInput, 3),
    (NotFound, 4),
    (Conflict, 5),
    (NotAllowed, 6),
    (NotAuthenticated, 6),
    (BudgetExceeded, 7),
    (ToolError, 8),
    (ExternalFailure, 9),
    (SetupError, 10),
)
"""All others, by who can put them right."""


def exit_code(error: FitholicError) -> int:
    """Return the exit code for `error`: by its code if that has one, else by its class."""
    by_class = (number for kind, number in BY_CLASS if isinstance(error, kind))
    return BY_CODE.get(error.code) or next(by_class, UNEXPECTED)
