"""The first conversation: what is asked, in which order, and what is still open."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from coach.accounts.model import Memory, MemoryKind, Profile

SKIPPED = "Left out when we set up: "
"""How the memory of a skipped question begins; the athlete sees it and can delete it."""


class Topic(StrEnum):
    """What a first conversation is about, in the order it is asked."""

    GOAL = "goal"
    BARRIERS = "barriers"
    HISTORY = "training history"
    EQUIPMENT = "equipment"
    TIME = "time"
    BODY = "body data"
    HEALTH = "health"


QUESTIONS: dict[Topic, str] = {
    Topic.GOAL: (
        "What do you want most from training: strength, muscle, losing fat, endurance or health?"
    ),
    Topic.BARRIERS: (
        "What tends to get in the way of your training: time, travel, pain, motivation or "
        "something else?"
    ),
    Topic.HISTORY: (
        "How long have you trained with weights, and what have you done over the last few months?"
    ),
    Topic.EQUIPMENT: (
        "What can you train with: a full gym, a home set-up (tell me the pieces), or body weight "
        "only?"
    ),
    Topic.TIME: "How many days a week can you train, and for how many minutes each time?",
    Topic.BODY: (
        "For your energy and protein targets: what are your age, sex, height and body weight, and "
        "is your day mostly sitting, on your feet, or physical work?"
    ),
}
"""One question a topic; what is asked about health is the safety gate's. Source: own words; goal,
barriers and resources as in coaching by motivational interviewing (Miller & Rollnick 2013)."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a first conversation stands."""

    told: tuple[Topic, ...]
    skipped: tuple[Topic, ...]
    open: tuple[Topic, ...]

    @property
    def next(self) -> Topic | None:
        """The topic to ask about; None when nothing is open."""
        return self.open[0] if self.open else None


def progress_of(
    profile: Profile,
    memories: Iterable[Memory],
    *,
    has_weight: bool,
    screened: bool,
) -> Progress:
    """Return what was told, left out and is still open.

    Args:
        profile: What the athlete told so far.
        memories: What is kept in mind.
        has_weight: Whether a weigh-in is stored.
        screened: Whether the questions about health were answered.
    """
    kept = tuple(memories)
    kinds = {each.kind for each in kept}
    answered = {
        Topic.GOAL: profile.goal is not None,
        Topic.BARRIERS: MemoryKind.BARRIER in kinds,
        Topic.HISTORY: profile.experience is not None,
        Topic.EQUIPMENT: bool(profile.equipment) or MemoryKind.EQUIPMENT in kinds,
        Topic.TIME: profile.days_per_week is not None,
        Topic.BODY: has_weight and _has_body(profile),
        Topic.HEALTH: screened,
    }
    left_out = skipped_topics(kept)
    return Progress(
        told=tuple(topic for topic in Topic if answered[topic]),
        skipped=tuple(topic for topic in Topic if not answered[topic] and topic in left_out),
        open=tuple(topic for topic in Topic if not answered[topic] and topic not in left_out),
    )


def _has_body(profile: Profile) -> bool:
    known = (profile.sex, profile.birth_date, profile.height_cm, profile.activity)
    return all(value is not None for value in known)


def skipped_topics(memories: Iterable[Memory]) -> Collection[Topic]:
    """Return the topics that the athlete left out."""
    texts = [each.text.removeprefix(SKIPPED) for each in memories if each.text.startswith(SKIPPED)]
    return {topic for topic in Topic if any(text.rstrip(".") == topic for text in texts)}


def skip_text(topic: Topic) -> str:
    """Return the memory of a question that is left out."""
    return f"{SKIPPED}{topic.value}."
