"""What the operator sees: a line a step on standard error; standard output is for results."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
from collections.abc import Generator
from pathlib import Path
from typing import Final

from rich.console import Console

from cli.data_folder import folder_errors

STDERR: Final = 2
SLOW_S = 1.0
"""A step that takes longer is announced while it runs, and timed when it ends."""


class Steps:
    """Tells about steps on standard error; survives a terminal that is gone.

    Args:
        quiet: Say only what `say` is told.
    """

    def __init__(self, *, quiet: bool = False) -> None:
        self._console = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
        self._quiet = quiet

    def say(self, line: str) -> None:
        """Write one line."""
        with contextlib.suppress(OSError):
            self._console.print(f"fitholic: {line}")

    @contextlib.contextmanager
    def step(self, what: str) -> Generator[None]:
        """Show that `what` is going on when it takes longer than a second."""
        begun = time.monotonic()
        with contextlib.nullcontext() if self._quiet else self._announced(what):
            yield
        took = time.monotonic() - begun
        if took >= SLOW_S and not self._quiet:
            self.say(f"{what}: {took:.1f} s")

    @contextlib.contextmanager
    def _announced(self, what: str) -> Generator[None]:
        if self._console.is_terminal:
            with self._console.status(what):
                yield
            return
        timer = threading.Timer(SLOW_S, self.say, (f"{what} ...",))
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


@contextlib.contextmanager
def native_log(data_dir: Path, name: str) -> Generator[Console]:
    """Keep what native code writes to standard error off the terminal, in `logs/<name>.log`.

    MediaPipe and TensorFlow write there past Python, and cannot be told not to.

    Yields:
        A console on the real standard error.

    Raises:
        SetupError: The data folder is not usable.
    """
    with folder_errors(data_dir):
        log = data_dir / "logs" / f"{name}.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        file = log.open("ab")
    real = os.dup(STDERR)
    try:
        with file, os.fdopen(os.dup(real), "w") as terminal:
            os.dup2(file.fileno(), STDERR)
            yield Console(file=terminal)
    finally:
        os.dup2(real, STDERR)
        os.close(real)


def print_line(line: str) -> None:
    """Write one line of result to standard output."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
