"""The audit command: terminal, page and JSON, on real servers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.main import run_command

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture
def folder(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    seeded_store: object,
    seeded_database_url: str,
    redis_url: str,
) -> Path:
    assert seeded_store is not None
    monkeypatch.setenv("DATABASE_URL", seeded_database_url)
    monkeypatch.setenv("REDIS_URL", redis_url)
    monkeypatch.setenv("COLUMNS", "120")
    return tmp_path / "data"


def test_the_audit_is_shown_written_and_printed_as_json(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log, out = str(DATA / "hevy_kg.csv"), tmp_path / "audit.html"
    assert run_command(["import", log, "--yes", "--data-dir", str(folder)]) == 0
    capsys.readouterr()
    assert run_command(["audit", "--html", str(out), "--data-dir", str(folder)]) == 0
    shown = capsys.readouterr().out
    assert "What is in the log" in shown
    assert "1. " in shown
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert run_command(["audit", "--json", "--data-dir", str(folder)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["sections"][0]["name"] == "overview"
    assert found["next_steps"]
    (workouts, *_) = found["sections"][0]["remarks"][0]["figures"]
    assert (workouts["value"], workouts["unit"], workouts["source"]) == (1, "workout", "count")


@pytest.mark.parametrize("name", ["", "no_such_folder/audit.html"])
def test_a_page_that_cannot_be_written_starts_nothing(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    target = str(tmp_path / name)
    assert run_command(["audit", "--html", target, "--data-dir", str(folder)]) == 3
    assert "cannot be written" in capsys.readouterr().err
    assert not folder.exists()
