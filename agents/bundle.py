"""The identity of what answers: prompts, model, tools, graph and code, as one hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from agents.binding import tool_schemas
from prompts.registry import PromptRegistry
from tools.catalog import ALL_TOOLS

CODE: Final = ("agents", "coach", "tools")
"""Packages whose source changes what the coach says."""


def bundle_id_of(prompts: PromptRegistry, model: str, topology: str) -> str:
    """Return sha256 over prompt locks, model, tool schemas, topology and code, in hex."""
    parts = {
        "prompts": prompts.locks,
        "model": model,
        "tools": tool_schemas(ALL_TOOLS),
        "topology": topology,
        "code": code_digest(),
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def code_digest() -> str:
    """Return sha256 over the Python sources of the packages in `CODE`, in hex."""
    digest = hashlib.sha256()
    for package in CODE:
        for name, source in sorted(_sources(files(package), package)):
            digest.update(name.encode() + b"\0" + source + b"\0")
    return digest.hexdigest()


def _sources(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        name = f"{prefix}/{entry.name}"
        if entry.is_dir():
            yield from _sources(entry, name)
        elif entry.name.endswith(".py"):
            yield name, entry.read_bytes()
