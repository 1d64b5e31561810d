"""The commit a change is judged against, read with the git command."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from coach.errors import ExternalFailure, InvalidInput

MAIN: Final = ("origin/HEAD", "origin/main", "main", "origin/master", "master")
"""Where the main branch may be, in this order."""
TIMEOUT_S: Final = 30.0
"""Of one git command. Source: own choice; `git diff` of this repository takes 0.05 s."""
WAY_OUT: Final = (
    "Run it in a clone with history (in a workflow: `fetch-depth: 0`), "
    "or name a commit with `--against`."
)


@dataclass(frozen=True, slots=True)
class Base:
    """A commit to judge against."""

    root: Path
    sha: str
    why: str
    """How it was found, such as `merge-base with main`."""

    def read(self, path: str) -> str | None:
        """Return a file as it was in this commit; None if it was not there."""
        return _git(self.root, "show", f"{self.sha}:{path}")

    def changed(self, folders: Sequence[str]) -> tuple[str, ...]:
        """Return the files of some folders that differ from this commit, new ones too.

        Raises:
            ExternalFailure: git cannot tell, which is not the same as no change.
        """
        tracked = _told(self.root, "diff", "--name-only", self.sha, "--", *folders)
        new = _told(self.root, "ls-files", "--others", "--exclude-standard", "--", *folders)
        return tuple(sorted({*tracked.splitlines(), *new.splitlines()}))


def base_of(root: Path, against: str | None = None) -> Base:
    """Return the commit that the tree in `root` is judged against.

    Args:
        root: Of a git checkout.
        against: Branch, tag or commit; None: where this branch left the main branch, and on the
            main branch itself the commit before.

    Raises:
        InvalidInput: There is no git history, or no such commit (code `no_base`).
        ExternalFailure: git does not answer.
    """
    head = _git(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    if head is None:
        raise _no_base(f"{root} has no git history.")
    if against is not None:
        named = _git(root, "rev-parse", "--verify", "--quiet", f"{against}^{{commit}}")
        if named is None or against.startswith("-"):
            raise _no_base(f"there is no commit {against!r}.")
        return Base(root, named.strip(), f"named as {against}")
    for branch in MAIN:
        left = _git(root, "merge-base", "HEAD", branch)
        if left is not None and left != head:
            return Base(root, left.strip(), f"merge-base with {branch}")
    parent = _git(root, "rev-parse", "--verify", "--quiet", "HEAD~1")
    if parent is None:
        raise _no_base("the tree has no main branch to leave and no earlier commit.")
    return Base(root, parent.strip(), "the commit before")


def _no_base(what: str) -> InvalidInput:
    return InvalidInput(f"nothing to judge against: {what}", way_out=WAY_OUT, code="no_base")


def _told(root: Path, *arguments: str) -> str:
    found = _git(root, *arguments)
    if found is None:
        raise ExternalFailure(
            f"git {arguments[0]} failed in {root}.", way_out=WAY_OUT, code="git_failed"
        )
    return found


def _git(root: Path, *arguments: str) -> str | None:
    """Return what a git command printed; None if it failed."""
    try:
        done = subprocess.run(  # noqa: S603 - our arguments, no shell
            ["git", "-C", str(root), *arguments],  # noqa: S607 - git from PATH
            check=False,
            capture_output=True,
            timeout=TIMEOUT_S,
            env={**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"},
        )
    except FileNotFoundError as exc:
        raise _no_base("there is no git command.") from exc
    except subprocess.TimeoutExpired as exc:
        raise ExternalFailure(
            f"git {arguments[0]} took longer than {TIMEOUT_S:g} s.",
            way_out="Try again; see whether another git process holds the repository.",
            code="git_timeout",
        ) from exc
    return done.stdout.decode(errors="replace") if done.returncode == 0 else None
