"""Exports of FitNotes, Fitbod and Liftosaur, files of weigh-ins, and archives."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from coach.errors import InvalidInput
from coach.training.model import ParsedLog, SetKind
from coach.units import MassUnit
from store.formats import parse_workout_log

pytestmark = pytest.mark.unit

DATA = Path(__file__).parents[1] / "data"
FITNOTES = "Date,Exercise,Category,Weight (kgs),Reps,Distance,Distance Unit,Time,Comment\n"
FITBOD = (
    "Date,Exercise,Reps,Weight(lbs),Duration(s),Distance(m),isWarmup\n"
    "2026-10-05 18:51:52 +0000,Barbell Bench Press,8,135.0,0.0,0.0,true\n"
    "2026-10-05 18:51:52 +0000,Barbell Bench Press,5,185.0,0.0,0.0,false\n"
    "2026-10-05 18:51:52 +0000,Running,0,0,1200,3200,false\n"
)
BODY = (
    "Date,Time,Measurement,Value,Unit,Comment\n"
    "2026-10-05,07:15,Bodyweight,80.4,kgs,\n"
    "2026-10-06,,Bodyweight,177.1,lbs,late\n"
    "2026-10-06,,Waist,84,cm,\n"
    "2026-10-07,,Bodyweight,8040,kgs,\n"
)


def parse(data: str | bytes, unit: MassUnit | None = None) -> ParsedLog:
    raw = data if isinstance(data, bytes) else data.encode()
    return parse_workout_log(raw, unit=unit, time_zone="Europe/Berlin")


def zipped(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"folder/{name}", content)
    return packed.getvalue()


def test_fitnotes_groups_by_day_and_reads_distance_and_time() -> None:
    log = parse((DATA / "fitnotes_old.csv").read_bytes())
    (workout,) = log.workouts
    assert workout.started_at.date() == date(2026, 10, 5)
    assert [(s.exercise_name, s.load_kg, s.reps) for s in workout.sets[:2]] == [
        ("Barbell Bench Press", 100, 5),
        ("Squat", 140, 3),
    ]
    assert (workout.sets[2].distance_m, workout.sets[2].seconds) == (2500, 900)
    assert workout.sets[1].notes == "belt"


def test_new_fitnotes_export_has_a_unit_in_each_row() -> None:
    log = parse(
        "Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time\n"
        "2026-10-05,Squat,Legs,100,kgs,5,,,\n2026-10-05,Squat,Legs,225,lbs,5,,,\n"
    )
    assert [each.load_kg for each in log.workouts[0].sets] == [100, Decimal("102.0583")]
    assert log.units == {MassUnit.KG, MassUnit.LB}


@pytest.mark.parametrize(
    ("row", "exercise", "comment"),
    [
        ("2026-10-05,Press, Seated,Shoulders,40,8,,,,", "Press, Seated", ""),
        ("2026-10-05,Fly, Low, Cable,Chest,10,12,,,,light", "Fly, Low, Cable", "light"),
        ("2026-10-05,Squat,Legs,100,5,,,,slow, deep", "Squat", "slow, deep"),
        ("2026-10-05,Row, Seated,Back,50,10,,,,a, b", "Row, Seated", "a, b"),
        ("2026-10-05,Run, easy,Cardio,,,2.5,km,0:15:00,", "Run, easy", ""),
    ],
)
def test_unquoted_commas_of_fitnotes_are_put_where_they_belong(
    row: str, exercise: str, comment: str
) -> None:
    log = parse(f"{FITNOTES}{row}\n")
    assert log.errors == ()
    assert log.workouts[0].sets[0].exercise_name == exercise
    assert log.workouts[0].sets[0].notes == comment


def test_a_fitnotes_row_that_fits_in_no_way_is_reported() -> None:
    log = parse(f"{FITNOTES}2026-10-05,Squat,Legs,100,5,,,,\n2026-10-05,a,b,c,d,e,f,g,h,i,j\n")
    assert [error.line for error in log.errors] == [3]


def test_fitbod_marks_warm_ups_and_writes_universal_time() -> None:
    (workout,) = parse(FITBOD).workouts
    assert workout.started_at == datetime(2026, 10, 5, 18, 51, 52, tzinfo=UTC)
    assert [each.kind for each in workout.sets[:2]] == [SetKind.WARMUP, SetKind.NORMAL]
    assert workout.sets[1].load_kg == Decimal("83.9146")
    assert (workout.sets[2].distance_m, workout.sets[2].seconds) == (3200, 1200)


def test_liftosaur_keeps_what_was_done_not_what_was_asked() -> None:
    log = parse((DATA / "liftosaur.csv").read_bytes())
    (workout,) = log.workouts
    assert workout.started_at == datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert workout.title == "GZCLP, Day 1"
    assert {each.exercise_name for each in workout.sets} == {"Squat (Barbell)"}
    assert [(s.kind, s.reps, s.rpe) for s in workout.sets] == [
        (SetKind.WARMUP, 5, None),
        (SetKind.NORMAL, 5, Decimal("8.5")),
        (SetKind.NORMAL, 4, 10),
    ]
    assert workout.sets[2].load_kg == Decimal("99.7903")


def test_body_tracker_of_fitnotes_gives_weigh_ins() -> None:
    log = parse(BODY)
    assert [each.weight_kg for each in log.weigh_ins] == [Decimal("80.4"), Decimal("80.331")]
    assert [(error.line, error.column) for error in log.errors] == [(5, "Value")]
    assert [(each.reason, each.count) for each in log.left_out] == [
        ("measurements other than body weight", 1)
    ]


def test_scale_weights_of_macrofactor_skip_days_without_one() -> None:
    log = parse("Date,Scale Weight (kg)\n2026-10-05,80.4\n2026-10-06,\n")
    assert [each.weight_kg for each in log.weigh_ins] == [Decimal("80.4")]


def test_an_archive_gives_the_log_in_it_whatever_the_names() -> None:
    data = zipped(readme=b"hello", x=(DATA / "hevy_kg.csv").read_bytes())
    assert parse(data).source == "hevy"


def test_an_apple_health_archive_is_the_export_alone() -> None:
    health = (DATA / "apple_health.xml").read_bytes()
    log = parse(zipped(route=b"<gpx></gpx>", export=health))
    assert (log.source, len(log.weigh_ins)) == ("apple_health", 2)


def test_files_of_one_app_in_an_archive_are_one_log() -> None:
    first = FITBOD.encode()
    log = parse(zipped(a=first, b=first.replace(b"2026-10-05", b"2026-10-06"), c=first[:70]))
    assert len(log.workouts) == 2
    assert log.variant == "2 files"
    assert [error.column for error in log.errors] == ["c"]
    lines = [line for workout in log.workouts for line in workout.lines]
    assert len(set(lines)) == len(lines), "rows of different files have different numbers"
    assert set(lines) <= {row.line for row in log.raw}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (zipped(a=b"nothing that is known"), "unknown_format"),
        (zipped(a=b"0" * 30_000_000), "zip_bomb"),
        (zipped(a=FITBOD.encode())[:-30], "broken_zip"),
    ],
)
def test_a_useless_archive_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse(data)
    assert caught.value.code == code
