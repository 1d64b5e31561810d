"""Rules that read a change of the programme from plain words: trips, short weeks, deloads."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from agents.builtin.said_change import number, trip_of
from agents.builtin.said_self import days_in, minutes_in
from agents.builtin.skill import Heard
from agents.builtin.slots import exercise_in

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
    r"\b(?:back (?:home|now|from (?:my |the )?(?:trip|holiday|vacation|travel\w*|hotel))"
    r"|trip is over"
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
_LENGTH: Final = re.compile(r"\b(\d{1,2}) ?(days?|nights?)\b|\b(\d|a|one|two|three|four) weeks?\b")


@dataclass(frozen=True, slots=True)
class Change:
    """What happened."""

    what: str
    args: dict[str, Any] = field(default_factory=dict[str, Any])
    ill: bool = False


_SUPPOSED: Final = re.compile(r"\b(?:what if|what happens (?:if|when)|suppose|will i lose)\b")
"""Only asked about; it is looked at and not carried out."""


def change_in(heard: Heard) -> Change | None:
    """Return what happened to the programme; None where a message is about something else."""
    plain = heard.plain
    if (_NOT.search(plain) and not _TRIP.search(plain)) or _SUPPOSED.search(plain):
        return None
    for reader in (_trip, _missed, _short, _moved, _deload, _resumed, _block, _dropped, _days):
        found = reader(heard, plain)
        if found is not None:
            return found
    return None


def _missed(heard: Heard, plain: str) -> Change | None:
    match = _MISSED.search(plain)
    ill = bool(_ILL.search(plain))
    if match is None or heard.exercise is not None:
        return None
    if re.search(r"\b(?:weighed|eat|slept|logging)\b", plain):
        return None
    words = [group for group in match.groups() if group]
    count = next((number(each) for each in words if number(each)), 1)
    args: dict[str, Any] = {"what": "missed_weeks"}
    told = any(number(each) for each in words)
    if words[-1] == "month":
        args["months"] = count
    elif told:
        args["weeks"] = count
    return Change("missed_weeks", args, ill=ill)


def _short(heard: Heard, plain: str) -> Change | None:
    match = _SHORT.search(plain)
    after = heard.before is not None and heard.before.name == "programme_change"
    if match is None and after:
        match = _FEWER.search(plain)
    if match is None or heard.exercise is not None:
        return None
    days = number(match["d"] or match["d2"])
    if days and _TRIP.search(plain) and re.search(r"\bnext (?:week|wk)\b", plain):
        return Change("travel", {"what": "travel", "starts": "next_week", "days": days})
    return Change("short_week", {"what": "short_week", "days": days}) if days else None


def _moved(heard: Heard, plain: str) -> Change | None:
    if not _MOVED.search(plain) or heard.exercise is not None:
        return None
    return Change("moved")


def _trip(heard: Heard, plain: str) -> Change | None:
    if not _TRIP.search(plain) or not _TRIP_ASK.search(plain) or _RESUME.search(plain):
        return None
    if _NO_TRIP.search(plain):
        return None
    args: dict[str, Any] = {"what": "travel"} | trip_of(plain, heard.today)
    trained = re.sub(_LENGTH, " ", plain)
    if (days := days_in(trained)) and re.search(
        r"\b(?:train|sessions?|workouts?|times)\b", trained
    ):
        args["days"] = days
    if minutes := minutes_in(plain):
        args["minutes"] = minutes
    return Change("travel", args)


def _deload(heard: Heard, plain: str) -> Change | None:
    if not _DELOAD.search(plain) or _ASKS_WHETHER.search(plain) or heard.exercise is not None:
        return None
    if re.search(r"\b(?:why|what is|what'?s|how (?:often|do|does))\b", plain):
        return None
    return Change("deload", {"what": "deload"})


def _resumed(heard: Heard, plain: str) -> Change | None:
    if exercise_in(heard.whole) is not None:
        return None
    return Change("resume", {"what": "resume"}) if _RESUME.search(plain) else None


def _block(heard: Heard, plain: str) -> Change | None:
    del heard
    return Change("next_block", {"what": "next_block"}) if _NEXT.search(plain) else None


def _dropped(heard: Heard, plain: str) -> Change | None:
    match = _DROP.search(plain)
    if match is None or re.search(_DROP_NOT, plain):
        return None
    exercise = exercise_in(match[0])
    if exercise is None or heard.plain.endswith("?"):
        return None
    return Change("drop", {"what": "drop", "exercise": exercise})


def _days(heard: Heard, plain: str) -> Change | None:
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
    return Change("new_days", args) if len(args) > 1 else None
