"""The documentation says what the program does: generated pages are fresh, links lead somewhere."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from fastapi.routing import APIRoute

from api.main import ROUTERS
from cli.commands import COMMANDS
from coach.form.model import FaultCode
from vision import faults
from vision.recognise import Exercise

pytestmark = pytest.mark.unit

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def generator() -> ModuleType:
    """Load docs/generate.py, which is a script and no package."""
    spec = importlib.util.spec_from_file_location("generate_docs", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_pages_are_fresh() -> None:
    assert generator().stale_pages() == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_relative_links_lead_to_a_file(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def first_cells(page: str, column: int = 0) -> set[str]:
    """Return the names in backticks of one column of a page's first table."""
    text = (ROOT / "docs" / "reference" / page).read_text(encoding="utf-8")
    rows = re.search(r"\n\|-+\|.*\n((?:\|.*\n)+)", text)
    assert rows is not None, f"{page} has no table"
    return {
        name
        for row in rows[1].splitlines()
        for name in re.findall(r"`(\w+)`", row.split("|")[column + 1])
    }


def test_every_route_is_described_and_nothing_else() -> None:
    page = (ROOT / "docs" / "reference" / "api.md").read_text(encoding="utf-8")
    rows = page.partition("## Routes\n")[2].partition("\n\n")[0]
    described = {
        (method, path)
        for methods, path in re.findall(r"`([A-Z, ]+) (/[^`]*)`", rows)
        for method in methods.split(", ")
    }
    served = {
        (method, re.sub(r"\{\w+_id\}", "{id}", route.path))
        for router in ROUTERS
        for route in router.routes
        if isinstance(route, APIRoute) and route.include_in_schema
        for method in route.methods or ()
    }
    # `GET, DELETE /v1/workouts` says what there is for the collection and for one of it.
    one_of_it = {(method, f"{path}/{{id}}") for method, path in described}
    assert served - described - one_of_it == set()
    assert described - served - {(m, p.removesuffix("/{id}")) for m, p in served} == set()


def test_every_command_is_described_on_a_page() -> None:
    pages = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert [name for name in COMMANDS if f"fitholic {name}" not in pages] == []


def test_every_measurement_is_described_and_nothing_else() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in ROOT.glob("vision/*.py"))
    features = set(re.findall(r'_Ramp\(\s*"(\w+)"', sources))
    measured = set(re.findall(r'"([a-z][a-z_]*_(?:deg|s|pct)|reps)"', sources))
    assert first_cells("metrics.md") == measured - features


def test_every_fault_is_described_with_its_metric() -> None:
    sources = (ROOT / "vision" / "faults.py").read_text(encoding="utf-8")
    named = {FaultCode[name].value for name in re.findall(r"FaultCode\.([A-Z_]+)", sources)}
    assert first_cells("faults.md") == named
    assert first_cells("faults.md", 1) <= first_cells("metrics.md")


def test_documented_thresholds_are_those_of_the_code() -> None:
    text = (ROOT / "docs" / "reference" / "faults.md").read_text(encoding="utf-8")
    for said in (
        f"| {faults.PARALLEL_DEG:g} degrees (parallel)",
        f"band lies above {faults.VERY_SHALLOW_DEG:g} degrees",
        f"| {faults.DEPTH_FADE_DEG:g} degrees |",
        f"lean of the shin + {faults.LEAN_OVER_SHIN_DEG:g} degrees",
        f"| {faults.SPEED_LOSS_LIMIT_PCT[Exercise.SQUAT]:g} % in the squat, ",
        f"{faults.DEFAULT_SPEED_LOSS_LIMIT_PCT:g} % elsewhere |",
    ):
        assert said in text


def test_decisions_are_numbered_without_gaps_and_say_how_they_hold() -> None:
    decisions = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
    assert [int(path.name[:4]) for path in decisions] == list(range(1, len(decisions) + 1))
    for path in decisions:
        text = path.read_text(encoding="utf-8")
        for part in ("Status:", "## Context", "## Decision", "## Consequences", "## Enforced by"):
            assert part in text, f"{path.name} lacks {part!r}"
