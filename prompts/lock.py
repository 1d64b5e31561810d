"""prompts.lock: what each prompt version was when it was locked; from then on it never changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

import yaml
from pydantic import Field, TypeAdapter

from coach.errors import SetupError
from prompts.document import Prompt, Strict
from prompts.library import Library
from prompts.strict_yaml import WrongText, check, read_yaml
from prompts.versions import before, check_bump, renderings

HEADER: Final = (
    "# Written by `fitholic prompts lock`, never by hand. Docs: docs/reference/prompts.md\n"
)
LOCK: Final = "fitholic prompts lock"

SchemasOf = Callable[[Prompt], str | None]
"""Gives the hash of the schemas of a prompt's tools; None for an agent that has none."""


class Locked(Strict):
    """One locked version; a fragment has a hash alone."""

    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    model: str | None = None
    variables: dict[str, str] = Field(default_factory=dict[str, str])
    includes: list[str] = Field(default_factory=list[str])
    tools: list[str] = Field(default_factory=list[str])
    tool_schemas: str | None = None
    """Hash of what the model is told of these tools; renewed when a tool changes."""


_ENTRIES: Final = TypeAdapter(dict[str, Locked])


def locked_entries(text: str) -> dict[str, Locked]:
    """Return what prompts.lock says of each `<name>@<version>`.

    Raises:
        SetupError: It is not what `fitholic prompts lock` wrote.
    """
    try:
        return check(_ENTRIES, read_yaml(text) or {})
    except WrongText as exc:
        raise SetupError(
            f"prompts.lock is wrong: {exc}.",
            way_out="Take it back from the last commit; it is never edited by hand.",
            code="prompt_lock",
        ) from exc


def parse_lock(text: str) -> dict[str, str]:
    """Return `<name>@<version>` to sha256, as prompts.lock lists them.

    Raises:
        SetupError: It is not what `fitholic prompts lock` wrote.
    """
    return {key: entry.sha256 for key, entry in locked_entries(text).items()}


def check_lock(prompts: Iterable[Prompt], lock_text: str) -> None:
    """Compare prompts, and the fragments they include, with the lock.

    Raises:
        SetupError: One is not locked, or differs from what was locked under its version.
    """
    locked = parse_lock(lock_text)
    for prompt in prompts:
        for fragment in prompt.fragments:
            _check_one(fragment.key, fragment.sha256, locked)
        _check_one(prompt.key, prompt.sha256, locked)


def updated_lock(library: Library, lock_text: str, schemas_of: SchemasOf) -> str:
    """Return the lock with new versions added and the hashes of tool schemas renewed.

    Raises:
        SetupError: A locked version was edited or deleted, a new one does not render, or it moved
            less than its change asks for.
    """
    locked = locked_entries(lock_text)
    hashes = library.hashes
    gone = sorted(locked.keys() - hashes.keys())
    if gone:
        raise SetupError(
            f"{gone[0]} is locked, and its file is gone.",
            way_out="Bring it back: runs and reports of the past name it.",
            code="prompt_deleted",
        )
    for key in locked:
        _check_one(key, hashes[key], {key: locked[key].sha256})
    _check_new(library, hashes.keys() - locked.keys())
    entries = {key: Locked(sha256=each.sha256) for key, each in library.fragments.items()}
    entries |= {key: _entry(each, schemas_of) for key, each in library.prompts.items()}
    return written(entries)


def written(entries: Mapping[str, Locked]) -> str:
    """Return the text of prompts.lock."""
    plain = {key: entry.model_dump(exclude_defaults=True) for key, entry in entries.items()}
    return HEADER + yaml.safe_dump(plain, sort_keys=True, width=100)


def stale_schemas(old: str, new: str) -> tuple[str, ...]:
    """Return the versions whose tools are described otherwise in another text of the lock."""
    before_, after = locked_entries(old), locked_entries(new)
    return tuple(
        sorted(
            key
            for key in before_.keys() & after.keys()
            if before_[key].tool_schemas != after[key].tool_schemas
        )
    )


def _entry(prompt: Prompt, schemas_of: SchemasOf) -> Locked:
    front = prompt.front
    return Locked(
        sha256=prompt.sha256,
        model=front.model,
        variables=dict(front.variables),
        includes=front.includes,
        tools=sorted(front.tools),
        tool_schemas=schemas_of(prompt),
    )


def _check_new(library: Library, keys: Iterable[str]) -> None:
    for key in sorted(keys & library.prompts.keys()):
        prompt = library.prompts[key]
        renderings(prompt)
        older = before(key, library.prompts)
        if older is not None:
            check_bump(library.prompts[older], prompt)


def _check_one(key: str, sha256: str, locked: Mapping[str, str]) -> None:
    known = locked.get(key)
    if known is None:
        raise SetupError(
            f"prompt {key} is not in prompts.lock.",
            way_out=f"Run `{LOCK}`.",
            code="prompt_not_locked",
        )
    if known != sha256:
        raise SetupError(
            f"prompt {key} was edited under a version that is locked.",
            way_out=f"Undo the edit, or give it a new version and run `{LOCK}`.",
            code="prompt_edited",
        )
