"""The export of Apple Health: weigh-ins, nights, endurance sessions, as a stream."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from coach.errors import InvalidInput
from coach.training.model import ParsedLog
from coach.units import MassUnit
from store.formats import parse_workout_log

pytestmark = pytest.mark.unit

SAMPLE = (Path(__file__).parents[1] / "data" / "apple_health.xml").read_bytes()
SLEEP = (
    '<Record type="HKCategoryTypeIdentifierSleepAnalysis" sourceName="{source}" '
    'startDate="{start} +0200" endDate="{end} +0200" value="HKCategoryValueSleepAnalysis{value}"/>'
)
RUN = (
    '<Workout workoutActivityType="HKWorkoutActivityTypeRunning" duration="{minutes}" '
    'durationUnit="min" sourceName="{source}" startDate="{start} +0200" endDate="{start} +0200">'
    "{statistics}</Workout>"
)
DISTANCE = (
    '<WorkoutStatistics type="HKQuantityTypeIdentifierDistanceWalkingRunning" sum="3" unit="mi"/>'
)


def parse(data: bytes) -> ParsedLog:
    return parse_workout_log(data, unit=None, time_zone="Europe/Berlin")


def health(*elements: str) -> ParsedLog:
    return parse(f"<HealthData>{''.join(elements)}</HealthData>".encode())


def sleep(start: str, end: str, *, value: str = "AsleepCore", source: str = "Watch") -> str:
    return SLEEP.format(start=start, end=end, value=value, source=source)


def run(start: str, *, minutes: str = "30", source: str = "Watch", statistics: str = "") -> str:
    return RUN.format(start=start, minutes=minutes, source=source, statistics=statistics)


def test_weigh_ins_have_the_unit_of_their_record() -> None:
    log = parse(SAMPLE)
    assert [each.weight_kg for each in log.weigh_ins] == [Decimal("80.4"), Decimal("80.331")]
    assert log.units == {MassUnit.KG, MassUnit.LB}
    assert log.weigh_ins[0].at == datetime(2026, 10, 5, 5, 0, tzinfo=UTC)


def test_a_run_has_its_statistics() -> None:
    (session,) = parse(SAMPLE).cardio
    assert (session.activity, session.duration_s, session.distance_m) == ("run", 1830, 5020)
    assert session.mean_heart_rate_bpm == 152


def test_what_is_left_out_is_counted_by_reason() -> None:
    log = parse(SAMPLE)
    assert {each.reason: each.count for each in log.left_out} == {
        "heart rates": 1,
        "step counts": 2,
        "strength sessions, of which a watch knows no sets": 1,
    }
    assert log.rows == 8


def test_rows_name_their_line_in_the_file_the_document_type_included() -> None:
    log = parse(SAMPLE)
    lines = SAMPLE.decode().splitlines()
    assert 'value="80.4"' in lines[log.weigh_ins[0].lines[0] - 1]
    assert {row.line for row in log.raw} >= set(log.weigh_ins[0].lines)


def test_stretches_of_a_night_add_up_once_and_naps_belong_to_their_day() -> None:
    log = health(
        sleep("2026-10-05 23:00:00", "2026-10-06 03:00:00"),
        sleep("2026-10-06 02:00:00", "2026-10-06 06:00:00", value="AsleepREM"),
        sleep("2026-10-06 03:00:00", "2026-10-06 03:30:00", value="Awake"),
        sleep("2026-10-06 14:00:00", "2026-10-06 14:30:00"),
    )
    assert [(each.day, each.hours) for each in log.nights] == [(date(2026, 10, 6), Decimal("7.5"))]


def test_of_two_devices_the_one_with_more_stretches_counts() -> None:
    log = health(
        sleep("2026-10-05 22:00:00", "2026-10-06 08:00:00", source="Phone"),
        sleep("2026-10-05 23:00:00", "2026-10-06 02:00:00"),
        sleep("2026-10-06 02:30:00", "2026-10-06 06:30:00"),
    )
    assert [each.hours for each in log.nights] == [7]


def test_an_export_made_in_another_zone_has_the_same_keys() -> None:
    here, there = (
        parse(SAMPLE.replace(b"05 07:00:00 +0200", moment))
        for moment in (b"05 07:00:00 +0200", b"05 01:00:00 -0400")
    )
    assert [each.source_key for each in here.weigh_ins] == [
        each.source_key for each in there.weigh_ins
    ]


def test_lying_in_bed_is_not_sleep() -> None:
    with pytest.raises(InvalidInput) as caught:
        health(sleep("2026-10-05 22:00:00", "2026-10-06 08:00:00", value="InBed"))
    assert caught.value.code == "no_workouts"


def test_a_run_that_two_devices_recorded_is_one_run() -> None:
    log = health(
        run("2026-10-06 07:00:00", source="Phone"),
        run("2026-10-06 07:01:00", source="Watch", statistics=DISTANCE),
        run("2026-10-07 07:00:00"),
    )
    assert [each.distance_m for each in log.cardio] == [Decimal("4828.03"), None]


@pytest.mark.parametrize("minutes", ["-5", "NaN", "inf", "999999", "0"])
def test_an_impossible_duration_is_a_row_error(minutes: str) -> None:
    log = health(run("2026-10-06 07:00:00", minutes=minutes), run("2026-10-07 07:00:00"))
    assert [error.column for error in log.errors] == ["duration"]
    assert len(log.cardio) == 1


def test_a_cut_export_keeps_what_was_read_and_says_so() -> None:
    log = parse(SAMPLE[: SAMPLE.index(b"<Workout")])
    assert len(log.weigh_ins) == 2
    assert "cut short" in log.errors[0].reason


def test_the_document_type_that_ios_16_wrote_wrongly_does_no_harm() -> None:
    broken = b"<!ATTLIST Record type CDATA #REQUIRED <!ELEMENT Oops ANY>\n]>"
    log = parse(SAMPLE.replace(b"]>", broken, 1))
    assert len(log.weigh_ins) == 2


def test_an_encoding_that_does_not_exist_is_refused() -> None:
    with pytest.raises(InvalidInput) as caught:
        parse(SAMPLE.replace(b'encoding="UTF-8"', b'encoding="UTF-n8"'))
    assert caught.value.code == "broken_xml"


@pytest.mark.parametrize(
    "declaration",
    [b'<!ENTITY a "aaaa">', b'<!ENTITY x SYSTEM "file:///etc/passwd">', b'<!ENTITY % p "x">'],
)
def test_entities_are_refused(declaration: bytes) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse(SAMPLE.replace(b"<!ELEMENT", declaration + b"<!ELEMENT", 1))
    assert caught.value.code == "xml_bomb"
