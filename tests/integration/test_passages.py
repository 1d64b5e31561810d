"""Passage search on the shipped notes: recall, index, odd queries."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import ClauseElement, Executable, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from coach.errors import NotFound
from coach.identity import PassageId
from coach.knowledge.model import Grade, Passage
from store.embedder import MiniLmEmbedder
from store.engine import Store
from store.passages import search_statement


@pytest.fixture(scope="module")
def embedder() -> MiniLmEmbedder:
    return MiniLmEmbedder()


def test_results_are_best_first_and_limited(seeded_store: Store, embedder: MiniLmEmbedder) -> None:
    with seeded_store.read_only() as uow:
        found = uow.passages.search("creatine loading", embedder, limit=3)
    assert found[0].passage.id == "creatine"
    assert len(found) == 3
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "the of and",
        'it\'s "quoted" & (odd) | :* !',
        "'; DROP TABLE passages",
        "a/b'c",
        "\\",
        "深蹲",
    ],
)
def test_odd_queries_are_answered(
    seeded_store: Store, embedder: MiniLmEmbedder, query: str
) -> None:
    with seeded_store.read_only() as uow:
        assert len(uow.passages.search(query, embedder)) == 4


class Explain(Executable, ClauseElement):
    """A statement whose plan is asked for."""

    inherit_cache = False

    def __init__(self, statement: ClauseElement) -> None:
        self.statement = statement


@compiles(Explain)
def _explain(element: Explain, compiler: SQLCompiler, **options: Any) -> str:
    return f"EXPLAIN {compiler.process(element.statement, **options)}"


def test_search_uses_the_vector_index(seeded_store: Store, embedder: MiniLmEmbedder) -> None:
    statement = search_statement("how deep should I squat", embedder, 4)
    with seeded_store.read_only() as uow:
        # With 51 rows reading them all is cheaper; with many it is not.
        uow.connection.execute(text("SET LOCAL enable_seqscan = off"))
        uow.connection.execute(text("SET LOCAL enable_sort = off"))
        plan = [str(row[0]) for row in uow.connection.execute(Explain(statement))]
    assert any("ix_passages_embedding" in line for line in plan), "\n".join(plan)


def test_unchanged_passages_are_not_embedded_again(store: Store, embedder: MiniLmEmbedder) -> None:
    passage = Passage(
        id=PassageId("n"), title="T", text="Text.", source="S", year=2020, grade=Grade.C
    )
    with store.unit_of_work() as uow:
        assert uow.passages.put_many([passage], embedder) == 1
        assert uow.passages.put_many([passage], embedder) == 0
        assert uow.passages.get(passage.id) == passage


def test_unknown_passage_is_not_found(store: Store) -> None:
    with store.read_only() as uow, pytest.raises(NotFound):
        uow.passages.get(PassageId("none"))
