"""The seed: complete, idempotent, fast when nothing changed, all or nothing for each part."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from coach.clock import FrozenClock
from coach.errors import SetupError
from coach.identity import ExerciseId, UserId, new_uuid
from store import catalogue
from store.embedder import MODEL, MiniLmEmbedder, PackagedFile
from store.engine import Store
from store.seed import food_hash, seed
from tests.builders import NOW, a_user_id, an_exercise

BROKEN = MiniLmEmbedder(model=PackagedFile(MODEL.package, "none.onnx", MODEL.sha256))


@pytest.fixture(scope="module")
def embedder() -> MiniLmEmbedder:
    return MiniLmEmbedder()


def test_seed_fills_the_catalogue_and_tells_how_far_it_is(
    store: Store, embedder: MiniLmEmbedder
) -> None:
    told: list[tuple[str, int, int]] = []
    began = time.monotonic()
    report = seed(
        store, embedder, report=lambda what, done, total: told.append((what, done, total))
    )
    assert time.monotonic() - began < 30
    assert report.loaded == ("exercises", "foods", "knowledge")
    assert report.exercises == len(catalogue.exercises()) >= 120
    assert report.foods > 7_000
    assert report.passages == len(catalogue.notes()) >= 40
    assert {what for what, done, total in told if done == total} == set(report.loaded)

    began = time.monotonic()
    again = seed(store, embedder)
    assert time.monotonic() - began < 0.2
    assert again.loaded == ()


def test_two_seeds_at_once_load_each_part_once(store: Store, embedder: MiniLmEmbedder) -> None:
    with store.unit_of_work() as uow:  # foods are slow and not the point here
        uow.connection.execute(
            text("INSERT INTO seed_state VALUES ('foods', :hash, now())"), {"hash": food_hash()}
        )
    with ThreadPoolExecutor(2) as pool:
        reports = list(pool.map(seed, [store] * 2, [embedder] * 2))
    assert sorted(part for each in reports for part in each.loaded) == ["exercises", "knowledge"]


def test_a_part_that_fails_leaves_nothing_behind(store: Store) -> None:
    with store.unit_of_work() as uow:
        uow.connection.execute(
            text("INSERT INTO seed_state VALUES ('foods', :hash, now())"), {"hash": food_hash()}
        )
    with pytest.raises(SetupError):
        seed(store, BROKEN)
    with store.read_only() as uow:
        assert uow.connection.scalar(text("SELECT count(*) FROM passages")) == 0
        keys = list(uow.connection.scalars(text("SELECT key FROM seed_state ORDER BY key")))
    assert keys == ["exercises", "foods"]


def test_names_of_strong_and_hevy_find_the_catalogue(seeded_store: Store) -> None:
    athlete = UserId(new_uuid())
    with seeded_store.read_only() as uow:
        for name, exercise_id in {
            "Squat (Barbell)": "back_squat",
            "Bench Press (Dumbbell)": "dumbbell_bench_press",
            "Overhead Press (Barbell)": "overhead_press",
            "Strict Military Press (Barbell)": "overhead_press",
            "Clean and Jerk (Barbell)": "clean_and_jerk",
            "Lat Pulldown (Cable)": "lat_pulldown",
            "Bicep Curl (Dumbbell)": "dumbbell_curl",
            "Triceps Pushdown": "triceps_pushdown",
        }.items():
            found = uow.exercises.by_alias(athlete, name)
            assert found is not None, name
            assert found.id == ExerciseId(exercise_id)


def test_the_seed_is_dated_by_its_clock(store: Store, embedder: MiniLmEmbedder) -> None:
    moment = datetime(2026, 1, 2, tzinfo=UTC)
    with store.unit_of_work() as uow:
        uow.connection.execute(
            text("INSERT INTO seed_state VALUES ('foods', :hash, now())"), {"hash": food_hash()}
        )
    seed(store, embedder, clock=FrozenClock(moment))
    with store.read_only() as uow:
        seeded = uow.connection.scalar(
            text("SELECT seeded_at FROM seed_state WHERE key = 'knowledge'")
        )
    assert seeded == moment


def test_a_name_may_move_between_exercises_and_an_athletes_own_names_stay(store: Store) -> None:
    athlete = a_user_id()
    first, *_, last = (entry.exercise for entry in catalogue.exercises())
    strange = ExerciseId("free:strange_lift")
    with store.unit_of_work() as uow:
        uow.accounts.ensure(athlete, NOW)
        uow.exercises.put(last, (first.name, "a name of long ago"))
        imported = an_exercise(strange, name="Strange Lift", source="elsewhere")
        uow.exercises.put(imported, ("squat (barbell)",))
        uow.exercises.learn_name(athlete, "my lift", last.id)
        uow.connection.execute(
            text("INSERT INTO seed_state VALUES ('foods', :hash, now())"), {"hash": food_hash()}
        )
    with pytest.raises(SetupError):  # the knowledge, after the exercises are stored
        seed(store, BROKEN)
    with store.read_only() as uow:
        names = ("my lift", first.name, "Squat (Barbell)", "Strange Lift", "a name of long ago")
        found = [uow.exercises.by_alias(athlete, name) for name in names]
    ids = [each.id if each else None for each in found]
    assert ids == [last.id, first.id, "back_squat", strange, None]
