"""`fitholic prompts`: read, compare, copy and lock what the agents are told."""

from __future__ import annotations

import difflib
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from coach.errors import Conflict, InvalidInput, NotFound, SetupError

if TYPE_CHECKING:
    from prompts.document import Prompt, Value
    from prompts.library import Library
    from prompts.registry import RegistryEntry

app = typer.Typer(no_args_is_help=True)
AsJson = Annotated[
    bool, typer.Option("--json", help="Print JSON and nothing else on standard output.")
]
Name = Annotated[str, typer.Argument(metavar="AGENT[@VERSION]", help="Such as planner@1.0.0.")]
Fill = Annotated[
    list[str] | None,
    typer.Option("--set", help="A variable as name=value, with --rendered; may be given again."),
]
SAMPLES: Final[Mapping[str, str]] = {"mass_unit": "kg", "language": "en"}
"""What --rendered fills in where nothing is said; flags are off and the day is today."""


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The prompts of this checkout and which of them are in use."""

    folder: Traversable
    library: Library
    entries: Mapping[str, RegistryEntry]

    def find(self, name: str) -> Prompt:
        """Return `<agent>@<version>`, or the champion of `<agent>`.

        Raises:
            NotFound: There is no such agent or version.
        """
        agent, _, version = name.partition("@")
        entry = self.entries.get(agent)
        versions = [p.front.version for p in self.library.prompts.values() if _agent(p) == agent]
        if entry is None and not versions:
            raise NotFound(
                f"there is no agent {agent!r}.",
                way_out=f"Agents with a prompt: {', '.join(sorted(self.entries))}.",
                code="agent_not_found",
            )
        wanted = version or (entry.champion if entry else "")
        found = self.library.prompts.get(f"{agent}@{wanted}")
        if found is None:
            raise NotFound(
                f"{agent} has no version {wanted!r}.",
                way_out=f"Versions: {', '.join(versions)}.",
                code="prompt_not_found",
            )
        return found

    def standing(self, prompt: Prompt) -> str:
        """Return what a version is used for."""
        entry = self.entries.get(prompt.front.agent)
        if entry and entry.champion == prompt.front.version:
            return "champion"
        if entry and entry.ab and entry.challenger == prompt.front.version:
            return f"challenger {entry.ab.weight:.0%} ({entry.ab.id})"
        return ""


@app.callback()
def prompts() -> None:
    """Read, compare, copy and lock what the agents are told."""


@app.command("list")
def list_prompts(as_json: AsJson = False) -> None:
    """List every version with what it is used for."""
    shelf = _shelf()
    found = list(shelf.library.prompts.values())
    if as_json:
        _put([_plain(each) | {"standing": shelf.standing(each)} for each in found])
        return
    from rich import box
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=box.SIMPLE)
    for head in ("prompt", "in use as", "model", "sha256", "change"):
        table.add_column(head, overflow="fold", no_wrap=head == "prompt")
    for each in found:
        front = each.front
        cells = (each.key, shelf.standing(each), front.model, each.sha256[:8], front.changelog)
        table.add_row(*map(escape, cells))
    Console(highlight=False).print(table)


@app.command()
def show(
    name: Name,
    rendered: Annotated[
        bool, typer.Option("--rendered", help="Fill the variables in, as the model reads it.")
    ] = False,
    values: Fill = None,
    as_json: AsJson = False,
) -> None:
    """Show one version; without a version the one in use."""
    prompt = _shelf().find(name)
    body = _rendered(prompt, values) if rendered else prompt.body
    if as_json:
        _put(_plain(prompt) | {"body": body})
    elif rendered:
        sys.stdout.write(body + "\n")
    else:
        sys.stdout.write(f"{_front_text(prompt)}\n{body}")


@app.command()
def diff(
    old: Name,
    new: Name,
    rendered: Annotated[
        bool, typer.Option("--rendered", help="Compare what the model reads.")
    ] = False,
    values: Fill = None,
) -> None:
    """Show what changed from one version to another, and which kind of version that asks for."""
    from prompts.versions import change_between

    shelf = _shelf()
    one, other = shelf.find(old), shelf.find(new)
    texts = [
        _rendered(each, values) + "\n" if rendered else f"{_front_text(each)}\n{each.body}"
        for each in (one, other)
    ]
    before, after = (text.splitlines(keepends=True) for text in texts)
    lines = difflib.unified_diff(before, after, one.key, other.key)
    sys.stdout.write("".join(lines) or "no difference\n")
    change = change_between(one, other)
    sys.stderr.write(f"fitholic: {change.reason}: at least a {change.bump} version\n")


@app.command()
def new(
    agent: Annotated[str, typer.Argument(help="Such as planner.")],
    bump: Annotated[str, typer.Option(help="major, minor or patch.")],
    source: Annotated[
        str | None, typer.Option("--from", help="Version to copy; the champion if left out.")
    ] = None,
) -> None:
    """Copy a version to a new one, for you to edit.

    MAJOR: variables, tools or the output schema change. MINOR: the model reads other words, or is
    another model. PATCH: nothing that a model reads changes.
    """
    from prompts.drafts import draft_of, next_version
    from prompts.versions import parse_bump

    shelf = _shelf()
    prompt = shelf.find(f"{agent}@{source}" if source else agent)
    version = next_version(shelf.library, prompt.key, parse_bump(bump))
    folder = _writable(shelf.folder) / prompt.front.agent
    text = (folder / f"{prompt.front.version}.md").read_text(encoding="utf-8")
    path = folder / f"{version}.md"
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(draft_of(text, version))
    except FileExistsError as exc:
        raise Conflict(f"{path} is there already.", way_out="Try again.") from exc
    sys.stdout.write(
        f"{path}\n"
        f"Now: edit it and its changelog; `fitholic prompts diff {prompt.key} {agent}@{version}`; "
        "`fitholic prompts lock`; name it as challenger in prompts/registry.yaml; "
        "`fitholic evals run --bundle challenger`.\n"
    )


@app.command()
def lock(
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail if anything would be written.")
    ] = False,
) -> None:
    """Lock new versions: from then on they never change. Renews the hashes of tool schemas."""
    from agents.bundle import prompt_schemas_sha
    from prompts.drafts import changelog_of
    from prompts.lock import stale_schemas, updated_lock

    shelf = _shelf()
    before = shelf.folder.joinpath("prompts.lock").read_text(encoding="utf-8")
    after = updated_lock(shelf.library, before, prompt_schemas_sha)
    for key in stale_schemas(before, after):
        sys.stderr.write(f"fitholic: the tools of {key} are described otherwise than before\n")
    wanted = {"prompts.lock": after, "CHANGELOG.md": changelog_of(shelf.library)}
    stale = [name for name, text in wanted.items() if _text_of(shelf.folder, name) != text]
    if check and stale:
        raise SetupError(
            f"prompts/{stale[0]} is not what the prompts say.",
            way_out="Run `fitholic prompts lock` and commit what it writes.",
            code="prompt_lock_stale",
        )
    for name in stale:
        (_writable(shelf.folder) / name).write_text(wanted[name], encoding="utf-8")
        sys.stderr.write(f"fitholic: wrote prompts/{name}\n")
    _check_in_use()


def _check_in_use() -> None:
    """Check that both arms of the registry can speak."""
    from agents.toolsets import check_prompts
    from prompts.registry import load_experiments, load_registry

    champions = load_registry()
    check_prompts(champions)
    for trial in load_experiments():
        check_prompts(champions.with_prompts(trial.challengers))


def _shelf() -> _Shelf:
    from prompts.library import package, read_library, read_text
    from prompts.registry import parse_registry

    folder = package()
    return _Shelf(folder, read_library(folder), parse_registry(read_text(folder, "registry.yaml")))


def _agent(prompt: Prompt) -> str:
    return prompt.front.agent


def _plain(prompt: Prompt) -> dict[str, Any]:
    return {"key": prompt.key, "sha256": prompt.sha256, **prompt.front.model_dump(mode="json")}


def _front_text(prompt: Prompt) -> str:
    import yaml

    front = prompt.front.model_dump(exclude_none=True)
    return yaml.safe_dump(front, sort_keys=False, width=100, allow_unicode=True)


def _rendered(prompt: Prompt, given: list[str] | None) -> str:
    values = {name: _default(name, kind) for name, kind in prompt.front.variables.items()}
    for pair in given or []:
        name, _, text = pair.partition("=")
        kind = prompt.front.variables.get(name)
        if kind is None:
            raise InvalidInput(
                f"{prompt.key} has no variable {name!r}.",
                way_out=f"It has {', '.join(prompt.front.variables)}.",
                code="prompt_variables",
            )
        values[name] = _parsed(text, kind)
    return prompt.render(values)


def _default(name: str, kind: str) -> Value:
    if name == "today":
        return date.today().isoformat()  # noqa: DTZ011 - the day on the wall of who asks
    return {"bool": False, "int": 0}.get(kind, SAMPLES.get(name, name))


def _parsed(text: str, kind: str) -> Value:
    if kind == "bool" and text in {"true", "false"}:
        return text == "true"
    if kind == "int" and text.lstrip("-").isdecimal():
        return int(text)
    if kind == "str":
        return text
    raise InvalidInput(
        f"{text!r} is no {kind}.", way_out="Say true or false, or a whole number.", code="bad_value"
    )


def _text_of(folder: Traversable, name: str) -> str | None:
    file = folder.joinpath(name)
    return file.read_text(encoding="utf-8") if file.is_file() else None


def _writable(folder: Traversable) -> Path:
    if not isinstance(folder, Path):
        raise SetupError(
            "the prompts of this installation cannot be written.",
            way_out="Work in a checkout of the source.",
            code="prompts_read_only",
        )
    return folder


def _put(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")
