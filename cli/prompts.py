"""`fitholic prompts`: read, compare, copy and lock what the agents are told."""

from __future__ import annotations

import difflib
import json
import sys
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from coach.errors import Conflict, InvalidInput, SetupError

if TYPE_CHECKING:
    from cli.prompt_shelf import Shelf
    from prompts.document import Fragment, Prompt, Value

app = typer.Typer(no_args_is_help=True)
AsJson = Annotated[
    bool, typer.Option("--json", help="Print JSON and nothing else on standard output.")
]
Name = Annotated[str, typer.Argument(metavar="NAME[@VERSION]", help="Such as planner@1.0.0.")]
Fill = Annotated[
    list[str] | None,
    typer.Option("--set", help="A variable as name=value, with --rendered; may be given again."),
]
SAMPLES: Final[Mapping[str, str]] = {"mass_unit": "kg", "language": "en"}
"""What --rendered fills in where nothing is said; flags are off and the day is today."""


@app.callback()
def prompts() -> None:
    """Read, compare, copy and lock what the agents are told."""


@app.command("list")
def list_prompts(as_json: AsJson = False) -> None:
    """List every version with what it is used for."""
    shelf = _shelf()
    if as_json:
        _put([_plain(each) | {"standing": shelf.standing(each)} for each in shelf.every])
        return
    from rich import box
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=box.SIMPLE)
    for head in ("name", "in use as", "sha256", "change"):
        table.add_column(head, overflow="fold", no_wrap=head == "name")
    for each in shelf.every:
        cells = (each.key, shelf.standing(each), each.sha256[:8], each.front.changelog)
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
    shelf = _shelf()
    found = shelf.prompt(name) if rendered else shelf.find(name)
    body = _rendered(shelf.prompt(name), values) if rendered else found.body
    if as_json:
        _put(_plain(found) | {"body": body})
    elif rendered:
        sys.stdout.write(body)
    else:
        sys.stdout.write(_text_of(found))


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
    one, other = shelf.prompt(old), shelf.prompt(new)
    texts = [_rendered(each, values) if rendered else _text_of(each) for each in (one, other)]
    before, after = (text.splitlines(keepends=True) for text in texts)
    lines = difflib.unified_diff(before, after, one.key, other.key)
    sys.stdout.write("".join(lines) or "no difference\n")
    change = change_between(one, other)
    sys.stderr.write(f"fitholic: {change.reason}: at least a {change.bump} version\n")


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="An agent, or a fragment; such as planner.")],
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
    found = shelf.find(f"{name}@{source}" if source else name)
    version = next_version(shelf.library, found.key, parse_bump(bump))
    folder = shelf.writable() / found.key.partition("@")[0]
    text = (folder / f"{found.front.version}.md").read_text(encoding="utf-8")
    path = folder / f"{version}.md"
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(draft_of(text, version))
    except FileExistsError as exc:
        raise Conflict(f"{path} is there already.", way_out="Try again.") from exc
    sys.stdout.write(f"{path}\n{_next_steps(shelf, found, f'{folder.name}@{version}')}\n")


@app.command()
def lock(
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail if anything would be written.")
    ] = False,
) -> None:
    """Lock new versions: from then on they never change. Renews the hashes of tool schemas."""
    from agents.bundle import prompt_schemas_sha
    from prompts.drafts import changelog_of
    from prompts.library import read_text
    from prompts.lock import stale_schemas, updated_lock

    shelf = _shelf()
    _check_suites(shelf)
    before = read_text(shelf.folder, "prompts.lock")
    after = updated_lock(shelf.library, before, prompt_schemas_sha)
    for key in stale_schemas(before, after):
        sys.stderr.write(f"fitholic: the tools of {key} are described otherwise than before\n")
    wanted = {"prompts.lock": after, "CHANGELOG.md": changelog_of(shelf.library)}
    files = {name: shelf.folder.joinpath(name) for name in wanted}
    stale = [
        name
        for name, file in files.items()
        if not file.is_file() or file.read_text(encoding="utf-8") != wanted[name]
    ]
    if check and stale:
        raise SetupError(
            f"prompts/{stale[0]} is not what the prompts say.",
            way_out="Run `fitholic prompts lock` and commit what it writes.",
            code="prompt_lock_stale",
        )
    for name in stale:
        (shelf.writable() / name).write_text(wanted[name], encoding="utf-8")
        sys.stderr.write(f"fitholic: wrote prompts/{name}\n")
    _check_in_use()


def _check_suites(shelf: Shelf) -> None:
    """Check that the suites a version has to pass are there."""
    from evals.runs.suites import load_suite

    for name in sorted({s for p in shelf.library.prompts.values() for s in p.front.eval_suites}):
        load_suite(name)


def _check_in_use() -> None:
    """Check that both arms of the registry can speak."""
    from agents.toolsets import check_prompts
    from prompts.registry import load_experiments, load_registry

    champions = load_registry()
    check_prompts(champions)
    for trial in load_experiments():
        check_prompts(champions.with_prompts(trial.challengers))


def _shelf() -> Shelf:
    from cli.prompt_shelf import open_shelf

    return open_shelf()


def _next_steps(shelf: Shelf, found: Prompt | Fragment, key: str) -> str:
    edit = "Now: edit it and its changelog"
    if found.key in shelf.library.fragments:
        return f"{edit}; name {key} under `includes` in a new version of each prompt that uses it."
    return (
        f"{edit}; `fitholic prompts diff {found.key} {key}`; `fitholic prompts lock`; name it as "
        "challenger in prompts/registry.yaml; `fitholic evals run --bundle challenger`."
    )


def _plain(each: Prompt | Fragment) -> dict[str, Any]:
    return {"key": each.key, "sha256": each.sha256, **each.front.model_dump(mode="json")}


def _text_of(each: Prompt | Fragment) -> str:
    import yaml

    front = each.front.model_dump(exclude_none=True)
    text = yaml.safe_dump(front, sort_keys=False, width=100, allow_unicode=True)
    return f"{text}\n{each.body}"


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
    return prompt.render(values) + "\n"


def _default(name: str, kind: str) -> Value:
    if name == "today":
        return date.today().isoformat()  # noqa: DTZ011 - the day on the wall of who asks
    return {"bool": False, "int": 0}.get(kind, SAMPLES.get(name, name))


def _parsed(text: str, kind: str) -> Value:
    if kind == "bool" and text in {"true", "false"}:
        return text == "true"
    if kind == "int" and text.removeprefix("-").isdecimal():
        return int(text)
    if kind == "str":
        return text
    raise InvalidInput(
        f"{text!r} is no {kind}.", way_out="Say true or false, or a whole number.", code="bad_value"
    )


def _put(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")
