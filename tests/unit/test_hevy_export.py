"""Hevy's exports, in both units and both ways of writing dates."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from coach.training.model import ParsedLog, SetKind
from coach.units import MassUnit
from store.formats import parse_workout_log

pytestmark = pytest.mark.unit

DATA = Path(__file__).parents[1] / "data"
HEADER = (
    '"title","start_time","end_time","description","exercise_title","superset_id",'
    '"exercise_notes","set_index","set_type","weight_kg","reps","distance_km",'
    '"duration_seconds","rpe"\n'
)


def parse(name: str, time_zone: str = "Europe/Berlin") -> ParsedLog:
    return parse_workout_log((DATA / name).read_bytes(), unit=None, time_zone=time_zone)


def parse_rows(*rows: str, time_zone: str = "Europe/Berlin") -> ParsedLog:
    text = HEADER + "".join(f"{row}\n" for row in rows)
    return parse_workout_log(text.encode(), unit=None, time_zone=time_zone)


def test_kilogram_export_keeps_kinds_and_body_weight_sets() -> None:
    log = parse("hevy_kg.csv")
    (workout,) = log.workouts
    assert (log.source, log.unit_origin, log.units) == ("hevy", "file", {MassUnit.KG})
    assert workout.duration_s == 4200
    assert workout.notes == "good day"
    assert [each.kind for each in workout.sets[:2]] == [SetKind.WARMUP, SetKind.NORMAL]
    by_name = {each.exercise_name: each for each in workout.sets}
    assert by_name["Pull Up"].load_kg is None
    assert by_name["Triceps Pushdown"].kind is SetKind.FAILURE
    assert by_name["Plank"].seconds == 60
    assert by_name["Treadmill"].distance_m == 2500


def test_literal_line_ends_in_notes_are_unescaped() -> None:
    notes = [each.notes for each in parse("hevy_kg.csv").workouts[0].sets if each.notes]
    assert notes == ["closed grip\nfelt easy"]


def test_pound_export_with_american_dates() -> None:
    log = parse("hevy_lbs_us.csv", time_zone="America/Chicago")
    (workout,) = log.workouts
    assert workout.started_at.astimezone(UTC) == datetime(2026, 5, 16, 0, 26, tzinfo=UTC)
    assert workout.sets[1].load_kg == Decimal("102.0583")
    assert workout.sets[2].kind is SetKind.DROP


def test_newest_first_file_gives_oldest_first_workouts() -> None:
    log = parse_rows(
        '"B","7 Oct 2026, 18:00","7 Oct 2026, 19:00","","Squat (Barbell)",,"",0,"normal",100,5,,,',
        '"A","5 Oct 2026, 18:00","5 Oct 2026, 19:00","","Squat (Barbell)",,"",0,"normal",90,5,,,',
        '"A","5 Oct 2026, 18:00","5 Oct 2026, 19:00","","Squat (Barbell)",,"",1,"normal",95,5,,,',
    )
    assert [each.title for each in log.workouts] == ["A", "B"]
    assert [each.load_kg for each in log.workouts[0].sets] == [90, 95]


def test_exercise_note_repeated_on_each_row_is_kept_once() -> None:
    row = '"A","5 Oct 2026, 18:00","5 Oct 2026, 19:00","","Row",,"slow",{},"normal",90,5,,,'
    log = parse_rows(row.format(0), row.format(1))
    assert [each.notes for each in log.workouts[0].sets] == ["slow", ""]


def test_session_across_the_doubled_hour_lasts_as_long_as_it_lasted() -> None:
    log = parse_rows(
        '"A","25 Oct 2026, 02:50","25 Oct 2026, 02:10","","Row",,"",0,"normal",90,5,,,',
    )
    assert log.workouts[0].duration_s == 20 * 60


def test_tab_separated_export_is_understood() -> None:
    data = (DATA / "hevy_lbs_us.csv").read_text().splitlines()
    import csv

    text = "\n".join("\t".join(row) for row in csv.reader(data)) + "\n"
    log = parse_workout_log(text.encode(), unit=None, time_zone="UTC")
    assert len(log.workouts[0].sets) == 3


def test_unknown_set_type_and_impossible_date_are_row_errors() -> None:
    good = '"A","5 Oct 2026, 18:00","5 Oct 2026, 19:00","","Row",,"",0,"normal",90,5,,,'
    log = parse_rows(
        *[good] * 18,
        good.replace("normal", "giant"),
        good.replace('"5 Oct 2026, 18:00"', '"31 Feb 2026, 18:00"'),
    )
    assert [error.column for error in log.errors] == ["set_type", "start_time"]


def test_midnight_and_noon_on_a_twelve_hour_clock() -> None:
    row = '"{t}","May 15, 2026, 12:05 {t}","","","Row",,"",0,"normal",90,5,,,'
    log = parse_rows(row.format(t="AM"), row.format(t="PM"), time_zone="UTC")
    assert [each.started_at.hour for each in log.workouts] == [0, 12]
