"""Cases run on the real graph: what holds passes, what does not is said, nobody is left behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.errors import InvalidInput
from coach.settings import ModelSettings
from evals.case import Case, load_cases
from evals.runner import Bench, EvalReport, run_cases
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


async def run(bench: Bench, cases: tuple[Case, ...]) -> EvalReport:
    return await run_cases(bench, cases)


async def test_a_case_that_holds_passes_and_a_wrong_load_fails(
    bench: Bench, tmp_path: Path
) -> None:
    right = written(tmp_path / "right.yaml", id="right-load")
    wrong = written(tmp_path / "wrong.yaml", id="wrong-load", load=r"500\s?kg")
    report = await run(bench, right + wrong)
    assert [(turn.case_id, turn.passed) for turn in report.turns] == [
        ("right-load", True),
        ("wrong-load", False),
    ]
    assert [v.metric for v in report.failed[0].verdicts if not v.passed] == ["must"]


async def test_a_throw_away_athlete_leaves_no_row(bench: Bench, tmp_path: Path) -> None:
    await run(bench, written(tmp_path / "cases.yaml"))
    with bench.store.read_only() as uow:
        left = uow.connection.exec_driver_sql("SELECT count(*) FROM accounts").scalar_one()
        threads = uow.connection.exec_driver_sql(
            "SELECT count(*) FROM checkpoints WHERE right(thread_id, 7) = ':a-case'"
        ).scalar_one()
    assert (left, threads) == (0, 0)


async def test_an_exercise_nobody_knows_is_named(bench: Bench, tmp_path: Path) -> None:
    cases = written(tmp_path / "cases.yaml", exercise="Quantum Press")
    with pytest.raises(ExceptionGroup) as caught:
        await run(bench, cases)
    (error,) = caught.value.exceptions
    assert isinstance(error, InvalidInput)
    assert "Quantum Press" in str(error)


async def test_the_built_in_coach_passes_every_smoke_case(bench: Bench) -> None:
    report = await run(bench, load_cases(SMOKE))
    assert {turn.case_id: turn.reply for turn in report.failed} == {}
