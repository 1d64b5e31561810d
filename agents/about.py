"""What each number of one sentence is about: an exercise, a food, a repetition, a day, a kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from agents.days import Days
from agents.numbers import Quantity
from agents.subjects import Mention, food_words, governing, is_exercise, lift_words
from agents.topics import Topics
from coach.evidence import Fact

_ISO_DAY: Final = re.compile(r"^\d{4}-\d\d-\d\d$")
_ANY_LIFT: Final = ("length of a block",)
"""Labels that hold for each exercise alike."""


def is_day(subject: str) -> bool:
    """Tell whether a fact's subject is a calendar day."""
    return _ISO_DAY.match(subject) is not None


@dataclass(frozen=True, slots=True)
class About:
    """What one sentence is about."""

    sentence: str
    exercises: tuple[Mention, ...]
    foods: tuple[Mention, ...]
    reps: tuple[Mention, ...]
    days: Days
    """The days written as dates."""
    relative: Days
    """These, today and yesterday."""
    topic: frozenset[str] | None
    """Exercises of the sentence before."""
    topics: tuple[Topics, ...]
    """Of each number, in order."""

    def allows(self, fact: Fact, quantity: Quantity) -> bool:
        """Tell whether a fact's subject is what the number is about."""
        if fact.subject.startswith("video:"):
            return self._allows_rep(fact.subject, quantity)
        if fact.subject.startswith("food:"):
            return self._allows_food(fact.subject, quantity)
        if not is_exercise(fact.subject) and not fact.subject.startswith("muscle:"):
            return not quantity.index
        if fact.label in _ANY_LIFT:
            return True
        mention = self._exercise_of(quantity)
        keys = mention.keys if mention is not None else self.topic
        if keys is None:
            return True
        same_kind = [k for k in keys if is_exercise(k) == is_exercise(fact.subject)]
        return fact.subject in keys or (bool(keys) and not same_kind)

    def lifts(self, quantity: Quantity) -> frozenset[str]:
        """Return the words of the exercise that a number is about, none if it names none."""
        mention = self._exercise_of(quantity)
        return (
            frozenset()
            if mention is None
            else lift_words(self.sentence[mention.start : mention.end])
        )

    def is_led(self, quantity: Quantity) -> bool:
        """Tell whether the exercise a number is about stands before it."""
        mention = self._exercise_of(quantity)
        return mention is not None and mention.start < quantity.start

    def _exercise_of(self, quantity: Quantity) -> Mention | None:
        return governing(self.exercises, self.sentence, quantity.start, quantity.end)

    def _allows_food(self, subject: str, quantity: Quantity) -> bool:
        behind = next((m for m in self.foods if m.start >= quantity.end), None)
        if behind and self.sentence[quantity.end : behind.start] in {" ", " of "}:
            return subject in behind.keys or not food_words(subject)
        mention = governing(self.foods, self.sentence, quantity.start, quantity.end)
        return mention is None or subject in mention.keys or not food_words(subject)

    def _allows_rep(self, subject: str, quantity: Quantity) -> bool:
        _, _, rep = subject.partition(":rep:")
        if quantity.index:
            return rep == str(quantity.value)
        mention = governing(self.reps, self.sentence, quantity.start, quantity.end)
        return mention is None or not rep or rep in mention.keys
