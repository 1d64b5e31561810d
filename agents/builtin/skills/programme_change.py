"""Changes the programme for what happened: missed and short weeks, trips, deloads, new days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from agents.builtin.change_words import AWAY, LEADS, REFUSALS
from agents.builtin.said_self import days_in, kit_words, minutes_in
from agents.builtin.say_programme import assumed, noted, outline, session, start, trained
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.slots import exercise_in
from agents.builtin.wording import day, paragraph, reply
from tools.results.programmes import ActiveProgramme, ProgrammeRevised

_AMOUNT: Final = r"(\d{1,2}|a|an|one|two|three|four|five|six|couple(?: of)?|few)"
_MISSED: Final = re.compile(
    rf"\b(?:missed|skipped|was off|been off|off for|took"
    rf"|had)\b[^.?!]{{0,25}}?\b{_AMOUNT} (?:whole |full )?"
    r"(week|month)s?\b(?: off)?"
    rf"|\b{_AMOUNT} (week|month)s? (?:off|out|away from (?:the gym|training)|without (?:training"
    rf"|lifting"
    r"|the gym)|no (?:training|gym))"
    r"|\b(?:missed|skipped) (?:all of |all )?(?:last|this|the) (week)\b"
    r"|\b(?:haven'?t|havent|didn'?t|not) (?:trained|train|lifted|been to the gym)\b[^.?!]{0,20}"
    rf"\b(?:in|for|since)\b[^.?!]{{0,10}}?{_AMOUNT}? ?(week|month)s?"
    r"|\bno (?:training|gym|lifting) (?:all |the whole )?(?:last )?(week)\b"
    r"|\bdidn'?t (?:train|lift|make it)[^.?!]{0,15}\b(?:last|all) (week)\b"
)
_ILL: Final = re.compile(
    r"\b(?:was|been|had|after|over|recover\w* from|back from)\b[^.?!]{0,20}\b(?:sick|ill|flu|covid"
    r"|a cold|the cold|illness|bug)\b"
)
_BACK: Final = re.compile(
    r"\b(?:back|return\w*|start(?:ing)? again|restart|get(?:ting)? back|better now|recovered"
    r"|now what"
    r"|what now|do i|should i|how do|continue|pick up|resume)\b"
)
_SHORT: Final = re.compile(
    r"\b(?:only|just|can only|down to|got|have|make it|manage)\b[^.?!]{0,22}?\b(?P<d>[1-6]|one"
    r"|once|two"
    r"|twice|three|four|a couple(?: of)?)\b ?(?:x|times?|days?|sessions?|workouts?)?\b[^.?!]{0,28}"
    r"\b(?:this|next|the coming) week\b"
    r"|\b(?:this|next) week\b[^.?!]{0,40}?\b(?P<d2>[1-6]|one|once|two|twice|three|four) ?(?:x"
    r"|times?"
    r"|days?|sessions?|workouts?)\b"
)
_FEWER: Final = re.compile(
    r"\b(?:only|just) (?:have |got |get |manage )?(?P<d>[1-6]|one|two|three|four) (?:days?"
    r"|evenings?|sessions?|nights?|mornings?|workouts?|times)\b(?P<d2>)"
)
"""After a change: fewer days still."""
_TRIP: Final = re.compile(
    r"\b(?:travel\w*|hotel|business trip|work trip|trip|away|holidays?|vacation|on the road|abroad"
    r"|visiting|airbnb|at my parents\w*|camping|cruise)\b"
)
_NO_TRIP: Final = re.compile(
    r"\b(?:eat|food|protein|calories|missed|took|was away|away from the gym|stop(?:s|ped)? me"
    r"|barriers?|goals?|in the way|held me back|starting)\b"
)
_TRIP_ASK: Final = re.compile(
    r"\b(?:dumb+ells?|dbs|gym|equipment|bands?|body ?weight|train\w*|work ?outs?|programme"
    r"|program|plan"
    r"|lift\w*|what (?:do|can|should) i|nothing|adjust|adapt)\b"
)
_DELOAD: Final = re.compile(
    r"\b(?:give|plan|set|make|want|need|do|take|start|schedule|program|switch to|have|run|put)\b"
    r"[^.?!]{0,25}\bdeload\b(?!\?)|\bdeload (?:week|me|now|this week|next week)\b(?! ?\?)"
    r"|^deload\W*$"
    r"|\beasy week\b[^.?!]{0,20}\b(?:please|now|this|next)\b"
)
_ASKS_WHETHER: Final = re.compile(
    r"\b(?:should|do) i (?:need|really|have|take|do)?\b|\bis it time\b"
)
_NEW_DAYS: Final = re.compile(
    r"\b(?:change|switch|move|go|going|do|cut|drop|reduce|increase|bump|adjust|can only"
    r"|could only|only have"
    r"|now (?:train|have)|from now on|make it|set it|going forward|want to (?:train|go)|have to)\b"
    r"[^.?!]{0,45}\b(?:days?|x|times?|sessions?|min\w*|hours?)\b"
)
_LASTING: Final = re.compile(
    r"\b(?:from now on|going forward|permanent\w*|for good|a week|per week|each week|every week"
    r"|weekly"
    r"|instead of|sessions? (?:to|of|at)|shorter sessions|new job|new schedule|/ ?w(?:ee)?k)\b"
)
_DROP: Final = re.compile(
    r"\b(?:drop|remove|take out|kick out|get rid of|cut out"
    r"|leave out)\b(?:(?! and ).)"
    r"{0,40}"
)
_DROP_NOT: Final = (
    r"\b(?:weight|kg|lbs?|fat|sets?|reps?|for (?:a|the|another)|swap|log|logged|yesterday"
    r"|today'?s|last"
    r"|memory|note|about)\b"
)
_NEXT: Final = re.compile(
    r"\b(?:next|new|another) (?:block|cycle|phase|mesocycle)\b|\bblock (?:is|'s) (?:over|done"
    r"|finished)"
    r"|\b(?:finished|completed|done with) (?:my |the |this )?(?:block|programme|program|cycle)\b"
)
_RESUME: Final = re.compile(
    r"\b(?:back (?:home|from (?:my |the )?(?:trip|holiday|vacation|travel\w*|hotel))|trip is over"
    r"|home again|back to (?:normal|my (?:usual|normal|old))"
    r"|back in my (?:own |usual |normal )?gym)\b"
)
_MOVED: Final = re.compile(
    r"\b(?:moved?|moving|push(?:ed)?|shift(?:ed)?|reschedul\w*|swap(?:ped)?|postpone\w*"
    r"|switch(?:ed)?)\b"
    r"[^.?!]{0,40}\b(?:session|workout|day|training|gym|leg day|push day|pull day)\b[^.?!]{0,30}"
    r"\b(?:to|from|until|till|by|a day|tomorrow|later)\b"
    r"|\b(?:can'?t|couldn'?t|didn'?t|won'?t) (?:make|train|go|do it|get to)\b[^.?!]{0,20}\b(?:today"
    r"|tonight|yesterday|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
    r"|\bmissed (?:my |the |a |one |yesterday'?s |today'?s |one of my )?(?:session|workout|day"
    r"|leg day"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b(?!s)"
)
_NOT: Final = re.compile(
    r"\b(?:eat|ate|kcal|calories|macros|protein|run(?:ning)?|ran|marathon|5k|10k|bike"
    r"|weigh(?:ed)?|scale"
    r"|video|logged|log|1rm|reps? on)\b"
)
_WORDS: Final = {
    "a": 1, "an": 1, "one": 1, "once": 1, "two": 2, "twice": 2, "couple": 2, "couple of": 2,
    "a couple": 2, "a couple of": 2, "three": 3, "four": 4, "five": 5, "six": 6,
}  # fmt: skip
_LENGTH: Final = re.compile(r"\b(\d{1,2}) ?(days?|nights?)\b|\b(\d|a|one|two|three|four) weeks?\b")
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_UNTIL: Final = re.compile(
    rf"\b(?:until|till|til|through|back (?:on )?)\s?({'|'.join(_WEEKDAYS)})\b"
)


@dataclass(frozen=True, slots=True)
class Slots:
    """What happened."""

    what: str
    args: dict[str, Any] = field(default_factory=dict[str, Any])
    ill: bool = False
    moved: bool = False


def read(heard: Heard) -> Slots | None:
    """Return what happened to the programme; None where a message is about something else."""
    plain = heard.plain
    if _NOT.search(plain) and not _TRIP.search(plain):
        return None
    for reader in (_trip, _missed, _short, _moved, _deload, _resumed, _block, _dropped, _days):
        found = reader(heard, plain)
        if found is not None:
            return found
    return None


def _missed(heard: Heard, plain: str) -> Slots | None:
    match = _MISSED.search(plain)
    ill = bool(_ILL.search(plain))
    if match is None or heard.exercise is not None:
        return None
    if re.search(r"\b(?:weighed|eat|slept|logging)\b", plain):
        return None
    words = [group for group in match.groups() if group]
    count = next((_number(each) for each in words if _number(each)), 1)
    args: dict[str, Any] = {"what": "missed_weeks"}
    told = any(_number(each) for each in words)
    if words[-1] == "month":
        args["months"] = count
    elif told:
        args["weeks"] = count
    return Slots("missed_weeks", args, ill=ill)


def _number(word: str) -> int | None:
    return int(word) if word.isdigit() else _WORDS.get(word)


def _short(heard: Heard, plain: str) -> Slots | None:
    match = _SHORT.search(plain)
    after = heard.before is not None and heard.before.name == "programme_change"
    if match is None and after:
        match = _FEWER.search(plain)
    if match is None or heard.exercise is not None:
        return None
    days = _number(match["d"] or match["d2"])
    return Slots("short_week", {"what": "short_week", "days": days}) if days else None


def _moved(heard: Heard, plain: str) -> Slots | None:
    if not _MOVED.search(plain) or heard.exercise is not None:
        return None
    return Slots("moved", {}, moved=True)


def _trip(heard: Heard, plain: str) -> Slots | None:
    if not _TRIP.search(plain) or not _TRIP_ASK.search(plain) or _RESUME.search(plain):
        return None
    if _NO_TRIP.search(plain):
        return None
    args: dict[str, Any] = {"what": "travel"} | _span(heard, plain)
    if kit := kit_words(plain):
        args["equipment"] = kit
    trained = re.sub(_LENGTH, " ", plain)
    if (days := days_in(trained)) and re.search(
        r"\b(?:train|sessions?|workouts?|times)\b", trained
    ):
        args["days"] = days
    if minutes := minutes_in(plain):
        args["minutes"] = minutes
    return Slots("travel", args)


def _span(heard: Heard, plain: str) -> dict[str, Any]:
    """Return how long a trip lasts and when it begins."""
    args: dict[str, Any] = {}
    length = _LENGTH.search(plain)
    if length and length[1]:
        args["nights"] = int(length[1])
    elif length and (weeks := _number(length[3])):
        args["weeks"] = weeks
    if re.search(r"\bnext week\b", plain):
        args["starts"] = "next_week"
    if until := _UNTIL.search(plain):
        args["until"] = _next_weekday(heard.today, until[1]).isoformat()
    return args


def _next_weekday(today: date, name: str) -> date:
    ahead = (_WEEKDAYS.index(name) - today.weekday()) % 7
    return today + timedelta(days=ahead or 7)


def _deload(heard: Heard, plain: str) -> Slots | None:
    if not _DELOAD.search(plain) or _ASKS_WHETHER.search(plain) or heard.exercise is not None:
        return None
    if re.search(r"\b(?:why|what is|what'?s|how (?:often|do|does))\b", plain):
        return None
    return Slots("deload", {"what": "deload"})


def _resumed(heard: Heard, plain: str) -> Slots | None:
    if exercise_in(heard.whole) is not None:
        return None
    return Slots("resume", {"what": "resume"}) if _RESUME.search(plain) else None


def _block(heard: Heard, plain: str) -> Slots | None:
    del heard
    return Slots("next_block", {"what": "next_block"}) if _NEXT.search(plain) else None


def _dropped(heard: Heard, plain: str) -> Slots | None:
    match = _DROP.search(plain)
    if match is None or re.search(_DROP_NOT, plain):
        return None
    exercise = exercise_in(match[0])
    if exercise is None or heard.plain.endswith("?"):
        return None
    return Slots("drop", {"what": "drop", "exercise": exercise})


def _days(heard: Heard, plain: str) -> Slots | None:
    if not _NEW_DAYS.search(plain) or not _LASTING.search(plain) or heard.exercise is not None:
        return None
    if re.search(
        r"\b(?:build|make me|create|write|design|new (?:programme|program|plan))\b", plain
    ):
        return None
    target = re.sub(r"\b(?:instead of|rather than|not|from) \S+(?: days?)?", " ", plain)
    args: dict[str, Any] = {"what": "new_days"}
    if days := days_in(target):
        args["days"] = days
    if minutes := minutes_in(target):
        args["minutes"] = minutes
    return Slots("new_days", args) if len(args) > 1 else None


def calls(slots: Slots, found: Found) -> Sequence[Call]:
    """Change the programme, or look at what is due where only the day moved."""
    del found
    if slots.moved:
        return (Call("active_programme", {}),)
    return (Call("revise_programme", slots.args),)


def say(slots: Slots, found: Found) -> str | None:
    """Say what changed and why, the next session with its loads, and the others."""
    if slots.moved:
        return _say_moved(found)
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


def _cause(slots: Slots, text: str) -> str | None:
    """Return the engine's reason, unless the lead says it already."""
    return None if slots.what in {"travel", "drop"} else text.removesuffix("It was asked for.")


def _back(slots: Slots, data: ProgrammeRevised) -> str | None:
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


def _noted(slots: Slots, data: ProgrammeRevised) -> str | None:
    """Return what of the memory shaped a change that picked exercises anew."""
    return noted(data.considered) if slots.what in _REBUILT else None


def _start(slots: Slots, data: ProgrammeRevised) -> str | None:
    return start(data.days) or None if slots.what == "travel" else None


SLACK_DAYS: Final = 4
"""Days by which a break that was told may be longer than the log says. Source: own choice."""
_REBUILT: Final = frozenset({"short_week", "travel", "new_days", "drop", "next_block", "injury"})


def _say_moved(found: Found) -> str | None:
    data = found.read("active_programme", ActiveProgramme)
    if data is None:
        return None
    lead = "No harm done: the order counts, not the weekday, and nothing is made up for."
    if data.session is None:
        return reply(lead, "Do the missed session on your next free day, then go on as usual.")
    return reply(
        paragraph(lead, "This session stays next; leave a day between it and the same lifts."),
        session(data.session),
        "If it leaves you with fewer days this week, tell me how many, and I fit the rest in.",
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
    read=read,
    calls=calls,
    say=say,
    tools=frozenset({"revise_programme", "active_programme"}),
    covers=COVERED,
    reason="strength and muscle are kept over a break of some weeks",
)
