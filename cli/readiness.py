"""When the API and the worker count as ready."""

from __future__ import annotations

import http.client
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from cli.processes import Child
from coach.errors import ExternalFailure

START_S = 60.0
"""On a busy machine with cold disk caches the imports alone took 12 s."""
WORKER_READY = " ready."
"""What Celery logs when its consumer is connected (celery 5.7, `worker_ready`)."""


def wait_for_api(child: Child, url: str) -> None:
    """Return once the API answers its health check.

    Raises:
        ExternalFailure: `api_failed`.
    """
    _wait(child, lambda: answers(url))


def wait_for_worker(child: Child) -> None:
    """Return once the worker takes tasks; queued ones need not be finished.

    Raises:
        ExternalFailure: `worker_failed`.
    """
    _wait(child, lambda: WORKER_READY in child.own_log())


def answers(url: str, path: str = "/healthz") -> bool:
    """Tell whether an HTTP server at `url` is healthy; proxies of the environment are not asked."""
    address = urlsplit(url)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=2)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _wait(child: Child, is_ready: Callable[[], bool]) -> None:
    deadline = time.monotonic() + START_S
    while not is_ready():
        if child.exit_code() is not None or time.monotonic() > deadline:
            raise _failure(child)
        time.sleep(0.05)


def _failure(child: Child) -> ExternalFailure:
    return ExternalFailure(
        f"the {child.spec.name} did not start: {cause_in(child.own_log())}",
        way_out=f"See {child.log}.",
        code=f"{child.spec.name}_failed",
    )


def cause_in(log: str) -> str:
    """Return why a process ended: the last error of ours its log names, else its last line."""
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    ours = [line.partition(": ")[2] for line in lines if line.startswith("coach.errors.")]
    return next(reversed([*lines[-1:], *ours[-1:]]), "no output")[:300]
