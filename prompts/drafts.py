"""New versions: the text a writer starts from, and the list of what earlier versions changed."""

from __future__ import annotations

import re
from typing import Final

from coach.errors import SetupError
from prompts.library import Library
from prompts.versions import Bump, Semver, split_key

UNWRITTEN: Final = "Write here what changes for the athlete."
"""Stands in a draft's change log; `lock` refuses it."""
TITLE: Final = (
    "# Changes of the prompts\n\n"
    "Written by `fitholic prompts lock` from the front matter; edit `changelog` there.\n"
)


def next_version(library: Library, key: str, bump: Bump) -> Semver:
    """Return the version that a draft of `key` gets: the next of its kind that is free."""
    name, version = split_key(key)
    free = version.bumped(bump)
    while f"{name}@{free}" in library.hashes:
        free = free.bumped(bump)
    return free


def draft_of(text: str, version: Semver) -> str:
    """Return a file with another version and a change log that is still to be written."""
    renamed = re.sub(r"(?m)^version:.*$", f"version: {version}", text, count=1)
    entry = f"changelog: {UNWRITTEN}"
    return re.sub(r"(?m)^changelog:.*(?:\n[ \t]+.*)*$", entry, renamed, count=1)


def changelog_of(library: Library) -> str:
    """Return CHANGELOG.md: every version with what it changed, the newest first.

    Raises:
        SetupError: A version does not say what it changed (code `prompt_changelog`).
    """
    both = (*library.prompts.values(), *library.fragments.values())
    entries = {split_key(each.key): each.front.changelog for each in both}
    parts = [TITLE]
    for name in sorted({name for name, _ in entries}):
        parts.append(f"\n## {name}\n\n")
        versions = sorted((v for n, v in entries if n == name), reverse=True)
        parts.extend(f"- {v}: {_said(name, v, entries[name, v])}\n" for v in versions)
    return "".join(parts)


def _said(name: str, version: Semver, text: str) -> str:
    if text == UNWRITTEN:
        raise SetupError(
            f"{name}@{version} does not say what it changes.",
            way_out="Write it as `changelog` in its front matter.",
            code="prompt_changelog",
        )
    return " ".join(text.split())
