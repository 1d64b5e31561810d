"""What an athlete wants: rules first, then the nearest seed utterance, else out of scope."""

from __future__ import annotations

import re
from typing import Final

from agents.builtin.skill import Ask
from agents.builtin.slots import exercise_in, spelt
from agents.builtin.sport_words import is_of_sport
from agents.builtin.wants import (
    NEEDS_EXERCISE,
    REASONS,
    RULES,
    SEEDS,
    STANDALONE,
    Intent,
    serves,
)
from coach.knowledge.ports import Embedder
from coach.safety.rules.text import folded

_WHY = re.compile(r"^(?:but |and |ok(?:ay)?,? )?why\b.{0,30}$")
_SELF = re.compile(
    r"\b\d{2,3} ?cm\b|\b\d ?(?:ft|feet|')|\b(?:male|female|man|woman|years? old|sedentary)\b"
)
_BARE_SELF = re.compile(
    r"^(?:i'?m |i am |about |it'?s |\s)*(?:\d{2,3}(?:[.,]\d)?(?: ?(?:kg|lbs?|pounds|cm|years?|yo))?"
    r"|male|female|sedentary|light|moderate|(?:very )?high)\W*$"
)
"""An answer to what was asked for targets, which means nothing by itself."""
_ELLIPTIC = re.compile(r"^(?:and|what about|how about|ok(?:ay)?|so|then|same)\b")
_HOW_IS = re.compile(r"^how(?:'?s| is| are) my\b")
_NEXT = re.compile(r"\b(?:next|much|heavy|tomorrow|2moro(?:w)?|tmr\w*|tonight|today)\b")
_REPS = re.compile(r"\b\d+ ?(?:reps?|repetitions?|rm)\b|\bfor \d+\b|\btriples?\b|\bdoubles?\b")

NEAR_ENOUGH: Final = 0.35
"""Cosine under which no seed counts. Source: unrelated sentences of this model stay below 0.3."""


class Understanding:
    """Reads messages; compares with the seeds only where the rules do not decide."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._labels = [intent for intent, seeds in SEEDS.items() for _ in seeds]
        self._vectors = embedder.embed([text for seeds in SEEDS.values() for text in seeds])

    def ask_of(self, text: str, earlier: tuple[str, ...], agent: str | None) -> Ask:
        """Return what the newest message wants.

        Args:
            text: The newest message.
            earlier: Messages of the athlete before it, oldest first.
            agent: The agent the message was routed to; None when any may answer.
        """
        found = self.ruled(text, earlier, agent)
        if found is not None:
            return found
        intent, _ = self.nearest(text, agent)
        return _about(intent, text, exercise_in(text), earlier)

    def ruled(self, text: str, earlier: tuple[str, ...], agent: str | None) -> Ask | None:
        """Return what the words want by rule, or as the follow-up of an earlier message."""
        plain = folded(spelt(text))
        exercise = exercise_in(text)
        intent = by_rule(plain, exercise, agent)
        if _WHY.match(plain) and earlier:
            before = self.ask_of(earlier[-1], earlier[:-1], None)
            return Ask(Intent.KNOWLEDGE, REASONS.get(before.intent, text), before.exercise)
        if intent is None and earlier and _BARE_SELF.match(plain):
            before = self.ask_of(earlier[-1], earlier[:-1], None)
            if before.intent is Intent.TARGETS:
                return Ask(Intent.TARGETS, f"{before.text}, {text}")
        if intent is None and _SELF.search(plain):
            return Ask(Intent.TARGETS, f"{self._aim_before(earlier)}{text}")
        if intent is None and _ELLIPTIC.match(plain) and earlier:
            return self._continued(Ask(Intent.OUT_OF_SCOPE, text, exercise), earlier)
        return None if intent is None else _about(intent, text, exercise, earlier)

    def _continued(self, here: Ask, earlier: tuple[str, ...]) -> Ask:
        """Return a follow-up with the want of the message before: "and bench?"."""
        before = self.ask_of(earlier[-1], earlier[:-1], None)
        intent = before.intent
        if intent is Intent.ONE_REP_MAX and _REPS.search(folded(here.text)):
            intent = Intent.NEXT_LOAD
        if intent in STANDALONE:
            intent = Intent.KNOWLEDGE
        return Ask(intent, here.text, here.exercise or before.exercise)

    def _aim_before(self, earlier: tuple[str, ...]) -> str:
        """Return the question about targets that a description of oneself answers."""
        if not earlier:
            return ""
        before = self.ask_of(earlier[-1], earlier[:-1], None)
        return f"{before.text}, " if before.intent is Intent.TARGETS else ""

    def nearest(self, text: str, agent: str | None) -> tuple[Intent, float]:
        """Return the intent of the nearest seed that the agent serves, with its cosine.

        Unclear stands for a message that is near to none, and for one that is near to a topic
        outside though it has words of the sport.
        """
        likeness = self._vectors @ self._embedder.embed([text])[0]
        ranked = sorted(zip(likeness.tolist(), self._labels, strict=True), reverse=True)
        for near, intent in ranked:
            if intent is Intent.OUT_OF_SCOPE and near >= NEAR_ENOUGH and is_of_sport(text):
                return Intent.UNCLEAR, near
            if near >= NEAR_ENOUGH and serves(agent, intent):
                return intent, near
        return (Intent.FORM if agent == "form_critic" else Intent.UNCLEAR), 0.0


def _about(intent: Intent, text: str, exercise: str | None, earlier: tuple[str, ...]) -> Ask:
    if exercise is None and intent in NEEDS_EXERCISE:
        exercise = next((e for e in map(exercise_in, reversed(earlier[-3:])) if e), None)
    return Ask(intent, text, exercise)


def by_rule(plain: str, exercise: str | None, agent: str | None) -> Intent | None:
    """Return the intent whose words a folded message holds; None if no rule reads it."""
    found = next((i for i, rule in RULES if serves(agent, i) and rule.search(plain)), None)
    if found is Intent.NEXT_LOAD and exercise is None and "deload" in plain:
        return Intent.KNOWLEDGE
    if found is not None or exercise is None or plain.startswith("and"):
        return found
    if _HOW_IS.match(plain) and serves(agent, Intent.PROGRESS):
        return Intent.PROGRESS
    is_short = len(plain.split()) <= len(exercise.split()) + 2
    if (is_short or _NEXT.search(plain)) and serves(agent, Intent.NEXT_LOAD):
        return Intent.NEXT_LOAD
    return None
