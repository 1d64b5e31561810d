"""Each import contract bites: a planted violation in a copy of the tree breaks that contract."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")


@dataclass(frozen=True)
class Violation:
    """A file to add to the tree and the contract it must break."""

    contract: str
    path: str
    code: str


VIOLATIONS = [
    Violation("Imports only go down", "coach/planted.py", "import store\n"),
    Violation("Imports only go down", "store/planted.py", "import vision\n"),
    Violation("Store and vision import neither", "vision/planted.py", "import prompts\n"),
    Violation("The API cannot reach", "api/planted.py", "import vision.pose\n"),
    Violation("The API cannot reach", "api/planted.py", "import jobs.tasks\n"),
    Violation("The domain imports no framework", "coach/planted.py", "import fastapi\n"),
    Violation("LangGraph and LangChain stay", "tools/planted.py", "import langgraph.graph\n"),
    Violation("SQLAlchemy stays", "agents/planted.py", "import sqlalchemy\n"),
    Violation(
        "Bounded contexts do not know", "coach/form/rules.py", "import coach.nutrition.model\n"
    ),
    Violation("Inside a context", "coach/nutrition/events.py", "import coach.nutrition.ports\n"),
    Violation("Inside a context", "coach/nutrition/helpers.py", "x = 1\n"),
    Violation("The oracle shares no code", "evals/oracle/planted.py", "import coach.units\n"),
    Violation("Nobody imports migrations", "store/planted.py", "import migrations.env\n"),
]


def lint(tree: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on a tree, without its cache and without the installed packages."""
    return subprocess.run(
        [str(LINT_IMPORTS), "--no-cache", "--no-logo"],
        cwd=tree,
        env=os.environ | {"PYTHONPATH": str(tree), "NO_COLOR": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def copy_of_the_tree(to: Path) -> Path:
    """Copy pyproject.toml and every package, sources only."""
    shutil.copy(ROOT / "pyproject.toml", to)
    for init in ROOT.glob("*/__init__.py"):
        for source in init.parent.rglob("*.py"):
            target = to / source.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    return to


def test_the_tree_keeps_every_contract() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


@pytest.mark.parametrize("violation", VIOLATIONS, ids=lambda v: f"{v.path}<-{v.code.strip()}")
def test_a_planted_violation_breaks_its_contract(violation: Violation, tmp_path: Path) -> None:
    tree = copy_of_the_tree(tmp_path)
    planted = tree / violation.path
    before = planted.read_text(encoding="utf-8") if planted.exists() else ""
    planted.write_text(violation.code + before, encoding="utf-8")
    done = lint(tree)
    broken = [line for line in done.stdout.splitlines() if " BROKEN" in line]
    assert done.returncode == 1, done.stdout + done.stderr
    assert any(line.startswith(violation.contract) for line in broken), done.stdout


def test_a_circle_of_siblings_is_found(tmp_path: Path) -> None:
    tree = copy_of_the_tree(tmp_path)
    for name, other in (("one", "two"), ("two", "one")):
        package = tree / "evals" / f"planted_{name}"
        package.mkdir()
        (package / "__init__.py").write_text(f"import evals.planted_{other}\n", encoding="utf-8")
    done = lint(tree)
    assert done.returncode == 1
    assert "No two siblings import each other in a circle BROKEN" in done.stdout
