"""Cases run on the real graph: what holds passes, what does not is said, nobody is left behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.settings import ModelSettings
from evals.bench import Bench
from evals.case import Case
from evals.loading import load_cases
from evals.results import CaseStatus, RunResult
from evals.runner import run_cases
from store.embedder import MiniLmEmbedder
from store.engine import Store

SMOKE = Path(__file__).parents[2] / "evals" / "datasets" / "smoke.yaml"
SQUATS = """
- id: {id}
  fixture:
    now: 2026-11-18T12:00:00+00:00
    workouts:
      - date: 2026-11-16
        exercise: {exercise}
        sets: [{{kg: 105, reps: 5}}, {{kg: 105, reps: 5}}]
  turns:
    - user: What should I squat next session?
      expect: {{agent: planner, must: [{{fact: a load, any_of: ['{load}']}}]}}
"""


def written(path: Path, **values: str) -> tuple[Case, ...]:
    told = {"id": "a-case", "exercise": "Squat (Barbell)", "load": r"110\s?kg"} | values
    path.write_text(SQUATS.format(**told), encoding="utf-8")
    return load_cases(path)


@pytest.fixture
def bench(seeded_store: Store, seeded_database_url: str) -> Bench:
    model = ModelSettings().model_copy(update={"name": "builtin:coach"})
    return Bench(seeded_store, MiniLmEmbedder(), model, seeded_database_url)


async def run(bench: Bench, cases: tuple[Case, ...]) -> RunResult:
    return await run_cases(bench, cases)


async def test_a_case_that_holds_passes_and_a_wrong_load_fails(
    bench: Bench, tmp_path: Path
) -> None:
    right = written(tmp_path / "right.yaml", id="right-load")
    wrong = written(tmp_path / "wrong.yaml", id="wrong-load", load=r"500\s?kg")
    result = await run(bench, right + wrong)
    assert [(case.case_id, case.passed, case.score) for case in result.cases] == [
        ("right-load", True, 1),
        ("wrong-load", False, 0),
    ]
    (turn,) = result.failed[0].turns
    assert [v.metric for v in turn.verdicts if not v.passed] == ["must"]
    (call,) = turn.tools
    assert (call.name, call.arguments) == ("next_load", {"exercise": "squat"})
    assert call.result is not None
    assert set(call.result["facts"]) <= {fact["id"] for fact in turn.facts}


async def test_a_fixture_that_cannot_be_seeded_is_an_error_of_its_case_alone(
    bench: Bench, tmp_path: Path
) -> None:
    unknown = written(tmp_path / "unknown.yaml", id="unknown-lift", exercise="Quantum Press")
    right = written(tmp_path / "right.yaml", id="right-load")
    first, second = (await run(bench, unknown + right)).cases
    assert (first.status, first.score, second.passed) == (CaseStatus.ERROR, 0, True)
    assert "Quantum Press" in str(first.error)
    assert [turn.error for turn in first.turns] == ["not_run"]


async def test_the_built_in_coach_passes_every_smoke_case(bench: Bench) -> None:
    result = await run(bench, load_cases(SMOKE))
    assert {case.case_id: case.turns[-1].reply for case in result.failed} == {}
