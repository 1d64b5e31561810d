"""Forks one process a command, with the libraries loaded and the packages of a tree of its own.

Run as a file, never as a module: `python -P evals/runs/nursery.py LIBRARY...`; so none of our
packages is loaded before a child has put its tree first on the path. It reads a JSON object a
line, `{"id", "root", "argv", "environment", "output"}`, and writes `{"id", "pid"}` when the
command starts and `{"id", "code"}` when it has ended.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import signal
import sys
from typing import Any, NoReturn

OWN = "agents"
"""A package of ours; where it was loaded from tells whose code ran."""


def main(libraries: list[str]) -> None:
    """Load the libraries, then start what is asked for until the input ends."""
    for name in libraries:
        importlib.import_module(name)
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        if os.fork() == 0:
            _attend(json.loads(line))


def _attend(order: dict[str, Any]) -> None:
    """Start one command in a process of its own; the one that waits for it never returns."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        _run(order)
    _report({"id": order["id"], "pid": child})
    _, status = os.waitpid(child, 0)
    _report({"id": order["id"], "code": os.waitstatus_to_exitcode(status)})
    os._exit(0)


def _report(message: dict[str, Any]) -> None:
    """Write one line at once; lines of several processes do not mix below PIPE_BUF bytes."""
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
    main(sys.argv[1:])
