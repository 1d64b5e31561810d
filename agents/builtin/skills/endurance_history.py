"""What was run: weeks, the longest one, the trend of the pace, and how much next week may be."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from agents.builtin.endurance_words import LongUnit, lengths_in, unit_in
from agents.builtin.json_values import json_number, without_none
from agents.builtin.say_endurance import length, named, session
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.wording import counted, day, num, paragraph, reply
from coach.training.rules.activities import activity_of
from tools.results.endurance import CardioHistory

_ENDURANCE: Final = (
    r"(?:run(?:s|ning)?|ran|jog\w*|ride|rides|rode|riding|cycl\w+|bik\w+|row(?:ed|ing)|swim\w*"
    r"|swam|walk\w*|cardio|mileage|kms?|kilomet\w+|miles)"
)
_ASKED: Final = re.compile(
    r"\b(?:how (?:much|far|many (?:km|kms|k|miles|kilomet\w+|runs|times))\b.{0,30}"
    rf"\b{_ENDURANCE}\b"
    r"|(?:weekly|my|total|current) (?:km|kms|kilomet\w+|mileage|distance|miles)"
    r"|(?:km|kms|kilomet\w+|miles|mileage) (?:a|per|this|last|each) (?:week|month)"
    r"|longest (?:run|ride|row|swim|walk)|last (?:run|ride|row|swim|jog)s?\b"
    r"|(?:my|recent|all) (?:runs|rides|cardio (?:history|log)|running (?:log|history|week|volume))"
    r"|(?:cardio|running|run) (?:history|log|volume|mileage|progress|this week|last week|summary)"
    r"|(?:pace|running|runs?) (?:trend|getting|improv\w+|slow\w+|going|any faster)"
    r"|(?:am i|getting|have i (?:got|gotten)) (?:any )?(?:faster|slower|fitter)"
    r"|(?:increase|up|build|add|bump|raise|progress)\b.{0,25}"
    r"\b(?:mileage|running|weekly (?:km|distance)|long run|km|miles)"
    r"|how (?:long|far) should (?:my|the) long run|next long run"
    r"|long run (?:be|this|next|length|distance)"
    r"|long run\b.{0,60}\bhow (?:long|far)|too (?:much|far) (?:running|mileage)|km next week"
    r"|miles next week)\b"
)
_PLANNED: Final = re.compile(
    r"\b(?:can|could|should|do|ok(?:ay)?|fine|safe|jump|go|up|increase|bump|run|to)\b[^.?!]{0,40}?"
    r"(?<![\d:.])(\d{1,3}(?:[.,]\d)?)\s?(?:k|km|kms|miles?|mi)?\b(?!:)(?!\s?(?:weeks?|days?|%|min))"
    r"[^.?!]{0,20}\b(?:next|coming|this coming|following) week\b"
    r"|\bnext week\b[^.?!]{0,25}?(\d{1,3}(?:[.,]\d)?)\s?(?:k|km|kms|miles?|mi)?\b"
    r"|\bfrom \d{1,3} ?(?:k|km|kms|mi|miles)? to (\d{1,3}) ?(?:k|km|kms|mi|miles)?\b"
)
_THIS_WEEK: Final = re.compile(
    r"(?<![\d:.])(\d{1,3}(?:[.,]\d)?)\s?(?:k|km|kms|miles?|mi)\b[^.?!]{0,20}"
    r"\b(?:this|last|a|per|each) week\b"
    r"|\b(?:this|last) week\b[^.?!]{0,20}?(\d{1,3}(?:[.,]\d)?)\s?(?:k|km|kms|miles?|mi)\b"
    r"|\bfrom (\d{1,3}) ?(?:k|km|kms|mi|miles)? to \d"
)
_LONG_RUN: Final = re.compile(
    r"\blong(?:est)? (?:run|ride|row|swim|walk|one)\b|\b(?:furthest|farthest|longest)\b"
)
_LAST: Final = re.compile(r"\b(?:last|latest|most recent) (?:run|ride|row|swim|jog)s?\b")
_TREND: Final = re.compile(r"\b(?:pace|faster|slower|fitter|trend|improv\w+)\b")
_GROWS: Final = re.compile(
    r"\b(?:increas\w*|next week|build\w*|should (?:i|my)|too (?:quick|fast|much)|add\b|jump"
    r"|safely|10 ?(?:%|percent))\b"
)
_AHEAD: Final = re.compile(r"\b(?:next|coming|following|to|go up|jump|increase|bump)\b")
_LONG_BACK: Final = re.compile(r"\b(?:8 weeks|two months|months|since|year|ever|progress)\b")
_WHOLE: Final = re.compile(r"\b(?:month|8 weeks|two months)\b")


@dataclass(frozen=True, slots=True)
class Slots:
    """What is asked of the log."""

    args: dict[str, Any] = field(default_factory=dict[str, Any])
    about: str = "weeks"
    """`weeks`, `longest`, `last`, `trend` or `next`."""


def read(heard: Heard) -> Slots | None:
    """Return a question about what was run or how much to run."""
    plain = heard.plain
    if _goes_on(heard):
        return default(heard)
    if heard.before is not None and heard.before.name == "race_plan" and _OF_THE_PLAN.search(plain):
        return None
    planned = _number(_PLANNED, plain)
    spoken = heard.before is not None and heard.before.name in {"log_cardio", "cardio_history"}
    runs = activity_of(plain) in {"run", None} and (lengths_in(plain) or "run" in plain or spoken)
    grows = planned is not None and bool(runs)
    if not grows and not _ASKED.search(plain):
        return None
    if not grows and heard.exercise is not None:
        return None
    return default(heard)


def default(heard: Heard) -> Slots:
    """Return what of the log is asked: the activity spoken of, and the weeks unless more is said.

    A number of kilometres for next week is a plan to judge; one of this week is what it stands on.
    """
    plain = heard.plain
    planned = _number(_PLANNED, plain) if _AHEAD.search(plain) else None
    activity = activity_of(plain) or _activity_before(heard)
    about = "next" if planned is not None or _GROWS.search(plain) else _about(plain)
    args = without_none(
        {
            "activity": "" if activity == "cardio" else activity,
            "weeks": 8 if about == "trend" or _LONG_BACK.search(plain) else
            5 if _WHOLE.search(plain) else 4,
            "unit": unit_in(plain, _unit_before(heard)),
            "planned": planned,
            "said": _number(_THIS_WEEK, plain) if about == "next" else None,
        }
    )  # fmt: skip
    return Slots(args, about)


def _unit_before(heard: Heard) -> LongUnit:
    args: dict[str, Any] = getattr(heard.before.slots, "args", {}) if heard.before else {}
    return "mi" if "mi" in {args.get("unit"), args.get("distance_unit")} else "km"


_WEEK_OF_IT: Final = re.compile(
    r"\b(?:that|it|total|all|i|am i|so far)\b.{0,30}\b(?:week|wk|month)\b"
    r"|^(?:and |so |ok )*(?:(?:for|in) )?(?:this|the|last|my) (?:week|wk|month)\b"
    r"|\b(?:more|less|up|down|further|higher|lower|compared)\b.{0,25}\blast (?:week|wk|month)\b"
)
_OF_THE_PLAN: Final = re.compile(r"\b(?:ill|i'?ll|will|ever|plan|in that|get to|should|do i)\b")
_NOT_OF_IT: Final = re.compile(r"\b(?:next|lift\w*|sets?|kcal|calor\w+|sleep\w*|weigh\w*|plan)\b")
SHORT: Final = 10
"""Words up to which "so whats that for the week" goes on from a run. Source: own choice."""


def _goes_on(heard: Heard) -> bool:
    """Tell whether the words ask for the week around a session that was spoken of."""
    before = heard.before
    if before is None or before.name not in {"log_cardio", "cardio_history"}:
        return False
    plain = heard.plain
    if heard.exercise or _number(_PLANNED, plain) is not None or _NOT_OF_IT.search(plain):
        return False
    return len(plain.split()) <= SHORT and bool(_WEEK_OF_IT.search(plain))


def _activity_before(heard: Heard) -> str:
    args: dict[str, Any] = getattr(heard.before.slots, "args", {}) if heard.before else {}
    return str(args.get("activity") or "run")


def _about(plain: str) -> str:
    if _LAST.search(plain):
        return "last"
    if _LONG_RUN.search(plain):
        return "longest"
    return "trend" if _TREND.search(plain) else "weeks"


def _number(rule: re.Pattern[str], plain: str) -> int | float | None:
    found = rule.search(plain)
    if found is None:
        return None
    text = next(group for group in found.groups() if group)
    return json_number(Decimal(text.replace(",", ".")))


def calls(slots: Slots, found: Found) -> tuple[Call, ...]:
    """Read the log once."""
    del found
    return (Call("cardio_history", slots.args),)


def say(slots: Slots, found: Found) -> str | None:
    """Answer what was asked, then the weeks, then what to do next."""
    data = found.read("cardio_history", CardioHistory)
    if data is None:
        return None
    if not data.sessions and data.week_distance is None:
        return (
            f"There is no {named(data.activity) if data.activity else 'cardio'} in your log yet, "
            "so there is nothing to compare. Tell me each one as you do it, such as its distance "
            "and time, or import them, and I count the weeks and pace for you."
        )
    tell = {"next": _next, "longest": _longest, "last": _last, "trend": _trend, "weeks": _weeks}
    return tell[slots.about](data)


def _next(data: CardioHistory) -> str:
    """Say how far next week may go."""
    if data.week_distance is None or data.next_high is None or data.longest_run is None:
        return _weeks(data)
    unit = data.unit
    reach = length(data.next_high, unit)
    if data.planned is not None and data.planned_verdict == "too much":
        lead = (
            f"Not {length(data.planned, unit)} yet: make next week about {reach}, not more. From "
            f"{length(data.week_distance, unit)} to {length(data.planned, unit)} is "
            f"{num(data.planned_percent or 0)} % more at once, and 10 % a week is the usual step."
        )
    elif data.planned is not None:
        lead = (
            f"Yes, {length(data.planned, unit)} next week fits: up to {reach} is a usual step from "
            f"{length(data.week_distance, unit)}."
        )
    else:
        lead = f"Run up to {reach} next week, a usual step from {length(data.week_distance, unit)}."
    why = (
        "That tenth a week is a coaching habit, not a law: in a trial it did not lower injuries, "
        "but it leaves room to notice a shin or a tendon in time."
    )
    action = (
        f"Keep the longest run at about {length(data.longest_run, unit)}, the rest easy, and take "
        "a lighter week every fourth one."
    )
    return reply(lead, paragraph(_log_line(data), why), action)


def _log_line(data: CardioHistory) -> str | None:
    weeks = [week for week in data.weeks if week.distance][:3]
    if not weeks:
        return None
    told = ", ".join(f"{length(w.distance, data.unit)} up to {day(w.end)}" for w in weeks)
    return f"Your log holds, week by week: {told}."


def _longest(data: CardioHistory) -> str:
    if data.longest is None:
        return _weeks(data)
    lead = (
        f"Your longest {named(data.activity)} of these weeks is the {session(data.longest)}, on "
        f"{day(data.longest.day)}."
    )
    if data.longest_run is None or data.next_high is None:
        return lead
    if data.longest.distance is not None and data.longest.distance > data.longest_run:
        return reply(
            lead,
            f"That is a large share of a week of {length(data.next_high, data.unit)}, which is "
            "what the next one may hold, so let the week grow before the long run does.",
            f"Next week keep it at {length(data.longest_run, data.unit)} and add an easy day.",
        )
    return reply(
        lead,
        f"For a week of about {length(data.next_high, data.unit)}, one run of up to "
        f"{length(data.longest_run, data.unit)} fits: a usual share of the week.",
        "Add a kilometre or two to it at a time, at a pace at which you can talk.",
    )


def _last(data: CardioHistory) -> str:
    if not data.sessions:
        return _weeks(data)
    first, *rest = data.sessions
    lead = f"Your last one was a {session(first)}, on {day(first.day)}."
    before = f"Before it, a {session(rest[0])}, on {day(rest[0].day)}." if rest else None
    return reply(paragraph(lead, before), _volume(data))


def _trend(data: CardioHistory) -> str:
    if not data.recent_pace or not data.earlier_pace:
        return reply(
            "I cannot tell a trend yet: it takes timed runs in the older and in the newer half of "
            "these weeks.",
            _volume(data),
            "Log distance and time of each run, and run one known loop at one effort each week.",
        )
    words = {
        "faster": "Your mean pace got faster",
        "slower": "Your mean pace got slower",
        "about the same": "Your mean pace is about the same",
    }
    lead = (
        f"{words[data.pace_trend]}: {data.recent_pace} in the newer weeks, {data.earlier_pace} in "
        "the older ones."
    )
    doubt = (
        "A mean over all runs moves with terrain, heat and how many were easy, so a repeated loop "
        "at the same heart rate or a time trial says more."
    )
    return reply(
        lead,
        paragraph(_volume(data), doubt),
        "Tell me a recent race or time trial, and I work out your training paces from it.",
    )


def _volume(data: CardioHistory) -> str | None:
    if not data.weeks or not any(week.distance for week in data.weeks):
        return None
    new = data.weeks[0]
    lead = (
        f"In the week to {day(new.end)} you did {length(new.distance, data.unit)} in "
        f"{counted(new.sessions, 'session')}."
    )
    if data.change is None or not data.weeks[1].distance:
        return lead
    old = data.weeks[1]
    before = length(old.distance, data.unit)
    way = "more" if data.change > 0 else "less"
    if not data.change:
        return f"{lead} That is as much as in the week before."
    amount = f", so {num(abs(data.change_percent))} % {way} now" if data.change_percent else ""
    return f"{lead} The week before it was {before}{amount}."


def _weeks(data: CardioHistory) -> str:
    volume = _volume(data)
    older = [week for week in data.weeks[2:4] if week.distance]
    told = ", ".join(f"{length(w.distance, data.unit)} up to {day(w.end)}" for w in older)
    before = f"The weeks before: {told}." if told else None
    if volume is None and data.last_day is not None and data.days_since_last is not None:
        volume = (
            f"Nothing in the last weeks: your newest {named(data.activity)} in the log is of "
            f"{day(data.last_day)}, {counted(data.days_since_last, 'day')} ago."
        )
    longest = None
    if data.longest is not None and data.longest.distance is not None:
        longest = (
            f"The longest one was {length(data.longest.distance, data.unit)} on "
            f"{day(data.longest.day)}."
        )
    following = None
    if data.next_high is not None and data.longest_run is not None and data.activity == "run":
        following = (
            f"Next week up to {length(data.next_high, data.unit)} is a usual step, with one run of "
            f"up to {length(data.longest_run, data.unit)}."
        )
    return reply(paragraph(volume, before), paragraph(longest, following))


HISTORY = Skill(
    name="cardio_history",
    agents=("planner",),
    read=read,
    calls=calls,
    say=say,
    tools=frozenset({"cardio_history"}),
    reason="how fast to increase weekly running distance",
    default=default,
)
