"""Writes prompts.lock: every prompt version with its hash; a locked version never changes."""

from __future__ import annotations

import sys
from pathlib import Path

from coach.errors import FitholicError
from prompts.registry import Prompt, check_lock, parse_lock, parse_prompt

HEADER = "# <agent>@<version> <sha256>; written by `python -m prompts.lock`, never edited by hand\n"


def prompts_in(folder: Path) -> list[Prompt]:
    """Return every prompt version below `folder`, by agent and version."""
    return [
        parse_prompt(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*/*.md"))
    ]


def updated_lock(prompts: list[Prompt], lock_text: str) -> str:
    """Return the lock with new versions added.

    Raises:
        SetupError: A locked version was edited.
    """
    locked = parse_lock(lock_text)
    check_lock([p for p in prompts if p.key in locked], lock_text)
    lines = {**locked, **{prompt.key: prompt.sha256 for prompt in prompts}}
    return HEADER + "".join(f"{key} {digest}\n" for key, digest in sorted(lines.items()))


def main() -> int:
    """Rewrite the lock of this checkout; 1 if a locked version was edited."""
    folder = Path(__file__).parent
    path = folder / "prompts.lock"
    try:
        text = updated_lock(prompts_in(folder), path.read_text(encoding="utf-8"))
    except FitholicError as exc:
        sys.stderr.write(f"{exc}\n")
        return 1
    path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
