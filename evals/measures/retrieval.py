"""Measures the search of the knowledge base on frozen questions."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from coach.errors import InvalidInput
from coach.identity import PassageId
from evals.measures.timing import percentile

DATASETS = files("evals").joinpath("datasets")
QUESTIONS = DATASETS.joinpath("retrieval.yaml")
HELD_OUT = DATASETS.joinpath("retrieval_held_out.yaml")
"""Scored, and not tuned on; by the authors of the notes and of the other questions."""
DEPTH = 10
"""How many results a question asks for."""

Kind = Literal["ordinary", "paraphrased"]
Find = Callable[[str], Sequence[PassageId]]
"""Returns the ids found for a question, best first."""


class RetrievalQuestion(BaseModel):
    """A question as athletes ask it, and the notes that answer it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Kind
    """`paraphrased` shares no content word with the title, text or claims of its notes."""
    question: str = Field(min_length=3)
    notes: tuple[PassageId, ...] = Field(min_length=1)


class RetrievalScore(BaseModel):
    """How well one set of questions is answered."""

    name: str
    questions: int
    recall_at_1: float
    """Share of questions with an accepted note in the first place, 0 to 1."""
    recall_at_5: float
    mrr: float
    """Mean of 1 / place of the first accepted note; 0 beyond the tenth place."""
    median_ms: float
    """Search with the embedding of the question."""
    p95_ms: float
    missed: tuple[str, ...] = ()
    """Questions without an accepted note in the first five."""


_QUESTIONS: TypeAdapter[tuple[RetrievalQuestion, ...]] = TypeAdapter(tuple[RetrievalQuestion, ...])


def load_questions(file: Traversable) -> tuple[RetrievalQuestion, ...]:
    """Read a file of questions.

    Raises:
        InvalidInput: The file is no YAML, a question has an unknown key or stands twice.
    """
    try:
        raw = yaml.safe_load(file.read_text(encoding="utf-8"))
        questions = _QUESTIONS.validate_python(raw, strict=False)
    except (yaml.YAMLError, ValidationError) as exc:
        raise InvalidInput(f"{file.name}: {exc}", code="bad_questions") from exc
    if len({each.question.casefold() for each in questions}) != len(questions):
        raise InvalidInput(f"{file.name}: a question stands twice.", code="bad_questions")
    return questions


def score(name: str, questions: Iterable[RetrievalQuestion], find: Find) -> RetrievalScore:
    """Ask every question and return how well the accepted notes were found.

    Raises:
        InvalidInput: There are no questions.
    """
    places: list[int | None] = []
    times_ms: list[float] = []
    missed: list[str] = []
    for each in questions:
        begun = time.perf_counter()
        found = find(each.question)
        times_ms.append((time.perf_counter() - begun) * 1000)
        place = next((i for i, id_ in enumerate(found, start=1) if id_ in each.notes), None)
        places.append(place)
        if place is None or place > 5:
            missed.append(each.question)
    if not places:
        raise InvalidInput(f"{name}: there are no questions.", code="bad_questions")
    return RetrievalScore(
        name=name,
        questions=len(places),
        recall_at_1=_share(places, 1),
        recall_at_5=_share(places, 5),
        mrr=statistics.fmean(1 / place if place else 0.0 for place in places),
        median_ms=statistics.median(times_ms),
        p95_ms=percentile(times_ms, 0.95),
        missed=tuple(missed),
    )


def score_sets(find: Find) -> tuple[RetrievalScore, ...]:
    """Score the ordinary and the paraphrased questions of both files."""
    kinds: tuple[Kind, ...] = ("ordinary", "paraphrased")
    sets = (("", load_questions(QUESTIONS)), ("held out, ", load_questions(HELD_OUT)))
    return tuple(
        score(f"{name}{kind}", (each for each in questions if each.kind == kind), find)
        for name, questions in sets
        for kind in kinds
    )


def _share(places: Sequence[int | None], depth: int) -> float:
    return sum(place is not None and place <= depth for place in places) / len(places)
