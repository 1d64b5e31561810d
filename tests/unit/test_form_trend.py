"""A metric changed only when it changed by more than its error."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from coach.form.model import View
from coach.form.rules.form_trend import MetricPoint, form_change
from coach.identity import FindingId, VideoId, new_uuid
from tests.builders import NOW

pytestmark = pytest.mark.unit


def point(day: int, value: float, half: float | None = 3.0) -> MetricPoint:
    return MetricPoint(
        FindingId(new_uuid()),
        VideoId(new_uuid()),
        NOW + timedelta(days=day),
        View.SIDE,
        value,
        "deg",
        "pose",
        "rules",
        None if half is None else value - half,
        None if half is None else value + half,
    )


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ((90, 94), "within_error"),
        ((90, 95), "more"),
        ((90, 85.5), "less"),
        ((90, 120, 91), "within_error"),
        ((90,), "not_comparable"),
    ],
)
def test_a_change_counts_beyond_both_errors_together(
    values: tuple[float, ...], verdict: str
) -> None:
    found = form_change([point(day, value) for day, value in enumerate(values)])
    assert found is not None
    assert found.verdict == verdict


@pytest.mark.parametrize(
    "difference", [{"view": View.FRONT}, {"rules_hash": "older"}, {"model_hash": "older"}]
)
def test_other_views_models_and_rules_do_not_compare(difference: dict[str, str]) -> None:
    found = form_change([replace(point(0, 60), **difference), point(1, 90), point(2, 91)])
    assert found is not None
    assert found.oldest is not None
    assert (found.oldest.value, found.verdict) == (90, "within_error")


def test_a_value_without_a_band_shows_no_change() -> None:
    found = form_change([point(0, 60), point(1, 90, half=None)])
    assert found is not None
    assert (found.verdict, found.change) == ("not_comparable", None)
    assert form_change([]) is None
