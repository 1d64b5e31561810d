"""What `fitholic chat` prints beside the reply."""

from __future__ import annotations

import pytest

from cli.chat import origin, parse_moment, source_line
from coach.errors import InvalidInput

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("2021-09-08", "2021-09-08T12:00:00+00:00"),
        ("2021-09-08T18:30", "2021-09-08T18:30:00+00:00"),
        ("2021-09-08T18:30+02:00", "2021-09-08T18:30:00+02:00"),
    ],
)
def test_a_moment_is_given_a_zone(typed: str, moment: str) -> None:
    assert parse_moment(typed) == moment


@pytest.mark.parametrize("typed", ["tomorrow", "2021-13-01", "08.09.2021", ""])
def test_a_moment_that_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInput, match="is no date"):
        parse_moment(typed)


def test_a_source_line_says_what_how_much_when_and_where_from() -> None:
    fact = {
        "label": "thigh angle",
        "value": "-18",
        "unit": "deg",
        "low": "-27",
        "high": "-8",
        "as_of": "2026-11-23T10:00:00Z",
        "source": {"kind": "finding", "id": "f1"},
    }
    assert source_line(fact) == "thigh angle: -18 deg (-27 to -8) · 2026-11-23 · your video"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ({"kind": "log_row", "table": "workout_sets", "id": "1"}, "your log"),
        ({"kind": "formula", "name": "epley"}, "formula epley"),
        ({"kind": "passage", "id": "creatine"}, "literature, creatine"),
        ({"kind": "food", "id": "usda:1"}, "food table, usda:1"),
        ({"kind": "statement", "message_id": "m"}, "what you said"),
    ],
)
def test_each_kind_of_source_has_words(source: dict[str, str], words: str) -> None:
    assert origin(source) == words
