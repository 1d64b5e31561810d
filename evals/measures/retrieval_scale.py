"""Measures the search among very many passages: its time, and what the indexes lose."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from pydantic import BaseModel

from coach.identity import PassageId
from coach.knowledge.model import Passage, ScoredPassage
from coach.knowledge.ports import Embedder, FloatArray
from evals.measures.retrieval import DEPTH, percentile
from store.passage_loading import LoadedPassage
from store.passages import PostgresPassages, Question
from store.vocabulary import in_the_words_of_the_notes

RUNS: Final = 5
"""How often a question is searched for."""
SEED: Final = 20_261_123


class Times(BaseModel):
    """Milliseconds a question."""

    median_ms: float
    p95_ms: float


class ScaleFigures(BaseModel):
    """One measurement with many passages."""

    passages: int
    questions: int
    server: Times
    """Planning and running the two queries of a search, as the server tells it; each question
    counts with the fastest of five runs, which leaves out what else the machine does."""
    wall: Times
    """All three statements of a search on one connection, rows read into Python; the embedding of
    the question is apart."""
    wall_of_all_runs: Times
    """The same without leaving the slower runs out."""
    embedding_median_ms: float
    compared: int
    """Questions that were also answered by scoring every passage."""
    vector_recall_at_10: float
    """Share of the ten nearest vectors that the vector index finds."""
    recall_at_10: float
    """Share of the exact first ten by cosine and words that the search finds."""
    exact_median_ms: float


def synthetic_passages(
    notes: Sequence[Passage], embedder: Embedder, count: int
) -> Iterator[LoadedPassage]:
    """Yield passages of two texts each: sentences, claims and search phrases of the notes.

    No pair comes twice. The vector is the mean of the two real vectors, as the vector of a note is
    the mean of those of its parts; embedding 100,000 texts would take a quarter of an hour.
    """
    texts = list(dict.fromkeys(text for note in notes for text in _texts(note)))
    vectors = embedder.embed(texts)
    random = np.random.default_rng(SEED)
    one, other = np.triu_indices(len(texts), k=1)
    for number, pair in enumerate(random.choice(len(one), count, replace=False)):
        first, second = int(one[pair]), int(other[pair])
        yield LoadedPassage(
            id=f"synthetic-{number:06d}",
            title=texts[first],
            text=texts[second],
            vector=_between(vectors[first], vectors[second]),
        )


def _texts(note: Passage) -> Sequence[str]:
    return (*re.split(r"(?<=[.?!]) ", note.text), *note.claims, *note.asked_as)


def _between(one: FloatArray, other: FloatArray) -> FloatArray:
    both = one + other
    return (both / np.linalg.norm(both)).astype(np.float32)


def measure_scale(
    base: PostgresPassages,
    embedder: Embedder,
    questions: Iterable[str],
    *,
    passages: int,
    every: int,
) -> ScaleFigures:
    """Ask the questions and compare each `every`-th with the exact answers.

    Args:
        base: The base that holds the passages.
        embedder: The model the vectors are of.
        questions: At least one.
        passages: How many the base holds.
        every: 5 compares a fifth of the questions.
    """
    asked: list[list[_Run]] = []
    compared: list[_Comparison] = []
    _search(base, embedder, "warm up the caches")
    for number, text in enumerate(questions):
        asked.append([_search(base, embedder, text) for _ in range(RUNS)])
        if number % every == 0:
            compared.append(_compare(base, asked[-1][0].question))
    return ScaleFigures(
        passages=passages,
        questions=len(asked),
        server=_times([min(run.server_ms for run in runs) for runs in asked]),
        wall=_times([min(run.wall_ms for run in runs) for runs in asked]),
        wall_of_all_runs=_times([run.wall_ms for runs in asked for run in runs]),
        embedding_median_ms=statistics.median(
            min(run.embedding_ms for run in runs) for runs in asked
        ),
        compared=len(compared),
        vector_recall_at_10=statistics.fmean(each.nearest_found for each in compared),
        recall_at_10=statistics.fmean(each.found for each in compared),
        exact_median_ms=statistics.median(each.exact_ms for each in compared),
    )


class _Run(NamedTuple):
    question: Question
    embedding_ms: float
    wall_ms: float
    server_ms: float


class _Comparison(NamedTuple):
    found: float
    nearest_found: float
    exact_ms: float


def _search(base: PostgresPassages, embedder: Embedder, text: str) -> _Run:
    said = in_the_words_of_the_notes(text)
    begun = time.perf_counter()
    vector = embedder.embed([said])[0]
    embedded = time.perf_counter()
    question = Question(vector, base.words_of(said), embedder.model_id)
    base.find(question, DEPTH)
    searched = time.perf_counter()
    server_ms = base.server_ms(said, question, DEPTH)
    return _Run(question, (embedded - begun) * 1000, (searched - embedded) * 1000, server_ms)


def _compare(base: PostgresPassages, question: Question) -> _Comparison:
    """Return which share of the exact answers is found, with and without the words."""
    by_vector = question._replace(words=())
    begun = time.perf_counter()
    exact = _ids(base.find_exactly(question, DEPTH))
    exact_ms = (time.perf_counter() - begun) * 1000
    nearest = _ids(base.find_exactly(by_vector, DEPTH))
    return _Comparison(
        found=len(exact & _ids(base.find(question, DEPTH))) / len(exact),
        nearest_found=len(nearest & _ids(base.find(by_vector, DEPTH))) / len(nearest),
        exact_ms=exact_ms,
    )


def _ids(found: Iterable[ScoredPassage]) -> set[PassageId]:
    return {each.passage.id for each in found}


def _times(values: Sequence[float]) -> Times:
    return Times(median_ms=statistics.median(values), p95_ms=percentile(values, 0.95))
