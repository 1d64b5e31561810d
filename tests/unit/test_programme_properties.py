"""What must hold for every programme, over generated athletes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.errors import InvalidInput
from coach.training.model import Exercise
from coach.training.rules.programme.build import build_programme
from coach.training.rules.programme.checks import PROPERTIES, violations
from coach.training.rules.programme.plan import Phase, ProgrammePlan
from coach.training.rules.programme.request import Aim, ProgrammeRequest, TrainingAge
from evals.measures.programmes import an_athlete, measure
from store.catalogue import exercises

pytestmark = pytest.mark.unit


@pytest.fixture(scope="module")
def catalogue() -> tuple[Exercise, ...]:
    """The shipped exercises."""
    return tuple(entry.exercise for entry in exercises())


@pytest.fixture(scope="module")
def plan(catalogue: tuple[Exercise, ...]) -> ProgrammePlan:
    """An ordinary programme."""
    request = ProgrammeRequest(Aim.MUSCLE, TrainingAge.INTERMEDIATE, days=4, minutes=60)
    return build_programme(request, catalogue)


def test_no_generated_athlete_gets_a_programme_that_breaks_a_property(
    catalogue: tuple[Exercise, ...],
) -> None:
    tally = measure(110, seed=7, catalogue=catalogue)
    assert tally.programmes > 300
    assert tally.examples == {}


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rng=st.randoms(use_true_random=False))
def test_the_same_request_gives_the_same_programme(
    catalogue: tuple[Exercise, ...], rng: Random
) -> None:
    request = an_athlete(rng, catalogue)
    try:
        first = build_programme(request, catalogue)
    except InvalidInput:
        return
    assert build_programme(request, catalogue[::-1]) == first


def test_a_planted_error_is_found(catalogue: tuple[Exercise, ...], plan: ProgrammePlan) -> None:
    day, week = plan.days[0], plan.weeks[0]
    lift = day.exercises[0]
    more = tuple(tuple(sets + 4 for sets in counts) for counts in week.sets)
    spoilt = {
        "sets in range": replace(plan, weeks=(replace(week, sets=more),)),
        "time in budget": replace(plan, request=replace(plan.request, minutes=20)),
        "equipment": replace(plan, request=replace(plan.request, disliked=(lift.exercise_id,))),
        "weekly change": replace(
            plan, weeks=(week, replace(week, number=2, phase=Phase.BUILD, sets=more))
        ),
        "loadable": _with(plan, replace(lift, load_kg=Decimal("61.3"))),
        "explained": _with(plan, replace(lift, reason="")),
        "not empty": replace(plan, weeks=(), days=(replace(day, exercises=()), *plan.days[1:])),
    }
    for rule, broken in spoilt.items():
        assert rule in {each.rule for each in violations(broken, catalogue)}, rule
    assert violations(plan, catalogue) == []
    assert set(spoilt) | {"contraindication"} == set(PROPERTIES)


def _with(plan: ProgrammePlan, lift: object) -> ProgrammePlan:
    day = plan.days[0]
    changed = replace(day, exercises=(lift, *day.exercises[1:]))  # pyright: ignore[reportArgumentType] - a lift
    return replace(plan, days=(changed, *plan.days[1:]))
