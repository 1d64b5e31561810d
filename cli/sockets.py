"""TCP ports of this machine's loopback address."""

from __future__ import annotations

import contextlib
import errno
import socket

from coach.errors import SetupError

LOOPBACK = "127.0.0.1"


def free_port() -> int:
    """Return a port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def require_free(port: int, host: str = LOOPBACK) -> None:
    """Check that `port` can be listened on.

    Raises:
        SetupError: `port_busy` or `port_forbidden`.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with contextlib.closing(socket.socket(family)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as exc:
            busy = exc.errno == errno.EADDRINUSE
            raise SetupError(
                f"port {port} of {host} is {'in use' if busy else 'not ours to use'}.",
                way_out="Choose another with --port or FITHOLIC_PORT; 0 picks a free one.",
                code="port_busy" if busy else "port_forbidden",
            ) from exc
