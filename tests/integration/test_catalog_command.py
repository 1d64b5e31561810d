"""`fitholic catalog`: exercises looked up, added for all, and one's own mapped."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from cli.local import ensure_athlete, local_athlete
from cli.main import run_command
from coach.identity import ExerciseId, UserId
from coach.training.commands.catalogue_import import NOBODY, import_catalogue, plan_catalogue
from store.engine import Store
from store.free_exercise_db import SOURCE, parse_free_exercise_db
from tests.builders import a_set, a_workout, an_exercise

REAL = Path(__file__).parents[3] / "shared" / "data" / "imports" / "free_exercise_db.json"
Catalog = Callable[..., tuple[int, str, str]]


@pytest.fixture
def catalog(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    seeded_store: Store,
    seeded_database_url: str,
    redis_url: str,
) -> Catalog:
    assert seeded_store is not None
    monkeypatch.setenv("DATABASE_URL", seeded_database_url)
    monkeypatch.setenv("REDIS_URL", redis_url)
    monkeypatch.setenv("COLUMNS", "140")

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        argv: Sequence[str] = [str(argument) for argument in arguments]
        code = run_command(["catalog", *argv, "--data-dir", str(tmp_path / "data")])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


@pytest.fixture
def athlete(tmp_path: Path, seeded_store: Store) -> UserId:
    user_id = local_athlete(tmp_path / "data")
    ensure_athlete(seeded_store, user_id)
    return user_id


def entries(*names: str, **changes: object) -> list[dict[str, Any]]:
    plain = {
        "force": "push",
        "mechanic": "compound",
        "equipment": "barbell",
        "primaryMuscles": ["chest"],
        "secondaryMuscles": [],
        "category": "strength",
    }
    return [{"id": name.replace(" ", "_"), "name": name} | plain | changes for name in names]


def test_show_names_muscles_substitutes_and_cues(catalog: Catalog) -> None:
    code, out, _ = catalog("show", "RDL")
    assert code == 0
    for part in ("Romanian deadlift", "hamstrings", "lower back", "Dumbbell Romanian", "cue"):
        assert part in out
    code, out, _ = catalog("show", "bech press", "--json")
    assert json.loads(out)["exercises"][0]["id"] == "bench_press"


def test_show_of_an_unknown_name_says_what_it_could_be(catalog: Catalog) -> None:
    code, out, err = catalog("show", "deadlfit")
    assert (code, out) == (4, "")
    assert "Did you mean 'Deadlift'?" in err


def test_list_keeps_to_the_equipment_and_the_words(catalog: Catalog) -> None:
    _, out, _ = catalog("list", "--equipment", "band", "--search", "row", "--json")
    assert [each["id"] for each in json.loads(out)["exercises"]] == ["band_row"]


def test_an_import_adds_for_everyone_and_again_changes_nothing(
    catalog: Catalog, tmp_path: Path, seeded_store: Store
) -> None:
    file = tmp_path / "exercises.json"
    bad = entries("Odd One", primaryMuscles=["wing"])
    other = entries("Preacher Curls", equipment="cable")
    file.write_text(
        json.dumps([*entries("Guillotine Press", "Barbell Bench Press - Flat"), *bad, *other])
    )
    _, dry, _ = catalog("import", file, "--dry-run", "--json")
    with seeded_store.read_only() as uow:
        assert all(not each.source for each in uow.exercises.list(NOBODY))
    code, first, _ = catalog("import", file, "--json")
    _, again, _ = catalog("import", file, "--json")
    planned, stored, repeated = (json.loads(each) for each in (dry, first, again))
    assert code == 0
    assert (planned["stored"], stored["stored"]) == (False, True)
    assert planned["new"] == stored["new"] == ["Guillotine Press"]
    assert [each["exercise_id"] for each in stored["aliases"]] == ["bench_press"]
    assert [each["value"] for each in stored["errors"]] == ["wing"]
    assert [each["value"] for each in stored["skipped"]] == ["Preacher Curls"]
    assert (repeated["new"], repeated["aliases"], repeated["unchanged"]) == ([], [], 2)
    with seeded_store.read_only() as uow:
        press = uow.exercises.get(NOBODY, ExerciseId("free:guillotine_press"))
        bench = uow.exercises.by_alias(NOBODY, "Bench Press (Barbell)")
    assert (press.source, "shoulder" in press.avoid_with) == (SOURCE, True)
    assert bench is not None
    assert bench.cues


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"no json", "no JSON"),
        (b"{}", "no list of exercises"),
        (b'[{"name": 1}]', "none of 1 entries can be read"),
    ],
)
def test_a_file_of_another_kind_is_refused(
    catalog: Catalog, tmp_path: Path, content: bytes, message: str
) -> None:
    file = tmp_path / "exercises.json"
    file.write_bytes(content)
    code, out, err = catalog("import", file)
    assert (code, out) == (3, "")
    assert message in err


def test_a_file_that_is_missing_or_far_too_large_is_refused(
    catalog: Catalog, tmp_path: Path
) -> None:
    assert catalog("import", tmp_path / "none.json")[0] == 3
    large = tmp_path / "large.json"
    with large.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    code, _, err = catalog("import", large)
    assert (code, "is the limit" in err) == (3, True)


def test_an_own_exercise_is_described_and_then_mapped(
    catalog: Catalog, athlete: UserId, seeded_store: Store
) -> None:
    own = ExerciseId("custom:own")
    with seeded_store.unit_of_work() as uow:
        uow.exercises.put(an_exercise(own, name="Grandpa Press", owner_id=athlete), [])
        uow.workouts.add(a_workout(athlete, sets=(a_set(0, exercise_id=own),)))
    code, out, _ = catalog("change", "grandpa press", "--primary", "chest", "--name", "Log Press X")
    assert (code, "chest" in out) == (0, True)
    code, out, _ = catalog("map", "Grandpa Press", "bench_press")
    assert (code, out) == (0, "Log Press X is Bench press now; 1 logged sets moved.\n")
    with seeded_store.read_only() as uow:
        found = uow.exercises.by_alias(athlete, "Grandpa Press")
    assert found is not None
    assert found.id == "bench_press"
    assert catalog("map", "bench_press", "back_squat")[0] != 0


@pytest.mark.shared_data
def test_the_real_collection_is_imported_whole(seeded_store: Store) -> None:
    if not REAL.is_file():
        pytest.skip(f"{REAL} is not there")
    parsed = parse_free_exercise_db(REAL.read_bytes())
    with seeded_store.unit_of_work() as uow:
        plan = plan_catalogue(uow, parsed.exercises)
        import_catalogue(uow, parsed.exercises[:200])
        again = import_catalogue(uow, parsed.exercises[:200])
    assert parsed.errors == ()
    assert len(plan.new) + len(plan.aliases) + len(plan.skipped) + plan.unchanged == 873
    assert len(plan.new) > 600
    assert (again.new, again.changed, again.aliases) == ((), (), ())
