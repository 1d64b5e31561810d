"""`fitholic up`: the whole stack on this machine, until Ctrl-C."""

from __future__ import annotations

import contextlib
import signal
import time
from collections.abc import Generator
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from cli.data_folder import prepare_folder
from cli.local import login_link
from cli.options import DataDir
from cli.plan import EVERYTHING, StackPlan
from cli.run_lock import RunInfo, acquire_or_attach
from cli.stack import WAIT_S
from cli.supervisor import Supervisor
from cli.terminal import Steps, print_line
from coach.settings import Settings


class StopSignals:
    """Ctrl-C, `kill` and a closed terminal all interrupt once; what follows is not cut short."""

    def __init__(self) -> None:
        self.is_stopping = False

    def install(self) -> None:
        """Take over the signals of this process."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._interrupt)

    def _interrupt(self, _number: int, _frame: FrameType | None) -> None:
        if not self.is_stopping:
            self.is_stopping = True
            raise KeyboardInterrupt


def run(
    data_dir: DataDir = None,
    host: Annotated[
        str | None, typer.Option(help="Address to listen on (default: FITHOLIC_HOST or 127.0.0.1).")
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(
            min=0, max=65535, help="Port; 0 picks a free one (default: FITHOLIC_PORT or 8000)."
        ),
    ] = None,
) -> None:
    """Start PostgreSQL, Valkey, the API and a worker, and serve the chat page until Ctrl-C."""
    begun = time.monotonic()
    settings = Settings.load()
    folder = prepare_folder(data_dir or settings.data_dir)
    steps = Steps()
    signals = StopSignals()
    signals.install()
    with interruption(steps, signals):
        held = acquire_or_attach(folder, frozenset(EVERYTHING), WAIT_S, steps.say)
        if isinstance(held, RunInfo):
            link = link_to(held, folder, settings)
            print_line(f"already running (process {held.pid}): {link}")
            return
        plan = StackPlan(
            folder,
            settings,
            host=settings.host if host is None else host,
            port=settings.port if port is None else port,
        )
        with supervised(Supervisor(plan, held, steps), signals) as supervisor:
            link = link_to(supervisor.start(), folder, settings)
            print_line(f"ready in {time.monotonic() - begun:.1f} s: {link}")
            steps.say("open this link in a browser; Ctrl-C stops everything")
            supervisor.watch()


def link_to(info: RunInfo, folder: Path, settings: Settings) -> str:
    """Return an address that opens the chat page, logged in where tokens are ours to make."""
    url = info.api_url or ""
    if settings.auth.jwt_secret is None and settings.auth.jwks_url is not None:
        return url
    return login_link(url, folder, settings.auth)


@contextlib.contextmanager
def interruption(steps: Steps, signals: StopSignals) -> Generator[None]:
    """End quietly when interrupted: that is how `up` is meant to end."""
    try:
        yield
    except KeyboardInterrupt:
        steps.say("stopped")
    finally:
        signals.is_stopping = True


@contextlib.contextmanager
def supervised(supervisor: Supervisor, signals: StopSignals) -> Generator[Supervisor]:
    """Stop the supervisor's processes after the block, whatever ends it."""
    try:
        yield supervisor
    finally:
        signals.is_stopping = True
        supervisor.stop()
