"""Says what the active programme asks for: today, a named day, the week, or in fewer minutes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from agents.builtin.said_change import minutes_told
from agents.builtin.said_self import minutes_in
from agents.builtin.say_programme import outline, session, start, trained
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.wording import day, listed, paragraph, reply
from tools.results.programmes import ActiveProgramme, PrescriptionLine, SessionLine

_SHOW: Final = re.compile(
    r"\bwhat(?:'?s| is| am i| do i| are we| should i)?\b[^.?!]{0,25}\b(?:on|up|doing|do|have|got"
    r"|train"
    r"|training)\b[^.?!]{0,12}\b(?:today|tomorrow|tmrw|tmr|2moro|tonight|this week|monday|tuesday"
    r"|wednesday|thursday|friday|saturday|sunday|in the gym)\b(?![^.?!]*\b(?:eat|food|macros)\b)"
    r"|\b(?:what(?:'?s| is)|show|give|tell|list|see|read|pull up)\b[^.?!]{0,20}\b(?:my |the "
    r"|current "
    r"|active |whole |full )+(?:programme|program|plan|routine|split|schedule|workout(?! log)"
    r"|session)s?\b"
    r"|\bmy (?:programme|program|routine|plan)\b(?: (?:please|pls|today|this week|for (?:today"
    r"|tomorrow"
    r"|this week)))?\W*$"
    r"|\b(?:today'?s|tomorrow'?s|tonight'?s|next|this week'?s) (?:workout|session|training"
    r"|lifts)s?\W*$"
    r"|\bwhich (?:day|session|workout) (?:is|am i|comes?|do i)\b"
    r"|\bwhat(?:'?s| is| comes)\b[^.?!]{0,12}\b(?:day [1-7]|push day|pull day|leg day|upper day"
    r"|lower day)\b|^(?:and )?day [1-7]\W*$|\bwhat do i (?:train|do) next\W*$"
    r"|^(?:and )?(?:what about )?(?:the )?(?:other|next|rest of the) (?:days?|week|sessions?)\W*$"
    r"|\bwhat(?:'?s| is| do| am| are)?\b[^.?!]{0,20}\b(?:on |for )?day [1-7]\b"
    r"|\bwhat(?:'?s| is) on (?:the )?(?:menu|plan|agenda|cards)\b[^.?!]{0,30}\b(?:gym|train\w*"
    r"|workout)"
    r"|\b(?:just )?give me (?:something|a (?:quick |short )?(?:workout|session))\b[^.?!]{0,20}"
    r"\b(?:today|now|tonight|to do)\b"
    r"|\bwhat week am i (?:in|on)\b"
)
_SHORT: Final = re.compile(
    r"\b(?:only|just|got|have|max|in|about|less than|under|squeeze|limited to)\b[^.?!]{0,16}"
    r"\b(?P<m>\d{2,3}) ?(?:min\w*|m)\b[^.?!]{0,40}(?:\b(?:today|tonight|tomorrow|this time"
    r"|for (?:my"
    r"|the|this|today)|now|session|workout|gym|train\w*|before|lunch)\b|$)"
    r"|\b(?P<m2>\d{2,3}) ?(?:min\w*)\b[^.?!]{0,20}\b(?:today|tonight|tomorrow|workout|session|only"
    r"|max|version)\b"
    r"|\b(?:short(?:er)?|quick|shorten|cut) (?:version|workout|session|today|down)\b"
)
_NOT: Final = re.compile(
    r"\b(?:build|make|create|write|design|new|ran|run|jog|cardio|bike|row(?:ed|ing)|slept|ate|kcal"
    r"|calories|did|done|finished|days? a week|x a week|per week|each time|from now|always"
    r"|usually)\b"
)
_DAY: Final = re.compile(r"\bday ([1-7])\b")
_FOCUS: Final = (
    ("push", r"\bpush day\b"),
    ("pull", r"\bpull day\b"),
    ("legs", r"\bleg day\b"),
    ("upper", r"\bupper(?: body)? day\b"),
    ("lower", r"\blower(?: body)? day\b"),
)
_WEEK: Final = re.compile(
    r"\b(?:this week|whole|full|my (?:programme|program|routine|plan|split|schedule)|other days?"
    r"|rest of the)\b"
)
_LEGS: Final = re.compile(r"squat|deadlift|lunge|leg_|hip_thrust|calf")


@dataclass(frozen=True, slots=True)
class Slots:
    """Which part of the programme is asked for."""

    day: int | None = None
    minutes: int | None = None
    focus: str = ""
    week: bool = False
    ahead: bool = False
    """The session after the one that is due."""


def assumed(heard: Heard) -> Slots:
    """Return what of the programme a message about it asks for."""
    plain = heard.plain
    number = _DAY.search(plain)
    focus = next((name for name, words in _FOCUSES if re.search(words, plain)), "")
    return Slots(
        day=int(number[1]) if number else None,
        minutes=minutes_told(plain),
        focus=focus,
        week=bool(_WEEK.search(plain) or _ALL.search(plain)),
        ahead=bool(_AHEAD.search(plain)),
    )


def followed(heard: Heard, before: Slots) -> Slots:
    """Return what further words ask of the programme."""
    found = assumed(heard)
    if found == Slots() and _DOSE.search(heard.plain):
        return before
    if found.minutes and found.day is None:
        return replace(found, day=before.day, focus=found.focus or before.focus)
    return found


_FOCUSES: Final = (
    ("push", r"\bpush\b"), ("pull", r"\bpull\b(?! ?ups?)"), ("legs", r"\blegs?\b(?! press)"),
    ("upper", r"\bupper\b"), ("lower", r"\blower\b(?! back)"),
)  # fmt: skip
_ALL: Final = re.compile(
    r"\b(?:week|all|overview|everything|programme|program|plan|routine|list|split|days|any|does"
    r"|how often|which day|where)\b"
)
_AHEAD: Final = re.compile(
    r"\b(?:tomorrow|tmrw|tmr|2moro|after (?:that|this|today)|one after|next one|following)\b"
)
_DOSE: Final = re.compile(r"\b(?:sets?|reps?|weights?|loads?|rest|heavy|order|first)\b")


def read(heard: Heard) -> Slots | None:
    """Return what of the programme a message asks for."""
    plain = heard.plain
    short = _SHORT.search(plain)
    if short and not _NOT.search(plain):
        minutes = short["m"] or short["m2"] or minutes_in(plain)
        return Slots(minutes=int(minutes) if minutes else None)
    if heard.exercise is not None or not _SHOW.search(plain):
        return None
    if re.search(
        r"\b(?:build|make|create|write|design|new|change|swap|replace|film\w*|eat)\b", plain
    ):
        return None
    number = _DAY.search(plain)
    focus = next((name for name, words in _FOCUS if re.search(words, plain)), "")
    return Slots(
        day=int(number[1]) if number else None, focus=focus, week=bool(_WEEK.search(plain))
    )


def calls(slots: Slots, found: Found) -> Sequence[Call]:
    """Read the programme, with the day and the minutes asked for."""
    del found
    args: dict[str, Any] = {}
    if slots.day is not None:
        args["day"] = slots.day
    if slots.minutes is not None:
        args["minutes"] = slots.minutes
    return (Call("active_programme", args),)


def say(slots: Slots, found: Found) -> str | None:
    """Say the session asked for, then the rest of the week."""
    data = found.read("active_programme", ActiveProgramme)
    if data is None:
        return None
    if data.name is None and data.session is not None:
        return reply(
            paragraph(
                "No programme is active, so here is one session for now.", session(data.session)
            ),
            start([data.session]) or None,
            "Do it and tell me the sets. For a programme, how many days a week can you train?",
        )
    if data.name is None or data.session is None:
        return reply(
            "No programme is active yet, so nothing is set for that day.",
            "Tell me how many days a week you can train, for how long and with what equipment, and "
            "I build one; or name a lift and I set its next load from your log.",
        )
    due = _of_focus(data, slots.focus) or (_after(data) if slots.ahead else None) or data.session
    lead = _lead(slots, data)
    others = [each for each in _days(data) if each.day != due.day]
    return reply(
        paragraph(lead, session(due)),
        _shortened(slots, data),
        paragraph(trained(data.last_trained, None), start([due]) or None, *data.notes[:1]),
        outline(others) if slots.week or (not slots.minutes and len(others) < 4) else None,
        "Tell me the sets you get, and the next loads follow from them.",
    )


def _lead(slots: Slots, data: ActiveProgramme) -> str:
    since = f" (active since {day(data.since)})" if data.since else ""
    if slots.minutes:
        return "This fits the time you have, main lifts first."
    if slots.ahead:
        return f"After the session that is due, this one follows in your programme{since}."
    if slots.day is not None or slots.focus:
        return f"From your programme{since}."
    return f"This session is due next in your programme{since}."


def _shortened(slots: Slots, data: ActiveProgramme) -> str | None:
    if not slots.minutes:
        return None
    if not data.left_out:
        return "Nothing has to go: the whole session fits."
    names = listed(name.lower() for name in data.left_out)
    return f"Left out today, without making up for it later: {names}."


def _after(data: ActiveProgramme) -> SessionLine | None:
    """Return the day that follows the one that is due."""
    days = _days(data)
    if data.session is None or len(days) < 2:
        return None
    place = next((at for at, each in enumerate(days) if each.day == data.session.day), 0)
    return days[(place + 1) % len(days)]


def _of_focus(data: ActiveProgramme, focus: str) -> SessionLine | None:
    """Return the day that a word such as "leg day" means, as the programme stores it."""
    if not focus:
        return None
    days = _days(data)
    return next((each for each in days if focus == "legs" and _is_legs(each)), None)


def _is_legs(line: SessionLine) -> bool:
    return bool(line.exercises) and bool(_LEGS.search(line.exercises[0].exercise_id))


def _days(data: ActiveProgramme) -> list[SessionLine]:
    grouped: dict[int, list[PrescriptionLine]] = {}
    for line in data.prescriptions:
        grouped.setdefault(line.day, []).append(line)
    return [
        SessionLine(day=number, name=f"Day {number}", exercises=lines)
        for number, lines in sorted(grouped.items())
    ]


SHOW: Final = Skill(
    name="programme_show",
    agents=("planner",),
    read=read,
    calls=calls,
    say=say,
    tools=frozenset({"active_programme"}),
    default=assumed,
    follow=followed,
    reason="why a training week has the split and exercises it has",
)
