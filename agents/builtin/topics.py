"""What athletes ask the literature about: the words, the note that answers, and what to do with it.

A message that fits a topic is answered from that note and from no other; without a topic the search
decides.
"""

from __future__ import annotations

from typing import Final

from agents.builtin import topics_endurance, topics_food, topics_recovery, topics_training
from agents.builtin.topic import Topic

TOPICS: Final[tuple[Topic, ...]] = (
    *topics_food.TOPICS,
    *topics_endurance.TOPICS,
    *topics_recovery.TOPICS,
    *topics_training.TOPICS,
)
"""Asked in order; the first that fits is taken."""


def topic_of(plain: str) -> Topic | None:
    """Return the first topic that a folded message is about."""
    return next((topic for topic in TOPICS if topic.rule.search(plain)), None)
