"""The thresholds of the gate: how they change with the number of cases, and what is refused."""

from __future__ import annotations

import pytest

from coach.errors import InvalidInput
from evals.gate.profile import packaged_profile, parse_profile

pytestmark = pytest.mark.unit


def test_margins_shrink_with_the_cases_and_have_an_end() -> None:
    profile = packaged_profile("pr")
    assert [profile.margin(n) for n in (40, 80, 120, 200)] == [0.10, 0.08, 0.06, 0.05]
    sizes = range(1, 1200)
    margins = [profile.margin(n) for n in sizes]
    assert margins == sorted(margins, reverse=True)
    assert profile.margin(1) == profile.slice_margin(1) == 0.25


@pytest.mark.parametrize(
    "text", ["name: x", "- 1", "quality: {margin: 1}", "a: [", "", "name: 2026-13-45"]
)
def test_a_broken_profile_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="gate profile is wrong"):
        parse_profile(text)
