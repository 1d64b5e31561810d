"""What a stack consists of, decided before anything is started."""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import cli
from cli.local import jwt_secret
from cli.processes import ChildSpec
from coach.settings import Settings

ProcessName = Literal["database", "redis", "api", "worker"]

SERVERS: frozenset[ProcessName] = frozenset({"database", "redis"})
EVERYTHING: frozenset[ProcessName] = frozenset({"database", "redis", "api", "worker"})
LEAN = {"MALLOC_MMAP_THRESHOLD_": "1000000"}
"""glibc (mallopt(3)) gives blocks of this many bytes back to the machine when they are freed. By
itself it learns to keep them: 60 MB that only loading the embedding model needs. Not for the
worker, which allocates every frame of a video anew."""
ROOT = Path(cli.__file__).resolve().parent.parent
"""Where our packages are; children run here, so that no folder of the caller's shadows them."""


@dataclass(frozen=True, slots=True)
class StackPlan:
    """Which processes to run, where, and with which settings."""

    data_dir: Path
    settings: Settings
    processes: frozenset[ProcessName] = EVERYTHING
    host: str = "127.0.0.1"
    port: int = 0
    """Port of the API; 0 picks a free one."""
    prepare: bool = True
    """Migrate, seed and register the athlete."""
    temporary: bool = False
    """Runs for one command, and ends with the last that uses it."""


def server_environment(database_url: str | None, redis_url: str | None) -> dict[str, str]:
    """Return what the API and the worker must know of the servers."""
    urls = {"DATABASE_URL": database_url, "REDIS_URL": redis_url}
    return {name: url for name, url in urls.items() if url is not None}


def child_environment(plan: StackPlan, port: int) -> dict[str, str]:
    """Return the environment of the API and the worker; secrets travel here, not as arguments."""
    env = {
        **os.environ,
        "FITHOLIC_DATA_DIR": str(plan.data_dir),
        "FITHOLIC_HOST": plan.host,
        "FITHOLIC_PORT": str(port),
        "PYTHONUNBUFFERED": "1",
    }
    if plan.settings.auth.jwks_url is None:
        env["FITHOLIC_JWT_SECRET"] = jwt_secret(plan.data_dir, plan.settings.auth)
    if plan.settings.vision.pose_model is not None:
        env["FITHOLIC_POSE_MODEL"] = str(plan.settings.vision.pose_model.absolute())
    return env


def api_spec(plan: StackPlan, port: int, environ: dict[str, str]) -> ChildSpec:
    """Return how the API is started; without an access log, which would keep login links."""
    argv = (
        *(sys.executable, "-m", "cli.application", "api"),
        *("--host", plan.host, "--port", str(port)),
        *("--timeout-graceful-shutdown", "1", "--no-access-log"),
    )
    return ChildSpec(name="api", argv=argv, environ=LEAN | environ, cwd=ROOT)


def worker_spec(data_dir: Path, environ: dict[str, str]) -> ChildSpec:
    """Return how the worker is started; gossip and mingling would only delay a single one.

    It carries the scheduler that drops expired videos every hour.
    """
    argv = (
        *(sys.executable, "-m", "cli.application", "worker"),
        *("--loglevel", "INFO", "--without-gossip", "--without-mingle"),
        *("--beat", "--schedule", str(data_dir / "schedule")),
    )
    # SIGQUIT: a cold shutdown. A warm one waits for the video it is in the middle of.
    return ChildSpec(
        name="worker", argv=argv, stop_signal=signal.SIGQUIT, environ=environ, cwd=ROOT
    )
