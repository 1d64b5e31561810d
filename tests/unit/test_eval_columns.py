"""A column of ragas never hides what it could not score."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from evals.columns import Columns, column_of, is_installed, ragas_columns
from tests.builders_evals import run_of_calls

pytestmark = pytest.mark.unit


@dataclass(frozen=True, slots=True)
class Value:
    value: float


class Halves:
    """Scores rows by their number; the odd ones crash, the fourth is no number."""

    async def ascore(self, **sample: object) -> Value:
        n = sample["n"]
        assert isinstance(n, int)
        if n % 2:
            raise ValueError(n)
        return Value(float("nan") if n == 4 else 0.5)


async def test_crashed_rows_stay_in_the_count() -> None:
    rows: list[Mapping[str, object]] = [{"n": n} for n in range(6)]
    column = await column_of(Halves(), "ToolCallF1", rows)
    assert (column.mean, column.scored, column.expected) == (0.5, 2, 6)
    assert column.text == "tool_call_f1 0.500 (2 of 6 turns, first crash: ValueError: 1)"
    figures = Columns((column,)).figures
    assert figures["ragas_tool_call_f1_scored"] == 2
    assert figures["ragas_tool_call_f1_expected"] == 6


async def test_a_column_without_a_score_has_no_mean() -> None:
    column = await column_of(Halves(), "ToolCallF1", [{"n": 1}])
    assert column.mean is None
    assert "ragas_tool_call_f1" not in Columns((column,)).figures
    assert column.text.startswith("tool_call_f1 no value (0 of 1 turns")


def test_without_ragas_there_are_no_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ragas", None)  # as if it were not installed
    assert ragas_columns(*run_of_calls(("next_load", {"exercise": "squat"}))) == Columns()


@pytest.mark.skipif(not is_installed(), reason="ragas is not installed (group evals)")
def test_ragas_scores_the_calls_of_a_run() -> None:
    found = ragas_columns(*run_of_calls(("next_load", {"exercise": "squat"})))
    assert {c.name: c.mean for c in found.columns} == {
        "tool_call_accuracy": 1.0,
        "tool_call_f1": 1.0,
    }
    assert all(c.scored == c.expected == 1 for c in found.columns)
