"""Answers why, how and whether from the note that is about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from agents.builtin.say_knowledge import ASK_ON, cited, not_noted, on_topic, to_the_point
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
    topic: Topic | None
    """None: the search decides which note is about it."""


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
    query = question.text[:_LONGEST_QUERY] if question.topic is None else question.topic.query
    return (Call("search_knowledge", {"query": query, "limit": 4}),)


def say(question: Question, found: Found) -> str | None:
    """Say what of the note is to the point, where it is from, and what to do with it."""
    data = found.read("search_knowledge", KnowledgeFound)
    if data is None:
        return None
    topic = question.topic
    if topic is None:
        return _searched(question.text, data)
    note = next((p for p in data.passages if p.id == topic.note), None)
    note = note or next(iter(data.passages), None)
    if note is None:
        return None
    return reply(to_the_point(note, question.text), cited(note), topic.action)


def _searched(text: str, data: KnowledgeFound) -> str:
    """Say what the first note on the words says, or which one is near."""
    note = next((p for p in data.passages if on_topic(text, p)), None)
    if note is None:
        return not_noted(data.passages)
    return reply(to_the_point(note, text), cited(note), ASK_ON)


def asked(heard: Heard) -> Question:
    """Return the question of a message that is about training in general, in whatever words."""
    return Question(heard.text, topic_of(heard.plain))


def follow(heard: Heard, before: Question) -> Question:
    """Return what the words ask further: on a topic of their own, else on the one before."""
    topic = topic_of(heard.plain)
    if topic is not None or before.topic is not None:
        return Question(heard.text, topic or before.topic)
    return Question(f"{before.text} {heard.text}", None)


_LONGEST_QUERY: Final = 300
NOTE = Skill(
    name="note",
    agents=("planner", "nutrition", "form_critic"),
    read=read,
    calls=calls,
    say=say,
    tools=frozenset({"search_knowledge"}),
    covers=frozenset({"onboarding_start"}),
    default=asked,
    follow=follow,
)
