"""The identity of what answers: prompts, model, tools, graph, knowledge and code, as one hash."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any, Final, cast

from agents.binding import tool_schemas
from agents.models import Voice
from agents.toolsets import tools_of
from prompts.document import Prompt
from prompts.registry import PromptRegistry
from tools.catalog import ALL_TOOLS
from tools.spec import ToolSpec

CODE: Final = ("agents", "coach", "prompts", "store", "tools", "vision")
"""Packages whose source changes what the coach says."""
CONTENT: Final = "store/content"
"""Exercises, foods and knowledge that come with the code."""
DISTRIBUTION: Final = "fitholic"
ABSENT: Final = "absent"
"""Stands for the version of what is not installed, as in a source tree on the path."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """What is gated, promoted and named by every run."""

    id: str
    """sha256 over `parts`, in hex."""
    parts: Mapping[str, Any]
    """Plain JSON: prompts, model, parameters, tools, topology, retrieval, code, dependencies."""


def bundle_of(
    prompts: PromptRegistry, voices: Sequence[Voice], *, topology: Sequence[str], embedder_id: str
) -> Bundle:
    """Return the identity of a coach.

    Args:
        prompts: The prompts of one arm.
        voices: Who is asked, in order: the model that speaks, and who takes over.
        topology: Nodes and edges of the graph, see `agents.topology`.
        embedder_id: Name and hash of the model that makes vectors.

    Raises:
        SetupError: A prompt names a tool that its agent may not call.
    """
    told = [prompts.champions[agent] for agent in sorted(prompts.champions)]
    parts: dict[str, Any] = {
        "prompts": list(prompts.locks),
        "model": voices[0].name,
        "fallbacks": [voice.name for voice in voices[1:]],
        "params": {prompt.front.agent: voices[0].options(prompt.front.params) for prompt in told},
        "tools": {prompt.front.agent: prompt_schemas_sha(prompt) for prompt in told},
        "topology": list(topology),
        "retrieval": f"{embedder_id}+{content_digest()}",
        "code": code_digest(),
        "dependencies": dict(dependencies()),
    }
    return Bundle(_sha256(canonical(parts)), MappingProxyType(parts))


def schemas_sha(specs: Iterable[ToolSpec] = ALL_TOOLS) -> str:
    """Return sha256 of what a model is told of tools, whatever its order and white space."""
    return _schemas_sha(frozenset(specs))


@cache
def _schemas_sha(specs: frozenset[ToolSpec]) -> str:
    """Hash a set of tools once a process; writing their schemas out takes 4 ms."""
    told = sorted(tool_schemas([*specs]), key=lambda schema: str(schema["function"]["name"]))
    return _sha256(canonical(told))


def prompt_schemas_sha(prompt: Prompt) -> str | None:
    """Return `schemas_sha` of the tools of one prompt; None if it names none.

    Raises:
        SetupError: It names a tool that its agent may not call.
    """
    specs = tools_of(prompt)
    return schemas_sha(specs) if specs else None


def canonical(value: object) -> str:
    """Return JSON in which the order of keys and the white space of descriptions are fixed."""
    return json.dumps(_settled(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@cache
def code_digest() -> str:
    """Return sha256 over the Python sources of the packages in `CODE`; read once a process."""
    return _digest_of(((files(package), package) for package in CODE), (".py",))


@cache
def content_digest() -> str:
    """Return sha256 over the shipped exercises, foods and knowledge; read once a process.

    How they are indexed and searched is code of the store, so `code_digest` covers it.
    """
    return _digest_of([(files("store").joinpath("content"), CONTENT)], (".md", ".yaml"))


@cache
def dependencies() -> Mapping[str, str]:
    """Return name and installed version of each direct dependency; read once a process.

    Installed versions say what the lock file brought about, also where a wheel has no lock file.
    """
    try:
        wanted = metadata.requires(DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        return MappingProxyType({DISTRIBUTION: ABSENT})
    names = {re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in wanted}
    return MappingProxyType({name: _version_of(name) for name in sorted(names)})


def _version_of(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ABSENT


def _settled(value: object) -> object:
    match value:
        case dict():
            pairs = cast("dict[str, object]", value).items()
            return {key: _settled_member(key, each) for key, each in pairs}
        case list():
            return [_settled(each) for each in cast("list[object]", value)]
        case _:
            return value


def _settled_member(key: str, value: object) -> object:
    if key == "description" and isinstance(value, str):
        return " ".join(value.split())
    return _settled(value)


def _digest_of(folders: Iterable[tuple[Traversable, str]], endings: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for folder, name in folders:
        for path, content in sorted(_files_in(folder, name, endings)):
            digest.update(path.encode() + b"\0" + content + b"\0")
    return digest.hexdigest()


def _files_in(
    folder: Traversable, prefix: str, endings: tuple[str, ...]
) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        name = f"{prefix}/{entry.name}"
        if entry.is_dir():
            yield from _files_in(entry, name, endings)
        elif entry.name.endswith(endings):
            yield name, entry.read_bytes()


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
