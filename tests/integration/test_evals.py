"""Cases run on the real graph: what holds passes, what does not is said, nobody is left behind."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import make_url

from cli.evals.database import SCRATCH, TEMPLATE, scratch_database, template_digest
from cli.terminal import Steps
from coach.errors import NotAllowed
from coach.identity import UserId
from coach.knowledge.ports import FloatArray
from coach.settings import ModelSettings
from evals.cases.case import Case
from evals.cases.loading import load_cases
from evals.results import CaseStatus, RunResult
from evals.runs.bench import Bench
from evals.runs.equality import differences
from evals.runs.planning import RunOptions
from evals.runs.runner import run_cases
from store.embedder import MiniLmEmbedder
from store.engine import Store, open_store
from tests.fixtures.postgres import EMPTY, SEEDED, SharedServer

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


def forget_everybody(bench: Bench) -> None:
    """Empty the database of athletes and of what was said."""
    with bench.store.unit_of_work() as uow:
        for table in ("accounts", "checkpoints", "checkpoint_blobs", "checkpoint_writes"):
            uow.connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608 - names above


def database_in(url: str) -> str:
    name = make_url(url).database
    assert name is not None
    return name


@pytest.fixture
def bench(seeded_store: Store, seeded_database_url: str, embedder: MiniLmEmbedder) -> Bench:
    model = ModelSettings().model_copy(update={"name": "builtin:coach"})
    return Bench(seeded_store, embedder, model, seeded_database_url)


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


async def test_a_crash_is_the_row_of_its_case_and_the_others_run(
    bench: Bench, embedder: MiniLmEmbedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    embed = embedder.embed

    def breaks_on_one_word(texts: Sequence[str]) -> FloatArray:
        if any("quantum" in text for text in texts):
            raise ZeroDivisionError("the model broke")
        return embed(texts)

    monkeypatch.setattr(embedder, "embed", breaks_on_one_word)
    cases = written(tmp_path / "a.yaml", id="crash") + written(tmp_path / "b.yaml", id="right")
    crash = cases[0].turns[0].model_copy(update={"user": "Does quantum creatine work?"})
    broken = cases[0].model_copy(update={"turns": (*cases[0].turns, crash, crash)})
    result = await run(bench, (broken, cases[1]))
    first, second = result.cases
    assert (first.status, first.score, first.error) == (
        CaseStatus.ERROR,
        0,
        "ZeroDivisionError: the model broke",
    )
    assert [turn.error for turn in first.turns] == [None, "crashed", "not_run"]
    assert first.turns[0].passed
    assert second.passed


async def test_a_turn_past_its_deadline_is_a_timeout_with_score_zero(
    bench: Bench, tmp_path: Path
) -> None:
    result = await run_cases(bench, written(tmp_path / "a.yaml"), RunOptions(turn_s=0))
    (case,) = result.cases
    assert (case.status, case.score, case.turns[0].error) == (CaseStatus.TIMEOUT, 0, "run_timeout")


async def test_two_runs_are_equal_to_the_ids_of_what_they_log(bench: Bench, tmp_path: Path) -> None:
    (case,) = written(tmp_path / "cases.yaml")
    logs = case.turns[0].model_copy(update={"user": "I squatted 110 kg for 5, 5 and 5 today"})
    cases = (case.model_copy(update={"turns": (*case.turns, logs)}),)
    first = await run(bench, cases)
    forget_everybody(bench)
    second = await run(bench, cases)
    assert "log_sets" in [call.name for call in first.cases[0].turns[1].tools]
    assert differences(first.cases[0], second.cases[0]) == ()


async def test_every_epoch_of_every_case_has_a_row(bench: Bench, tmp_path: Path) -> None:
    cases = written(tmp_path / "a.yaml", id="one") + written(tmp_path / "b.yaml", id="two")
    result = await run_cases(bench, cases, RunOptions(epochs=2, first_epoch=3))
    assert [(row.case_id, row.epoch) for row in result.cases] == [
        ("one", 3),
        ("one", 4),
        ("two", 3),
        ("two", 4),
    ]
    assert result.header.cases_expected == 4


def test_a_scratch_database_is_seeded_and_gone_afterwards(
    postgres: SharedServer, seeded_database_url: str
) -> None:
    template = TEMPLATE + template_digest()
    assert seeded_database_url, "the seeded template is made first"
    postgres.clone(SEEDED, template)
    left_behind = postgres.clone(EMPTY, f"{SCRATCH}killed")
    with scratch_database(postgres.url, Steps(quiet=True)) as url:
        with closing(open_store(url, pool_size=1)) as store, store.read_only() as uow:
            assert uow.exercises.by_alias(UserId(UUID(int=1)), "squat") is not None
        assert not postgres.has(database_in(left_behind))
    assert not postgres.has(database_in(url))
    postgres.drop(template)


def test_a_role_that_may_not_create_databases_is_told_so(postgres: SharedServer) -> None:
    with psycopg.connect(postgres.url, autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS reader")
        connection.execute("CREATE ROLE reader LOGIN")
    url = make_url(postgres.url).set(username="reader").render_as_string(hide_password=False)
    with (
        pytest.raises(NotAllowed, match="may not create databases"),
        scratch_database(url, Steps(quiet=True)),
    ):
        raise AssertionError


async def test_the_built_in_coach_passes_every_smoke_case(bench: Bench) -> None:
    result = await run(bench, load_cases(SMOKE))
    assert {case.case_id: case.turns[-1].reply for case in result.failed} == {}
