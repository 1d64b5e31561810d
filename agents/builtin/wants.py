"""Everything the built-in coach can be asked for: how it is worded, and who serves it."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final


class Intent(StrEnum):
    """Everything the built-in coach can do."""

    NEXT_LOAD = "next_load"
    PROGRESS = "progress"
    ONE_REP_MAX = "one_rep_max"
    VOLUME = "volume"
    LOG_SETS = "log_sets"
    LOG_WEIGHT = "log_weight"
    WEIGHT_TREND = "weight_trend"
    TARGETS = "targets"
    LOG_MEAL = "log_meal"
    DAY_TOTALS = "day_totals"
    FOOD = "food"
    KNOWLEDGE = "knowledge"
    GREETING = "greeting"
    NOTED = "noted"
    LANGUAGE = "language"
    HELP = "help"
    OUT_OF_SCOPE = "out_of_scope"
    UNCLEAR = "unclear"
    """Nothing reads it, and it is near to nothing."""
    SKILL = "skill"
    """Read by one of the skills, which says what is wanted."""


_TRAINING = (
    r"train\w*|workouts?|sessions?|legs?|squats?|bench|deadlifts?|press|lift\w*|weights?|loads?|gym"
)
_RULES: Final[tuple[tuple[Intent, str], ...]] = (
    (Intent.GREETING, (r"^(?:hi|hello|hey|good (?:morning|evening|afternoon)|yo)\b[\w ,]{0,20}"
     r"[.!]*$")),
    (Intent.NOTED, (r"^(?:(?:ok(?:ay)?|k|yes|yep|no|nope|sure|cool|great|nice|perfect|got it"
     r"|thanks?|thx|ty|thank you|hmm+|lol|haha|test|coach|man|so much|a lot|very much)\b\W*)+$")),
    (Intent.HELP, (r"\b(?:what can you do|how do you work|help me get started|what do you do)\b"
     r"|^help\b|^\W*$")),
    (Intent.LOG_WEIGHT, (r"\b(?:i (?:weigh|weighed)|^weigh(?:ed)?|weighed in"
     r"|my (?:body ?)?weight (?:is|was)|log (?:my )?(?:body ?)?weight|weigh-in)\b.{0,30}\d"
     r"|^\d+(?:[.,]\d+)? ?(?:kg|lbs?) (?:this morning|today|body ?weight)")),
    (Intent.WEIGHT_TREND, (r"\b(?:weight trend|(?:am|is) .{0,20}(?:losing|gaining) (?:weight|fat)"
     r"|body ?weight (?:trend|change|over)|how is my (?:body ?)?weight|weight (?:has|is) (?:not )?"
     r"(?:chang|stall|mov)|my weight (?:doing|going))\w*\b")),
    (Intent.FOOD, (r"\b(?:calories|kcal|protein|macros|carbs|fat|energy)\b.{0,14}\b(?:in|of)\b "
     r"(?!my\b|a day|the day|total|one day|the (?:program|week|morning)).{2,40}|\blook up\b"
     r"|^(?!.*\b(?:my|set|daily|many|target|maintenance|for|new)\b)"
     r"[a-z ]{3,30} (?:calories|kcal)\W*$"
     r"|^(?:calories|kcal|macros)\W+\d+ ?g\b|\b\d+ ?g (?!protein|of protein).{2,30}"
     r"\b(?:calories|kcal|macros)\b")),
    (Intent.DAY_TOTALS, (r"\b(?:(?:calories|kcal|protein|macros|much)\b.{0,25}\b(?:left|remaining"
     r"|so far|today)|what (?:have|did) i eat\w*(?: so far)? (?:today)?|totals? (?:for )?today"
     r"|today'?s totals?)\b")),
    (Intent.LOG_MEAL, (r"(?<!what i )(?<!what have i )\b(?:i |just |also )(?:had|ate|drank)\b.{2,}"
     r"|^(?:had|ate|drank)\b.{2,}|\bhave eaten\b.{2,}|\blog\b.{0,20}"
     r"\b(?:breakfast|lunch|dinner|snack|meal)\b")),
    (Intent.KNOWLEDGE, (r"\b(?:creatine|caffeine|supplements?|beta[- ]alanine|bcaas?|vitamins?"
     r"|magnesium|pre-?workouts?|sleep|stretch\w*|to failure|shoes?|belts?"
     r"|rest between|rest times?|protein timing|ffmi|doms"
     r"|push[ ,/-]pull[ ,/-]legs|ppl|full[- ]body|split routine)\b"
     r"|^how (?:do|can|should) i (?:get|become|build|improve|increase)\b"
     r"|\bcalories\b.{0,20}\bburn\w*|\bburn\w*\b.{0,20}\bcalories\b")),
    (Intent.TARGETS, (r"\b(?:(?:set|my|what|calculate|give|need|new|how many|how much)\b.{0,30}"
     r"\b(?:calorie|calories|macros?|kcal|tdee|maintenance)\b|(?:lose|gain|drop|put on)\b.{0,25}"
     r"\b(?:kilo|kg|lbs?|pounds?|weight|fat)\b|how much (?:protein|should i eat)"
     r"|what (?:should|can|shall|do) i eat"
     r"(?: to \w+.*| (?:a|per|each|every|in a) day| now| today)?\W*$"
     r"|(?:a |my )(?:cut|bulk)\b)")),
    (Intent.VOLUME, r"\b(?:volume|how many (?:hard )?sets|sets (?:a|per|this|last) week)\b"),
    (Intent.NEXT_LOAD, (r"\b(?:next (?:session|time|workout|week|set)|what (?:should|do|can|shall)"
     r" i (?:\w+ ){0,2}(?:squat|bench|deadlift|press|row|lift|do|use|load|curl)|how heavy"
     r"|how much (?:weight|should i (?:\w+ ){0,2}(?:add|lift|squat|bench|deadlift|press|use|load"
     r"|row|curl|go)|do i (?:add|lift)|more|on (?:the )?(?:squat|bench|bar|deadlift))"
     r"|what (?:weight|load)|how (?:much|heavy) (?:for|on)"
     r"|should i (?:add|go up|deload|increase)|com(?:e|ing) back|getting back"
     r"|(?:after|had) (?:a|my) (?:break|layoff|holiday|vacation)|missed (?:a|one|two|some|\d))\b"
     rf"|\b(?:{_TRAINING})\b.{{0,40}}\btomorrow\b|\btomorrow\b.{{0,40}}\b(?:{_TRAINING})\b"
     r"|^(?:squats?|bench|deadlifts?) day\b")),
    (Intent.PROGRESS, (r"\bhow(?:'s| is| are) my\b.{0,40}\b(?:going|doing|coming|developing)\b"
     r"|\b(?:progress(?:ing|ed|ion)?|progres|(?:am i|have i|did i|are|is|has|i'm|getting|gotten|got"
     r"|any)\b.{0,25}\b(?:stronger|weaker|improv\w+)|(?:am i|i'm|getting) (?:\w+ )?better"
     r"|trend|history|(?:personal|my) (?:\w+ )?(?:record|best)"
     r"|best (?:set|lift|session|ever|squat|bench|deadlift)|prs?\b|pb\b|last time"
     r"|over time|going up|plateau\w*|stall\w*|stuck|compar\w+|when did i"
     r"|what did i (?:do|lift))\b")),
    (Intent.ONE_REP_MAX, (r"\b(?:e?1 ?rm|one[- ]rep(?:etition)?[- ]max\w*|my (?:\w+ ){0,3}max"
     r"|max (?:on|for)|estimated max|maximum)\b")),
    (Intent.KNOWLEDGE, (r"\b(?:protein|carbs?|carbohydrates?|fats?|fibre|fiber|diet|keto|fasting"
     r"|deload\w*|cardio|hydrat\w*|alcohol|water|overtrain\w*|(?:best|which|what) exercises?)\b")),
)  # fmt: skip
RULES: Final = tuple((intent, re.compile(pattern)) for intent, pattern in _RULES)
"""Tried in order on the folded message; the first that fits decides."""
_OWNERS: Final[dict[str, frozenset[Intent]]] = {
    "planner": frozenset(
        {
            *(Intent.NEXT_LOAD, Intent.PROGRESS, Intent.ONE_REP_MAX, Intent.VOLUME),
            *(Intent.LOG_SETS, Intent.LOG_WEIGHT, Intent.WEIGHT_TREND),
        }
    ),
    "form_critic": frozenset({Intent.NEXT_LOAD, Intent.PROGRESS}),
    "nutrition": frozenset(
        {
            *(Intent.TARGETS, Intent.LOG_MEAL, Intent.DAY_TOTALS, Intent.FOOD),
            *(Intent.LOG_WEIGHT, Intent.WEIGHT_TREND),
        }
    ),
}
"""What each agent's tools can serve."""
_ANYBODY: Final = frozenset(
    {
        *(Intent.GREETING, Intent.NOTED, Intent.HELP, Intent.LANGUAGE, Intent.KNOWLEDGE),
        *(Intent.OUT_OF_SCOPE, Intent.UNCLEAR),
    }
)

REASONS: Final[dict[Intent, str]] = {
    Intent.NEXT_LOAD: "progressive overload: when to add load and how big the steps are",
    Intent.LOG_SETS: "progressive overload: when to add load and how big the steps are",
    Intent.VOLUME: "weekly sets per muscle for growth",
    Intent.TARGETS: "energy deficit, rate of weight loss and protein",
    Intent.WEIGHT_TREND: "daily weight fluctuation and trend",
    Intent.ONE_REP_MAX: "estimating a one repetition maximum from submaximal sets",
    Intent.PROGRESS: "progressive overload and plateaus",
}
"""What to look up when an athlete asks why after a reply of this kind."""
NEEDS_EXERCISE: Final = frozenset({Intent.NEXT_LOAD, Intent.PROGRESS, Intent.LOG_SETS})
"""Wants that make no sense without an exercise."""
COVERS: Final[dict[Intent, frozenset[str]]] = {
    Intent.ONE_REP_MAX: frozenset({Intent.LOG_SETS}),
    Intent.TARGETS: frozenset({Intent.KNOWLEDGE}),
}
"""Wants that are part of another one in the same message."""
STANDALONE: Final = frozenset({Intent.LOG_SETS, Intent.LOG_MEAL, Intent.LOG_WEIGHT})
"""Wants that no follow-up repeats: nothing is stored that was not said."""

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


def serves(agent: str | None, intent: Intent) -> bool:
    """Tell whether an agent's tools can serve a want; None stands for any agent."""
    return agent is None or intent in _ANYBODY or intent in _OWNERS.get(agent, frozenset())


def owner_of(intent: Intent) -> str:
    """Return the agent that a want belongs to first."""
    return next((agent for agent, owned in _OWNERS.items() if intent in owned), "planner")
