"""Sessions that watches recorded: FIT, GPX and TCX."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.errors import InvalidInput
from coach.training.model import ParsedLog
from store.formats import parse_workout_log
from tests import fit_file as fit

pytestmark = pytest.mark.unit

START = datetime(2026, 10, 5, 7, 0, tzinfo=UTC)
BENCH, BARBELL_BENCH = 0, 1
LIFTING = fit.fit_file(
    fit.strength_set(START, 5, 80, category=BENCH, subtype=BARBELL_BENCH),
    fit.rest(START + timedelta(minutes=1)),
    fit.strength_set(START + timedelta(minutes=3), 4, 82.5, category=BENCH, subtype=BARBELL_BENCH),
    fit.lifting(START),
)
GPX = """<?xml version="1.0"?>
<gpx version="1.1" creator="watch" xmlns="http://www.topografix.com/GPX/1/1"
 xmlns:x="http://www.garmin.com/xmlschemas/TrackPointExtension/v1">
<trk><name>Morning</name><type>running</type><trkseg>
<trkpt lat="52.50" lon="13.40"><time>2026-10-05T07:00:00Z</time>
<extensions><x:TrackPointExtension><x:hr>140</x:hr></x:TrackPointExtension></extensions></trkpt>
<trkpt lat="52.51" lon="13.40"><time>2026-10-05T07:06:00Z</time>
<extensions><x:TrackPointExtension><x:hr>150</x:hr></x:TrackPointExtension></extensions></trkpt>
</trkseg></trk></gpx>"""
TCX = """<?xml version="1.0"?>
<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2">
<Activities><Activity Sport="Biking"><Id>2026-10-05T07:00:00.000Z</Id>
<Lap StartTime="2026-10-05T07:00:00.000Z"><TotalTimeSeconds>600</TotalTimeSeconds>
<DistanceMeters>5000</DistanceMeters><AverageHeartRateBpm><Value>120</Value></AverageHeartRateBpm>
</Lap><Lap StartTime="2026-10-05T07:10:00.000Z"><TotalTimeSeconds>1200</TotalTimeSeconds>
<DistanceMeters>9000</DistanceMeters><AverageHeartRateBpm><Value>150</Value></AverageHeartRateBpm>
</Lap></Activity></Activities></TrainingCenterDatabase>"""
BOMB = """<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><{root}>&b;</{root}>"""


def parse(data: bytes | str) -> ParsedLog:
    raw = data if isinstance(data, bytes) else data.encode()
    return parse_workout_log(raw, unit=None, time_zone="Europe/Berlin")


def test_a_fit_run_becomes_an_endurance_session() -> None:
    (run,) = parse(fit.fit_file(fit.run(START))).cardio
    assert (run.activity, run.started_at, run.duration_s) == ("run", START, 1800)
    assert (run.distance_m, run.mean_heart_rate_bpm) == (5000, 150)


def test_fit_strength_sets_become_a_workout_with_named_exercises() -> None:
    log = parse(LIFTING)
    (workout,) = log.workouts
    assert workout.started_at == START
    assert workout.duration_s == 3600
    assert [(s.exercise_name, s.load_kg, s.reps) for s in workout.sets] == [
        ("Barbell Bench Press", Decimal(80), 5),
        ("Barbell Bench Press", Decimal("82.5"), 4),
    ]
    assert log.cardio == ()
    assert [(each.reason, each.count) for each in log.left_out] == [("rests between sets", 1)]


def test_a_set_of_an_unknown_exercise_keeps_its_load() -> None:
    data = fit.fit_file(fit.strength_set(START, 5, 80, category=0xFFFF, subtype=0xFFFF))
    (workout,) = parse(data).workouts
    assert workout.sets[0].load_kg == 80
    assert workout.sets[0].exercise_name == "Unnamed exercise"


def test_fit_scale_weights_become_weigh_ins() -> None:
    (weigh_in,) = parse(fit.fit_file(fit.weigh_in(START, 80.4))).weigh_ins
    assert (weigh_in.at, weigh_in.weight_kg) == (START, Decimal("80.4"))


def test_a_cut_fit_file_keeps_what_was_read_and_says_where_it_ends() -> None:
    data = fit.fit_file(fit.run(START), fit.run(START + timedelta(days=1)))
    log = parse(data[:-20])
    assert len(log.cardio) == 1
    assert "cut short" in log.errors[0].reason


def test_a_fit_file_with_a_wrong_checksum_is_read_and_reported() -> None:
    data = fit.fit_file(fit.run(START))
    log = parse(data[:-1] + bytes([data[-1] ^ 1]))
    assert len(log.cardio) == 1
    assert "checksum" in log.errors[0].reason


def test_a_session_still_to_come_is_a_row_error() -> None:
    far = fit.run(datetime(2087, 1, 1, tzinfo=UTC))
    log = parse(fit.fit_file(fit.run(START), far))
    assert len(log.cardio) == 1
    assert [error.reason for error in log.errors] == ["is still to come"]


def test_a_gpx_track_has_distance_time_and_heart_rate() -> None:
    (run,) = parse(GPX).cardio
    assert (run.activity, run.started_at, run.duration_s) == ("run", START, 360)
    assert run.mean_heart_rate_bpm == 145
    assert run.distance_m is not None
    assert abs(run.distance_m - 1112) < 3, "one hundredth of a degree of latitude is 1,112 m"


def test_a_planned_route_is_refused() -> None:
    planned = GPX.replace("<time>2026-10-05T07:00:00Z</time>", "").replace(
        "<time>2026-10-05T07:06:00Z</time>", ""
    )
    with pytest.raises(InvalidInput, match="when it was done"):
        parse(planned)


def test_laps_of_a_tcx_activity_add_up() -> None:
    (ride,) = parse(TCX).cardio
    assert (ride.activity, ride.duration_s, ride.distance_m) == ("ride", 1800, 14000)
    assert ride.mean_heart_rate_bpm == 140


@pytest.mark.parametrize("root", ["gpx", "TrainingCenterDatabase", "HealthData"])
def test_an_xml_bomb_is_refused(root: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse(BOMB.format(root=root))
    assert caught.value.code == "xml_bomb"


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([LIFTING, GPX.encode(), TCX.encode()]), st.data())
def test_damaged_recordings_are_read_or_refused(original: bytes, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(original)))
    end = data.draw(st.integers(start, min(len(original), start + 20)))
    damaged = original[:start] + data.draw(st.binary(max_size=8)) + original[end:]
    try:
        log = parse(damaged)
    except InvalidInput:
        return
    assert all(each.duration_s > 0 for each in log.cardio)
