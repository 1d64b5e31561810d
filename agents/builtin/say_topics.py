"""Replies to questions about eating: the note, and the athlete's own figures that bear on it."""

from __future__ import annotations

from dataclasses import dataclass

from agents.builtin.say_notes import note_of, origin, told
from agents.builtin.say_nutrition import moved
from agents.builtin.skill import Found
from agents.builtin.wording import day, paragraph, reply, whole
from tools.results.eating import IntakeSummary
from tools.results.nutrition import DayTotals, EnergyTargets, WeightTrend


@dataclass(frozen=True, slots=True)
class Own:
    """The athlete's own figures, as far as they were read."""

    day: DayTotals | None = None
    trend: WeightTrend | None = None
    targets: EnergyTargets | None = None
    intake: IntakeSummary | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """What is said before and after the note, and the title the note has to have."""

    lead: str
    after: str
    titled: str


def topic(found: Found, words: Words, own: Own, asked: str) -> str | None:
    """Say the note with the athlete's own figures; None without a note."""
    note = note_of(found, titled=words.titled)
    if note is None:
        return None
    return reply(
        paragraph(words.lead, told(note, most=2 if words.lead else 4, about=asked_word(asked))),
        paragraph(origin(note), _figures(own)),
        words.after,
    )


def asked_word(asked: str) -> str:
    """Return a word of the question that a sentence of the note should hold."""
    return next((word for word in ("bmi", "muscle", "sleep", "water") if word in asked), "")


def _figures(own: Own) -> str | None:
    parts: list[str | None] = []
    if own.trend is not None:
        parts.append(moved(own.trend))
    if own.day is not None and own.day.target is not None:
        target = own.day.target
        parts.append(
            f"Your own target on {day(own.day.day)} stays {whole(target.kcal)} kcal with "
            f"{whole(target.protein_g)} g protein."
        )
    return paragraph(*parts) or None
