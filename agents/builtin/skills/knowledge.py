"""Answers why, how and whether from the note that is about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from agents.builtin.say_knowledge import cited, to_the_point
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.slots import sets_in
from agents.builtin.topics import Topic, topic_of
from agents.builtin.wording import reply
from tools.results.knowledge import KnowledgeFound

_ASKS: Final = re.compile(
    r"\?|^(?:(?:hey|hi|ok|so|but|and|btw|also|coach|quick question|question)\b[:, ]*)*"
    r"(?:why|how|what|whats|what's|which|when|where|who|is|are|does|do|did|can|could|should|would"
    r"|will|am i|explain|tell me|thoughts on|opinions? on|pros and cons|difference between"
    r"|any(?:thing| truth)|i (?:heard|read|was told|saw)|they say|people say"
    r"|my (?:friend|mate|buddy|brother|coach) says|everyone says|someone (?:said|told)|worth"
    r"|getting back|return(?:ing)?|coming back|back to running)\b"
    r"|\b(?:true|myth|worth it|thoughts|or not|right)\W*$"
)
_CLAIMS: Final = re.compile(r"\b(?:i heard|i read|they say|people say|says|told me|apparently)\b")
_SHORT: Final = 8
"""Words of a message that is a topic by itself: "creatine timing". Source: own choice."""
_PERSONAL: Final = re.compile(
    r"\b(?:next (?:load|weight)|how heavy|log (?:my|this|it)|my (?:max|1rm|e1rm)|i (?:just )?(?:ate"
    r"|had"
    r"|did|slept|ran|weigh\w*)\b(?! (?:not|no)\b)|should i (?:train|lift|squat|bench|go) (?:today"
    r"|now"
    r"|tonight|tomorrow)|build me|make me|write me|give me a (?:plan|program\w*)|new program\w*"
    r"|remember|forget|delete|(?:how much|how many grams of?) (?:protein|creatine|carbs|caffeine)"
    r"|video|filmed|clip|set my)\b"
)

_MINE: Final = re.compile(r"\b(?:(?<!when )should i|do i need|time (?:for|to)|am i due)\b")
"""What asks for a decision from the log, not for a rule."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and the topic it is about."""

    text: str
    topic: Topic


def read(heard: Heard) -> Question | None:
    """Return a question that a topic answers."""
    plain = heard.plain
    if _PERSONAL.search(plain) or sets_in(plain):
        return None
    short = len(plain.split()) <= _SHORT and heard.exercise is None
    if not (_ASKS.search(plain) or _CLAIMS.search(plain) or short):
        return None
    topic = topic_of(plain)
    if topic is not None and topic.note == "deload" and _MINE.search(plain):
        return None
    return None if topic is None else Question(heard.text, topic)


def calls(question: Question, found: Found) -> tuple[Call, ...]:
    """Look the note up."""
    del found
    return (Call("search_knowledge", {"query": question.topic.query, "limit": 4}),)


def say(question: Question, found: Found) -> str | None:
    """Say what of the note is to the point, where it is from, and what to do with it."""
    data = found.read("search_knowledge", KnowledgeFound)
    if data is None:
        return None
    note = next((p for p in data.passages if p.id == question.topic.note), None)
    if note is None:
        return None if not data.passages else _another(question, data)
    return reply(to_the_point(note, question.text), cited(note), question.topic.action)


def _another(question: Question, data: KnowledgeFound) -> str:
    first = data.passages[0]
    return reply(to_the_point(first, question.text), cited(first), question.topic.action)


BESIDE: Final = frozenset({"cardio_and_lifting", "cardio_order", "cardio_kills_gains"})
_HOW: Final = re.compile(r"\?|^(?:how|can|should|is|does|do|why|will)\b")


def read_beside(heard: Heard) -> Question | None:
    """Return a question on endurance beside lifting, which else reads like a wish for a plan."""
    if not _HOW.search(heard.plain) or sets_in(heard.plain):
        return None
    topic = topic_of(heard.plain)
    return None if topic is None or topic.note not in BESIDE else Question(heard.text, topic)


BESIDE_LIFTING = Skill(
    name="endurance_beside_lifting",
    agents=("planner", "nutrition", "form_critic"),
    read=read_beside,
    calls=calls,
    say=say,
    tools=frozenset({"search_knowledge"}),
    covers=frozenset({"programme_build", "onboarding_start", "note"}),
)
NOTE = Skill(
    name="note",
    agents=("planner", "nutrition", "form_critic"),
    read=read,
    calls=calls,
    say=say,
    tools=frozenset({"search_knowledge"}),
    covers=frozenset({"onboarding_start"}),
)
