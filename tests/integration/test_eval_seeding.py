"""Fixtures become rows: of the example cases, of every key, the same in every run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from statistics import fmean

import pytest
import yaml

from evals.case import Case
from evals.loading import load_cases
from evals.seeding import apply_update, athlete_id, seed_case
from store.engine import Store
from store.unit_of_work import StoreUnitOfWork

EXAMPLES = Path(__file__).parents[3] / "shared" / "domain" / "example_cases.yaml"


@pytest.fixture
def uow(seeded_store: Store) -> Iterator[StoreUnitOfWork]:
    with seeded_store.unit_of_work() as uow:
        yield uow
        uow.rollback()


def a_case(text: str) -> Case:
    return Case.model_validate({"id": "a-case", "turns": ["hi"], "fixture": yaml.safe_load(text)})


@pytest.mark.shared_data
def test_the_example_cases_are_seeded_and_updated(uow: StoreUnitOfWork) -> None:
    if not EXAMPLES.exists():
        pytest.skip(f"{EXAMPLES} is not here")
    for case in load_cases(EXAMPLES):
        athlete = seed_case(uow, case, athlete_id(case.id, 1, 0))
        for turn in case.turns:
            if turn.update is not None:
                athlete = apply_update(uow, turn.update, athlete, case)
    cut = athlete_id("example-first-targets-for-a-cut", 1, 0)
    meals = uow.meals.list(cut, since=datetime(2026, 9, 1, tzinfo=UTC), until=athlete.now)
    assert len(meals) == 20
    assert fmean(float(meal.items[0].kcal) for meal in meals) == 2450
    weights = uow.body_weights.list(cut)
    assert [weight.weight_kg for weight in weights] == [Decimal(80)] * 22
