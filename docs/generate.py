"""Writes the reference pages that describe the program, from the program itself."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from coach.settings import GROUPS, Settings
from store.formats.export_reference import export_format_page
from store.tables.reference import schema_page
from tools.catalog import ALL_TOOLS, CATALOGUE
from tools.formulas import ARITHMETIC, FORMULAS
from tools.spec import ToolSpec

REFERENCE = Path(__file__).parent / "reference"


def field_docs(group: type) -> dict[str, str]:
    """Return each field's docstring: the string that follows it in the source."""
    found = re.findall(
        r'^    (\w+): .*?\n    """(.*?)"""', inspect.getsource(group), re.MULTILINE | re.DOTALL
    )
    return {name: " ".join(text.split()) for name, text in found}


def settings_page() -> str:
    """Return docs/reference/settings.md."""
    return "\n".join(_settings_lines()) + "\n"


def _settings_lines() -> Iterator[str]:
    yield "# Settings"
    yield ""
    yield (
        "Every setting is an environment variable. A variable that begins with `FITHOLIC_` and is "
        "not listed here is an error, so that a misspelt one is noticed."
    )
    for group in (Settings, *GROUPS):
        title = (inspect.getdoc(group) or group.__name__).splitlines()[0].rstrip(".")
        yield ""
        yield f"## {title}"
        yield ""
        yield "| Variable | Default | Meaning |"
        yield "|---|---|---|"
        docs = field_docs(group)
        for name, info in group.model_fields.items():
            if isinstance(info.validation_alias, str):
                default = "unset" if info.default is None else f"`{info.default}`"
                yield f"| `{info.validation_alias}` | {default} | {docs[name]} |"


def tools_page() -> str:
    """Return docs/reference/tools.md."""
    return "\n".join(_tools_lines()) + "\n"


def _tools_lines() -> Iterator[str]:
    yield "# Tools"
    yield ""
    yield (
        "What an agent can call. Every number of a result is a fact with an id, a unit, a subject, "
        "a date and a source; `mass` stands for the athlete's own unit. Who the athlete is and "
        "what time it is come from the service, never from the model."
    )
    yield ""
    yield "| Agent | Tools |"
    yield "|---|---|"
    for agent, specs in CATALOGUE.items():
        yield f"| {agent} | {', '.join(f'`{spec.name}`' for spec in specs)} |"
    for spec in ALL_TOOLS:
        yield from _tool_lines(spec)


def _tool_lines(spec: ToolSpec) -> Iterator[str]:
    yield ""
    yield f"## {spec.name}"
    yield ""
    yield spec.description
    yield f"Effect: {spec.effect}. Time limit: {spec.timeout_s:g} s."
    fields = spec.args.model_fields
    if fields:
        yield ""
        yield "| Argument | Required | Meaning |"
        yield "|---|---|---|"
        for name, info in fields.items():
            required = "yes" if info.is_required() else "no"
            yield f"| `{name}` | {required} | {info.description} |"
    yield ""
    yield "| Fact | Unit | About | Meaning |"
    yield "|---|---|---|---|"
    for label, unit, subject, meaning in dict.fromkeys(spec.returns):
        yield f"| {_cell(label)} | {unit or ''} | {_cell(subject)} | {_cell(meaning)} |"


def _cell(text: str) -> str:
    return text.replace("<", "&lt;").replace(">", "&gt;")


def formulas_page() -> str:
    """Return docs/reference/formulas.md."""
    return "\n".join(_formulas_lines()) + "\n"


def _formulas_lines() -> Iterator[str]:
    yield "# Formulas"
    yield ""
    yield (
        "What `fitholic calc` calculates and what a fact names as its source. "
        "`fitholic calc one_rep_max.epley load=100 reps=5` calculates one."
    )
    for name, function in FORMULAS.items():
        yield ""
        yield f"## {name}"
        yield ""
        yield f"`{name}({', '.join(inspect.signature(function).parameters)})`"
        yield ""
        yield "```text"
        yield inspect.getdoc(function) or ""
        yield "```"
    yield ""
    yield "## Plain arithmetic"
    yield ""
    yield "| Name | Meaning |"
    yield "|---|---|"
    for name, meaning in ARITHMETIC.items():
        yield f"| {name} | {meaning} |"


PAGES = {
    "settings.md": settings_page,
    "tools.md": tools_page,
    "formulas.md": formulas_page,
    "schema.md": schema_page,
    "export-format.md": export_format_page,
}


def stale_pages() -> list[str]:
    """Return the pages whose file is not what the program says today."""
    return [
        name
        for name, page in PAGES.items()
        if not (REFERENCE / name).is_file()
        or (REFERENCE / name).read_text(encoding="utf-8") != page()
    ]


def main(arguments: list[str]) -> int:
    """Write the pages, or with `--check` only say which are stale."""
    if arguments == ["--check"]:
        stale = stale_pages()
        for name in stale:
            sys.stderr.write(f"docs/reference/{name} is stale; run `make docs`\n")
        return 1 if stale else 0
    REFERENCE.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        (REFERENCE / name).write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
