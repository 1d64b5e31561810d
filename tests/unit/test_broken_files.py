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
        (b"PK\x03\x04\x14" + bytes(range(1, 32)) * 40, "binary_file"),
        (CLASSIC.replace(b"Plank", b"Pl\x00ank"), "binary_file"),
        (CLASSIC.decode().encode("utf-16"), "utf16_file"),
        (CLASSIC[:-60], "truncated_file"),
        (CLASSIC[: CLASSIC.rindex(b'"Running') + 5], "truncated_file"),
        (CLASSIC + b"2026-10-05 18:51:52", "truncated_file"),
        (CLASSIC + b"x" * 10_000_000, "line_too_long"),
        (CLASSIC.replace(b'"Plank"', b'"Pla"nk'), "broken_quotes"),
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


def test_a_cut_file_is_refused_or_differs_in_its_last_cell_only() -> None:
    text = CLASSIC.rstrip(b"\n")
    whole = parse_workout_log(text, unit=MassUnit.KG, time_zone="UTC").workouts[0].sets
    accepted = 0
    for cut in range(len(HEADER) + 1, len(text)):
        try:
            log = parse_workout_log(text[:cut], unit=MassUnit.KG, time_zone="UTC")
        except InvalidInput:
            continue
        accepted += 1
        kept = log.workouts[0].sets
        assert kept[:-1] == whole[: len(kept) - 1], cut
        assert replace(kept[-1], rpe=None) == replace(whole[len(kept) - 1], rpe=None), cut
    assert accepted < 25


def test_unknown_time_zone_is_named() -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_workout_log(CLASSIC, unit=MassUnit.KG, time_zone="Mars/Olympus")
    assert caught.value.code == "unknown_time_zone"
