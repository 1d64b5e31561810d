"""Passage search on the shipped notes: recall, index, odd queries."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from sqlalchemy import func, select, text

from coach.errors import NotFound
from coach.identity import PassageId
from coach.knowledge.model import Grade, Passage, PassageFilter
from evals.measures.retrieval import HELD_OUT, QUESTIONS, load_questions, score_sets
from evals.measures.retrieval_scale import measure_scale, synthetic_passages
from store import catalogue
from store.embedder import MiniLmEmbedder
from store.engine import Store
from store.explained import plan_of
from store.passage_loading import build_indexes, load_passages
from store.passages import Question, exact_statement, search_statement, words_of


@pytest.fixture(scope="module")
def embedder() -> MiniLmEmbedder:
    return MiniLmEmbedder()


def test_frozen_questions_find_their_notes(seeded_store: Store, embedder: MiniLmEmbedder) -> None:
    with seeded_store.read_only() as uow:
        found = {
            each.name: each
            for each in score_sets(
                lambda asked: [s.passage.id for s in uow.passages.search(asked, embedder, limit=5)]
            )
        }
    assert found["ordinary"].recall_at_5 >= 0.95, found["ordinary"].missed
    assert found["paraphrased"].recall_at_5 >= 0.80, found["paraphrased"].missed
    assert found["held out, ordinary"].recall_at_5 >= 0.90
    assert found["held out, paraphrased"].recall_at_5 >= 0.75


def test_paraphrased_questions_share_no_content_word_with_their_notes(seeded_store: Store) -> None:
    notes = {note.id: note for note in catalogue.notes()}
    questions = (*load_questions(QUESTIONS), *load_questions(HELD_OUT))
    shared: list[tuple[str, str, set[str]]] = []
    with seeded_store.read_only() as uow:

        def lexemes(*parts: str) -> set[str]:
            """Return stems without stop words, as the database's English dictionary has them."""
            told = func.to_tsvector("english", " ".join(parts))
            return set(uow.connection.scalar(select(func.tsvector_to_array(told))) or ())

        for asked in (each for each in questions if each.kind == "paraphrased"):
            for note in (notes[id_] for id_ in asked.notes):
                both = lexemes(asked.question) & lexemes(note.title, note.text, *note.claims)
                shared += [(asked.question, note.id, both)] if both else []
    assert shared == []


def test_questions_accept_notes_that_exist_and_are_many() -> None:
    ids = {note.id for note in catalogue.notes()}
    questions, held_out = load_questions(QUESTIONS), load_questions(HELD_OUT)
    kinds = Counter(each.kind for each in questions)
    assert kinds["ordinary"] >= 100
    assert kinds["paraphrased"] >= 100
    assert len(held_out) >= 60
    assert {id_ for each in (*questions, *held_out) for id_ in each.notes} <= ids
    assert not {each.question for each in questions} & {each.question for each in held_out}


def test_no_search_phrase_is_a_frozen_question() -> None:
    asked = {
        fold(each.question) for each in (*load_questions(QUESTIONS), *load_questions(HELD_OUT))
    }
    phrases = {fold(phrase) for note in catalogue.notes() for phrase in note.asked_as}
    assert phrases & asked == set()


def fold(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def test_filters_leave_only_what_was_asked_for(
    seeded_store: Store, embedder: MiniLmEmbedder
) -> None:
    def find(only: PassageFilter) -> list[Passage]:
        asked = "knees and back while squatting"
        found = uow.passages.search(asked, embedder, limit=5, only=only)
        assert len(found) == 5
        return [each.passage for each in found]

    with seeded_store.read_only() as uow:
        assert all("safety" in each.topics for each in find(PassageFilter(topics=("safety",))))
        assert all(
            "squat" in each.applies_to for each in find(PassageFilter(applies_to=("squat",)))
        )
        assert all(each.grade is Grade.A for each in find(PassageFilter(grades=(Grade.A,))))


def test_the_search_agrees_with_scoring_every_passage(
    seeded_store: Store, embedder: MiniLmEmbedder
) -> None:
    with seeded_store.read_only() as uow:
        for asked in ("how deep should I squat", "creatine loading", "why am I tired"):
            words = words_of(uow.connection, asked)
            question = Question(embedder.embed([asked])[0], words, embedder.model_id)
            both = [
                [row.id for row in uow.connection.execute(statement(question, 5))]
                for statement in (search_statement, exact_statement)
            ]
            assert both[0] == both[1]


def test_results_are_best_first_and_limited(seeded_store: Store, embedder: MiniLmEmbedder) -> None:
    with seeded_store.read_only() as uow:
        found = uow.passages.search("how many grams of creatine a day", embedder, limit=3)
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


def test_search_uses_the_vector_index(seeded_store: Store, embedder: MiniLmEmbedder) -> None:
    asked = "how deep should I squat"
    with seeded_store.read_only() as uow:
        words = words_of(uow.connection, asked)
        question = Question(embedder.embed([asked])[0], words, embedder.model_id)
        statement = search_statement(question, 4)
        # With 182 rows reading them all is cheaper; with many it is not.
        uow.connection.execute(text("SET LOCAL enable_seqscan = off"))
        uow.connection.execute(text("SET LOCAL enable_sort = off"))
        plan = plan_of(uow.connection, statement)
    assert "ix_passages_embedding" in plan


def test_passages_loaded_in_bulk_are_indexed_as_before_and_found_without_loss(
    store: Store, embedder: MiniLmEmbedder
) -> None:
    indexes = text("SELECT indexdef FROM pg_indexes WHERE tablename = 'passages' ORDER BY 1")
    with store.read_only() as uow:
        before = uow.connection.execute(indexes).all()
    loaded = list(synthetic_passages(catalogue.notes()[:4], embedder, 300))
    assert len({(each.title, each.text) for each in loaded}) == 300
    with store.unit_of_work() as uow:
        load_passages(uow.connection, loaded, embedder.model_id)
        build_indexes(uow.connection)
    with store.read_only() as uow:
        assert uow.connection.execute(indexes).all() == before
        asked = ("how much protein a day", "am I too old")
        figures = measure_scale(uow.passages, embedder, asked, passages=300, every=1)
    assert figures.recall_at_10 == figures.vector_recall_at_10 == 1
    assert 0 < figures.server.median_ms <= figures.server.p95_ms


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
