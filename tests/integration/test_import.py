"""Imports on a real database: once, whole, owned, and replaced when the other app edited them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from coach.errors import InvalidInput
from coach.identity import UserId, new_uuid
from coach.training.commands.imports import Wishes, import_workouts, preview_import
from coach.training.commands.log import SetEntry, WorkoutEntry, log_workout
from coach.training.model import ParsedLog
from coach.units import MassUnit
from store.engine import Store
from store.formats import parse_workout_log

DATA = Path(__file__).parents[1] / "data"
REAL = Path(__file__).parents[3] / "shared" / "data" / "imports" / "strong_ios_classic_real.csv"
CLASSIC = (DATA / "strong_ios_classic.csv").read_bytes()
NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def athlete(seeded_store: Store) -> UserId:
    return new_athlete(seeded_store)


def new_athlete(store: Store) -> UserId:
    user_id = UserId(new_uuid())
    with store.unit_of_work() as uow:
        uow.accounts.ensure(user_id, NOW)
    return user_id


def parse(data: bytes, unit: MassUnit = MassUnit.KG) -> ParsedLog:
    return parse_workout_log(data, unit=unit, time_zone="Europe/Berlin")


def count(store: Store, athlete: UserId) -> int:
    with store.read_only() as uow:
        return uow.workouts.count(athlete)


def test_import_stores_workouts_under_catalogue_exercises(
    seeded_store: Store, athlete: UserId
) -> None:
    with seeded_store.unit_of_work() as uow:
        report = import_workouts(uow, athlete, parse(CLASSIC))
    assert (report.added, report.sets_added) == (1, 6)
    assert report.exercises_created == ()
    with seeded_store.read_only() as uow:
        (workout,) = uow.workouts.list(athlete)
    assert workout.title == "Push, heavy"
    assert workout.source == "strong"
    assert [each.exercise_id for each in workout.sets] == [
        *["bench_press"] * 3,
        "pull_up",
        "plank",
        "treadmill",
    ]
    assert workout.sets[1].load_kg == Decimal("82.5")


def test_second_import_adds_nothing(seeded_store: Store, athlete: UserId) -> None:
    for expected in (1, 0):
        with seeded_store.unit_of_work() as uow:
            assert import_workouts(uow, athlete, parse(CLASSIC)).added == expected
    assert count(seeded_store, athlete) == 1


def test_workout_edited_in_the_other_app_replaces_its_older_version(
    seeded_store: Store, athlete: UserId
) -> None:
    with seeded_store.unit_of_work() as uow:
        import_workouts(uow, athlete, parse(CLASSIC))
    with seeded_store.unit_of_work() as uow:
        report = import_workouts(uow, athlete, parse(CLASSIC.replace(b"82.5,5", b"82.5,6")))
    assert (report.added, report.replaced) == (1, 1)
    with seeded_store.read_only() as uow:
        (workout,) = uow.workouts.list(athlete)
    assert workout.sets[1].reps == 6


def test_import_with_the_right_unit_corrects_one_with_the_wrong_unit(
    seeded_store: Store, athlete: UserId
) -> None:
    for unit in (MassUnit.LB, MassUnit.KG):
        with seeded_store.unit_of_work() as uow:
            import_workouts(uow, athlete, parse(CLASSIC, unit))
    with seeded_store.read_only() as uow:
        (workout,) = uow.workouts.list(athlete)
    assert workout.sets[0].load_kg == 40


def test_unknown_name_becomes_an_exercise_of_the_athlete_alone(
    seeded_store: Store, athlete: UserId
) -> None:
    data = CLASSIC.replace(b"Plank", b"Grandpa's Log Toss")
    with seeded_store.unit_of_work() as uow:
        report = import_workouts(uow, athlete, parse(data))
    (created,) = report.exercises_created
    assert created.name == "Grandpa's Log Toss"
    assert created.owner_id == athlete
    other = new_athlete(seeded_store)
    with seeded_store.read_only() as uow:
        assert uow.exercises.by_alias(athlete, "grandpa's log toss") == created
        assert uow.exercises.by_alias(other, "grandpa's log toss") is None
    with seeded_store.unit_of_work() as uow:
        again = import_workouts(uow, other, parse(data))
    assert again.added == 1
    assert again.exercises_created[0].id != created.id


def test_two_spellings_of_an_unknown_name_become_one_exercise(
    seeded_store: Store, athlete: UserId
) -> None:
    data = CLASSIC.replace(b"Plank", b"Log Toss").replace(b"Running (Treadmill)", b"log-toss")
    with seeded_store.unit_of_work() as uow:
        assert len(import_workouts(uow, athlete, parse(data)).exercises_created) == 1


def test_preview_counts_and_stores_nothing(seeded_store: Store, athlete: UserId) -> None:
    with seeded_store.read_only() as uow:
        preview = preview_import(uow, athlete, parse(CLASSIC))
    assert (preview.workouts, preview.sets, preview.new, preview.skipped) == (1, 6, 1, 1)
    assert preview.unmatched == ()
    assert count(seeded_store, athlete) == 0


def test_rows_with_errors_need_agreement(seeded_store: Store, athlete: UserId) -> None:
    lines = CLASSIC.splitlines(keepends=True)
    data = lines[0] + lines[2] * 20 + lines[2].replace(b"82.5", b"heavy")
    with pytest.raises(InvalidInput) as caught, seeded_store.unit_of_work() as uow:
        import_workouts(uow, athlete, parse(data))
    assert caught.value.code == "rows_need_agreement"
    assert "line 22" in caught.value.message
    assert count(seeded_store, athlete) == 0
    with seeded_store.unit_of_work() as uow:
        assert import_workouts(uow, athlete, parse(data), Wishes(skip_errors=True)).sets_added == 20


class Interrupted(Exception):
    """Something else failed before the transaction ended."""


def import_and_fail(store: Store, athlete: UserId) -> None:
    with store.unit_of_work() as uow:
        import_workouts(uow, athlete, parse(CLASSIC.replace(b"Plank", b"Log Toss")))
        raise Interrupted


def test_failure_in_the_middle_stores_nothing(seeded_store: Store, athlete: UserId) -> None:
    with pytest.raises(Interrupted):
        import_and_fail(seeded_store, athlete)
    assert count(seeded_store, athlete) == 0
    with seeded_store.read_only() as uow:
        assert uow.exercises.by_alias(athlete, "Log Toss") is None


def test_another_athlete_imports_the_same_file(seeded_store: Store, athlete: UserId) -> None:
    for user_id in (athlete, new_athlete(seeded_store)):
        with seeded_store.unit_of_work() as uow:
            assert import_workouts(uow, user_id, parse(CLASSIC)).added == 1


@pytest.mark.shared_data
def test_real_export_is_imported_once(seeded_store: Store, athlete: UserId) -> None:
    if not REAL.exists():
        pytest.skip("the real Strong export is not on this machine (../shared/data/imports)")
    log = parse(REAL.read_bytes())
    for workouts, sets in ((86, 1903), (0, 0)):
        with seeded_store.unit_of_work() as uow:
            report = import_workouts(uow, athlete, log)
        assert (report.added, report.sets_added) == (workouts, sets)
    assert report.preview.unmatched == ()


def entry(**changes: object) -> WorkoutEntry:
    values: dict[str, object] = {
        "started_at": NOW - timedelta(days=1),
        "sets": (SetEntry("back_squat", reps=5, load_kg=Decimal(100), rpe=Decimal(8)),),  # pyright: ignore[reportArgumentType] - an id is a str
    }
    return WorkoutEntry(**{**values, **changes})  # pyright: ignore[reportArgumentType] - built from names


def test_logged_workout_is_stored_once_for_one_key(seeded_store: Store, athlete: UserId) -> None:
    ids = set[object]()
    for _ in range(2):
        with seeded_store.unit_of_work() as uow:
            ids.add(log_workout(uow, athlete, entry(key="call-1", source="chat"), now=NOW).id)
    assert len(ids) == 1
    assert count(seeded_store, athlete) == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"sets": ()}, "no_sets"),
        ({"started_at": NOW + timedelta(days=3)}, "start_in_future"),
        ({"sets": (SetEntry("back_squat"),)}, "empty_set"),  # pyright: ignore[reportArgumentType] - an id is a str
        ({"sets": (SetEntry("back_squat", reps=0, load_kg=Decimal(5)),)}, "reps_range"),  # pyright: ignore[reportArgumentType] - an id is a str
        ({"sets": (SetEntry("back_squat", reps=5, load_kg=Decimal(9999)),)}, "load_range"),  # pyright: ignore[reportArgumentType] - an id is a str
        ({"sets": (SetEntry("back_squat", reps=5, rpe=Decimal("8.3")),)}, "rpe_scale"),  # pyright: ignore[reportArgumentType] - an id is a str
        ({"sets": (SetEntry("moon_squat", reps=5),)}, "exercise_not_found"),  # pyright: ignore[reportArgumentType] - an id is a str
    ],
)
def test_impossible_workout_is_refused(
    seeded_store: Store, athlete: UserId, changes: dict[str, object], code: str
) -> None:
    from coach.errors import FitholicError

    with pytest.raises(FitholicError) as caught, seeded_store.unit_of_work() as uow:
        log_workout(uow, athlete, entry(**changes), now=NOW)
    assert caught.value.code == code
    assert count(seeded_store, athlete) == 0
