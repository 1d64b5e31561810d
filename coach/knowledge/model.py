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
    applies_to: tuple[str, ...] = ()
    """The lifts or the people it is about; `everyone` where it makes no difference."""
    claims: tuple[str, ...] = ()
    """What can be checked, one sentence each, with its figures."""
    contraindications: tuple[str, ...] = ()
    """For whom or when it does not hold, or needs a clinician first."""
    asked_as: tuple[str, ...] = ()
    """How athletes put it; searched, never quoted."""


@dataclass(frozen=True, slots=True)
class PassageFilter:
    """Which passages may be found; each field that is not empty must hold."""

    topics: tuple[str, ...] = ()
    """Any of these."""
    applies_to: tuple[str, ...] = ()
    """Any of these; name `everyone` to have the general ones too."""
    grades: tuple[Grade, ...] = ()
    """One of these."""


EVERYTHING = PassageFilter()


@dataclass(frozen=True, slots=True)
class ScoredPassage:
    """A passage found by a search."""

    passage: Passage
    score: float
    """Higher is better; comparable within one search only."""
