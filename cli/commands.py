"""The subcommands: the one that is asked for is imported, and its errors become exits."""

from __future__ import annotations

import importlib
import importlib.metadata
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, cast

import typer

from cli.exits import OK, UNEXPECTED, exit_code
from coach.errors import FitholicError, SetupError


@dataclass(frozen=True, slots=True)
class Command:
    """Where a subcommand is; `name` is a function, or a Typer application for a group."""

    module: str
    summary: str
    name: str = "run"


COMMANDS: dict[str, Command] = {
    "up": Command("cli.up", "Start everything and serve the chat page."),
    "chat": Command("cli.chat", "Talk to the coach in the terminal."),
    "import": Command("cli.imports", "Read logs of other apps, and our own export."),
    "export": Command("cli.export", "Write your log to a file: our JSON, or CSV of other apps."),
    "catalog": Command("cli.catalog", "Look up exercises, add some, describe your own.", "app"),
    "audit": Command("cli.audit", "Say what your training log holds and where it goes."),
    "programme": Command(
        "cli.programme", "Build and revise a programme, and say what is next.", "app"
    ),
    "analyse": Command("cli.analyse", "Count and measure the repetitions in a video."),
    "meal": Command("cli.meal", "Show which foods a meal's text holds, or log it."),
    "profile": Command("cli.profile", "Show or change what you told about yourself.", "app"),
    "check-in": Command("cli.check_in", "Measure expenditure and propose the next target."),
    "calc": Command("cli.calc", "Calculate loads, energy needs and more, without a database."),
    "bench": Command("cli.bench.app", "Measure how fast and how well this machine coaches.", "app"),
    "evals": Command("cli.evals.app", "Test prompts and models before they reach athletes.", "app"),
    "prompts": Command("cli.prompts", "Read, change and lock what the agents are told.", "app"),
    "understanding": Command(
        "cli.understanding",
        "Teach the built-in coach new wordings, and see how it takes one.",
        "app",
    ),
    "migrate": Command("cli.migrate", "Bring the database to the newest schema."),
    "api": Command("cli.api", "Run the API alone, on servers of your own."),
    "worker": Command("cli.worker", "Run a worker alone, on servers of your own."),
    "token": Command("cli.token", "Print a bearer token or a login link for this machine."),
}


def version(value: bool) -> None:
    """Print the version and end."""
    if value:
        typer.echo(importlib.metadata.version("fitholic"))
        raise typer.Exit


def top(
    _: Annotated[
        bool, typer.Option("--version", callback=version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Coaching that shows where every number comes from."""


def load(name: str) -> Callable[..., object] | typer.Typer:
    """Import one subcommand.

    Raises:
        SetupError: It is not part of this installation.
    """
    command = COMMANDS[name]
    try:
        module = importlib.import_module(command.module)
    except ModuleNotFoundError as exc:
        if exc.name == command.module:
            raise SetupError(
                f"the command {name} is not part of this installation.",
                way_out="Install the whole package.",
                code="command_missing",
            ) from exc
        raise
    return cast("Callable[..., object] | typer.Typer", getattr(module, command.name))


def build_app(chosen: str | None) -> typer.Typer:
    """Return the application in which only `chosen` is imported; the others show their summary."""
    app = typer.Typer(
        name="fitholic",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_show_locals=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(top)
    for name, command in COMMANDS.items():
        loaded = load(name) if name == chosen else _summary_only
        if isinstance(loaded, typer.Typer):
            app.add_typer(loaded, name=name, help=command.summary)
        else:
            app.command(name, short_help=command.summary)(loaded)
    return app


def _summary_only() -> None:
    """Stand in the list of commands for one that was not asked for."""


def run(argv: Sequence[str]) -> int:
    """Run one command line and return its exit code; failures are one line on standard error.

    A subcommand ends with another code than 0 by raising `typer.Exit` or one of our errors.
    """
    try:
        chosen = next((word for word in argv if not word.startswith("-")), None)
        build_app(chosen)(list(argv))
    except FitholicError as error:
        sys.stderr.write(f"fitholic: {error}\n")
        return exit_code(error)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else UNEXPECTED
    return OK
