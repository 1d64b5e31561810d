"""Health data and overlapping sessions on a real database: once, and never over what was told."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from coach.identity import UserId, new_uuid
from coach.imports import Became, FileStamp
from coach.training.commands.imports import (
    ImportReport,
    Wishes,
    import_workouts,
    preview_import,
)
from coach.training.model import ParsedLog, SleepReport
from coach.units import MassUnit
from store.engine import Store
from store.formats import parse_workout_log
from tests import fit_file as fit

DATA = Path(__file__).parents[1] / "data"
HEALTH = (DATA / "apple_health.xml").read_bytes()
CLASSIC = (DATA / "strong_ios_classic.csv").read_bytes()
NOW = datetime(2026, 11, 1, tzinfo=UTC)
RUN_START = datetime(2026, 10, 6, 5, 2, tzinfo=UTC)
HEVY = (
    '"title","start_time","end_time","description","exercise_title","superset_id",'
    '"exercise_notes","set_index","set_type","weight_kg","reps","distance_km",'
    '"duration_seconds","rpe"\n'
    '"Push","5 Oct 2026, 18:55","5 Oct 2026, 20:00","","{}",,"",0,"normal",80,5,,,\n'
)


@pytest.fixture
def athlete(seeded_store: Store) -> UserId:
    user_id = UserId(new_uuid())
    with seeded_store.unit_of_work() as uow:
        uow.accounts.ensure(user_id, NOW)
    return user_id


def parse(data: bytes) -> ParsedLog:
    return parse_workout_log(data, unit=MassUnit.KG, time_zone="Europe/Berlin")


def stored(store: Store, athlete: UserId, data: bytes) -> ImportReport:
    stamp = FileStamp("file", data[:32].hex().ljust(64, "0"), len(data), NOW)
    with store.unit_of_work() as uow:
        return import_workouts(uow, athlete, parse(data), Wishes(skip_errors=True), file=stamp)


def test_a_health_export_is_stored_once(seeded_store: Store, athlete: UserId) -> None:
    added = [
        (report.weigh_ins_added, report.cardio_added, report.nights_added)
        for report in (stored(seeded_store, athlete, HEALTH) for _ in range(2))
    ]
    assert added == [(2, 1, 1), (0, 0, 0)]
    with seeded_store.read_only() as uow:
        assert [each.source for each in uow.body_weights.list(athlete)] == ["apple_health"] * 2
        (night,) = uow.recovery.sleep(athlete, since=date(2026, 1, 1))
        (run,) = uow.recovery.cardio(athlete, since=datetime(2026, 1, 1, tzinfo=UTC))
    assert (night.day, night.hours) == (date(2026, 10, 6), Decimal("2.5"))
    assert (run.activity, run.distance_m) == ("run", 5020)


def test_a_weigh_in_corrected_in_the_other_app_is_corrected(
    seeded_store: Store, athlete: UserId
) -> None:
    stored(seeded_store, athlete, HEALTH)
    report = stored(seeded_store, athlete, HEALTH.replace(b'value="80.4"', b'value="79.4"'))
    assert report.weigh_ins_added == 1
    with seeded_store.read_only() as uow:
        weights = [each.weight_kg for each in uow.body_weights.list(athlete)]
    assert weights == [Decimal("79.4"), Decimal("80.331")]


def test_a_night_that_the_athlete_told_stays(seeded_store: Store, athlete: UserId) -> None:
    told = SleepReport(new_uuid(), athlete, date(2026, 10, 6), Decimal(8), 4)
    with seeded_store.unit_of_work() as uow:
        uow.recovery.add_sleep(told)
    report = stored(seeded_store, athlete, HEALTH)
    assert report.nights_added == 0
    assert "nights that you told or another app brought" in {
        each.reason for each in report.preview.left_out
    }
    with seeded_store.read_only() as uow:
        assert uow.recovery.sleep(athlete, since=date(2026, 1, 1)) == [told]


def test_a_run_of_two_watches_is_stored_once(seeded_store: Store, athlete: UserId) -> None:
    stored(seeded_store, athlete, HEALTH)
    report = stored(seeded_store, athlete, fit.fit_file(fit.run(RUN_START)))
    assert report.cardio_added == 0
    (overlap,) = report.preview.overlaps
    assert (overlap.other_source, overlap.stored) == ("apple_health", False)
    later = fit.fit_file(fit.run(RUN_START + timedelta(hours=2)))
    assert stored(seeded_store, athlete, later).cardio_added == 1


def test_a_session_logged_in_two_apps_is_reported_and_not_doubled(
    seeded_store: Store, athlete: UserId
) -> None:
    stored(seeded_store, athlete, CLASSIC)
    report = stored(seeded_store, athlete, HEVY.format("Bench Press (Barbell)").encode())
    assert report.added == 0
    (overlap,) = report.preview.overlaps
    assert (overlap.title, overlap.other_source, overlap.stored) == ("Push", "strong", False)
    assert report.file is not None
    with seeded_store.read_only() as uow:
        assert uow.workouts.count(athlete) == 1
        (row,) = uow.imports.rows(athlete, report.file.id)
    assert row.became is Became.OVERLAP


def test_one_day_of_an_app_without_times_is_doubled_only_if_its_sets_are(
    seeded_store: Store, athlete: UserId
) -> None:
    stored(seeded_store, athlete, CLASSIC)
    row = "2026-10-05,Bench Press (Barbell),Chest,{},{},,,,\n"
    header = "Date,Exercise,Category,Weight (kgs),Reps,Distance,Distance Unit,Time,Comment\n"
    same = header + row.format("82.5", 5) + row.format(60, 9)
    other = header + row.format(70, 8) + row.format(70, 7)
    assert stored(seeded_store, athlete, same.encode()).added == 0
    assert stored(seeded_store, athlete, other.encode()).added == 1


def test_another_session_at_the_same_time_is_stored_and_reported(
    seeded_store: Store, athlete: UserId
) -> None:
    stored(seeded_store, athlete, CLASSIC)
    report = stored(seeded_store, athlete, HEVY.format("Leg Press").encode())
    assert report.added == 1
    assert [each.stored for each in report.preview.overlaps] == [True]


def test_a_workout_names_the_file_and_the_rows_it_came_from(
    seeded_store: Store, athlete: UserId
) -> None:
    stored(seeded_store, athlete, CLASSIC)
    with seeded_store.read_only() as uow:
        (workout,) = uow.workouts.list(athlete)
        (origin,) = uow.imports.origin(athlete, workout.id)
    assert (origin.file.source, origin.file.size_bytes) == ("strong", len(CLASSIC))
    lines = CLASSIC.decode().splitlines(keepends=True)
    assert [row.text for row in origin.rows] == [lines[row.line - 1] for row in origin.rows]
    assert len(origin.rows) == len(workout.sets)


def test_a_slipped_digit_is_flagged_and_kept(seeded_store: Store, athlete: UserId) -> None:
    row = '2026-{:02}-05 18:00:00,"A",1h,"Bench Press (Barbell)",1,{},5,0,0,"","",\n'
    header = CLASSIC.decode().splitlines(keepends=True)[0]
    loads = ["80", "82.5", "825", "85", "82.5", "87.5", "85"]
    rows = (row.format(month, load) for month, load in enumerate(loads, start=1))
    log = parse((header + "".join(rows)).encode())
    with seeded_store.read_only() as uow:
        preview = preview_import(uow, athlete, log)
    assert [(each.load_kg, each.exercise_name) for each in preview.doubtful] == [
        (825, "Bench Press (Barbell)")
    ]
    assert preview.sets == 7
