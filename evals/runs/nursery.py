"""Forks one process a command, with the libraries loaded and the packages of a tree of its own.

Run as a file, never as a module: `python -P evals/runs/nursery.py LIFELINE LIBRARY...`; so none of
our packages is loaded before a child has put its tree first on the path. It reads a JSON object a
line, `{"id", "root", "argv", "environment", "output"}`, and writes `{"id", "pid"}` when the
command starts and `{"id", "code"}` when it has ended.

LIFELINE is the reading end of a pipe that only the process which started this one can write to.
Once it is closed, also because that process was killed, every command is ended, and the working
directory, which is this process's own, is removed.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import select
import shutil
import signal
import sys
from pathlib import Path
from typing import Any, NoReturn

OWN = "agents"
"""A package of ours; where it was loaded from tells whose code ran."""


def main(lifeline: int, libraries: list[str]) -> None:
    """Load the libraries, start what is asked for until the input ends, and leave nothing."""
    for name in libraries:
        importlib.import_module(name)
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        if os.fork() == 0:
            _attend(json.loads(line), lifeline)
    with contextlib.suppress(ChildProcessError):
        os.wait()  # ignoring SIGCHLD, it returns when no child is left
    shutil.rmtree(Path.cwd(), ignore_errors=True)


def _attend(order: dict[str, Any], lifeline: int) -> None:
    """Start one command in a process of its own; the one that waits for it never returns."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    ended, alive = os.pipe()  # the command holds `alive` as long as it lives
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        _run(order)
    os.close(alive)
    with contextlib.suppress(OSError):  # it was first, or has ended
        os.setpgid(child, child)
    _report({"id": order["id"], "pid": child})
    if lifeline in select.select([ended, lifeline], [], [])[0]:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    _report({"id": order["id"], "code": os.waitstatus_to_exitcode(status)})
    os._exit(0)


def _report(message: dict[str, Any]) -> None:
    """Write one line at once; lines of several processes do not mix below PIPE_BUF bytes."""
    with contextlib.suppress(BrokenPipeError):  # nobody is left to be told
        os.write(1, (json.dumps(message) + "\n").encode())


def _run(order: dict[str, Any]) -> NoReturn:
    """Run the command line of the tree as the interpreter would, and end with its exit code."""
    root: str = order["root"]
    output = os.open(order["output"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for target, source in ((0, nothing), (1, output), (2, output)):
        os.dup2(source, target)
    os.chdir(root)
    sys.path.insert(0, root)
    os.environ.update(order["environment"])
    sys.argv = ["fitholic", *order["argv"]]
    own = importlib.import_module(OWN).__file__ or ""
    if not own.startswith(root + os.sep):
        sys.exit(f"{OWN} was loaded from {own}, not from {root}")
    importlib.import_module("cli.main").main()
    sys.exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
