"""Sends a message to the agent that owns its first wish."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from agents.builtin.intents import by_rule
from agents.builtin.language import is_foreign
from agents.builtin.languages import in_english
from agents.builtin.reading import reader_of
from agents.builtin.skill import Ask
from agents.builtin.skills.small_talk import SMALL
from agents.builtin.slots import exercise_in
from agents.builtin.transcript import Exchange
from agents.builtin.wants import Intent, owner_of
from coach.knowledge.ports import Embedder
from coach.safety.rules.text import folded
from tools.catalog import AgentName

_MEMORY = re.compile(
    r"^(?:please )?(?:remember|note|keep in mind|forget)\b|\bwhat do you (?:know|remember)\b"
)
"""What to keep in mind, whatever it is about; the form critic keeps nothing."""
_RULES: Final[tuple[tuple[AgentName, re.Pattern[str]], ...]] = (
    (
        "form_critic",
        re.compile(
            r"\b(?:videos?|clips?|film(?:ed|ing)?|footage|recording|form check|camera|bar ?path"
            r"|my (?:\w+ ){0,3}(?:form|technique)|knees? (?:cave|caving|in\b)|depth|parallel"
            r"|deep enough|low enough|how (?:do|does|did|was|is) (?:i|my|it|that|the)\b.{0,25}"
            r"\b(?:look|looking|looked|move|moved)|reps did you count|speed loss|butt wink"
            r"|how (?:fast|slow) (?:was|were|are)|symmetr\w+)\b"
        ),
    ),
    (
        "nutrition",
        re.compile(
            r"\b(?:calories?|kcal|macros?|protein|carbs?|carbohydrates?|fat target|fibre|fiber|ate"
            r"|eat(?:ing|en)?|food|meals?|breakfast|lunch|dinner|snack|diet|weigh(?:ed|-in)?"
            r"|weight (?:trend|loss|gain|change)|body ?weight|lose weight|losing weight"
            r"|gain(?:ing)? weight|creatine|caffeine|supplements?|nutrition|water"
            r"|left (?:for )?today|tdee|maintenance|a cut\b|cutting|bulk\w*)\b"
        ),
    ),
    (
        "planner",
        re.compile(
            r"\b(?:next (?:session|time|workout|set)|programme|program|deload|volume|sets? (?:of"
            r"|for|per)|e?1rm|one[- ]rep|max(?:es)?|progress\w*|stronger|log(?:ged)?|did \d"
            r"|\d ?x ?\d|remember|forget|what do you (?:know|remember)|memories|warm-?up|plates?"
            r"|training|workout|squat|bench|deadlift|press|rows?|curls?|lift)\b"
        ),
    ),
)
SHORT_WORDS: Final = 9
"""A message this short that anybody could answer stays with the thread's agent unless a rule says
otherwise. Source: own choice."""
SURE: Final = 0.65
"""Share of an agent's labels from which a message that anybody could answer is that agent's.
Source: own choice; two thirds, so that a level race goes to whoever has the thread."""
AGENTS: Final[tuple[AgentName, ...]] = ("planner", "form_critic", "nutrition")
DEFAULT: Final[AgentName] = "planner"
_NOBODYS: Final = frozenset({Intent.GREETING, Intent.NOTED, Intent.HELP})
"""Small talk, which any agent answers: it stays where the thread is."""
_ANYBODYS: Final = frozenset(
    {
        *(Intent.KNOWLEDGE, Intent.OUT_OF_SCOPE, Intent.UNCLEAR),
        *(Intent.LANGUAGE, *_NOBODYS),
    }
)
"""Wishes that any agent answers: words and the thread say whose they are."""


@dataclass(frozen=True, slots=True)
class Route:
    """Which agent, and why."""

    agent: AgentName
    reason: str
    """`video`, `skill`, `rule`, `follow_up`, `classifier` or `default`."""


class Router:
    """Routes messages by what the reader takes them for."""

    def __init__(self, embedder: Embedder) -> None:
        self._reader = reader_of(embedder)

    def route(
        self,
        text: str,
        *,
        has_video: bool,
        before: AgentName | None,
        exchanges: tuple[Exchange, ...] = (),
    ) -> Route:
        """Return the agent for one message.

        Args:
            text: The athlete's message.
            has_video: Whether a video is attached.
            before: The agent of the turn before.
            exchanges: The turns before.
        """
        if has_video:
            return Route("form_critic", "video")
        plain = folded(text)
        if by_rule(plain, None, None) in _NOBODYS or is_foreign(in_english(text)):
            return Route(before or DEFAULT, "default")
        asks = self._reader.wishes(text, exchanges)
        if asks[0].name in SMALL or asks[0].intent in _NOBODYS:
            return Route(before or DEFAULT, "default")
        owner = self._owner(asks)
        if owner is not None:
            return Route(owner, "skill")
        if before is not None and len(plain.split()) <= SHORT_WORDS:
            if plain.startswith("why") or asks[0].intent is Intent.UNCLEAR:
                return Route(before, "follow_up")
            owner = _ruled(plain, _RULES[:2])
            return Route(owner or before, "follow_up")
        ruled = "planner" if _MEMORY.search(plain) else _ruled(plain, _RULES)
        if ruled is None and exercise_in(text):
            ruled = "planner"
        if ruled is not None:
            return Route(ruled, "rule")
        shares = self._reader.shares(text)
        best = max(AGENTS, key=lambda agent: shares.get(agent, 0.0))
        if shares.get(best, 0.0) >= SURE:
            return Route(best, "classifier")
        return Route(before or DEFAULT, "default")

    def _owner(self, asks: Sequence[Ask]) -> AgentName | None:
        """Return the agent that the first wish belongs to."""
        skill = asks[0].skill
        if skill is None and asks[0].intent in _ANYBODYS:
            return None
        owner = owner_of(asks[0].intent) if skill is None else skill.agents[0]
        return next(agent for agent in AGENTS if agent == owner)


def _ruled(plain: str, rules: Sequence[tuple[AgentName, re.Pattern[str]]]) -> AgentName | None:
    for agent, rule in rules:
        if rule.search(plain):
            return agent
    return None
