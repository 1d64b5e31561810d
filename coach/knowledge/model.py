"""Passages of the knowledge base."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coach.identity import PassageId


class Grade(StrEnum):
    """How strong the evidence behind a passage is."""

    A = "a"
    """Meta-analyses or position stands."""
    B = "b"
    """Controlled trials or cohort studies."""
    C = "c"
    """Coaching practice; said to be so in replies."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One note: a claim in our own words, with its source."""

    id: PassageId
    title: str
    text: str
    source: str
    """Author, year, and where it was published."""
    year: int
    grade: Grade
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScoredPassage:
    """A passage found by a search."""

    passage: Passage
    score: float
    """Higher is better; comparable within one search only."""
