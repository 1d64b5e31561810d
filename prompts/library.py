"""The files of a folder of prompts: every version of every prompt and fragment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from coach.errors import SetupError
from prompts.document import (
    Fragment,
    Prompt,
    is_prompt,
    no_fragment,
    parse_fragment,
    parse_prompt,
)


def package() -> Traversable:
    """Return the folder of the prompts that this installation has."""
    return files("prompts")


def read_text(folder: Traversable, name: str) -> str:
    """Return a file of the folder.

    Raises:
        SetupError: It is not there, or is no text.
    """
    try:
        return folder.joinpath(*name.split("/")).read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError) as exc:
        raise SetupError(
            f"prompts/{name} does not exist.",
            way_out="Name a version that is there; `fitholic prompts list` shows them.",
            code="prompt_missing",
        ) from exc
    except (OSError, UnicodeDecodeError) as exc:
        raise SetupError(
            f"prompts/{name} cannot be read: {exc}.",
            way_out="Save it as UTF-8, readable for who runs this.",
            code="prompt_format",
        ) from exc


@dataclass(frozen=True, slots=True)
class Library:
    """Every prompt and fragment of a folder, by `<name>@<version>`."""

    prompts: Mapping[str, Prompt]
    fragments: Mapping[str, Fragment]

    @property
    def hashes(self) -> Mapping[str, str]:
        """`<name>@<version>` to sha256, prompts and fragments together."""
        both = (*self.prompts.values(), *self.fragments.values())
        return {each.key: each.sha256 for each in both}


def read_library(folder: Traversable) -> Library:
    """Read every version in a folder.

    Raises:
        SetupError: A file is wrong, or its name and its front matter disagree.
    """
    texts = {
        f"{inner.name}/{file.name}": read_text(folder, f"{inner.name}/{file.name}")
        for inner in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if inner.is_dir()
        for file in sorted(inner.iterdir(), key=lambda entry: entry.name)
        if file.name.endswith(".md")
    }
    fragments: dict[str, Fragment] = {}
    for name in [
        name for name, text in texts.items() if not is_prompt(text, name=f"prompts/{name}")
    ]:
        fragment = parse_fragment(texts.pop(name), name=f"prompts/{name}")
        _check_place(name, fragment.key)
        fragments[fragment.key] = fragment

    def find(key: str) -> Fragment:
        return fragments.get(key) or no_fragment(key)

    prompts: dict[str, Prompt] = {}
    for name, text in texts.items():
        prompt = parse_prompt(text, find, name=f"prompts/{name}")
        _check_place(name, prompt.key)
        prompts[prompt.key] = prompt
    return Library(MappingProxyType(prompts), MappingProxyType(fragments))


def load_prompt(agent: str, version: str, folder: Traversable | None = None) -> Prompt:
    """Return one version of one agent's prompt, with the fragments it includes.

    Args:
        agent: The folder.
        version: The file, without its ending.
        folder: Where the prompts are; those of this installation if not given.

    Raises:
        SetupError: There is no such file, or its front matter says something else.
    """
    place = folder or package()
    name = f"{agent}/{version}.md"
    text, find = read_text(place, name), partial(load_fragment, place)
    prompt = parse_prompt(text, find, name=f"prompts/{name}")
    _check_place(name, prompt.key)
    return prompt


def load_fragment(folder: Traversable, key: str) -> Fragment:
    """Return the fragment `<name>@<version>` of a folder.

    Raises:
        SetupError: There is no such file, or its front matter says something else.
    """
    name = _path_of(key)
    fragment = parse_fragment(read_text(folder, name), name=f"prompts/{name}")
    _check_place(name, fragment.key)
    return fragment


def _path_of(key: str) -> str:
    return key.replace("@", "/") + ".md"


def _check_place(name: str, key: str) -> None:
    if name != _path_of(key):
        raise SetupError(
            f"prompts/{name} calls itself {key}.",
            way_out="Make the name and the version in its front matter agree with the path.",
            code="prompt_format",
        )
