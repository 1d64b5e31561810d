"""The measurement of the food search counts what it says it counts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from coach.errors import InvalidInput
from coach.nutrition.model import Food
from evals.measures.food_search import (
    HELD_OUT,
    HELD_OUT_2,
    QUERIES,
    Query,
    figures,
    measure,
    read_queries,
)
from tests.builders import a_food

pytestmark = pytest.mark.unit

RICE = Query(kind="x", query="rice", has=("rice",), kcal=(110, 150), but="brown")
COOKED = a_food("own:1", name="Rice, white, cooked", kcal=Decimal(130))
DRY = a_food("own:2", name="Rice, white, dry", kcal=Decimal(360))
BROWN = a_food("own:3", name="Rice, brown, cooked", kcal=Decimal(120))
PRICE = a_food("own:4", name="Pricey stew", kcal=Decimal(130))


@pytest.mark.parametrize(
    ("food", "accepted"), [(COOKED, True), (DRY, False), (BROWN, False), (PRICE, False)]
)
def test_a_raw_food_in_place_of_the_cooked_one_is_wrong(food: Food, *, accepted: bool) -> None:
    assert RICE.accepts(food) is accepted


def test_the_rank_is_the_place_of_the_first_right_food() -> None:
    def search(words: str, limit: int) -> Sequence[Food]:
        return {"rice": [BROWN, COOKED], "ris": [DRY, BROWN, PRICE]}[words][:limit]

    answers = measure([RICE, RICE.model_copy(update={"query": "ris"})], search)
    assert [each.rank for each in answers] == [2, None]
    found = figures(answers)
    assert (found.queries, found.top_1, found.top_3) == (2, 0.0, 0.5)


def test_no_search_has_no_figures() -> None:
    with pytest.raises(InvalidInput):
        figures([])


def test_the_sets_are_large_and_share_no_search() -> None:
    sets = [read_queries(name) for name in (QUERIES, HELD_OUT, HELD_OUT_2)]
    assert len(sets[0]) >= 150
    assert min(len(each) for each in sets) >= 40
    words = [each.query.casefold() for found in sets for each in found]
    assert len(words) == len(set(words))


def test_a_damaged_set_is_named(tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("- {kind: x, query: rice}", encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        read_queries(path)
    assert caught.value.code == "bad_dataset"
