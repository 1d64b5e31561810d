"""Servers that run already: those of the settings, else those of the stack on the folder."""

from __future__ import annotations

from pathlib import Path

from cli.plan import StackPlan, child_environment, server_environment
from cli.run_lock import read_run
from coach.errors import SetupError
from coach.settings import Settings


def require_servers(data_dir: Path, settings: Settings) -> dict[str, str]:
    """Return the environment of a process that uses them.

    Raises:
        SetupError: `servers_missing`: neither is there.
    """
    info = read_run(data_dir)
    database_url = settings.database.url or (info and info.database_url)
    redis_url = settings.redis.url or (info and info.redis_url)
    if not database_url or not redis_url:
        raise SetupError(
            f"no database and no Redis: nothing runs on {data_dir}.",
            way_out="Set DATABASE_URL and REDIS_URL, or start everything with `fitholic up`.",
            code="servers_missing",
        )
    plan = StackPlan(data_dir, settings, host=settings.host)
    servers = server_environment(database_url, redis_url)
    return child_environment(plan, settings.port) | servers
