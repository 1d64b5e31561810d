"""`fitholic calc`: worked examples, one formula, and what goes wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.golden import CALCULATIONS, Example, agrees, read_examples, run_example
from cli.main import run_command
from coach.errors import InvalidInput
from tools.formulas import FORMULAS

pytestmark = pytest.mark.unit

GOLDEN = Path(__file__).parents[3] / "shared" / "domain" / "golden_open.json"


@pytest.mark.shared_data
def test_every_worked_example_of_the_domain_notes_passes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    if not GOLDEN.is_file():
        pytest.skip("golden_open.json is not beside this checkout")
    assert run_command(["calc", "--golden", str(GOLDEN)]) == 0
    assert "96 of 96" in capsys.readouterr().out


def test_examples_pass_within_their_tolerance() -> None:
    example = Example(
        item="1rm", fn="epley", inputs={"weight": 100, "reps": 5}, expected=116.7, tol=0.1
    )
    assert run_example(example).reason == ""
    assert run_example(example.model_copy(update={"expected": 118})).reason
    assert run_example(example.model_copy(update={"fn": "guess"})).reason == "unknown function"
    assert "KeyError" in run_example(example.model_copy(update={"inputs": {}})).reason


def test_a_failing_example_ends_with_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [{"item": "hr", "fn": "nobody", "inputs": {"age": 30}, "expected": 1, "tol": 0}]
    path = tmp_path / "golden.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    assert run_command(["calc", "--golden", str(path), "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["passed"] == 0
    assert report["failed"][0]["reason"] == "unknown function"


def test_no_file_of_examples_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.json"
    path.write_text('{"a": 1}', encoding="utf-8")
    with pytest.raises(InvalidInput):
        read_examples(path)


def test_values_agree_by_shape_and_tolerance() -> None:
    assert agrees([1.0, {"a": 2}], [1.04, {"a": 2}], 0.05)
    assert not agrees([1.0], [1.0, 2.0], 0.05)
    assert not agrees({"a": 1}, {"a": 1, "b": 2}, 0.05)
    assert not agrees([True], [1], 0.05)
    assert agrees("keep", "keep", 0)


def test_one_formula_is_calculated_from_words(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["calc", "one_rep_max.epley", "weight_kg=100", "reps=5", "--json"]
    assert run_command(words) == 0
    assert json.loads(capsys.readouterr().out)["result"] == pytest.approx(116.667, abs=0.001)


@pytest.mark.parametrize(
    "words",
    [
        ["one_rep_max.nobody", "load=1"],
        ["one_rep_max.epley", "load=100"],
        ["one_rep_max.epley", "load=100", "reps=five"],
        ["one_rep_max.epley", "100"],
        ["one_rep_max.epley", "load=-5", "reps=5"],
        ["--golden", "/nowhere.json"],
    ],
)
def test_bad_calculations_are_one_line_and_exit_three(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command(["calc", *words]) == 3
    assert capsys.readouterr().err.count("\n") == 1


def test_the_list_names_every_formula(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["calc", "--list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [row["name"] for row in listed] == list(FORMULAS)
    assert all(row["summary"] for row in listed)


def test_every_formula_names_its_source() -> None:
    assert [name for name, each in FORMULAS.items() if "Source:" not in (each.__doc__ or "")] == []
    assert len(CALCULATIONS) >= 43
