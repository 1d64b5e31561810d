"""`fitholic calc`: worked examples, one formula, and what goes wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli.golden.run import CALCULATIONS, agrees, read_rows, run_row
from cli.main import run_command
from coach.errors import InvalidInput
from tools.formulas import ENTRIES, FORMULAS

pytestmark = pytest.mark.unit

GOLDEN = Path(__file__).parents[3] / "shared" / "domain" / "golden_open.json"
EPLEY: dict[str, Any] = {
    "item": "1rm",
    "fn": "epley",
    "inputs": {"weight": 100, "reps": 5},
    "expected": 116.7,
    "tol": 0.1,
}


def a_row(**changes: object) -> dict[str, Any]:
    return {**EPLEY, **changes}


def deep(levels: int) -> list[Any]:
    """Return lists within lists, deeper than Python's recursion goes in ours."""
    inner: list[Any] = []
    for _ in range(levels):
        inner = [inner]
    return inner


def a_file(folder: Path, rows: object) -> Path:
    path = folder / "golden.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    return path


@pytest.mark.shared_data
def test_every_worked_example_of_the_domain_notes_passes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    if not GOLDEN.is_file():
        pytest.skip("golden_open.json is not beside this checkout")
    assert run_command(["calc", "--golden", str(GOLDEN)]) == 0
    assert "96 of 96" in capsys.readouterr().out


def test_examples_pass_within_their_tolerance_only() -> None:
    assert run_row(a_row()).reason == ""
    assert run_row(a_row(expected=118)).reason == "outside the tolerance"
    assert run_row(a_row(inputs={"weight": 100, "reps": 5.0, "note": "x"})).reason == ""


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (a_row(fn="guess"), "unknown function 1rm/guess"),
        (a_row(item=5), "item and fn must be text"),
        (a_row(inputs={}), "input 'weight' is missing"),
        (a_row(inputs=[100, 5]), "inputs must be an object"),
        (a_row(inputs={"weight": None, "reps": 5}), "input 'weight' is missing"),
        (a_row(inputs={"weight": "100", "reps": 5}), "no finite number"),
        (a_row(inputs={"weight": True, "reps": 5}), "no finite number"),
        (a_row(inputs={"weight": 10**400, "reps": 5}), "no finite number"),
        (a_row(inputs={"weight": float("nan"), "reps": 5}), "no finite number"),
        (a_row(inputs={"weight": float("inf"), "reps": 5}), "no finite number"),
        (a_row(inputs={"weight": -100, "reps": 5}), "above 0"),
        (a_row(inputs={"weight": 100, "reps": 5.5}), "whole number"),
        (a_row(expected=float("nan")), "outside the tolerance"),
        (a_row(expected=10**400), "outside the tolerance"),
        (a_row(expected=None), "outside the tolerance"),
        (a_row(expected="116.7"), "outside the tolerance"),
        (a_row(expected=[116.7]), "outside the tolerance"),
        (a_row(tol=float("nan")), "no finite number"),
        (a_row(tol="0.1"), "no finite number"),
        (a_row(tol=-1), "tol is -1"),
        ({k: v for k, v in EPLEY.items() if k != "tol"}, "tol missing"),
        ({k: v for k, v in EPLEY.items() if k != "expected"}, "expected missing"),
        (a_row(inputs={"weight": deep(900), "reps": 5}), "no finite number"),
        (a_row(expected=deep(900)), "outside the tolerance"),
        ("a row", "item, fn, inputs, expected, tol missing"),
        (None, "item, fn, inputs, expected, tol missing"),
    ],
)
def test_a_row_that_cannot_be_run_is_a_failure_with_its_reason(row: object, reason: str) -> None:
    assert reason in run_row(row).reason


def test_every_case_is_printed_with_its_verdict_and_one_failure_ends_with_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = a_file(tmp_path, [a_row(), a_row(expected=1), "no row", a_row(fn="guess")])
    assert run_command(["calc", "--golden", str(path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["pass", "FAIL", "FAIL", "FAIL", "1"]
    assert lines[0].endswith('1rm/epley {"weight": 100, "reps": 5}: expected 116.7, got 116.666667')
    assert lines[-1] == "1 of 4 examples pass"


def test_no_row_keeps_the_others_from_their_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = [
        a_row(fn="ep\nley"),
        a_row(fn="\x1b[31mepley"),
        a_row(fn="\ud800"),
        a_row(inputs={"weight": 100, "reps": 5, "note": deep(900)}),
        a_row(expected=12321),
        a_row(),
    ]
    path = a_file(tmp_path, odd)
    path.write_text(path.read_text(encoding="utf-8").replace("12321", "9" * 5000), encoding="utf-8")
    assert run_command(["calc", "--golden", str(path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["FAIL"] * 3 + ["pass", "FAIL", "pass", "2"]
    assert "1rm/ep\\nley" in lines[0]
    assert run_command(["calc", "--golden", str(path), "--json"]) == 1
    report = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    assert (report["passed"], report["total"]) == (2, 6)


def test_the_report_is_also_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = a_file(tmp_path, [a_row(), a_row(fn="nobody", expected=float("nan"))])
    assert run_command(["calc", "--golden", str(path), "--json"]) == 1
    report = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    assert (report["passed"], report["total"], len(report["cases"])) == (1, 2, 2)
    assert "unknown function" in report["failed"][0]["reason"]


@pytest.mark.parametrize("text", ['{"a": 1}', "[", "", "\udc80", "[" * 100_000])
def test_no_file_of_examples_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "other.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(InvalidInput):
        read_rows(path)
    with pytest.raises(InvalidInput):
        read_rows(tmp_path / "missing.json")


def test_an_empty_file_proves_nothing(tmp_path: Path) -> None:
    assert run_command(["calc", "--golden", str(a_file(tmp_path, []))]) == 1


def test_values_agree_by_shape_and_tolerance() -> None:
    assert agrees([1.0, {"a": 2}], [1.04, {"a": 2}], 0.05)
    assert not agrees([1.0], [1.0, 2.0], 0.05)
    assert not agrees({"a": 1}, {"a": 1, "b": 2}, 0.05)
    assert not agrees([True], [1], 0.05)
    assert agrees("keep", "keep", 0)


@pytest.mark.parametrize(
    ("words", "result", "unit"),
    [
        (["one_rep_max.epley", "weight_kg=100", "reps=5"], 116.667, "unit of the load"),
        (["1rm.epley", "weight=100", "reps=5"], 116.667, "unit of the load"),
        (
            ["rmr.mifflin_st_jeor", "weight_kg=78", "height_cm=177", "age=31", "sex=m"],
            1736.25,
            "kcal/day",
        ),
        (
            ["rmr.katch_mcardle", "weight_kg=78", "height_cm=177", "age=31", "body_fat_pct=17"],
            1768.384,
            "kcal/day",
        ),
        (
            ["tdee.mifflin*1.2", "weight_kg=78", "height_cm=177", "age=31", "sex=male"],
            2084,
            "kcal/day",
        ),
        (["mets.met_kcal", "met=9.3", "weight_kg=70", "minutes=30"], 341.775, "kcal"),
        (["1rm.epley", "weight=100", "reps=5", "unread=NaN"], 116.667, "unit of the load"),
        (["race/riegel_1.1", "t1_min=20", "d1=5", "d2=10"], 42.871, "min"),
    ],
)
def test_one_formula_is_calculated_from_words(
    words: list[str], result: float, unit: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command(["calc", *words, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    assert answer["result"] == pytest.approx(result, abs=0.001)
    assert answer["unit"] == unit
    assert answer["error"]


def test_a_code_of_digits_is_a_word(capsys: pytest.CaptureFixture[str]) -> None:
    run_command(["calc", "mets.activity", "code=12050", "--json"])
    assert json.loads(capsys.readouterr().out)["result"]["met"] == 9.3


def test_unit_and_error_stand_beside_the_number(capsys: pytest.CaptureFixture[str]) -> None:
    run_command(["calc", "aerobic.max_heart_rate", "age=30"])
    assert capsys.readouterr().out.strip() == "187.0 bpm (error: 10 bpm)"


@pytest.mark.parametrize(
    "words",
    [
        ["one_rep_max.nobody", "load=1"],
        ["one_rep_max.epley", "load=100"],
        ["one_rep_max.epley", "load=100", "reps=five"],
        ["one_rep_max.epley", "100"],
        ["one_rep_max.epley", "load=-5", "reps=5"],
        ["one_rep_max.epley", "load=NaN", "reps=5"],
        ["one_rep_max.epley", "load=true", "reps=5"],
        ["one_rep_max.epley", "weight=100", "load=90", "reps=5"],
        ["1rm.epley", "weight=100"],
        ["tdee.mifflin*9", "weight_kg=78", "height_cm=177", "age=31", "sex=m"],
        ["supplements.creatine", "dose=5"],
        ["--golden", "/nowhere.json"],
    ],
)
def test_bad_calculations_are_one_line_and_exit_three(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command(["calc", *words]) == 3
    assert capsys.readouterr().err.count("\n") == 1


def test_an_unknown_name_is_answered_with_near_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["calc", "rmr.miflin"]) == 3
    assert "rmr.mifflin_st_jeor" in capsys.readouterr().err


def test_the_list_names_every_formula(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["calc", "--list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [row["name"] for row in listed] == list(FORMULAS)
    assert all(row["summary"] for row in listed)


def test_every_formula_names_its_source_and_raises() -> None:
    docs = {name: each.__doc__ or "" for name, each in FORMULAS.items()}
    assert [name for name, text in docs.items() if "Source:" not in text] == []
    takes = {name: text for name, text in docs.items() if "Args:" in text}
    unchecked = {name for name, text in takes.items() if "Raises:" not in text}
    assert unchecked <= {"supplements.reason_to_avoid", "caffeine.last_before_bed"}


def test_every_worked_example_points_to_a_listed_formula() -> None:
    assert {each.formula for each in CALCULATIONS} <= set(ENTRIES)
    assert len(CALCULATIONS) >= 46
