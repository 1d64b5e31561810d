"""Child processes that never outlive us: own process group, parent-death signal, watchdog."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Self

LAUNCHER = Path(__file__).with_name("launch.py")
WATCHDOG = Path(__file__).with_name("watchdog.py")
LOG_BYTES = 5_000_000
"""A log larger than this is set aside as `<name>.log.1` at the next start."""
STOP_S = 2.0


@dataclass(frozen=True, slots=True)
class ChildSpec:
    """How to start one child, and how to end it."""

    name: str
    argv: tuple[str, ...]
    stop_signal: signal.Signals = signal.SIGTERM
    """Asks for a clean stop."""
    death_signal: signal.Signals = signal.SIGKILL
    """What the child gets when we die first."""
    launch_options: tuple[str, ...] = ()
    """Options of `cli/launch.py` that change the user it runs as."""
    environ: Mapping[str, str] | None = None
    """Its whole environment; None passes ours on."""
    stdin: str = ""
    """Text it reads, for configuration that must not show in the process list."""
    cwd: Path = field(default=Path("/"))


class Child:
    """A running child and its process group."""

    def __init__(
        self, spec: ChildSpec, process: subprocess.Popen[bytes], log: Path, log_start: int
    ) -> None:
        self.spec = spec
        self.pid = process.pid
        self.log = log
        self._log_start = log_start
        self._process = process

    def exit_code(self) -> int | None:
        """Return how it ended, or None while it runs."""
        return self._process.poll()

    def tell(self, text: str) -> None:
        """Write `text` to the standard input that `spawn` left open, and close it."""
        if self._process.stdin is not None:
            with contextlib.suppress(BrokenPipeError), self._process.stdin as stdin:
                stdin.write(text.encode())

    def ask_to_stop(self) -> None:
        """Send the stop signal, without waiting."""
        if self._process.poll() is None:
            self._process.send_signal(self.spec.stop_signal)

    def stop(self, timeout_s: float = STOP_S) -> None:
        """End the child and whatever is left of its process group."""
        self.ask_to_stop()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout_s)
        with contextlib.suppress(OSError):
            os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()

    def own_log(self, size: int = 20_000) -> str:
        """Return at most the last `size` bytes of what this child, not an earlier one, logged."""
        with contextlib.suppress(OSError), self.log.open("rb") as file:
            file.seek(max(self._log_start, self.log.stat().st_size - size))
            return file.read().decode("utf-8", "replace")
        return ""


def launcher_argv(argv: tuple[str, ...], options: tuple[str, ...]) -> list[str]:
    """Return a command line that applies `cli/launch.py` options before `argv`."""
    return [sys.executable, "-I", "-S", str(LAUNCHER), *options, "--", *argv]


def die_with_us(death_signal: signal.Signals = signal.SIGKILL) -> tuple[str, ...]:
    """Return the launcher's options that bind a child's life to this process."""
    return ("--die-with", str(os.getpid()), "--death-signal", str(int(death_signal)))


def _open_log(log_dir: Path, name: str) -> IO[bytes]:
    log = log_dir / f"{name}.log"
    if log.exists() and log.stat().st_size > LOG_BYTES:
        log.replace(log.with_suffix(".log.1"))
    return log.open("ab")


def spawn(
    spec: ChildSpec, log_dir: Path, watchdog: Watchdog | None = None, *, told_later: bool = False
) -> Child:
    """Start a child that writes to `log_dir/<name>.log`.

    With `told_later`, what it reads is given to `Child.tell`; otherwise it is `spec.stdin`.

    Call it from the main thread: Linux counts the death of the starting thread as the parent's.
    """
    options = (*spec.launch_options, *die_with_us(spec.death_signal))
    log_dir.mkdir(parents=True, exist_ok=True)
    with _open_log(log_dir, spec.name) as log:
        log_start = log.tell()
        process = subprocess.Popen(  # noqa: S603 - argv is ours, no shell
            launcher_argv(spec.argv, options),
            stdin=subprocess.PIPE if spec.stdin or told_later else subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env=None if spec.environ is None else dict(spec.environ),
            cwd=spec.cwd,
        )
    if watchdog is not None:
        watchdog.add(process.pid, spec.death_signal)
    child = Child(spec, process, log_dir / f"{spec.name}.log", log_start)
    if not told_later:
        child.tell(spec.stdin)
    return child


class Watchdog:
    """A process that sees us die and then ends every group it was told of."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - argv is ours, no shell
            [sys.executable, "-I", "-S", str(WATCHDOG)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            text=True,
            cwd="/",
        )

    def add(self, pgid: int, death_signal: signal.Signals) -> None:
        """Have the group ended if we die."""
        self._tell(f"add {pgid} {int(death_signal)}")

    def drop(self, pgid: int) -> None:
        """Forget a group that has ended."""
        self._tell(f"drop {pgid}")

    def close(self) -> None:
        """End the watchdog, and with it every group that was not dropped."""
        if self._process.stdin is not None:
            with contextlib.suppress(BrokenPipeError):
                self._process.stdin.close()
        self._process.wait()

    def _tell(self, line: str) -> None:
        if self._process.stdin is not None:
            with contextlib.suppress(BrokenPipeError):
                self._process.stdin.write(line + "\n")
                self._process.stdin.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
