"""Own exercises from an import: what they train, and what a later import makes of a mapped one."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.identity import ExerciseId, UserId, new_uuid
from coach.training.commands.imports import import_workouts, preview_import
from coach.training.commands.own_exercises import map_exercise
from coach.training.model import ParsedLog
from coach.units import MassUnit
from store.engine import Store
from store.formats import parse_workout_log
from tests.builders import NOW

CLASSIC = (Path(__file__).parents[1] / "data" / "strong_ios_classic.csv").read_bytes()


@pytest.fixture
def athlete(seeded_store: Store) -> UserId:
    user_id = UserId(new_uuid())
    with seeded_store.unit_of_work() as uow:
        uow.accounts.ensure(user_id, NOW)
    return user_id


def log_with(name: str) -> ParsedLog:
    """Return a log in which the bench press has another name."""
    data = CLASSIC.replace(b"Bench Press (Barbell)", name.encode())
    return parse_workout_log(data, unit=MassUnit.KG, time_zone="Europe/Berlin")


def test_an_unanswered_variant_trains_what_its_nearest_exercise_trains(
    seeded_store: Store, athlete: UserId
) -> None:
    with seeded_store.unit_of_work() as uow:
        report = import_workouts(uow, athlete, log_with("Trio Bench Press (Barbell)"))
    (match,) = report.preview.unmatched
    assert (match.how, match.near) == ("confirm", "bench_press")
    (own,) = report.exercises_created
    assert own.owner_id == athlete
    assert own.primary_muscles == ("chest",)


def test_an_unknown_name_claims_no_muscles(seeded_store: Store, athlete: UserId) -> None:
    with seeded_store.unit_of_work() as uow:
        report = import_workouts(uow, athlete, log_with("Grandpa's Log Toss"))
    (own,) = report.exercises_created
    assert own.primary_muscles == own.secondary_muscles == ()


def test_the_next_import_knows_the_name_of_a_mapped_exercise(
    seeded_store: Store, athlete: UserId
) -> None:
    log = log_with("Grandpa's Log Toss")
    with seeded_store.unit_of_work() as uow:
        (own,) = import_workouts(uow, athlete, log).exercises_created
        mapped = map_exercise(uow, athlete, own.id, ExerciseId("bench_press"))
        again = import_workouts(uow, athlete, log)
    assert (mapped.sets, mapped.into.id) == (3, "bench_press")
    assert (again.added, again.exercises_created) == (0, ())
    assert "bench_press" in {match.exercise_id for match in again.preview.exercises}
    with seeded_store.read_only() as uow:
        other = preview_import(uow, UserId(new_uuid()), log)
    assert [match.how for match in other.unmatched] == ["new"]
