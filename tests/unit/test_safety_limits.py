"""What the screening says reaches the engine of loads."""

from __future__ import annotations

from decimal import Decimal

import pytest

from coach.errors import ToolUnavailable
from coach.safety.rules.screening import limits_of
from coach.training.rules.next_session import Plan
from tools.health_limits import check_load_wish, kept_moderate

pytestmark = pytest.mark.unit

UP = Plan("progress", "linear", "all sets done", Decimal(105), 3, 5, increment_kg=Decimal(5))
PRESSURE = limits_of({"high_blood_pressure": True})


def test_no_load_is_set_before_symptoms_are_cleared() -> None:
    with pytest.raises(ToolUnavailable, match="chest pain") as refused:
        check_load_wish(limits_of({"chest_pain": True}), None, None)
    assert refused.value.code == "clearance_first"


@pytest.mark.parametrize(("reps", "rpe"), [(1, None), (2, None), (5, Decimal(10))])
def test_a_nearly_maximal_set_is_refused_where_maxima_are(reps: int, rpe: Decimal | None) -> None:
    for limits in (PRESSURE, limits_of({"pregnant": True}), limits_of({}, age_years=15)):
        with pytest.raises(ToolUnavailable) as refused:
            check_load_wish(limits, reps, rpe)
        assert refused.value.code == "no_max_tests"
    check_load_wish(limits_of({}), reps, rpe)
    check_load_wish(PRESSURE, 8, Decimal(7))


def test_the_load_stays_under_a_limit_to_moderate_work() -> None:
    held = kept_moderate(UP, Decimal(100), PRESSURE)
    assert (held.decision, held.load_kg, held.increment_kg) == ("hold", Decimal(100), None)
    assert "high blood pressure" in held.assumptions[-1]
    assert kept_moderate(UP, Decimal(100), limits_of({})) == UP
    assert (
        kept_moderate(UP, Decimal(100), limits_of({"high_blood_pressure": True, "cleared": True}))
        == UP
    )
