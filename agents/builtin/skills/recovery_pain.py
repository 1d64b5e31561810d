"""Training with a pain that is told: what stays, what is done instead, when it has to be seen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from agents.builtin.say_knowledge import cited, to_the_point
from agents.builtin.say_programme import session
from agents.builtin.skill import REMEMBERED, Call, Found, Heard, Skill
from agents.builtin.skills.memory import Note, read_passing
from agents.builtin.skills.programme_swap import dosed
from agents.builtin.wording import listed, lower, paragraph, reply
from coach.safety.rules.text import folded
from coach.training.rules.programme.told import regions_in
from tools.results.account import MemoryChanged
from tools.results.knowledge import KnowledgeFound
from tools.results.programmes import ActiveProgramme, ExercisesFound

_PAIN: Final = re.compile(
    r"\b(?:hurts?(?! (?:my |your |muscle |strength )*(?:gains|growth|performance|progress"
    r"|results)\b)|hurting|pain\w*|aches?|aching|injur\w+|tweaked|strained|pulled a|twinge\w*"
    r"|pinch\w*|niggl\w+|playing up)\b"
)
_KNOWN: Final = re.compile(
    r"\b(?:you (?:think|know|have|remember|noted|got|stored|saved)|your notes|remember|list)\b"
)
"""What is kept in mind is asked for or told, not what to do about it."""
QUERY: Final = "training around pain"
_DAY: Final = re.compile(r"\b(?:day|session|workout|train|programme|plan|today|tomorrow|gym)\b")


@dataclass(frozen=True, slots=True)
class Slots:
    """Where it hurts, and on what."""

    find: dict[str, Any] = field(default_factory=dict[str, Any])
    """Arguments of `find_exercises`; none where no exercise is named."""
    place: str = ""
    session: bool = False
    """The session that is due matters to the answer."""
    kept: Note | None = None
    """What is worth keeping in mind of it."""


def read(heard: Heard) -> Slots | None:
    """Return what is told of a pain."""
    if _KNOWN.search(heard.plain):
        return None
    return assumed(heard) if _PAIN.search(heard.plain) else None


def assumed(heard: Heard) -> Slots:
    """Return what a message about a pain tells, with the place and the lift of those before."""
    earlier = [folded(each) for each in heard.earlier[-REMEMBERED:]]
    texts = (heard.plain, *reversed(earlier))
    regions = next((found for text in texts if (found := regions_in(text))), ())
    place = regions[0].value.replace("_", " ") if regions else ""
    exercise = heard.exercise or heard.exercise_before()
    find: dict[str, Any] = {}
    if exercise:
        find = {"instead_of": exercise, "limit": 2}
        if regions:
            find["hurts"] = [each.value for each in regions][:4]
    by_day = exercise is None or bool(_DAY.search(heard.plain))
    return Slots(find, place, session=by_day, kept=read_passing(heard))


def followed(heard: Heard, before: Slots) -> Slots:
    """Return what further words tell of the same pain."""
    found = assumed(heard)
    if heard.exercise is None and before.find:
        found = replace(found, find=before.find)
    return replace(found, place=found.place or before.place)


def calls(slots: Slots, found: Found) -> Sequence[Call]:
    """Look for something kinder, what is due, and what the notes say."""
    del found
    kept = () if slots.kept is None else (Call("remember", slots.kept.args),)
    kinder = (Call("find_exercises", slots.find),) if slots.find else ()
    due = (Call("active_programme", {}),) if slots.session else ()
    return (*kept, *kinder, *due, Call("search_knowledge", {"query": QUERY, "limit": 1}))


def say(slots: Slots, found: Found) -> str | None:
    """Say what to train and what to leave, then the limits of pain, then when it has to be seen."""
    notes = found.read("search_knowledge", KnowledgeFound)
    best = notes.passages[0] if notes is not None and notes.passages else None
    return reply(
        paragraph(_lead(slots), _kinder(found)),
        _due(slots, found),
        None if best is None else paragraph(to_the_point(best, QUERY), cited(best)),
        _NOTED if found.read("remember", MemoryChanged) is not None else None,
        "I cannot examine it, so if in doubt have it seen. Which movement is free of pain?",
    )


_NOTED: Final = "I keep it in mind, and new programmes spare it until you say that it is fine."


def _lead(slots: Slots) -> str:
    of = f" your {slots.place}" if slots.place else " it"
    return f"Train, but leave out what hurts{of} today and do what is free of pain, lighter."


def _kinder(found: Found) -> str | None:
    data = found.read("find_exercises", ExercisesFound)
    if data is None or not data.exercises:
        return None
    first = data.exercises[0]
    others = listed(each.exercise_id.replace("_", " ") for each in data.exercises[1:])
    more = f" The {others} would do as well." if others else ""
    old = lower(data.instead_of)
    return (
        f"In the place of the {old} do {dosed(first)}, light and with several repetitions in "
        f"reserve.{more}"
    )


def _due(slots: Slots, found: Found) -> str | None:
    data = found.read("active_programme", ActiveProgramme)
    if data is None or data.session is None or data.name is None or slots.find:
        return None
    return paragraph("Due next is", session(data.session, most=3))


PAIN: Final = Skill(
    name="pain",
    agents=("planner",),
    read=read,
    calls=calls,
    say=say,
    tools=frozenset({"remember", "find_exercises", "active_programme", "search_knowledge"}),
    default=assumed,
    follow=followed,
    covers=frozenset({"next_load", "training_load", "knowledge"}),
    reason="training around pain",
)
