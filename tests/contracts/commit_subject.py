"""Checks that a commit message begins with a conventional subject; runs as a commit-msg hook."""

from __future__ import annotations

import re
import sys
from pathlib import Path

SUBJECT = re.compile(
    r"^(feat|fix|docs|test|perf|refactor|style|chore|ci|build|revert)"
    r"(\([a-z0-9-]+\))?!?: \S.{0,98}$"
)


def is_conventional(message: str) -> bool:
    """Tell whether the first line is `type(scope): subject` of at most 100 characters."""
    subject = message.splitlines()[0] if message else ""
    return bool(SUBJECT.match(subject)) or subject.startswith(("Merge ", "Revert "))


if __name__ == "__main__":
    text = Path(sys.argv[1]).read_text(encoding="utf-8")
    if not is_conventional(text):
        sys.stderr.write(
            f"subject {text.splitlines()[:1]!r} is not `type(scope): outcome`; "
            "types: feat fix docs test perf refactor style chore ci build revert\n"
        )
        raise SystemExit(1)
