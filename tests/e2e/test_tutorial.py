"""The tutorial works: every console block is typed as it stands, and shows what it promises."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parents[2]
TUTORIAL = ROOT / "docs" / "tutorial.md"

pytestmark = [pytest.mark.stack, pytest.mark.timeout(300)]


@dataclass(frozen=True)
class Example:
    """One command and the words its output must hold, in this order."""

    command: tuple[str, ...]
    expected: str


def examples() -> Iterator[Example]:
    """Read the console blocks: a `$ command` line, then output; `...` stands for anything."""
    for token in MarkdownIt().parse(TUTORIAL.read_text(encoding="utf-8")):
        if token.type == "fence" and token.info == "console":
            first, _, rest = token.content.partition("\n")
            yield Example(tuple(shlex.split(first.removeprefix("$ "))), " ".join(rest.split()))


def shows(output: str, expected: str) -> bool:
    """Tell whether the parts between the dots stand in the output, in their order."""
    parts = [re.escape(part.strip()) for part in expected.split("...") if part.strip()]
    return re.search(".*".join(parts), " ".join(output.split()), re.DOTALL) is not None


def test_the_tutorial_does_what_it_says(tmp_path: Path) -> None:
    commands = list(examples())
    assert len(commands) >= 5
    fitholic = str(Path(sys.executable).with_name("fitholic"))
    with subprocess.Popen(
        [fitholic, "up", "--port", "0", "--data-dir", str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as stack:
        try:
            assert stack.stdout is not None
            assert "ready" in stack.stdout.readline()
            for example in commands:
                assert example.command[0] == "fitholic"
                done = subprocess.run(
                    [fitholic, *example.command[1:]],
                    cwd=ROOT,
                    env=os.environ | {"FITHOLIC_DATA_DIR": str(tmp_path), "COLUMNS": "200"},
                    capture_output=True,
                    text=True,
                    timeout=120,
                    check=False,
                )
                assert done.returncode == 0, done.stderr
                assert shows(done.stdout, example.expected), (example, done.stdout)
        finally:
            stack.terminate()
            stack.wait(timeout=20)
