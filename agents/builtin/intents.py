"""What an athlete wants: rules first, then the nearest seed utterance, else out of scope."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from agents.builtin.slots import exercise_in, sets_in
from coach.knowledge.ports import Embedder
from coach.safety.rules.text import folded


class Intent(StrEnum):
    """Everything the built-in coach can do."""

    NEXT_LOAD = "next_load"
    PROGRESS = "progress"
    ONE_REP_MAX = "one_rep_max"
    VOLUME = "volume"
    PROGRAMME = "programme"
    LOG_SETS = "log_sets"
    LOG_WEIGHT = "log_weight"
    WEIGHT_TREND = "weight_trend"
    TARGETS = "targets"
    LOG_MEAL = "log_meal"
    DAY_TOTALS = "day_totals"
    FOOD = "food"
    FORM = "form"
    FORM_HISTORY = "form_history"
    REMEMBER = "remember"
    MEMORIES = "memories"
    FORGET = "forget"
    PROFILE = "profile"
    KNOWLEDGE = "knowledge"
    GREETING = "greeting"
    HELP = "help"
    OUT_OF_SCOPE = "out_of_scope"


_RULES: Final[tuple[tuple[Intent, str], ...]] = (
    (Intent.GREETING, (r"^(?:hi|hello|hey|good (?:morning|evening|afternoon)|yo|thanks?|thank"
     r" you)\b[\w ,]{0,20}[.!]*$")),
    (Intent.HELP, (r"\b(?:what can you do|how do you work|help me get started|what do you do)\b"
     r"|^help\b")),
    (Intent.FORGET, r"\b(?:forget|delete|remove|erase)\b.{0,60}\b(?:that|my|about|memory|the)\b"),
    (Intent.MEMORIES, (r"\bwhat do you (?:know|remember)\b|\b(?:list|show)\b.{0,20}\bmemor\w+"
     r"|\bwhat have you (?:noted|remembered)\b")),
    (Intent.REMEMBER, r"^(?:please )?(?:remember|note|keep in mind)\b|\bremember (?:that|this)\b"),
    (Intent.FORM_HISTORY, (r"\b(?:compare|compared|versus|vs|than)\b.{0,40}\b(?:video|clip|form)\b"
     r"|\b(?:all|last|previous) (?:my )?(?:videos|clips)\b")),
    (Intent.FORM, (r"\b(?:video|clip|filmed|footage|recording|my form|form check|depth|bar path"
     r"|knees? (?:cave|caving|in)|how (?:did|do) i look|reps did you count|speed loss)\b")),
    (Intent.LOG_WEIGHT, (r"\b(?:i (?:weigh|weighed)|weighed in|my (?:body ?)?weight (?:is|was)"
     r"|log (?:my )?(?:body ?)?weight|weigh-in)\b.{0,30}\d|^\d+(?:[.,]\d+)? ?(?:kg|lbs?)"
     r" (?:this morning|today|body ?weight)")),
    (Intent.WEIGHT_TREND, (r"\b(?:weight trend|(?:am|is) .{0,20}(?:losing|gaining) (?:weight|fat)"
     r"|body ?weight (?:trend|change|over)|how is my (?:body ?)?weight|weight (?:has|is) (?:not )?"
     r"(?:chang|stall|mov)|my weight (?:doing|going))\w*\b")),
    (Intent.FOOD, (r"\b(?:calories|kcal|protein|macros|carbs|fat|energy)\b.{0,14}\b(?:in|of)\b "
     r"(?!my\b|a day|the day|total|one day|the (?:program|week|morning)).{2,40}|\blook up\b")),
    (Intent.DAY_TOTALS, (r"\b(?:(?:calories|kcal|protein|macros|much)\b.{0,25}\b(?:left|remaining"
     r"|so far|today)|what (?:have|did) i eat\w*(?: so far)? (?:today)?|totals? (?:for )?today"
     r"|today'?s totals?)\b")),
    (Intent.TARGETS, (r"\b(?:(?:set|my|what|calculate|give|need|new|how many|how much)\b.{0,30}"
     r"\b(?:calorie|calories|macros?|kcal|tdee|maintenance)\b|(?:lose|gain|drop|put on)\b.{0,25}"
     r"\b(?:kilo|kg|lbs?|pounds?|weight|fat)\b|how much (?:protein|should i eat)"
     r"|(?:a |my )(?:cut|bulk)\b)")),
    (Intent.LOG_MEAL, (r"\b(?:i |just |also )?(?:had|ate|have eaten|drank)\b.{2,}|\blog\b.{0,20}"
     r"\b(?:breakfast|lunch|dinner|snack|meal)\b")),
    (Intent.VOLUME, r"\b(?:volume|how many (?:hard )?sets|sets (?:a|per|this|last) week)\b"),
    (Intent.PROGRAMME, r"\b(?:programme|program|my plan|what(?:'s| is) on (?:today|tomorrow))\b"),
    (Intent.ONE_REP_MAX, (r"\b(?:e?1 ?rm|one[- ]rep(?:etition)?[- ]max\w*|my max|max (?:on|for)"
     r"|estimated max|maximum)\b")),
    (Intent.PROGRESS, (r"\bhow(?:'s| is| are) my\b.{0,40}\b(?:going|doing|coming|developing)\b"
     r"|\b(?:progress|stronger|improv\w+|trend|history|record|pr\b|pb\b|best|last"
     r" time|over time|going up|plateau|stall\w*|when did i|what did i (?:do|lift))\b")),
    (Intent.NEXT_LOAD, (r"\b(?:next (?:session|time|workout|week|set)|what (?:should|do|can|shall)"
     r" i (?:\w+ ){0,2}(?:squat|bench|deadlift|press|row|lift|do|use|load|curl)|how (?:much|heavy)"
     r"|what (?:weight|load)|tomorrow|today'?s|should i (?:add|go up|deload|increase)|day tomorrow)"
     r"\b")),
    (Intent.PROFILE, r"\b(?:my profile|what do you have on me|my (?:age|height|goal|equipment))\b"),
)  # fmt: skip
_COMPILED: Final = tuple((intent, re.compile(pattern)) for intent, pattern in _RULES)
_WHY = re.compile(r"^(?:but |and |ok(?:ay)?,? )?why\b.{0,30}$")
_REASONS: Final[dict[Intent, str]] = {
    Intent.NEXT_LOAD: "progressive overload: when to add load and how big the steps are",
    Intent.LOG_SETS: "progressive overload: when to add load and how big the steps are",
    Intent.VOLUME: "weekly sets per muscle for growth",
    Intent.TARGETS: "energy deficit, rate of weight loss and protein",
    Intent.WEIGHT_TREND: "daily weight fluctuation and trend",
    Intent.FORM: "squat depth and technique",
    Intent.ONE_REP_MAX: "estimating a one repetition maximum from submaximal sets",
    Intent.PROGRESS: "progressive overload and plateaus",
}
"""What to look up when an athlete asks why after a reply of this kind."""
_SELF = re.compile(r"\b\d{2,3} ?cm\b|\b(?:male|female|man|woman|years? old|sedentary)\b")
_ELLIPTIC = re.compile(r"^(?:and|what about|how about|ok(?:ay)?|so|then|same)\b")
_PERFORMED = re.compile(r"\b(?:did|done|finished|hit|got|logged?|log|just|today|managed)\b")
_ASKS = re.compile(r"\?|^(?:what|how|should|can|could|would|is|are|do|does|when|why|which)\b")

SEEDS: Final[dict[Intent, tuple[str, ...]]] = {
    Intent.NEXT_LOAD: (
        "how heavy should I go on deadlift next session",
        "give me the load for my next bench workout",
        "I am training legs tomorrow, what weights",
        "back in the gym after a break, where do I start",
    ),
    Intent.PROGRESS: (
        "am I getting stronger",
        "show my squat history",
        "how is my bench developing",
    ),
    Intent.ONE_REP_MAX: ("what is my estimated maximum on squat", "how strong am I right now"),
    Intent.VOLUME: ("am I training my chest enough", "weekly training volume per muscle"),
    Intent.TARGETS: ("set my calories and macros", "I want to get leaner, what should I eat"),
    Intent.DAY_TOTALS: ("what is left for today", "show what I have eaten"),
    Intent.WEIGHT_TREND: ("is my body weight changing", "am I losing or gaining weight"),
    Intent.FORM: ("how was my technique", "was I deep enough", "did I do anything wrong there"),
    Intent.KNOWLEDGE: (
        "why do muscles get sore after training",
        "how long should I rest between sets",
        "is creatine worth taking",
        "how much sleep do I need to recover",
        "what is progressive overload",
        "does stretching prevent injury",
        "how often should I train each muscle",
        "how do I run a faster marathon",
        "what should I eat before training",
        "is training to failure better",
    ),
    Intent.OUT_OF_SCOPE: (
        "what is the capital of France",
        "write me a poem about the sea",
        "help me with my tax return",
        "who won the election",
        "fix this Python code",
        "what is the weather tomorrow",
        "recommend a film for tonight",
        "translate this into Spanish",
        "how do I invest in shares",
        "tell me a joke",
    ),
}
"""Utterances the embedding compares a message with when no rule fits."""
NEAR_ENOUGH: Final = 0.35
"""Cosine under which no seed counts. Source: unrelated sentences of this model stay below 0.3."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What one message wants, with the exercise it is about."""

    intent: Intent
    text: str
    exercise: str | None = None


class Understanding:
    """Reads messages; compares with the seeds only where the rules do not decide."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._labels = [intent for intent, seeds in SEEDS.items() for _ in seeds]
        self._vectors = embedder.embed([text for seeds in SEEDS.values() for text in seeds])

    def ask_of(self, text: str, earlier: tuple[str, ...], agent: str) -> Ask:
        """Return what the newest message wants.

        Args:
            text: The newest message.
            earlier: Messages of the athlete before it, oldest first.
            agent: The agent the message was routed to.
        """
        plain = folded(text)
        exercise = exercise_in(text)
        intent = _by_rule(plain, exercise)
        if _WHY.match(plain) and earlier:
            before = self.ask_of(earlier[-1], earlier[:-1], agent)
            return Ask(Intent.KNOWLEDGE, _REASONS.get(before.intent, text), before.exercise)
        if intent is None and _SELF.search(plain):
            return Ask(Intent.TARGETS, text)
        if intent is None and _ELLIPTIC.match(plain) and earlier:
            before = self.ask_of(earlier[-1], earlier[:-1], agent)
            return Ask(before.intent, text, exercise or before.exercise)
        if intent is None:
            intent = self._by_seed(text, agent)
        if exercise is None and intent in NEEDS_EXERCISE:
            exercise = next((e for e in map(exercise_in, reversed(earlier[-3:])) if e), None)
        return Ask(intent, text, exercise)

    def _by_seed(self, text: str, agent: str) -> Intent:
        likeness = self._vectors @ self._embedder.embed([text])[0]
        best = int(np.argmax(likeness))
        if float(likeness[best]) >= NEAR_ENOUGH:
            return self._labels[best]
        return Intent.FORM if agent == "form_critic" else Intent.OUT_OF_SCOPE


NEEDS_EXERCISE: Final = frozenset({Intent.NEXT_LOAD, Intent.PROGRESS, Intent.LOG_SETS})
"""Wants that make no sense without an exercise."""


def _by_rule(plain: str, exercise: str | None) -> Intent | None:
    if sets_in(plain) and (exercise or _PERFORMED.search(plain)) and not _ASKS.search(plain):
        return Intent.LOG_SETS
    for intent, pattern in _COMPILED:
        if pattern.search(plain):
            return intent
    if exercise and len(plain.split()) <= len(exercise.split()) + 2 and not plain.startswith("and"):
        return Intent.NEXT_LOAD
    return None
