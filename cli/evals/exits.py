"""The exit codes of `fitholic evals`, which a pipeline acts on; docs/reference/exit-codes.md."""

from __future__ import annotations

import errno
import sys
from typing import Final

import typer
from typer.core import TyperGroup

from coach.errors import Conflict, FitholicError, InvalidInput, NotAllowed, NotFound, SetupError
from evals.reports.plain import plain

PASS: Final = 0
REGRESSION: Final = 1
"""Also: a verdict of `evals run` went against a turn."""
CONFIGURATION: Final = 2
STALE: Final = 3
INCONCLUSIVE: Final = 4
INFRASTRUCTURE: Final = 5

_CONFIGURED: Final = (InvalidInput, NotFound, Conflict)
"""Somebody wrote something wrong: a file, an option, a prompt."""
_CONFIGURED_CODES: Final = (
    "prompt",
    "unknown_",
    "bad_",
    "registry",
    "no_challenger",
    "no_createdb",
    "model_key_missing",
)
"""Beginnings of codes of other errors that are a matter of configuration."""


def ending(error: FitholicError) -> int:
    """Return the exit code of a command of the group that ends with `error`."""
    if isinstance(error, _CONFIGURED):
        return CONFIGURATION
    told = isinstance(error, SetupError | NotAllowed) and error.code.startswith(_CONFIGURED_CODES)
    return CONFIGURATION if told else INFRASTRUCTURE


class EvalCommands(TyperGroup):
    """Ends every command of the group with a code of this module."""

    def invoke(self, ctx: typer.Context) -> object:  # pyright: ignore[reportIncompatibleMethodOverride] - the base names a class of a private module
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except FitholicError as error:
            ended = error
        except OSError as exc:
            ended = _refused(exc)
        sys.stderr.write(f"fitholic: {plain(' '.join(str(ended).split()))}\n")
        raise typer.Exit(ending(ended))


def _refused(exc: OSError) -> FitholicError:
    """Return the error for what the operating system did not let a command do."""
    where = f"{exc.filename}: " if exc.filename else ""
    if exc.errno in {errno.ENOSPC, errno.EDQUOT}:
        return SetupError(
            f"{where}the disk is full.",
            way_out="Free some space, or choose another --data-dir; a run goes on with `--resume`.",
            code="disk_full",
        )
    return SetupError(
        f"{where}{exc.strerror or exc}.",
        way_out="Check the path, its permissions and its disk.",
        code="system_refused",
    )
