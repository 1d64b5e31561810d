"""Chooses what one message, or one part of it, wants: rules propose, what was learned decides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Any, Final

from agents.builtin.following import told_on
from agents.builtin.form_words import FORM_SKILLS, names_video
from agents.builtin.intents import by_rule
from agents.builtin.skill import Ask, Heard, Skill
from agents.builtin.understanding import Understanding
from agents.builtin.wants import Intent

RULE_FACTOR: Final = 20.0
"""How much likelier a wish counts when its rule reads the message.
Source: measured 2026-11: 8, 20 and 60 pass the same 117 of 129 turns of held-out conversations."""
REPORT_FACTOR: Final = 10.0
"""How much more a report counts that its rule reads in a message without a question: what was told
and is not stored is lost. Source: own choice."""
AGENT_FACTOR: Final = 4.0
"""How much likelier a question is about the video when the turn is the form critic's. Source: own
choice; it has the turn because a video is attached or was spoken of."""
LEAST: Final = 0.3
"""Probability under which a message that no rule reads is not understood.
Source: measured 2026-11: of messages outside every label one in ten reaches it."""
LEAST_OF_PART: Final = 0.6
"""The same for a part of a message, which may as well belong to the part before it."""
LEAST_OF_FOLLOW_UP: Final = 0.1
"""Chance from which a message that is not understood by itself goes on with the turn before.
Source: own choice; another subject has far less."""
_FLOOR: Final = 1e-4
_SECOND_CHOICES: Final = 3
"""Labels tried in turn where the likeliest has no way to read the message. Source: own choice."""
_EVERY_AGENT: Final = 3
_REPORTS: Final = frozenset({"training_log", "log_cardio", "log_meal", "log_sleep", "log_soreness"})
ASKS: Final = re.compile(
    r"\?|\b(?:what|how|should|shall|can|could|would|which|when|why|is|are|do|does|did i|am i)\b"
)
_ABOUT_VIDEO: Final = frozenset({"form", "form_look", "form_trend"})
NO_VIDEO_FACTOR: Final = 0.05
"""How much likelier a question is about a video where no video was spoken of. Source: own choice;
the words of such questions are those of any question about a lift."""
WHY: Final = "why"
"""Asks the reason of the last reply."""

_LABELS: Final[Mapping[str, str]] = {
    Intent.NEXT_LOAD: "training_load",
    Intent.PROGRESS: "training_progress",
    Intent.ONE_REP_MAX: "training_max",
    Intent.VOLUME: "training_volume",
    Intent.LOG_SETS: "training_log",
    Intent.LOG_WEIGHT: "weight_trend",
    "log_weight": "weight_trend",
    "memory_passing": "memory_keep",
    "targets_answer": "targets",
    "onboarding_answer": "onboarding_start",
    "onboarding_confirmed": "onboarding_start",
    "onboarding_unread": "remark",
    "sets_answer": "training_log",
    "effort_answer": "training_correct",
}
"""Labels of wishes whose names are others; every other wish is its own label."""
_ANSWERED: Final = frozenset(
    {
        *(Intent.KNOWLEDGE, Intent.GREETING, Intent.NOTED),
        *(Intent.HELP, Intent.OUT_OF_SCOPE),
    }
)
"""Labels that an intent answers, not a skill."""


def label_of(ask: Ask) -> str:
    """Return the label that a wish was learned under."""
    return _LABELS.get(ask.name, ask.name)


@dataclass(frozen=True, slots=True)
class Choice:
    """A wish, or only that the reason of the last reply is asked."""

    ask: Ask | None
    label: str
    chance: float
    by_rule: bool = False


class Chooser:
    """Weighs what rules read against what was learned."""

    def __init__(self, understanding: Understanding, skills: Sequence[Skill[Any]]) -> None:
        self._understanding = understanding
        self._skills = tuple(skills)
        self._owners = {s.name: s.agents[0] for s in skills if len(s.agents) < _EVERY_AGENT}
        self._by_label = {skill.name: skill for skill in self._skills if skill.default is not None}

    def choice(self, heard: Heard, agent: str | None, least: float = LEAST) -> Choice | None:
        """Return the likeliest wish that can be read; None when the message is not understood.

        Args:
            heard: The message or a part of it.
            agent: Whose turn it is; None while that is open.
            least: Probability that a wish needs which no rule reads.
        """
        proposals = tuple(self._proposals(heard, agent))
        answered = next((a for a in proposals if a.skill is not None and a.skill.answers), None)
        if answered is not None:
            return Choice(answered, answered.name, 1.0, by_rule=True)
        chances = self.chances(heard, agent)
        ruled = max(proposals, key=lambda ask: _ruled_weight(chances, ask, heard), default=None)
        best = None if ruled is None else log(_ruled_weight(chances, ruled, heard))
        for label in sorted(chances, key=lambda each: -chances[each])[:_SECOND_CHOICES]:
            if chances[label] < least or (best is not None and log(chances[label]) <= best):
                break
            found = self._learned(label, heard)
            if found is not None or label == WHY:
                return Choice(found, label, chances[label])
        if ruled is None:
            return self._gone_on(heard, chances)
        return Choice(ruled, label_of(ruled), _weight(chances, label_of(ruled)), by_rule=True)

    def chances(self, heard: Heard, agent: str | None) -> dict[str, float]:
        """Return the probability of each label for a message in its place."""
        before = None if heard.before is None else label_of(heard.before)
        found = self._understanding.chances(heard.text, before)
        lowered, factor = _ABOUT_VIDEO, AGENT_FACTOR
        if agent != "form_critic":
            if before in FORM_SKILLS or names_video(heard.plain):
                return found
            lowered, factor = FORM_SKILLS, NO_VIDEO_FACTOR
        weighed = {k: v * (factor if k in lowered else 1.0) for k, v in found.items()}
        whole = sum(weighed.values())
        return {label: chance / whole for label, chance in weighed.items()}

    def shares(self, heard: Heard) -> dict[str, float]:
        """Return how likely a wish belongs to each agent, of the labels that one agent owns."""
        found: dict[str, float] = {}
        for label, chance in self.chances(heard, None).items():
            owner = self._owners.get(label)
            if owner is not None:
                found[owner] = found.get(owner, 0.0) + chance
        whole = sum(found.values())
        return {owner: chance / whole for owner, chance in found.items()}

    def _proposals(self, heard: Heard, agent: str | None) -> Iterator[Ask]:
        for skill in self._skills:
            slots = skill.read(heard)
            if slots is not None:
                yield Ask(Intent.SKILL, heard.text, heard.exercise, skill, slots)
        intent = by_rule(heard.plain, heard.exercise, agent)
        skill = self._by_label.get("targets") if intent is Intent.TARGETS else None
        if skill is not None and skill.default is not None:
            yield Ask(Intent.SKILL, heard.text, heard.exercise, skill, skill.default(heard))
        elif intent is not None:
            yield Ask(intent, heard.text, heard.exercise)

    def _gone_on(self, heard: Heard, chances: Mapping[str, float]) -> Choice | None:
        """Return the wish of the turn before, where the message may well go on with it."""
        if heard.before is None:
            return None
        label = label_of(heard.before)
        chance = chances.get(label, 0.0)
        ask = self._learned(label, heard) if chance >= LEAST_OF_FOLLOW_UP else None
        return None if ask is None else Choice(ask, label, chance)

    def _learned(self, label: str, heard: Heard) -> Ask | None:
        """Return the wish of a label for a message that its rules do not read."""
        before = heard.before
        exercise = heard.exercise or heard.exercise_before()
        if before is not None and before.skill is not None and label_of(before) == label:
            follow = before.skill.follow
            slots = None if follow is None else follow(heard, before.slots)
            slots = told_on(heard, before) if slots is None else slots
            if slots is not None:
                named = heard.exercise or before.exercise
                return Ask(Intent.SKILL, heard.text, named, before.skill, slots)
        skill = self._by_label.get(label)
        if skill is not None and skill.default is not None:
            return Ask(Intent.SKILL, heard.text, exercise, skill, skill.default(heard))
        if label in _ANSWERED:
            return Ask(Intent(label), heard.text, exercise)
        return None


def _ruled_weight(chances: Mapping[str, float], ask: Ask, heard: Heard) -> float:
    told = ask.name in _REPORTS and not ASKS.search(heard.plain)
    return _weight(chances, label_of(ask)) * RULE_FACTOR * (REPORT_FACTOR if told else 1.0)


def _weight(chances: Mapping[str, float], label: str) -> float:
    return max(chances.get(label, 0.0), _FLOOR)
