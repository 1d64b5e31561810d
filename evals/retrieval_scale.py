"""Measures the search among very many passages: its time, and what the indexes lose."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from pydantic import BaseModel

from coach.identity import PassageId
from coach.knowledge.model import Passage
from coach.knowledge.ports import DIMENSIONS, Embedder, FloatArray
from evals.retrieval import DEPTH, QUESTIONS, load_questions, percentile
from store.passage_loading import LoadedPassage
from store.passages import PostgresPassages, Question
from store.vocabulary import in_the_words_of_the_notes

SENTENCES: Final = 5
"""Sentences of a synthetic passage."""
NOISE: Final = 0.35
"""Length of the random part beside the mean of the sentences, which has a length of about 0.6."""
RUNS: Final = 3
"""How often a question is searched for."""
SEED: Final = 20_261_123


class ScaleFigures(BaseModel):
    """One measurement with many passages."""

    passages: int
    questions: int
    median_ms: float
    """The three statements of a search, rows read into Python; the embedding is apart. Each
    question counts with the fastest of three runs, which leaves out what else the machine does."""
    p95_ms: float
    p95_of_all_runs_ms: float
    embedding_median_ms: float
    compared: int
    """Questions that were also answered by scoring every passage."""
    recall_at_10: float
    """Share of the exact first ten that the search finds."""
    exact_median_ms: float


def synthetic_passages(
    notes: Sequence[Passage], embedder: Embedder, count: int
) -> Iterator[LoadedPassage]:
    """Yield passages of random sentences of the notes.

    The vector is the mean of the sentences' real vectors with a random part added, so that
    passages lie as densely as near-duplicates do. Embedding 100,000 texts would take minutes.
    """
    sentences = [s for note in notes for s in re.split(r"(?<=\.) ", note.text)]
    vectors = embedder.embed(sentences)
    random = np.random.default_rng(SEED)
    for number in range(count):
        chosen = [int(place) for place in random.choice(len(sentences), SENTENCES, replace=False)]
        noise = _unit(random.standard_normal(DIMENSIONS, dtype=np.float32))
        yield LoadedPassage(
            id=f"synthetic-{number:06d}",
            title=f"Synthetic passage {number}",
            text=" ".join(sentences[place] for place in chosen),
            vector=_unit(vectors[chosen].mean(axis=0) + np.float32(NOISE) * noise),
        )


def _unit(vector: FloatArray) -> FloatArray:
    return (vector / np.linalg.norm(vector)).astype(np.float32)


def measure_scale(
    base: PostgresPassages, embedder: Embedder, *, passages: int, every: int
) -> ScaleFigures:
    """Ask the frozen questions and compare each `every`-th with the exact answer.

    Args:
        base: The base that holds the passages.
        embedder: The model the vectors are of.
        passages: How many the base holds.
        every: 5 compares a fifth of the questions.
    """
    asked = [each.question for each in load_questions(QUESTIONS)]
    embedding_ms: list[float] = []
    search_ms: list[float] = []
    every_ms: list[float] = []
    exact_ms: list[float] = []
    recalls: list[float] = []
    _search(base, embedder, "warm up the caches")
    for number, text in enumerate(asked):
        runs = [_search(base, embedder, text) for _ in range(RUNS)]
        question, found = runs[0].question, runs[0].found
        embedding_ms.append(min(run.embedding_ms for run in runs))
        search_ms.append(min(run.search_ms for run in runs))
        every_ms.extend(run.search_ms for run in runs)
        if number % every == 0:
            begun = time.perf_counter()
            exact = {each.passage.id for each in base.find_exactly(question, DEPTH)}
            exact_ms.append((time.perf_counter() - begun) * 1000)
            recalls.append(len(exact & found) / len(exact))
    return ScaleFigures(
        passages=passages,
        questions=len(asked),
        median_ms=statistics.median(search_ms),
        p95_ms=percentile(search_ms, 0.95),
        p95_of_all_runs_ms=percentile(every_ms, 0.95),
        embedding_median_ms=statistics.median(embedding_ms),
        compared=len(recalls),
        recall_at_10=statistics.fmean(recalls),
        exact_median_ms=statistics.median(exact_ms),
    )


class _Run(NamedTuple):
    question: Question
    found: set[PassageId]
    embedding_ms: float
    search_ms: float


def _search(base: PostgresPassages, embedder: Embedder, text: str) -> _Run:
    said = in_the_words_of_the_notes(text)
    begun = time.perf_counter()
    vector = embedder.embed([said])[0]
    embedded = time.perf_counter()
    question = Question(vector, base.words_of(said), embedder.model_id)
    found = {each.passage.id for each in base.find(question, DEPTH)}
    searched = time.perf_counter()
    return _Run(question, found, (embedded - begun) * 1000, (searched - embedded) * 1000)
