"""The house rules that no linter knows: layers for all, sizes, names, locks, commit subjects."""

from __future__ import annotations

import importlib.metadata
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.contracts.commit_subject import is_conventional
from vision.model_builder import find_uv

pytestmark = pytest.mark.unit

ROOT = Path(__file__).resolve().parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES: list[str] = PROJECT["tool"]["uv"]["build-backend"]["module-name"]
MAX_MODULE_LINES = 400
FORBIDDEN_MODULE_NAMES = {"utils", "helpers", "common", "manager", "base", "core", "misc"}


def tracked(*patterns: str) -> list[Path]:
    """Return the tracked and the new, not ignored, files that match."""
    out = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return [ROOT / line for line in out.splitlines() if (ROOT / line).is_file()]


def test_every_top_level_package_stands_in_the_layers() -> None:
    layers = next(c for c in PROJECT["tool"]["importlinter"]["contracts"] if c["id"] == "layers")
    placed = {name.strip() for layer in layers["layers"] for name in re.split(r"[|:]", layer)}
    on_disk = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    assert on_disk == set(PACKAGES)
    assert on_disk - {"migrations"} == placed


def test_no_module_passes_the_size_limit() -> None:
    sizes = {
        path.relative_to(ROOT): len(path.read_text(encoding="utf-8").splitlines())
        for path in tracked("*.py")
    }
    assert sizes, "no Python files found"
    assert {p: n for p, n in sizes.items() if n > MAX_MODULE_LINES} == {}


def test_no_module_is_named_after_nothing() -> None:
    offenders = [p for p in tracked("*.py") if p.stem in FORBIDDEN_MODULE_NAMES]
    assert offenders == []


def test_no_other_distribution_owns_one_of_our_names() -> None:
    owners = {
        (dist.metadata["Name"], file.parts[0])
        for dist in importlib.metadata.distributions()
        if dist.metadata["Name"] != "fitholic"
        for file in dist.files or ()
        if file.parts and file.parts[0].removesuffix(".py") in {*PACKAGES, "tests"}
    }
    assert owners == set()


def test_the_wheel_holds_every_file_of_the_packages() -> None:
    uv = find_uv()
    if uv is None:
        pytest.skip("uv is not here to list the wheel")
    listed = subprocess.run(
        [uv, "build", "--wheel", "--list", "--offline", "."],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    shipped = {line.split(" ", 1)[0] for line in listed.splitlines()}
    needed = {path.relative_to(ROOT).as_posix() for path in tracked(*PACKAGES)}
    assert needed - shipped == set()


@pytest.mark.parametrize(
    "lock", ["requirements.lock", "requirements-dev.lock", "requirements-evals.lock"]
)
def test_locks_hold_hashes_and_no_addresses(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "--hash=sha256:" in text
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links", text)


def test_no_lock_with_addresses_is_tracked() -> None:
    names = {path.name for path in tracked()}
    assert not names & {"uv.lock", "package-lock.json", "pylock.toml", "poetry.lock"}


@pytest.mark.parametrize(
    ("subject", "accepted"),
    [
        ("feat(form): cite finding ids in critic replies", True),
        ("fix: keep the log when the client drops", True),
        ("updated stuff", False),
        ("feat(form):no space", False),
        ("", False),
    ],
)
def test_commit_subjects_are_conventional(subject: str, *, accepted: bool) -> None:
    assert is_conventional(subject) is accepted
