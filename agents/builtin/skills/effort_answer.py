"""How hard the last set was, told because the coach asked for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from agents.builtin.json_values import without_none
from agents.builtin.say_loads import brief
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.skills import training_correct
from agents.builtin.skills.training_correct import CORRECT, Correction
from agents.builtin.skills.training_log import ASKED_EFFORT, Report
from agents.builtin.wording import day, lower, num, reply
from tools.results.training import NextLoad, SetsChanged

_RATING: Final = re.compile(
    r"^(?:(?:oh|hm+|um+|it|that|this|the|last|set|one|was|were|felt|feels|like|about|around|maybe"
    r"|prob(?:ably)?|pretty|quite|very|fairly|solid|easy|hard|tough|ok(?:ay)?|id|i'?d|say|call|an?"
    r"|rpe|roughly|at|so|yeah|good)\b[ ,:.]*)*"
    r"(?P<rpe>10|[1-9](?:[.,]5)?)(?:-(?:10|[1-9]))? ?(?:/ ?10|out of (?:10|ten)|rpe|ish|tops"
    r"|maybe|i think|i guess|tbh|or so|\W)*$"
)


def read(heard: Heard) -> Correction | None:
    """Return the RPE of the last set just logged; None if the words tell none."""
    before = heard.before.slots if heard.before is not None else None
    if ASKED_EFFORT not in heard.replied or heard.within or not isinstance(before, Report):
        return None
    told = _RATING.match(heard.plain.strip())
    if told is None or not before.ready:
        return None
    rpe = Decimal(told["rpe"].replace(",", "."))
    return Correction(before.ready[-1].exercise, which="last", rpe=rpe)


def calls(wish: Correction, found: Found) -> Sequence[Call]:
    """Store the effort, then look at what it means for the next session."""
    following = Call("next_load", without_none({"exercise": wish.exercise}))
    return (*training_correct.calls(wish, found), following)


def say(wish: Correction, found: Found) -> str | None:
    """Say what was stored, and the next session."""
    data, following = found.read("correct_sets", SetsChanged), found.read("next_load", NextLoad)
    if data is None or wish.rpe is None:
        return training_correct.say(wish, found)
    return reply(
        f"Stored: RPE {num(wish.rpe)} with your last set of {lower(data.exercise)} on "
        f"{day(data.day)}.",
        None if following is None else brief(following),
        "Tell me the next sets when they are done.",
    )


ANSWER: Final = Skill(
    name="effort_answer",
    answers=True,
    agents=CORRECT.agents,
    read=read,
    calls=calls,
    say=say,
    tools=CORRECT.tools | {"next_load"},
    covers=CORRECT.covers,
)
