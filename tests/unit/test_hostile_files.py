"""Whatever the bytes are, a file is parsed or refused with a code; nothing else happens."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.errors import InvalidInput
from coach.training.model import MAX_LOAD_KG, ParsedLog
from coach.units import MassUnit
from store.formats import parse_workout_log

pytestmark = pytest.mark.unit

DATA = Path(__file__).parents[1] / "data"
FILES = [path.read_bytes() for path in sorted([*DATA.glob("*.csv"), *DATA.glob("*.xml")])]


def parse_or_refuse(data: bytes) -> ParsedLog | None:
    try:
        return parse_workout_log(data, unit=MassUnit.KG, time_zone="America/New_York")
    except InvalidInput as exc:
        refused = exc
    assert refused.code != "invalid_input"
    assert refused.way_out
    return None


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(FILES), st.data())
def test_damaged_export_is_parsed_or_refused(original: bytes, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(original)))
    end = data.draw(st.integers(start, min(len(original), start + 40)))
    patch = data.draw(st.binary(max_size=12) | st.text(max_size=8).map(str.encode))
    log = parse_or_refuse(original[:start] + patch + original[end:])
    if log is None:
        return
    for workout in log.workouts:
        assert workout.started_at.tzinfo is not None
        for each in workout.sets:
            assert each.load_kg is None or 0 < each.load_kg <= MAX_LOAD_KG
            assert each.reps is None or each.reps > 0
            assert each.rpe is None or 1 <= each.rpe <= 10


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(FILES),
    st.sampled_from(["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1"]),
    st.data(),
)
def test_any_encoding_with_any_cut_is_parsed_or_refused(
    original: bytes, encoding: str, data: st.DataObject
) -> None:
    written = original.decode().encode(encoding)
    parse_or_refuse(written[: data.draw(st.integers(0, len(written)))])


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 60))
def test_a_damaged_archive_is_parsed_or_refused(noise: bytes, at: int) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("log.csv", FILES[0])
    whole = packed.getvalue()
    parse_or_refuse(whole[:at] + noise + whole[at + len(noise) :])


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_refused(data: bytes) -> None:
    assert parse_or_refuse(data) is None
