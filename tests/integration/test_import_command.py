"""The import command: preview, questions, JSON and exit codes, on real servers."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from cli.main import run_command

DATA = Path(__file__).parents[1] / "data"


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


class Command:
    """`fitholic import` on the test servers."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._folder = folder
        self._capsys = capsys

    def __call__(self, *arguments: str | Path) -> Outcome:
        argv: Sequence[str] = [str(argument) for argument in arguments]
        code = run_command(["import", *argv, "--data-dir", str(self._folder)])
        captured = self._capsys.readouterr()
        return Outcome(code, captured.out, captured.err)


@pytest.fixture
def fitholic_import(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    seeded_store: object,
    seeded_database_url: str,
    redis_url: str,
) -> Command:
    assert seeded_store is not None
    monkeypatch.setenv("DATABASE_URL", seeded_database_url)
    monkeypatch.setenv("REDIS_URL", redis_url)
    monkeypatch.setenv("COLUMNS", "120")
    return Command(tmp_path / "data", capsys)


def test_import_shows_a_preview_and_a_second_import_adds_nothing(fitholic_import: Command) -> None:
    first = fitholic_import(DATA / "hevy_kg.csv", "--yes")
    assert first.code == 0, first.err
    assert "Hevy, weights in kg" in first.out
    assert "1 workouts in hevy_kg.csv: 1 added, 0 already there; 7 sets added." in first.out
    second = fitholic_import(DATA / "hevy_kg.csv", "--yes")
    assert "0 added, 1 already there; 0 sets added." in second.out


def test_json_is_all_there_is_on_standard_output(fitholic_import: Command) -> None:
    result = fitholic_import(DATA / "strong_android_semicolon.csv", "--yes", "--json")
    report = json.loads(result.out)
    assert report["added"] == 1
    assert sorted(report["preview"]["units"]) == ["kg", "lb"]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("strong_ios_classic.csv", "--yes"), 3, "Add --unit kg or --unit lb."),
        (("hevy_kg.csv",), 6, "Add --yes"),
        (("no_such_file.csv", "--yes"), 3, "there is no file"),
        (("long" * 2000, "--yes"), 3, "File name too long"),
        (("strong_ios_classic.csv", "--unit", "stone"), 2, "stone"),
    ],
)
def test_refusal_has_an_exit_code_and_a_way_out(
    fitholic_import: Command, arguments: tuple[str, ...], code: int, message: str
) -> None:
    name, *options = arguments
    result = fitholic_import(DATA / name, *options)
    assert result.code == code
    assert message in result.err


def test_broken_file_starts_nothing_and_shows_no_traceback(
    fitholic_import: Command, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.csv"
    broken.write_bytes((DATA / "strong_ios_classic.csv").read_bytes().splitlines()[0])
    result = fitholic_import(broken, "--unit", "kg", "--yes")
    assert result.code == 3
    assert "no workout" in result.err
    assert "Traceback" not in result.err
    assert not (tmp_path / "data").exists()


def test_a_row_cut_in_the_middle_is_named_and_the_others_are_stored(
    fitholic_import: Command, tmp_path: Path
) -> None:
    cut = tmp_path / "cut.csv"
    cut.write_bytes((DATA / "strong_ios_classic.csv").read_bytes()[:-60])
    result = fitholic_import(cut, "--unit", "kg", "--yes")
    assert result.code == 0, result.err
    assert "line 8" in result.out
    assert "5 sets added" in result.out


def test_a_dry_run_stores_nothing(fitholic_import: Command) -> None:
    looked = json.loads(fitholic_import(DATA / "hevy_kg.csv", "--dry-run", "--json").out)
    assert (looked["dry_run"], looked["added"], looked["preview"]["new"]) == (True, 0, 1)
    assert "1 added" in fitholic_import(DATA / "hevy_kg.csv", "--yes").out


def test_several_files_give_an_array_and_a_broken_one_keeps_no_other_back(
    fitholic_import: Command, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.csv"
    broken.write_bytes((DATA / "hevy_kg.csv").read_bytes().splitlines()[0] + b"\nx")
    files = [DATA / "hevy_kg.csv", broken, DATA / "apple_health.xml"]
    result = fitholic_import(*files, "--yes", "--json")
    assert result.code == 3
    assert "broken.csv: none of 1 rows can be read" in result.err
    hevy, health = json.loads(result.out)
    assert (hevy["added"], health["weigh_ins_added"], health["nights_added"]) == (1, 2, 1)


def test_an_exercise_is_what_the_athlete_says_it_is(fitholic_import: Command) -> None:
    said = ("--same", "Plank=back_squat", "--same", "Treadmill=")
    result = fitholic_import(DATA / "hevy_kg.csv", "--yes", "--json", *said)
    matches = {each["name"]: each for each in json.loads(result.out)["preview"]["exercises"]}
    assert (matches["Plank"]["exercise_id"], matches["Plank"]["how"]) == ("back_squat", "chosen")
    assert json.loads(result.out)["exercises_created"] == ["Treadmill"]


def test_text_of_the_file_is_never_markup(fitholic_import: Command, tmp_path: Path) -> None:
    data = (DATA / "hevy_kg.csv").read_text().replace('"Plank"', '"[red]Plonk[/red] [/x]"')
    odd = tmp_path / "odd.csv"
    odd.write_text(data)
    result = fitholic_import(odd, "--yes")
    assert result.code == 0, result.err
    assert "[red]Plonk[/red] [/x]" in result.out


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], int]]:
    """Sit at a terminal and type."""
    ours, theirs = os.openpty()
    with os.fdopen(theirs, "r") as terminal, os.fdopen(ours, "w", buffering=1) as keyboard:
        monkeypatch.setattr(sys, "stdin", terminal)
        yield keyboard.write


def test_terminal_is_asked_for_the_unit_and_for_agreement(
    fitholic_import: Command, answer: Callable[[str], int]
) -> None:
    answer("stone\nlb\ny\n")
    result = fitholic_import(DATA / "strong_ios_classic.csv")
    assert result.code == 0, result.err
    assert "lb, chosen by you" in result.out
    assert "1 added" in result.out


def test_a_no_at_the_terminal_imports_nothing(
    fitholic_import: Command, answer: Callable[[str], int]
) -> None:
    answer("n\n")
    assert fitholic_import(DATA / "hevy_kg.csv").code == 6
    answer("y\n")
    assert "1 added" in fitholic_import(DATA / "hevy_kg.csv").out
