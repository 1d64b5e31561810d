"""The export command: files that are whole, names that are free, and formats that come back."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.main import run_command

HEVY = Path(__file__).parents[1] / "data" / "hevy_kg.csv"
Run = Callable[..., int]


@pytest.fixture
def fitholic(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    seeded_store: object,
    seeded_database_url: str,
    redis_url: str,
) -> Run:
    """Run a command on the test servers, as an athlete who imported one workout."""
    assert seeded_store is not None
    monkeypatch.setenv("DATABASE_URL", seeded_database_url)
    monkeypatch.setenv("REDIS_URL", redis_url)

    def run(*arguments: str | Path) -> int:
        argv = [str(argument) for argument in arguments]
        return run_command([*argv, "--data-dir", str(tmp_path / "data")])

    assert run("import", HEVY, "--yes") == 0
    return run


@pytest.mark.parametrize("wanted", ["json", "account", "strong", "hevy"])
def test_an_export_is_a_whole_file_and_nothing_else(
    fitholic: Run, tmp_path: Path, wanted: str
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    assert fitholic("export", "--format", wanted, "--out", folder / "log") == 0
    assert [each.name for each in folder.iterdir()] == ["log"]
    assert (folder / "log").read_bytes().endswith(b"\n")


@pytest.mark.parametrize("wanted", ["strong", "hevy"])
def test_a_csv_export_imports_and_exports_again_as_the_same_bytes(
    fitholic: Run, tmp_path: Path, wanted: str
) -> None:
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    assert fitholic("export", "--format", wanted, "--out", first) == 0
    (tmp_path / "data" / "athlete").unlink()
    assert fitholic("import", first, "--yes") == 0
    assert fitholic("export", "--format", wanted, "--out", second) == 0
    assert second.read_bytes() == first.read_bytes()
    assert first.read_bytes().count(b"2026") >= 7
    assert b",Bench Press (Barbell)," in first.read_bytes()


def test_a_file_that_is_there_stays_unless_forced(fitholic: Run, tmp_path: Path) -> None:
    out = tmp_path / "log.json"
    out.write_text("mine", encoding="utf-8")
    assert fitholic("export", "--out", out) == 5
    assert out.read_text(encoding="utf-8") == "mine"
    assert fitholic("export", "--out", out, "--force") == 0
    assert json.loads(out.read_bytes())["format"] == "fitholic-export"


def test_a_name_without_a_folder_is_bad_input(fitholic: Run, tmp_path: Path) -> None:
    assert fitholic("export", "--out", tmp_path / "nowhere" / "log.json") == 3


def test_without_a_name_the_export_is_standard_output(
    fitholic: Run, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    capfdbinary.readouterr()
    assert fitholic("export", "--since", "2030-01-01") == 0
    assert json.loads(capfdbinary.readouterr().out)["workouts"] == []


@pytest.mark.parametrize("kind", ["json", "account"])
def test_our_own_export_imports_again_and_adds_nothing(
    fitholic: Run, tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "log"
    assert fitholic("export", "--format", kind, "--out", out) == 0
    capsys.readouterr()
    assert fitholic("import", out, "--yes", "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["added"], report["kept"]["workouts"]) == ({}, 1)
    (tmp_path / "data" / "athlete").unlink()
    assert fitholic("import", out, "--yes") == 0
    assert "rows added" in capsys.readouterr().out


def test_a_newer_export_is_bad_input_before_anything_is_started(
    fitholic: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newer = tmp_path / "newer.json"
    newer.write_text('{"format":"fitholic-export","version":2}', encoding="utf-8")
    assert fitholic("import", newer, "--yes") == 3
    assert "Update fitholic" in capsys.readouterr().err


def test_an_archive_of_food_and_training_is_both(
    fitholic: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = tmp_path / "exports.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for name in ("cronometer_servings.csv", "cronometer_daily.csv", "hevy_lbs_us.csv"):
            file.write(HEVY.with_name(name), name)
    assert fitholic("import", archive, "--yes") == 0
    said = capsys.readouterr().out
    assert "Cronometer, servings, daily totals" in said or "daily totals, servings" in said
    assert "unfinished" in said
    assert "sets added" in said


def test_nobody_there_to_confirm_imports_no_food(fitholic: Run) -> None:
    assert fitholic("import", HEVY.with_name("cronometer_servings.csv")) == 6
    assert fitholic("import", HEVY.with_name("cronometer_servings.csv"), "--dry-run") == 0
