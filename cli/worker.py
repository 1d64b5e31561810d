"""`fitholic worker`: a worker alone, in this process, on servers of your own."""

from __future__ import annotations

import os
from typing import NoReturn

from cli.data_folder import prepare_folder
from cli.options import DataDir
from cli.plan import ROOT, worker_spec
from cli.servers_given import require_servers
from coach.settings import Settings


def run(data_dir: DataDir = None) -> NoReturn:
    """Work on DATABASE_URL and REDIS_URL, or on the stack running on the data folder."""
    settings = Settings.load()
    folder = prepare_folder(data_dir or settings.data_dir)
    environ = require_servers(folder, settings)
    spec = worker_spec(folder, environ)
    os.chdir(ROOT)
    os.execve(spec.argv[0], spec.argv, environ)  # noqa: S606 - this process becomes the worker
