"""Writes the reference pages that describe the program: settings, from the settings themselves."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from coach.settings import GROUPS, Settings

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


PAGES = {"settings.md": settings_page}


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
