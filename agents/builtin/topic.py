"""One thing athletes ask the literature about, and what to do with its answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing asked about."""

    note: str
    """Id of the note that answers it."""
    query: str
    """Words with which the search finds that note."""
    rule: re.Pattern[str]
    action: str
    """What to do next, without a number that no fact holds."""


def topic(note: str, query: str, words: str, action: str) -> Topic:
    """Return a topic; its words stand between word boundaries of a folded message."""
    return Topic(note, query, re.compile(rf"\b(?:{words})\b"), action)


SLEEP_TONIGHT: Final = (
    "Tonight fix the time you get up and work back from it; tell me the hours tomorrow and I set "
    "the session by them."
)
NEXT_SESSION: Final = "Try it in the next session and log the sets with an RPE, so that we see it."
FOOD_LOG: Final = "Log a few days of meals here, and I show where yours stands."
