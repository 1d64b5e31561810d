"""Files that are not a training log, or not all of one, are refused with a code and a way out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from coach.errors import InvalidInput
from coach.units import MassUnit
from store.formats import parse_workout_log

pytestmark = pytest.mark.unit

CLASSIC = (Path(__file__).parents[1] / "data" / "strong_ios_classic.csv").read_bytes()
HEADER = CLASSIC.splitlines(keepends=True)[0]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"  \r\n ", "empty_file"),
        (b"\xef\xbb\xbf", "empty_file"),
        (b",", "empty_file"),
        (b"\xa0\n", "empty_file"),
        (CLASSIC.replace(b",Weight,", b",Weight (stone),"), "unknown_unit"),
        (HEADER, "no_workouts"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary_file"),
        (CLASSIC + b"x" * 10_000_000, "line_too_long"),
        (HEADER.replace(b"RPE", b'"RPE"x'), "broken_quotes"),
        (HEADER + b"\n".join(b"2026-10-05 18:51:52,A" for _ in range(3)), "no_readable_rows"),
        (b"PK\x03\x04 and no archive behind it", "broken_zip"),
        (b"name;age;city\nAnna;3;Bonn\n", "unknown_format"),
        (b"<html><body>not found</body></html>", "unknown_format"),
        (b"Date;Workout Name\n2026-10-05;Legs\n", "unknown_format"),
    ],
)
def test_broken_file_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_workout_log(data, unit=MassUnit.KG, time_zone="UTC")
    assert caught.value.code == code
    assert caught.value.way_out


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16", "utf-16-le"])
def test_every_encoding_gives_the_same_workouts(encoding: str) -> None:
    text = CLASSIC.decode().replace("Plank", "Übung")
    log = parse_workout_log(text.encode(encoding), unit=MassUnit.KG, time_zone="UTC")
    assert log.errors == ()
    assert [each.exercise_name for each in log.workouts[0].sets][-2:] == [
        "Übung",
        "Running (Treadmill)",
    ]


@pytest.mark.parametrize(
    ("data", "line", "kept"),
    [
        (CLASSIC[:-60], 8, 5),
        (CLASSIC[: CLASSIC.rindex(b'"Running') + 5], 8, 5),
        (CLASSIC + b"2026-10-05 18:51:52", 9, 6),
        (CLASSIC.replace(b'"Plank"', b'"Pla"nk'), 6, 5),
        (CLASSIC.replace(b'"Plank"', b'"Plank'), 6, 5),
        (CLASSIC.replace(b"82.5", b"heavy"), 3, 5),
    ],
)
def test_a_damaged_row_is_reported_and_every_other_row_is_kept(
    data: bytes, line: int, kept: int
) -> None:
    log = parse_workout_log(data, unit=MassUnit.KG, time_zone="UTC")
    assert [error.line for error in log.errors] == [line]
    assert sum(len(workout.sets) for workout in log.workouts) == kept
    assert line in {row.line for row in log.raw}


def test_a_nul_byte_in_a_name_costs_nothing_but_itself() -> None:
    data = CLASSIC.replace(b"Plank", b"Pl\x00ank")
    log = parse_workout_log(data, unit=MassUnit.KG, time_zone="UTC")
    assert log.errors == ()
    assert "Plank" in {each.exercise_name for each in log.workouts[0].sets}
    assert all("\0" not in row.text for row in log.raw)


def test_a_cut_file_loses_the_cut_row_only() -> None:
    text = CLASSIC.rstrip(b"\n")
    whole = parse_workout_log(text, unit=MassUnit.KG, time_zone="UTC").workouts[0].sets
    for cut in range(text.index(b"82.5") + 60, len(text)):
        log = parse_workout_log(text[:cut], unit=MassUnit.KG, time_zone="UTC")
        kept = log.workouts[0].sets
        assert kept[:-1] == whole[: len(kept) - 1], cut
        assert replace(kept[-1], rpe=None) == replace(whole[len(kept) - 1], rpe=None), cut


def test_two_exports_pasted_together_count_once() -> None:
    log = parse_workout_log(CLASSIC + CLASSIC, unit=MassUnit.KG, time_zone="UTC")
    assert len(log.workouts[0].sets) == 6
    assert log.errors == ()


def test_a_workout_that_is_still_to_come_is_a_row_error() -> None:
    future = CLASSIC.splitlines(keepends=True)[1].replace(b"2026", b"2087")
    log = parse_workout_log(CLASSIC + future, unit=MassUnit.KG, time_zone="UTC")
    assert [(error.column, error.reason) for error in log.errors] == [("Date", "is still to come")]
    assert len(log.workouts) == 1


def test_unknown_time_zone_is_named() -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_workout_log(CLASSIC, unit=MassUnit.KG, time_zone="Mars/Olympus")
    assert caught.value.code == "unknown_time_zone"
