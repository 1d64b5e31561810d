"""Prepare this process as the caller asks, then become another program; run as a script.

A separate program, because code between fork and exec in a threaded parent can deadlock:

    python -I -S launch.py [options] -- PROGRAM [ARGUMENT ...]

Options: `--die-with PID` and `--death-signal N` (Linux: receive N when the parent PID dies),
`--user-namespace` (Linux: appear as user 1000, so that PostgreSQL agrees to run as root),
`--uid N --gid N` (drop to that user). It imports only the standard library and nothing of ours.
"""

from __future__ import annotations

import ctypes
import getopt
import os
import signal
import sys
from pathlib import Path

CLONE_NEWUSER = 0x10000000
PR_SET_PDEATHSIG = 1
INNER_ID = 1000
EXIT_ORPHAN = 120


def enter_user_namespace() -> None:
    """Map the present user to an ordinary one inside a new user namespace.

    Raises:
        OSError: The kernel does not allow user namespaces.
    """
    outer_uid, outer_gid = os.getuid(), os.getgid()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "user namespaces are not allowed")
    Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
    Path("/proc/self/uid_map").write_text(f"{INNER_ID} {outer_uid} 1", encoding="ascii")
    Path("/proc/self/gid_map").write_text(f"{INNER_ID} {outer_gid} 1", encoding="ascii")


def become_user(uid: int, gid: int) -> None:
    """Give up root for good."""
    os.setgroups([])
    os.setgid(gid)
    os.setuid(uid)


def die_with_parent(parent: int, death_signal: int) -> None:
    """Ask the kernel for `death_signal` when `parent` dies; exit if it already has.

    Must come after every change of user, which clears the request.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, death_signal)
    if os.getppid() != parent:
        sys.exit(EXIT_ORPHAN)


def main(argv: list[str]) -> None:
    """Apply the options in a safe order and replace this program."""
    pairs, program = getopt.getopt(
        argv, "", ["die-with=", "death-signal=", "user-namespace", "uid=", "gid="]
    )
    options = dict(pairs)
    if "--user-namespace" in options:
        enter_user_namespace()
    if "--uid" in options:
        become_user(int(options["--uid"]), int(options["--gid"]))
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE):
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    if "--die-with" in options:
        die_with_parent(int(options["--die-with"]), int(options["--death-signal"]))
    os.execv(program[0], program)  # noqa: S606 - the purpose of this program


if __name__ == "__main__":
    main(sys.argv[1:])
