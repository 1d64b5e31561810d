"""Measures whether a search of the food table finds what an athlete meant."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from coach.errors import InvalidInput
from coach.nutrition.model import Food
from evals.measures.timing import percentile

Search = Callable[[str, int], Sequence[Food]]
"""Takes the words and how many foods to return; best first."""
DEPTH = 3
QUERIES = "foods.yaml"
HELD_OUT = "foods_held_out.yaml"
HELD_OUT_2 = "foods_held_out_2.yaml"
"""Written after the misses of the first had been looked at."""


class Query(BaseModel):
    """One search as an athlete types it, and what counts as found."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: str
    query: str
    has: tuple[str, ...]
    """Regular expressions, each found at the start of a word of the name."""
    kcal: tuple[float, float]
    """Energy per 100 g, both ends included: tells raw from cooked and dry."""
    but: str | None = None
    """A regular expression that no word of the name may begin with."""

    def accepts(self, food: Food) -> bool:
        """Tell whether this food is what was meant."""
        low, high = self.kcal
        return (
            low <= food.kcal <= high
            and all(_begins(each, food.name) for each in self.has)
            and not (self.but and _begins(self.but, food.name))
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """What one search returned."""

    query: Query
    found: tuple[Food, ...]
    rank: int | None
    """1-based place of the first food that was meant; None: not among those returned."""
    seconds: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Rates over a set of queries."""

    queries: int
    top_1: float
    top_3: float
    p50_ms: float
    p95_ms: float


def read_queries(name: str | Path) -> tuple[Query, ...]:
    """Return the queries of a shipped set, or of a file.

    Raises:
        InvalidInput: The file does not hold queries (code `bad_dataset`).
    """
    place = Path(name)
    shipped = files("evals").joinpath("datasets", str(name))
    text = (place if place.is_file() else shipped).read_text(encoding="utf-8")
    try:
        return TypeAdapter(tuple[Query, ...]).validate_python(yaml.safe_load(text))
    except (yaml.YAMLError, ValueError) as exc:
        raise InvalidInput(
            f"{name} is no set of food searches: {exc}.",
            way_out="Each needs kind, query, has and kcal.",
            code="bad_dataset",
        ) from exc


def measure(queries: Iterable[Query], search: Search) -> tuple[Answer, ...]:
    """Run every query and return where the food that was meant came."""
    answers: list[Answer] = []
    for query in queries:
        begun = time.perf_counter()
        found = tuple(search(query.query, DEPTH))
        seconds = time.perf_counter() - begun
        rank = next((n for n, food in enumerate(found, start=1) if query.accepts(food)), None)
        answers.append(Answer(query, found, rank, seconds))
    return tuple(answers)


def figures(answers: Sequence[Answer]) -> Figures:
    """Return the rates over some answers.

    Raises:
        InvalidInput: There are none (code `bad_dataset`).
    """
    if not answers:
        raise InvalidInput("no search was measured.", code="bad_dataset")
    times_ms = [answer.seconds * 1000 for answer in answers]
    return Figures(
        queries=len(answers),
        top_1=sum(answer.rank == 1 for answer in answers) / len(answers),
        top_3=sum(answer.rank is not None for answer in answers) / len(answers),
        p50_ms=statistics.median(times_ms),
        p95_ms=percentile(times_ms, 0.95),
    )


def _begins(pattern: str, name: str) -> bool:
    return re.search(rf"\b(?:{pattern})", name, re.IGNORECASE) is not None
