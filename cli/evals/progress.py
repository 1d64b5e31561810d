"""How far a run is: a bar on a terminal, a line now and then elsewhere; always standard error."""

from __future__ import annotations

import contextlib
import time
from types import TracebackType
from typing import Final, Self

from rich import progress
from rich.console import Console

EVERY_S: Final = 10.0
"""Seconds between lines where there is no terminal."""


class Progress:
    """Counts case-epochs.

    Args:
        total: How many there are.
        done: How many an earlier process ended.
    """

    def __init__(self, total: int, done: int = 0) -> None:
        self._console = Console(stderr=True, highlight=False, markup=False)
        self._total, self._done, self._failed = total, done, 0
        self._told = time.monotonic()
        self._bar = progress.Progress(
            progress.TextColumn("{task.description}"),
            progress.BarColumn(),
            progress.MofNCompleteColumn(),
            progress.TimeElapsedColumn(),
            progress.TimeRemainingColumn(),
            console=self._console,
            transient=True,
            disable=not self._console.is_terminal,
        )
        self._task = self._bar.add_task("cases", total=total, completed=done)

    def __enter__(self) -> Self:
        """Show the bar."""
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take the bar away."""
        self._bar.stop()

    def advance(self, *, passed: bool) -> None:
        """Count one case-epoch."""
        self._done += 1
        self._failed += not passed
        fell_short = f", {self._failed} fell short" if self._failed else ""
        self._bar.update(self._task, completed=self._done, description=f"cases{fell_short}")
        if not self._console.is_terminal and time.monotonic() - self._told >= EVERY_S:
            self._told = time.monotonic()
            with contextlib.suppress(OSError):
                self._console.print(
                    f"fitholic: {self._done} of {self._total} cases done{fell_short}"
                )
