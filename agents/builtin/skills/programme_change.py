"""Changes the programme for what happened: missed and short weeks, trips, deloads, new days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from agents.builtin.change_rules import Change, change_in
from agents.builtin.change_words import ASKS, AWAY, LEADS, REFUSALS, UNCHANGED
from agents.builtin.said_change import change_meant
from agents.builtin.say_programme import assumed, noted, outline, session, start, trained
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.skills.programme_swap import said_swapped
from agents.builtin.wording import counted, day, paragraph, reply
from tools.results.programmes import ActiveProgramme, ProgrammeRevised

_SHOWN: Final = frozenset(
    {"moved", "not_on", "less", "unclear", "paused", "ill", "what_if", "worry"}
)
"""What is answered with the programme as it is: nothing in it is changed."""
_LOOKS: Final = re.compile(
    r"\b(?:which|what|same (?:weights?|sets?|loads?)|how (?:many|heavy|much)|show|list|after that"
    r"|next week|the week after|less sets)\b"
)
"""Asks how the changed programme is."""


_POINTS_OUT: Final = re.compile(
    r"\b(?:take|drop|remove|kick|cut|leave|bin|lose|get rid of)\b.{0,10}"
    r"\b(?:it|them|em|those|that|that one|these)\b"
)
"""An exercise named before that is to go."""


def meant(heard: Heard) -> Change:
    """Return what a message that is about a change of the programme wants."""
    what, args = change_meant(heard.plain, heard.text, heard.today)
    if what == "swap":
        return Change(what, args)
    before = heard.exercise_before()
    if what in {"unclear", "less"} and before and _POINTS_OUT.search(heard.plain):
        return Change("drop", {"what": "drop", "exercise": before})
    if what == "not_on":
        return Change(what, {"kind": "schedule", "text": heard.text.strip()[:300]})
    return Change(what, args if what in _SHOWN else {"what": what} | args)


def followed(heard: Heard, before: Change) -> Change | None:
    """Return what further words mean after a change: they cut, widen or ask about it."""
    found = meant(heard)
    if found.what == "unclear":
        return Change("look") if _LOOKS.search(heard.plain) else None
    days = found.args.get("days")
    if found.what == "new_days" and before.what in _BRIEF and days is not None:
        return Change("short_week", found.args | {"what": "short_week"})
    if found.what == "short_week" and before.what in {"travel", "new_days"}:
        return Change(before.what, found.args | {"what": before.what})
    return found


_BRIEF: Final = frozenset({"short_week", "what_if"})


def calls(slots: Change, found: Found) -> Sequence[Call]:
    """Change the programme, or look at it where nothing in it has to change."""
    del found
    if slots.what == "swap":
        return (Call("swap_exercise", slots.args),)
    if slots.what == "not_on":
        return (Call("remember", slots.args), Call("active_programme", {}))
    if slots.what in _SHOWN or slots.what == "look":
        return (Call("active_programme", slots.args),)
    return (Call("revise_programme", slots.args),)


def say(slots: Change, found: Found) -> str | None:
    """Say what changed and why, the next session with its loads, and the others."""
    if slots.what in _SHOWN or slots.what == "look":
        return _say_shown(slots, found)
    if slots.what == "swap":
        return said_swapped(found)
    data = found.read("revise_programme", ProgrammeRevised)
    if data is None:
        failed = found.error("revise_programme")
        if failed is not None and failed.code == "no_programme" and slots.what == "travel":
            return AWAY
        return REFUSALS.get(failed.code) if failed is not None else None
    until = (
        f"This holds until {day(data.until)}; then the programme goes on." if data.until else None
    )
    back = _back(slots, data)
    ill = (
        "Begin only once you have been without fever for a day, and stop if your heart races or "
        "your chest hurts."
        if slots.ill
        else None
    )
    return reply(
        paragraph(LEADS.get(slots.what, "Done."), back, _cause(slots, data.cause)),
        session(data.days[0]),
        outline(data.days[1:]) if len(data.days) < 5 else None,
        paragraph(until, _noted(slots, data), _start(slots, data), ill),
        paragraph(assumed(data.assumptions), "Tell me the sets you get, and I set what follows."),
    )


def _cause(slots: Change, text: str) -> str | None:
    """Return the engine's reason, unless the lead says it already."""
    return None if slots.what in {"travel", "drop"} else text.removesuffix("It was asked for.")


def _back(slots: Change, data: ProgrammeRevised) -> str | None:
    """Return when the athlete trained last, and whether the log fits what they told."""
    if slots.what not in _BREAKS:
        return None
    told = slots.args.get("weeks", 0) * 7
    if data.days_since_last is not None and told - data.days_since_last > SLACK_DAYS:
        return (
            f"{trained(data.last_trained, data.days_since_last)} I go by what you tell me; if the "
            "log is right, go on as planned."
        )
    return trained(data.last_trained, data.days_since_last)


def _noted(slots: Change, data: ProgrammeRevised) -> str | None:
    """Return what of the memory shaped a change that picked exercises anew."""
    return noted(data.considered) if slots.what in _REBUILT else None


def _start(slots: Change, data: ProgrammeRevised) -> str | None:
    return start(data.days) or None if slots.what == "travel" else None


SLACK_DAYS: Final = 4
"""Days by which a break that was told may be longer than the log says. Source: own choice."""
_REBUILT: Final = frozenset({"short_week", "travel", "new_days", "drop", "next_block", "injury"})


def _say_shown(slots: Change, found: Found) -> str | None:
    """Answer with the programme as it is, since nothing in it was changed."""
    data = found.read("active_programme", ActiveProgramme)
    if data is None:
        return None
    if slots.what == "what_if":
        return _say_what_if(data)
    lead = UNCHANGED[slots.what]
    if data.session is None or data.name is None:
        return reply(lead, "No programme is active, so tell me how many days a week you can train.")
    return reply(
        lead,
        paragraph("Next is", session(data.session)) if slots.what != "ill" else None,
        paragraph(*data.notes[:1]) if slots.what == "look" else None,
        ASKS.get(slots.what),
    )


def _say_what_if(data: ActiveProgramme) -> str:
    """Say what a shorter week would be, and that nothing is changed."""
    week = data.shorter or ([data.session] if data.session is not None else [])
    if not week:
        return UNCHANGED["unclear"]
    days = counted(len(week), "day")
    return reply(
        f"With {days} it would be this; the main lifts stay and small exercises go first.",
        session(week[0]),
        outline(week[1:]) or None,
        paragraph(
            "That keeps what you have for many weeks, only progress slows.",
            start(week) or None,
            "Nothing is changed yet: tell me the days you have this week, and I set it so.",
        ),
    )


_BREAKS: Final = frozenset({"missed_weeks", "resume"})
COVERED: Final = frozenset(
    {
        *("profile_update", "memory_passing", "next_load", "training_load", "programme", "pain"),
        *("knowledge", "programme_show", "exercise_swap", "topic", "recovery", "out_of_scope"),
    }
)
"""Wishes that the same message holds only because of how the change is asked for."""
CHANGE: Final = Skill(
    name="programme_change",
    agents=("planner",),
    read=change_in,
    calls=calls,
    say=say,
    tools=frozenset({"revise_programme", "active_programme", "swap_exercise", "remember"}),
    default=meant,
    follow=followed,
    covers=COVERED,
    reason="strength and muscle are kept over a break of some weeks",
)
