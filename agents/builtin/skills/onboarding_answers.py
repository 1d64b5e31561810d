"""Reads what of a message answers the question that a first conversation left open."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, Final

from agents.builtin.intents import by_rule
from agents.builtin.said_self import SaidSelf, self_in
from agents.builtin.said_start import MANY, note, start_in
from agents.builtin.skill import Heard
from agents.builtin.skills import (
    data_rights,
    endurance_log,
    memory,
    programme_build,
    programme_show,
    training_correct,
    training_load,
    training_log,
)
from coach.accounts.rules.onboarding import Topic
from coach.safety.rules.screening import REST_OPENS, answered
from tools.onboarding import question_of

CONFIRM: Final = "Shall I set both up like this?"
CONFIRM_PLAN: Final = "Shall I set the programme up like this?"
YES: Final = re.compile(
    r"^(?:yes|yep|yeah|yup|sure|ok(?:ay)?|do it|please(?: do)?|go (?:ahead|for it)|sounds (?:good"
    r"|great)"
    r"|looks good|perfect|great|y|let'?s (?:go|do it)|confirm(?:ed)?|fine|set (?:it|them"
    r"|both)(?: up)?|ja"
    r"|si|absolutely|of course|correct|good)\b[^?]{0,60}$"
)
NO: Final = re.compile(r"^(?:no|nope|nah|not (?:now|yet|really)|later|maybe later|n)\b[^?]{0,40}$")
_SKIP: Final = re.compile(
    r"^\W*(?:skip|pass|next|later|not now|rather not|don'?t (?:want|know)|prefer not|no idea"
    r"|dunno|idk"
    r"|i'?d rather not|leave (?:it|that)|ask me later|no comment|none of your)\b"
    r"|\b(?:skip (?:this|that|it)|rather not say|prefer not to)\b"
)
_NONE: Final = re.compile(r"^(?:nothing|none|no|nope|nah|not really|n/?a)\b")
_QUESTION: Final = re.compile(
    r"^(?:what|whats|how|hows|should|can|could|would|is|are|do|does|when|why|which)\b"
)
_TURNS: Final = re.compile(
    r"\b(?:wait|actually|hmm+|scratch that|i mean|or rather|rather|make (?:it|that)|sorry|instead"
    r"|changed? my mind)\b[ ,.]*(?:no\b)?"
)
"""Words with which an athlete takes back what they said just before."""
_OBSTACLE: Final = re.compile(
    r"\b(?:time|travel\w*|trips?|pain|motivat\w*|lazy|laziness|bor(?:ed|ing|edom)|tired\w*|energy"
    r"|work\w*|jobs?|shifts?|kids?|child\w*|family|baby|school|uni\w*|stud(?:y|ies|ying)|money"
    r"|costs?|weather|injur\w*|stress\w*|anxi\w*|crowd\w*|consisten\w*|disciplin\w*|busy|schedules?"
    r"|sleep|commut\w*|alone|confiden\w*|shy|life|procrastinat\w*|quit\w*|giv(?:e|ing) up|stick"
    r"|social|drink\w*|party\w*|nothing|none|no|nope|nah)\b"
)
_KEEPS_WEIGHT: Final = re.compile(
    r"\b(?:not|won'?t|wont|don'?t (?:want|wanna|like)|rather not|no way)\b[^.?!]{0,24}"
    r"\b(?:tell\w*|say\w*|shar\w*|giv\w*|disclos\w*|weigh\w*)\b[^.?!]{0,24}"
    r"|\b(?:don'?t (?:own|have) (?:a )?scales?|no scales?|don'?t weigh myself)\b"
)
_SETS: Final = re.compile(r"\b\d{1,2} ?[x*] ?\d{1,3}\b(?! ?min)")
_OWN_WEIGHT: Final = re.compile(r"\b(?:weigh\w*|body ?weight|bw|scales?|i'?m (?:about )?\d)\b")
_READERS: Final = (
    data_rights.DELETE.read,
    data_rights.EXPORT.read,
    programme_build.BUILD.read,
    programme_show.SHOW.read,
    memory.LIST.read,
    memory.FORGET.read,
)
"""What is answered by itself, also while a question is open."""
_LOGS: Final = (
    training_correct.CORRECT.read,
    training_log.LOG.read,
    endurance_log.LOG.read,
    training_load.DIRECT.read,
)
"""What is done by itself unless the message tells of everything that is asked."""
_SHORT: Final = {
    Topic.GOAL: "what you want most from training",
    Topic.BARRIERS: "what tends to get in the way of your training",
    Topic.HISTORY: "how long you have trained with weights",
    Topic.EQUIPMENT: "what you can train with",
    Topic.TIME: "how many days a week you can train, and how long each time",
    Topic.BODY: "your age, sex, height, body weight and how active your day is",
    Topic.HEALTH: "your health: conditions, medicine, injuries, or none",
}
_REMINDS: Final = "Still open from setting up:"
MOST_REMINDERS: Final = 2
"""Replies in a row that end with an open question. Source: own choice; more would nag."""


@dataclass(frozen=True, slots=True)
class Slots:
    """What to store before the next question."""

    told: SaidSelf = field(default_factory=SaidSelf)
    skip: str = ""
    keep: tuple[dict[str, Any], ...] = ()
    """Arguments of `remember`."""
    health: str = ""
    active: bool | None = None
    health_asked: bool = False
    """Whether the words on health answer the question about it."""
    greeting: bool = False
    declined: bool = False
    unread: str = ""
    """The topic whose answer could not be read."""
    seed: str = ""


def asked(replied: str) -> Topic | None:
    """Return the topic that the newest reply asked about, or called still open."""
    if REST_OPENS in replied:
        return Topic.HEALTH
    return next(
        (
            topic
            for topic in Topic
            if question_of(topic) in replied or f"{_REMINDS} {_SHORT[topic]}" in replied
        ),
        None,
    )


def reminder(replied: tuple[str, ...], wishes: Collection[str]) -> str | None:
    """Return one line on the question that an aside left open.

    Args:
        replied: The coach's replies so far, oldest first.
        wishes: Names of the wishes that the reply to come answers.
    """
    topic = asked(replied[-1]) if replied else None
    if topic is None or any(name.startswith("onboarding") for name in wishes):
        return None
    if all(_REMINDS in each for each in replied[-MOST_REMINDERS:]) or "data_delete" in wishes:
        return None
    return f"{_REMINDS} {_SHORT[topic]}. Say skip to leave it out."


def read_answer_to(heard: Heard) -> Slots | None:
    """Return what an answer to the open question tells; None for what is none."""
    if CONFIRM in heard.replied or CONFIRM_PLAN in heard.replied:
        return _changed_mind(heard)
    topic = asked(heard.replied)
    if topic is None or any(read(heard) is not None for read in _READERS):
        return None
    whole, plain = heard.whole, heard.plain
    found = _of_topic(topic, heard)
    much = found is not None and len(found.told.args) >= MANY
    if not much and (_asks(plain, topic) or any(read(heard) is not None for read in _LOGS)):
        return None
    if _SKIP.search(plain) and not much:
        return Slots(skip=topic.value, seed=whole)
    if YES.match(plain) and topic is not Topic.HEALTH and len(plain.split()) < 4:
        return Slots(unread=topic.value, seed=whole)
    return found


def read_rest(heard: Heard) -> Slots | None:
    """Return the answer in words that nothing else reads, or that it could not be read."""
    topic = asked(heard.replied)
    plain = heard.plain
    if topic is None or _asks(plain, topic) or _SETS.search(plain) or heard.exercise:
        return None
    if by_rule(plain, heard.exercise, None) is not None:
        return None
    if topic in {Topic.BARRIERS, Topic.GOAL} and len(plain.split()) < 40:
        kind = "barrier" if topic is Topic.BARRIERS else "goal"
        if topic is Topic.BARRIERS or len(plain.split()) > 4:
            return Slots(keep=(note(kind, heard.text, heard.text),), seed=heard.text)
    return Slots(unread=topic.value, seed=heard.text) if len(plain.split()) < 12 else None


def _asks(plain: str, topic: Topic) -> bool:
    if topic is Topic.HEALTH:
        return _QUESTION.match(plain) is not None and plain.rstrip().endswith("?")
    return plain.rstrip().endswith("?") or _QUESTION.match(plain) is not None


def _changed_mind(heard: Heard) -> Slots | None:
    """Return what should be different from the plan that was proposed."""
    if YES.match(heard.plain) or _asks(heard.plain, Topic.GOAL):
        return None
    if any(read(heard) is not None for read in (*_LOGS, *_READERS[:2])):
        return None
    told = _last_said(heard.whole, heard.plain)
    kept = {"goal", "days_per_week", "minutes_per_session", "hours_per_session", "equipment"}
    args = {name: value for name, value in told.args.items() if name in kept}
    return Slots(SaidSelf(args), seed=heard.whole) if args else None


def _of_topic(topic: Topic, heard: Heard) -> Slots | None:
    """Return what an answer tells; None where nothing of it can be read."""
    whole, plain = heard.whole, heard.plain
    said = start_in(whole)
    health, is_answer = said.health, False
    if topic is Topic.HEALTH and answered({}, whole) is not None:
        health, is_answer = whole.strip()[:400], True
    keep = [*said.keep]
    told = _last_said(whole, plain)
    told = told if len(told.args) >= MANY else _only(topic, told, plain)
    bare = not keep and not told.any and not health
    if topic is Topic.BARRIERS and bare and _OBSTACLE.search(plain) and not _SETS.search(plain):
        keep.append(note("barrier", heard.text, heard.text))
    elif topic is Topic.GOAL and len(plain.split()) > 4 and 0 < len(told.args) < MANY:
        keep.append(note("goal", heard.text, heard.text))
    if topic is Topic.EQUIPMENT and "equipment" not in told.args and _NONE.match(plain):
        told = SaidSelf({"equipment": "no equipment"}, told.weight)
    skip = ""
    if _KEEPS_WEIGHT.search(plain) and (topic is Topic.BODY or "weigh" in plain):
        told, skip = SaidSelf(told.args), Topic.BODY.value
    found = Slots(told, skip, tuple(keep), health, said.active, health_asked=is_answer, seed=whole)
    return found if told.any or keep or health or skip else None


def _last_said(whole: str, plain: str) -> SaidSelf:
    """Return what a message tells; what it takes back gives way to what follows."""
    told = self_in(whole, loose=True)
    turn = _TURNS.search(plain)
    if turn is None:
        return told
    after = plain[turn.end() :]
    args = told.args | self_in(after, loose=True).args
    days = re.search(r"\b([1-7])\b(?! ?(?:min|h\b|hour|kg|lb|km|%))", after)
    if "days_per_week" in told.args and days:
        args["days_per_week"] = int(days[1])
    return SaidSelf(args, told.weight)


def _only(topic: Topic, told: SaidSelf, plain: str) -> SaidSelf:
    """Leave out what bare words of an answer to another question would be taken for."""
    strict = {"goal": Topic.GOAL, "experience": Topic.HISTORY, "activity": Topic.BODY}
    turned = _TURNS.search(plain) is not None
    args = {
        name: value
        for name, value in told.args.items()
        if name not in strict or strict[name] is topic or (name == "goal" and turned)
    }
    if topic is Topic.HISTORY and not turned:
        args.pop("days_per_week", None)
    own = not _SETS.search(plain) and (topic is Topic.BODY or _OWN_WEIGHT.search(plain))
    return SaidSelf(args, told.weight if own else None)
