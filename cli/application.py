"""The API or the worker as a process: loads its code first, then learns its servers, then serves.

    python -m cli.application api|worker [--told] [options of uvicorn or Celery]

With `--told` it reads one line from standard input before it serves: a JSON object that is added
to its environment. A supervisor starts it so while the servers still start, which is as long as
loading takes; it ends when that line never comes.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import sys
from collections.abc import Callable, Sequence

TOLD = "--told"
EXIT_UNTOLD = 121


def load_api() -> Callable[[Sequence[str]], object]:
    """Import the API and return what runs it with uvicorn's options."""
    import uvicorn.main

    import api.main

    def serve(options: Sequence[str]) -> None:
        name = f"{api.main.__name__}:{api.main.app_from_environment.__name__}"
        uvicorn.main.main([name, "--factory", *options])

    return serve


def load_worker() -> Callable[[Sequence[str]], object]:
    """Import the jobs and return what runs a worker with Celery's options."""
    import jobs.app

    importlib.import_module("jobs.tasks.video")  # before the fork: every job finds it loaded

    def serve(options: Sequence[str]) -> None:
        jobs.app.app.worker_main(["worker", *options])

    return serve


LOADERS = {"api": load_api, "worker": load_worker}


def main(argv: Sequence[str]) -> None:
    """Load, wait to be told, and serve until stopped."""
    name, *options = argv
    # Loading makes no garbage: looking for some costs a fifth of it. What is loaded stays, so it
    # is kept out of every later search, and out of the pages a forked worker has to copy.
    gc.disable()
    serve = LOADERS[name]()
    gc.freeze()
    gc.enable()
    if TOLD in options:
        options.remove(TOLD)
        line = sys.stdin.readline()
        if not line:
            sys.exit(EXIT_UNTOLD)
        os.environ.update(json.loads(line))
    serve(options)


if __name__ == "__main__":
    main(sys.argv[1:])
