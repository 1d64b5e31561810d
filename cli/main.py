"""The `fitholic` command: one command line, run and turned into an exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from cli.exits import INTERRUPTED


def run_command(argv: Sequence[str]) -> int:
    """Run one command line and return its exit code; failures are one line on standard error."""
    try:
        # Here, so that Ctrl-C ends the half second that this takes as quietly as the rest.
        from cli.commands import run

        return run(argv)
    except KeyboardInterrupt:
        return INTERRUPTED


def main() -> None:
    """Run the command line of this process."""
    sys.exit(run_command(sys.argv[1:]))


if __name__ == "__main__":
    main()
