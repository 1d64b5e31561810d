"""Whether the sources are the ones of a commit: a recording must say what it was made with."""

from __future__ import annotations

import subprocess
from pathlib import Path

from coach.errors import InvalidInput


def refuse_changes(root: Path, besides: Path) -> None:
    """Refuse tracked files that differ from the commit.

    Args:
        root: The checkout.
        besides: Folder whose changes do not count: what is being written.

    Raises:
        InvalidInput: Something differs, or it cannot be told (code `worktree_dirty`).
    """
    way_out = "Commit the change first, or pass --allow-dirty."
    command = ["git", "-C", str(root), "status", "--porcelain", "--untracked-files=no", "--", "."]
    if besides.is_relative_to(root):
        command.append(f":(exclude){besides.relative_to(root).as_posix()}")
    try:
        told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)  # noqa: S603 - fixed words and our own paths
    except (OSError, subprocess.SubprocessError) as exc:
        raise InvalidInput(
            f"{root} is no git checkout, so nobody could tell what the answers belong to.",
            way_out=way_out,
            code="worktree_dirty",
        ) from exc
    changed = [line[3:] for line in told.stdout.splitlines()]
    if changed:
        more = f" and {len(changed) - 1} more differ" if len(changed) > 1 else " differs"
        raise InvalidInput(
            f"{changed[0]}{more} from the commit.", way_out=way_out, code="worktree_dirty"
        )
