"""Plans the loads of a whole day: the leg day, the chest day, push, pull, upper, lower."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from agents.builtin.say_loads import brief
from agents.builtin.say_programme import session, start
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.wording import listed, lower, paragraph, reply
from coach.safety.rules.text import folded
from tools.results.programmes import ActiveProgramme
from tools.results.training import SessionLoads


@dataclass(frozen=True, slots=True)
class DayWish:
    """The day whose loads are wanted."""

    focus: str


_FOCUS: Final = (
    ("legs", r"legs?"),
    ("push", r"push"),
    ("pull", r"pull"),
    ("upper", r"upper(?: body)?"),
    ("lower", r"lower(?: body)?"),
    ("full", r"full[- ]body"),
    ("chest", r"chest|pecs?"),
    ("back", r"back"),
    ("shoulders", r"shoulders?|delts"),
    ("arms", r"arms?|biceps and triceps"),
)
_DAY = r"(?: day| workout| session| training)?"
_WHEN = r"(?:tomorrow|today|tonight|2moro\w*|tmr\w*|later|next|this (?:evening|afternoon|morning))"
_ASKS = re.compile(
    r"\b(?:what|which|how (?:much|heavy)|loads?|weights?|give me|set me|plan|exercises?|numbers"
    r"|next)\b|\?$"
)
_NOT = re.compile(
    r"\b(?:min|mins|minutes|hours?|hotel|no gym|travel\w*|programme|program|routine|swap|instead"
    r"|hurts?|hurting|pain\w*|sore|ach\w+|enough|sets (?:of|for)|volume|did|done|come back|get back"
    r"|came back|back (?:from|to|in|at|after)|going back|after|since|yesterday|was|last|killed"
    r"|video|skip\w*|missed|split|or)\b"
)


SHORT: Final = 10
"""Words up to which a message is read as a whole. Source: own choice; "legs tomorrow, which
exercises" is cut in two."""


def read(heard: Heard) -> DayWish | None:
    """Return the day a message asks the loads of; None if it asks for none."""
    plain = heard.plain
    whole = folded(heard.whole)
    asks = _ASKS.search(whole if len(whole.split()) <= SHORT else plain)
    if heard.exercise or _NOT.search(plain) or not asks:
        return None
    for focus, words in _FOCUS:
        named = rf"\b(?:{words})"
        day = rf"{named} (?:day|workout|session)\b"
        dated = rf"{named}{_DAY}\b.{{0,20}}\b{_WHEN}\b|\b{_WHEN}\b.{{0,25}}{named}\b"
        if re.search(day, plain) or re.search(dated, plain):
            return DayWish(focus)
    return None


def default(heard: Heard) -> DayWish:
    """Return the day that words name, else a day with everything."""
    for text in (heard.plain, folded(heard.whole), *map(folded, reversed(heard.earlier[-2:]))):
        for focus, words in _LOOSE:
            if re.search(rf"\b(?:{words})\b", text):
                return DayWish(focus)
    return DayWish("full")


_LOOSE: Final = (
    ("legs", r"legs?|quads?|hams?|hamstrings?|glutes?"),
    *((focus, words) for focus, words in _FOCUS if focus != "legs"),
)


def follow(heard: Heard, before: DayWish) -> DayWish | None:
    """Return another day for "and for pull day?"."""
    found = next(
        (focus for focus, words in _LOOSE if re.search(rf"\b(?:{words})\b", heard.plain)), None
    )
    return None if found is None or found == before.focus else DayWish(found)


def calls(wish: DayWish, found: Found) -> Sequence[Call]:
    """Ask for the loads of the day; where nothing is known of one, for a session to begin with."""
    loads = found.read("session_loads", SessionLoads)
    if wish.focus == "full" and loads is not None and not loads.lifts:
        return [Call("active_programme", {})]
    return [Call("session_loads", {"focus": wish.focus})]


def say(wish: DayWish, found: Found) -> str | None:
    """Say the load of each exercise, and what is left out."""
    data = found.read("session_loads", SessionLoads)
    if data is None:
        return None
    spared = listed(data.spared)
    out = (
        f"I leave out {listed(map(lower, data.left_out))}, because you noted trouble with your "
        f"{spared}."
        if data.left_out
        else f"I keep in mind the trouble you noted with your {spared}: stop what hurts."
        if data.spared
        else None
    )
    name = {"full": "full-body", "legs": "leg"}.get(wish.focus, wish.focus.removesuffix("s"))
    first = found.read("active_programme", ActiveProgramme)
    if not data.lifts and first is not None and first.session is not None:
        return reply(
            f"Today do this. {session(first.session)}",
            paragraph(start([first.session]), out),
            "Nothing is changed or stored: tell me the sets you get, and I build on them.",
        )
    if not data.lifts:
        return reply(
            f"Neither a programme nor your log of the last weeks holds exercises for a {name} day.",
            out,
            "Name the lifts you want to do and I set each load, or tell me your days and equipment "
            "and I build a programme.",
        )
    lead = f"For your {name} day I take what you have been doing."
    return reply(
        paragraph(lead, out),
        *(brief(each) for each in data.lifts),
        "Tell me what you get, with an RPE if you can, and I set the sessions after.",
    )


DAY: Final = Skill(
    name="training_day",
    agents=("planner",),
    read=read,
    calls=calls,
    say=say,
    default=default,
    follow=follow,
    tools=frozenset({"session_loads", "active_programme"}),
    covers=frozenset({"training_load", "next_load", "note", "knowledge", "programme_show"}),
    reason="progressive overload: when to add load and how big the steps are",
)
