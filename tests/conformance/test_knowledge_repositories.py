from __future__ import annotations

from dataclasses import replace

import pytest

from coach.errors import NotFound
from coach.identity import PassageId
from tests.builders import a_passage
from tests.fakes.knowledge import WordEmbedder
from tests.fixtures.stores import AnyStore

PROTEIN = a_passage()
SLEEP = a_passage("sleep-and-strength", title="Sleep loss", text="A bad night costs strength.")


def test_only_changed_passages_are_stored_again(either_store: AnyStore) -> None:
    changed = replace(SLEEP, text="One bad night costs little strength.")
    with either_store.unit_of_work() as uow:
        assert uow.passages.put_many([PROTEIN, SLEEP], WordEmbedder()) == 2
        assert uow.passages.put_many([PROTEIN, changed], WordEmbedder()) == 1
        assert uow.passages.get(SLEEP.id) == changed
        assert uow.passages.put_many([PROTEIN, changed], WordEmbedder()) == 0


def test_the_passage_that_shares_words_with_the_question_comes_first(
    either_store: AnyStore,
) -> None:
    with either_store.unit_of_work() as uow:
        uow.passages.put_many([PROTEIN, SLEEP], WordEmbedder())
    with either_store.read_only() as uow:
        found = uow.passages.search("bad night strength", WordEmbedder(), limit=2)
        assert [one.passage for one in found] == [SLEEP, PROTEIN]
        assert found[0].score > found[1].score
        assert len(uow.passages.search("protein", WordEmbedder(), limit=1)) == 1


def test_an_unknown_passage_is_not_found(either_store: AnyStore) -> None:
    with either_store.read_only() as uow, pytest.raises(NotFound):
        uow.passages.get(PassageId("no-such"))
