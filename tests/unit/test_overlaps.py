"""When two records are of one session."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from coach.training.rules.overlaps import Calendar, Span, overlap_in_time, same_session

pytestmark = pytest.mark.unit

START = datetime(2026, 10, 25, 1, 30, tzinfo=ZoneInfo("Europe/Berlin"))
LIFTS = frozenset({"squat", "bench", "row"})


def span(
    minutes: float = 0, *, minutes_long: int | None = 60, what: str = "squat bench row"
) -> Span:
    length = None if minutes_long is None else minutes_long * 60
    begun = (START.astimezone(ZoneInfo("UTC")) + timedelta(minutes=minutes)).astimezone(
        START.tzinfo
    )
    return Span(begun, length, frozenset(what.split()))


@pytest.mark.parametrize(
    ("other", "meets", "same"),
    [
        (span(5), True, True),
        (span(30), True, True),
        (span(31), True, False),
        (span(54), True, False),
        (span(56), False, False),
        (span(60), False, False),
        (span(5, what="squat"), True, True),
        (span(5, what="squat curl press"), True, False),
        (span(5, what="curl"), True, False),
        (span(5, minutes_long=None), True, True),
        (span(0, minutes_long=0), True, True),
        (span(24 * 60), False, False),
    ],
)
def test_half_of_time_and_exercises_make_one_session(
    other: Span, *, meets: bool, same: bool
) -> None:
    assert overlap_in_time(span(), other) is meets
    assert overlap_in_time(other, span()) is meets
    assert same_session(span(), other) is same


def test_a_session_across_the_end_of_summer_time_is_as_long_as_it_lasted() -> None:
    early = Span(START, 7200, LIFTS)
    late = Span(START.replace(hour=2, minute=45, fold=1), 600, LIFTS)
    assert not overlap_in_time(early, late), "two hours after 1:30 it is 2:30 for the second time"


def test_a_record_without_a_time_meets_all_of_its_day() -> None:
    noon = Span(START.replace(hour=12), None, LIFTS, timed=False)
    assert same_session(noon, span(14 * 60))
    assert not same_session(noon, span(24 * 60))


def test_a_calendar_finds_what_is_around() -> None:
    calendar = Calendar([span(0), span(7 * 24 * 60), span(30)])
    assert calendar.around(span(10)) == [0, 2]
