"""`fitholic api`: the API alone, in this process, on servers of your own."""

from __future__ import annotations

import os
from typing import Annotated, NoReturn

import typer

from cli.data_folder import prepare_folder
from cli.options import DataDir
from cli.plan import ROOT, StackPlan, api_spec
from cli.servers_given import require_servers
from cli.sockets import require_free
from coach.settings import Settings


def run(
    data_dir: DataDir = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port.")] = None,
) -> NoReturn:
    """Serve the API on DATABASE_URL and REDIS_URL, or on the stack running on the data folder."""
    settings = Settings.load()
    folder = prepare_folder(data_dir or settings.data_dir)
    environ = require_servers(folder, settings)
    chosen_host = settings.host if host is None else host
    chosen_port = port or settings.port
    require_free(chosen_port, chosen_host)
    plan = StackPlan(folder, settings, host=chosen_host, port=chosen_port)
    spec = api_spec(plan, chosen_port, environ)
    os.chdir(ROOT)
    os.execve(spec.argv[0], spec.argv, environ)  # noqa: S606 - this process becomes the API
