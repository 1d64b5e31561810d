"""Running and other endurance beside lifting: which first, how far apart, what to eat between."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from agents.builtin.say_endurance import length
from agents.builtin.say_knowledge import cited, to_the_point
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.slots import sets_in
from agents.builtin.topics import topic_of
from agents.builtin.wording import day, reply
from tools.results.endurance import CardioHistory
from tools.results.knowledge import KnowledgeFound

_NOTES: Final = frozenset({"cardio_and_lifting", "cardio_order", "cardio_kills_gains"})
_HOW: Final = re.compile(r"\?|^(?:how|can|should|is|does|do|why|will|which|what|where)\b")
_ABOUT: Final = (
    ("recovery_nutrition",
     r"\b(?:eat\w*|food|snack|meal|fuel\w*|shake|carbs?|protein|breakfast|lunch)\b"),
    ("cardio_order", (
        r"\b(?:first|order|before or after|or after|after or before|same (?:day|session|visit)"
        r"|hours?|apart|between|back to back|straight after|same time|at lunch|evening"
        r"|in the morning|at night|before|after|tonight|later|day after|yesterday|tomorrow)\b")),
    ("cardio_kills_gains", (
        r"\b(?:kill\w*|gains|muscle|interfer\w*|lose|hurt\w*|wreck\w*|drop\w*|stall\w*"
        r"|eat (?:my|into)|hypertrophy|bulk\w*|too much)\b")),
)  # fmt: skip
_QUERIES: Final = {
    "recovery_nutrition": "eating after training: two-a-days, refuel between",
    "cardio_order": "cardio before or after lifting, the order in one session",
    "cardio_kills_gains": "does cardio kill gains: interference of endurance and muscle growth",
    "cardio_and_lifting": "lifting and endurance in the same week",
}
_ACTIONS: Final = {
    "recovery_nutrition": (
        "So between the two have rice, bread or oats with a lean protein and a drink, within the "
        "first hour if the second session follows the same day. Tell me what you ate, and I count "
        "it."
    ),
    "cardio_order": (
        "On your next shared day do the one that matters most first, leave as many hours as the "
        "day allows, and keep the second one easy. Heavy legs and hard running stay a day apart."
    ),
    "cardio_kills_gains": (
        "Put the hard run a day away from heavy legs, and tell me both here: I watch whether the "
        "lifts still go up."
    ),
    "cardio_and_lifting": (
        "Plan the two hardest days of the week far apart, legs at least a day before the long run "
        "or intervals, and log both, so that I see how they go."
    ),
}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and the note it is about."""

    text: str
    note: str


def read(heard: Heard) -> Question | None:
    """Return a question on endurance beside lifting, which else reads like a wish for a plan."""
    if not _HOW.search(heard.plain) or sets_in(heard.plain):
        return None
    topic = topic_of(heard.plain)
    return Question(heard.text, topic.note) if topic is not None and topic.note in _NOTES else None


def default(heard: Heard) -> Question:
    """Return what of it is asked: what to eat, the order, the interference, else the whole week."""
    plain = heard.plain
    note = next((name for name, rule in _ABOUT if re.search(rule, plain)), "cardio_and_lifting")
    return Question(heard.text, note)


def calls(question: Question, found: Found) -> tuple[Call, ...]:
    """Look the note up, and what the athlete runs of late."""
    del found
    return (
        Call("search_knowledge", {"query": _QUERIES[question.note], "limit": 4}),
        Call("cardio_history", {"activity": "run", "weeks": 4}),
    )


def say(question: Question, found: Found) -> str | None:
    """Say what of the note is to the point, what the athlete runs, and what to do."""
    data = found.read("search_knowledge", KnowledgeFound)
    if data is None or not data.passages:
        return None
    note = next((p for p in data.passages if p.id == question.note), data.passages[0])
    return reply(
        to_the_point(note, question.text), cited(note), _running(found), _ACTIONS[question.note]
    )


def _running(found: Found) -> str | None:
    data = found.read("cardio_history", CardioHistory)
    if data is None or not data.weeks or not data.weeks[0].distance:
        return None
    week = data.weeks[0]
    return f"You ran {length(week.distance, data.unit)} in the week to {day(week.end)}."


BESIDE_LIFTING = Skill(
    name="endurance_beside_lifting",
    agents=("planner",),
    read=read,
    calls=calls,
    say=say,
    default=default,
    tools=frozenset({"search_knowledge", "cardio_history"}),
    covers=frozenset({"programme_build", "onboarding_start", "note"}),
    reason="lifting and endurance in the same week",
)
