"""The prompts and fragments of this checkout, found by the names that people type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from coach.errors import NotFound, SetupError
from prompts.document import Fragment, Prompt
from prompts.library import Library, package, read_library, read_text
from prompts.registry import RegistryEntry, parse_registry
from prompts.versions import split_key


@dataclass(frozen=True, slots=True)
class Shelf:
    """Every version that there is, and which of them are in use."""

    folder: Traversable
    library: Library
    entries: Mapping[str, RegistryEntry]

    @property
    def every(self) -> tuple[Prompt | Fragment, ...]:
        """Prompts and fragments by name and version."""
        both = (*self.library.prompts.values(), *self.library.fragments.values())
        return tuple(sorted(both, key=lambda each: split_key(each.key)))

    def prompt(self, name: str) -> Prompt:
        """Return the prompt `<agent>@<version>`, or the champion of `<agent>`.

        Raises:
            NotFound: There is no such agent or version.
        """
        found = self.find(name)
        if isinstance(found, Prompt):
            return found
        raise NotFound(
            f"{found.key} is a fragment: it is no agent's prompt.",
            way_out=f"Agents with a prompt: {', '.join(sorted(self.entries))}.",
            code="agent_not_found",
        )

    def find(self, name: str) -> Prompt | Fragment:
        """Return a version; without one the champion, or the newest of a fragment.

        Raises:
            NotFound: There is no such name or version.
        """
        wanted, _, version = name.partition("@")
        there = [each for each in self.every if split_key(each.key)[0] == wanted]
        if not there:
            names = sorted({split_key(each.key)[0] for each in self.every})
            raise NotFound(
                f"there is no prompt {wanted!r}.",
                way_out=f"There are {', '.join(names)}.",
                code="prompt_not_found",
            )
        entry = self.entries.get(wanted)
        version = version or (entry.champion if entry else there[-1].front.version)
        found = next((each for each in there if each.front.version == version), None)
        if found is None:
            raise NotFound(
                f"{wanted} has no version {version!r}.",
                way_out=f"Versions: {', '.join(each.front.version for each in there)}.",
                code="prompt_not_found",
            )
        return found

    def standing(self, each: Prompt | Fragment) -> str:
        """Return what a version is used for; empty if for nothing now."""
        if isinstance(each, Fragment):
            users = [p for p in self._in_use() if each.key in p.front.includes]
            return "part of " + ", ".join(p.key for p in users) if users else ""
        entry = self.entries.get(each.front.agent)
        if entry and entry.champion == each.front.version:
            return "champion"
        if entry and entry.ab and entry.challenger == each.front.version:
            return f"challenger {entry.ab.weight:.0%} ({entry.ab.id})"
        return ""

    def _in_use(self) -> list[Prompt]:
        return [each for each in self.library.prompts.values() if self.standing(each)]

    def writable(self) -> Path:
        """Return the folder.

        Raises:
            SetupError: It is inside an archive.
        """
        if not isinstance(self.folder, Path):
            raise SetupError(
                "the prompts of this installation cannot be written.",
                way_out="Work in a checkout of the source.",
                code="prompts_read_only",
            )
        return self.folder


def open_shelf() -> Shelf:
    """Read the prompts of this checkout.

    Raises:
        SetupError: A file is wrong.
    """
    folder = package()
    return Shelf(folder, read_library(folder), parse_registry(read_text(folder, "registry.yaml")))
