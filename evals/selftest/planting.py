"""Plants code and prompt changes in a copy of the sources; the original is never touched."""

from __future__ import annotations

import re
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Final

import yaml

from coach.errors import InvalidInput
from evals.runs.trees import ROOT, copied_tree, write_in
from evals.selftest.table import Mutant, Patch, PromptEdit
from prompts.library import load_prompt
from prompts.lock import Locked, locked_entries, written

_VERSION: Final = re.compile(r"^version: .*$", re.MULTILINE)
_INCLUDES: Final = re.compile(r"^includes: .*\n", re.MULTILINE)
_INCLUDE: Final = re.compile(r"""\{%-? include ["'](?P<name>\w+)["'] -?%\}""")
CHAMPION: Final = "{champion}"
"""In the name of a prompt's file: its version in use."""
MUTANT_VERSION: Final = "99.0.0"
"""Of a planted prompt; far above any real one."""


class StalePatch(InvalidInput):
    """What was to be changed is not there, or more than once: the change has to be written anew."""

    code = "stale_patch"


@contextmanager
def planted(mutant: Mutant, source: Path = ROOT, folder: Path | None = None) -> Generator[Path]:
    """Give a copy of the sources with the change in it, for the length of the block.

    Args:
        mutant: The change.
        source: What is copied.
        folder: Where; None: where temporary files are.

    Raises:
        StalePatch: A text to replace does not stand exactly once.
    """
    with copied_tree(source, folder) as tree:
        for patch in mutant.patches:
            _apply(tree, patch)
        for edit in mutant.prompts:
            _plant_prompt(tree, edit)
        yield tree


def check_fresh(mutant: Mutant, source: Path = ROOT) -> None:
    """Look whether a change could be planted.

    Raises:
        StalePatch: A text to replace does not stand exactly once.
    """
    for patch in mutant.patches:
        name = _file_of(source, patch)
        _replaced(_text_of(source, name), patch.old, patch.new, name)
    for edit in mutant.prompts:
        _edited(source, edit)


def _apply(tree: Path, patch: Patch) -> None:
    name = _file_of(tree, patch)
    write_in(tree, name, _replaced(_text_of(tree, name), patch.old, patch.new, name))


def _file_of(tree: Path, patch: Patch) -> str:
    """Return the file's name, with the version of the agent's prompt in use for `{champion}`."""
    if CHAMPION not in patch.file:
        return patch.file
    agent = PurePosixPath(patch.file).parent.name
    return patch.file.replace(CHAMPION, _registry(tree)[agent]["champion"])


def _plant_prompt(tree: Path, edit: PromptEdit) -> None:
    """Make the edited prompt the champion of the tree, as a locked version of its own."""
    text = _edited(tree, edit)
    name = f"prompts/{edit.agent}/{MUTANT_VERSION}.md"
    write_in(tree, name, _VERSION.sub(f"version: {MUTANT_VERSION}", text, count=1))
    entries = _registry(tree)
    entries[edit.agent] = {"champion": MUTANT_VERSION}
    write_in(tree, "prompts/registry.yaml", yaml.safe_dump(entries))
    prompt = load_prompt(edit.agent, MUTANT_VERSION, tree / "prompts")
    lock = locked_entries(_text_of(tree, "prompts/prompts.lock"))
    lock[prompt.key] = Locked(sha256=prompt.sha256, model=prompt.front.model)
    write_in(tree, "prompts/prompts.lock", written(lock))


def _edited(tree: Path, edit: PromptEdit) -> str:
    """Return the champion's file with the change, and with its fragments written out."""
    version = _registry(tree)[edit.agent]["champion"]
    prompt = load_prompt(edit.agent, version, tree / "prompts")
    bodies = {fragment.front.id: fragment.body for fragment in prompt.fragments}
    front, body = _split(_text_of(tree, f"prompts/{edit.agent}/{version}.md"))
    body = _INCLUDE.sub(lambda include: bodies[include["name"]], body)
    for old in edit.cut:
        body = _replaced(body, old, "", f"prompt of {edit.agent}")
    for old, new in edit.replace.items():
        body = _replaced(body, old, new, f"prompt of {edit.agent}")
    return _INCLUDES.sub("", front) + body + (f"\n{edit.add}\n" if edit.add else "")


def _split(text: str) -> tuple[str, str]:
    """Return front matter with its fences, and body."""
    end = text.index("\n---\n", 4) + len("\n---\n")
    return text[:end], text[end:]


def _replaced(text: str, old: str, new: str, where: str) -> str:
    times = text.count(old)
    if times != 1:
        raise StalePatch(
            f"{old!r} stands {times} times in {where}.",
            way_out="Write the planted change in evals/selftest/mutants.yaml anew.",
        )
    return text.replace(old, new)


def _registry(tree: Path) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = yaml.safe_load(_text_of(tree, "prompts/registry.yaml"))
    return found


def _text_of(tree: Path, name: str) -> str:
    try:
        return (tree / name).read_text(encoding="utf-8")
    except OSError as exc:
        raise StalePatch(
            f"{name} is not there.",
            way_out="Write the planted change in evals/selftest/mutants.yaml anew.",
        ) from exc
