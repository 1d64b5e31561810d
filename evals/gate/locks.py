"""Reads what the gate needs to know of the tree and of the commit it is judged against."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from coach.errors import InvalidInput, SetupError
from evals.cases.dataset_lock import PATH as DATASETS
from evals.cases.dataset_lock import Lock, breaches, parse_lock
from evals.gate.baseline import PATH, parse_baseline
from evals.gate.commits import Base
from evals.gate.profile import FOLDER, Profile, parse_profile
from evals.gate.sides import Side, side_of_baseline
from evals.gate.surroundings import Surroundings
from prompts.lock import Locked, locked_entries

PROMPTS: Final = "prompts/prompts.lock"
GATED: Final = ("prompts", "agents", "tools", "evals", "vision", "coach", "store")
"""Folders whose change the gate judges."""
OWN: Final = "evals/gate/"
"""The gate itself: a new threshold comes with the code that reads it."""


@dataclass(frozen=True, slots=True)
class Terms:
    """By what a change is judged."""

    profile: Profile
    around: Surroundings


def terms_of(base: Base, name: str, *, is_own: bool) -> Terms:
    """Return the base commit's profile and the locks of both trees.

    Args:
        base: The commit.
        name: Of the profile.
        is_own: Whether the candidate is of the tree in `base.root`.

    Raises:
        InvalidInput: The base commit has no such profile, or it or datasets.lock is broken.
        SetupError: prompts.lock of the tree is broken.
    """
    path = f"{FOLDER}/{name}.yaml"
    head = _text(base.root / path)
    text = head if is_first(base) else base.read(path)
    if text is None:
        raise InvalidInput(
            f"commit {base.sha[:12]} ({base.why}) has no gate profile {name!r}.",
            way_out="Land the profile first, or name a commit that has it with `--against`.",
            code="profile_missing",
        )
    profile = parse_profile(text)
    is_edited = head is not None and head != text
    entries = locked_entries(_text(base.root / PROMPTS) or "")
    before, after = _lock(base.read(DATASETS)), _lock(_text(base.root / DATASETS))
    beside = base.changed(GATED) if is_edited else ()
    return Terms(
        profile,
        Surroundings(
            prompts=_hashes(entries),
            base_prompts=_hashes(_older(base.read(PROMPTS))),
            knows_all_prompts=is_own,
            datasets=after.versions,
            breaches=breaches(before, after),
            prompt_tools={key: e.tool_schemas for key, e in entries.items() if e.tool_schemas},
            profile_source="this tree" if is_first(base) else base.sha,
            head_profile_sha=parse_profile(head).sha if head is not None else None,
            changed_beside_profile=tuple(file for file in beside if not file.startswith(OWN)),
        ),
    )


def is_first(base: Base) -> bool:
    """Tell whether the base commit is older than the gate: neither champion nor any profile."""
    return base.read(PATH) is None and base.read(f"{FOLDER}/") is None


def champion_of(base: Base) -> Side:
    """Return the champion as the base commit keeps it.

    A commit older than the gate has none to protect: the one of the tree stands in for it.

    Raises:
        InvalidInput: There is none (code `no_champion`), or it is broken.
    """
    text = _text(base.root / PATH) if is_first(base) else base.read(PATH)
    if text is None:
        raise InvalidInput(
            f"commit {base.sha[:12]} ({base.why}) has no {PATH}.",
            way_out="Name a run in place of `champion`, or land a first champion with "
            "`fitholic evals promote BUNDLE --measured RUN`.",
            code="no_champion",
        )
    return side_of_baseline("champion", parse_baseline(text))


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _older(text: str | None) -> dict[str, Locked]:
    """Return what an older lock says; nothing if it was written in a way no longer read."""
    try:
        return locked_entries(text or "")
    except SetupError:
        return {}


def _lock(text: str | None) -> Lock:
    return Lock(datasets={}) if text is None else parse_lock(text)


def _hashes(entries: dict[str, Locked]) -> dict[str, str]:
    return {key: entry.sha256 for key, entry in entries.items()}
