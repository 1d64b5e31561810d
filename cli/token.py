"""`fitholic token`: a bearer token or a login link of this machine's athlete."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Annotated

import typer

from cli.data_folder import prepare_folder
from cli.local import local_athlete, login_link, mint_token
from cli.options import DataDir
from cli.run_lock import read_run
from cli.terminal import print_line
from coach.errors import NotFound
from coach.settings import Settings


def run(
    data_dir: DataDir = None,
    link: Annotated[
        bool, typer.Option("--link", help="Print a one-time login link of the running stack.")
    ] = False,
    hours: Annotated[float, typer.Option(min=0.01, max=8760, help="Life of the token.")] = 24,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Print a bearer token for `Authorization: Bearer ...`, or a login link for a browser."""
    settings = Settings.load()
    folder = prepare_folder(data_dir or settings.data_dir)
    if link:
        info = read_run(folder)
        if info is None or info.api_url is None:
            raise NotFound(f"nothing runs on {folder}.", way_out="Start it with `fitholic up`.")
        result = {"link": login_link(info.api_url, folder, settings.auth)}
    else:
        token = mint_token(folder, settings.auth, life=timedelta(hours=hours))
        result = {"token": token}
    if as_json:
        print_line(json.dumps({"user_id": str(local_athlete(folder)), **result}))
    else:
        print_line(next(iter(result.values())))
