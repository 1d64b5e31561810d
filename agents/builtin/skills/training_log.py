"""Stores the sets an athlete reports, and says what they mean for the next session."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Final

from agents.builtin.answer import excuse
from agents.builtin.json_values import json_number, without_none
from agents.builtin.said_work import SaidLift, SaidWork, of_lift, work_in
from agents.builtin.say_training import assumed, target
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.slots import SaidSet
from agents.builtin.wording import day, listed, lower, num, paragraph, reply, sets_of
from coach.safety.rules.text import folded
from tools.results.training import LoggedSets, NextLoad

MOST_LIFTS: Final = 6
"""Lifts stored from one message. Source: own choice, a long session."""
LOOKED_AHEAD: Final = 3
"""Lifts whose next load is said as well. Source: own choice, so that the reply stays short."""
LONG_ENOUGH: Final = 4
"""Words from which on the same message sent twice is one report told twice. Source: own choice; a
bare "100x5" after a first one is the next set."""
NOT_STORED = re.compile(
    r"\b(?:don'?t|do not|dont|no need to|please don'?t|without) (?:log|sav|stor|record)\w*\b"
    r"|\bnot (?:logging|for the log|to log)\b|\b(?:just|only) (?:asking|wondering|curious)\b"
    r"|\bhypothetical|\b(?:only |just )?(?:planned|a plan),? not (?:done|did|yet)\b"
    r"|\b(?:haven'?t|havent|didn'?t|didnt) (?:actually )?(?:done?|do) (?:it|them|that|those)"
    r"(?: yet)?\b"
)
"""Words that keep a set out of the log."""
ASKED_EFFORT: Final = "How hard did the last set feel"
ASKED_LIFT: Final = "Which exercise were these sets?"
ASKED_LOAD: Final = "Which load was it on"
ASKED_REPS: Final = "How many repetitions did you get on the set that failed?"
ASKED_SETS: Final = "Which sets did you do on"
"""What the coach asks before it stores sets; the answer is read with the sets it asked about."""
_PERFORMED = re.compile(
    r"\b(?:did|done|finished|hit|got|log(?:ged)?|just|managed|completed|made|went|worked up"
    r"|today|yesterday|yday|this morning|tonight|trained|crushed|smashed|pulled|pushed|nailed"
    r"|benched|squatted|deadlifted|rowed|was|were|felt|ago|last (?:night|mon|tue|wed|thu|fri|sat"
    r"|sun)\w*)\b|\bon (?:mon|tue|wed|thu|fri|sat|sun)"
)
_ASKED = re.compile(
    r"\?|^(?:so |and |ok(?:ay)? |then )?(?:what|how|should|shall|can|could|would|is|are|do|does"
    r"|when|why|which|will|am i|may i)\b"
)
_PLANNED = re.compile(
    r"\b(?:want(?:s|ed)?|wanna|goals?|gonna|going to|will|plan(?:s|ned|ning)?|aim\w*|hop(?:e|ing)"
    r"|by (?:christmas|summer|new year|the end)|tomorrow|should|could i|would|if i|suppose[d]?"
    r"|says|prescribed|scheduled|next (?:week|session|time|month|set)|vs|versus|or \d+x\d+"
    r"|target\w*|need (?:a|the|to)|give me|set me|programme|program|instead of|wrong|not \d+"
    r"|meant|correct\w*|delete|remove|scrap|warm[- ]?up (?:for|to)|1rm|e1rm|max\b(?! effort)"
    r"|(?:went|gone|going|dropped|fell|fallen|down|up|slipped|crashed|improved|jumped) from"
    r"|plates for|percent|%|only have|i have|have got|gym has|available)"
)
_A_MAXIMUM = re.compile(
    r"\b(?:1 ?rm|e1rm|one[- ]rep(?:etition)?[- ]max\w*|max)\b[^.]*(?:\?|\bthen\b)"
)
"""A set told so that a maximum is estimated from it is not sent to the log."""
_SURE = re.compile(r"\b(?:really|for real|no joke|i'?m sure|it'?s right|is right|correct)\b")


@dataclass(frozen=True, slots=True)
class Report:
    """Sets that an athlete reports."""

    work: SaidWork
    certain: bool = False
    told_twice: bool = False
    planned: bool = False
    """The coach has just named the load, so sets without one were done at it."""
    as_planned: bool = False
    """Every planned set was done."""
    kept_out: bool = False
    """The athlete says that it was not done, or is not to be stored."""
    said: str = ""

    @property
    def ready(self) -> tuple[SaidLift, ...]:
        """The lifts to store; none while something has to be asked."""
        if self.work.unclear or any(lift.exercise is None for lift in self.work.lifts):
            return ()
        return self.work.lifts[:MOST_LIFTS]


def read(heard: Heard) -> Report | None:
    """Return the sets a message reports; None if it asks, plans or tells none."""
    whole = folded(heard.whole)
    if NOT_STORED.search(whole) or _ASKED.search(heard.plain) or _A_MAXIMUM.search(whole):
        return None
    if _COMPARED.search(whole) or _LAST_TIME.search(whole):
        return None
    work = work_in(heard.text, heard.today)
    told = any(lift.sets or lift.same_as_last for lift in work.lifts)
    same = any(lift.same_as_last for lift in work.lifts)
    performed = same or bool(_PERFORMED.search(folded(heard.text)))
    if not told or (_PLANNED.search(heard.plain) and not _did(heard.plain)):
        return None
    if not performed and (work.unclear or not _is_bare_report(heard, work)):
        return None
    lifts = _with_context(heard, work.lifts)
    again = [folded(each) for each in heard.earlier]
    return Report(
        replace(work, lifts=lifts),
        certain=bool(_SURE.search(heard.plain)),
        told_twice=whole in again and len(whole.split()) >= LONG_ENOUGH,
        said=heard.text,
    )


_COMPARED = re.compile(
    r"\b(?:went|gone|dropped|fell|fallen|down|slipped) from\b|\b(?:went|dropped|fell) \d+\S* "
    r"(?:to|->)|\d ?(?:kg|lb)? ?(?:x ?\d+)? ?(?:->|=>|\u2192) ?\d"
)
"""Two sessions set beside each other are in the log already."""
_DID = re.compile(r"\b(?:did|done|finished|just|logged?|hit|managed|completed|got)\b")


_ALL_DONE = re.compile(
    r"\b(?:all|everything|every (?:set|rep)|as (?:planned|written|prescribed|told)|the plan(?:ned)?"
    r"|your numbers|hit it|did it|nailed|smashed it|got them)\b"
)


def default(heard: Heard) -> Report:
    """Return the sets a message tells, at the load just planned where it names none."""
    plain = heard.plain
    nothing = SaidWork((SaidLift(None, unclear="sets"),))
    if NOT_STORED.search(folded(heard.whole)):
        return Report(nothing, kept_out=True, said=heard.text)
    if _COMPARED.search(plain) or _ARROW.search(plain):
        return Report(nothing, said=heard.text)
    if _ASKS_IF_LOGGED.search(plain):
        return Report(nothing, said=heard.text)
    work = work_in(heard.text, heard.today)
    planned = _planned_lift(heard)
    told = any(lift.sets or lift.same_as_last for lift in work.lifts)
    if not told and _ALL_DONE.search(plain) and (planned or heard.exercise):
        lift = SaidLift(heard.exercise or planned)
        return Report(SaidWork((lift,), work.day), as_planned=True, said=heard.text)
    if not told:
        return Report(SaidWork((SaidLift(heard.exercise, unclear="sets"),)), said=heard.text)
    lifts = _with_context(heard, work.lifts)
    if planned:
        lifts = tuple(
            replace(lift, unclear="") if lift.unclear == "load" and lift.sets else lift
            for lift in lifts
        )
    again = [folded(each) for each in heard.earlier]
    whole = folded(heard.whole)
    return Report(
        replace(work, lifts=lifts),
        certain=bool(_SURE.search(plain)),
        told_twice=whole in again and len(whole.split()) >= LONG_ENOUGH,
        planned=planned is not None,
        said=heard.text,
    )


def _planned_lift(heard: Heard) -> str | None:
    """Return the lift that the coach has just named a load for."""
    slots = heard.before.slots if heard.before is not None else None
    lifts: tuple[str, ...] = getattr(slots, "lifts", ())
    return lifts[0] if len(lifts) == 1 and lifts[0] else None


_ASKS_IF_LOGGED = re.compile(
    r"\b(?:logged|saved|stored|recorded)\?|\b(?:did|have|is|was|are) (?:you|it|that|they|my)\b"
    r".{0,20}\b(?:log|logged|save|saved|store|stored)\b"
)
_ARROW = re.compile(r"\d ?(?:kg|lb)? ?(?:x ?\d+)? ?(?:->|=>|\u2192) ?\d")


def _did(plain: str) -> bool:
    return bool(_DID.search(plain)) and not _COMPARED.search(plain)


_ONLY_SETS = re.compile(
    r"(?:[\d.,;:x\u00d7@/+()\s-]|kgs?\b|kilos?\b|lbs?\b|pounds?\b|reps?\b|sets?\b|rpe\b|rir\b|at\b"
    r"|for\b|and\b|then\b|of\b|with\b|last\b|one\b|the\b|an?\b|was\b|grinder\b|easy\b|felt\b|left\b"
    r"|in\b|tank\b|to\b|failure\b|each\b|got\b|did\b)+"
)
"""A report and nothing else: numbers and the words of sets."""


def _is_bare_report(heard: Heard, work: SaidWork) -> bool:
    """Tell whether a message without a verb is nothing but a report: "squat 100 kg 5 5 4"."""
    if work.lifts[0].exercise is None:
        loaded = all(one.load is not None or one.plates for one in work.lifts[0].sets)
        nothing_else = _ONLY_SETS.fullmatch(heard.plain) is not None
        return heard.exercise_before() is not None and loaded and nothing_else
    return any(
        one.load is not None or one.plates or one.reps for lift in work.lifts for one in lift.sets
    )


def _with_context(heard: Heard, lifts: Sequence[SaidLift]) -> tuple[SaidLift, ...]:
    """Return the lifts; sets without a lift belong to the one spoken of before."""
    told = tuple(lift for lift in lifts if lift.sets or lift.same_as_last or lift.unclear == "load")
    name = heard.exercise_before()
    return tuple(of_lift(lift, name) if lift.exercise is None and name else lift for lift in told)


def calls(report: Report, found: Found) -> Sequence[Call]:
    """Store each lift, then look at what it means for the next session."""
    del found
    stored = [Call("log_sets", _args(report, lift)) for lift in report.ready]
    names = [lift.exercise for lift in report.ready[:LOOKED_AHEAD]]
    return (*stored, *(Call("next_load", {"exercise": name}) for name in names))


_LAST_TIME = re.compile(
    r"\blast (?:time|session|week)\b.{0,60}\b(?:do i|should i|can i|what|how|add|go up|next)\b"
)
"""What was done last time, told in front of a question, is in the log already."""


def _args(report: Report, lift: SaidLift) -> dict[str, Any]:
    args: dict[str, Any] = {"exercise": lift.exercise}
    if report.as_planned:
        args["as_planned"] = True
    elif lift.same_as_last:
        args["same_as_last"] = True
    else:
        args["sets"] = [_entry(one) for one in lift.sets for _ in range(one.sets)][:40]
    if report.planned and any(each.load is None for each in lift.sets):
        args["planned_load"] = True
    if report.work.day is not None:
        args["day"] = report.work.day.isoformat()
    if not report.told_twice:
        args["again"] = True
    if report.certain:
        args["certain"] = True
    return args


def _entry(one: SaidSet) -> dict[str, Any]:
    entry = {
        "reps": one.reps if one.seconds is None else None,
        "seconds": one.seconds,
        "load": json_number(one.load),
        "unit": one.unit,
        "rpe": json_number(one.rpe),
        "rir": one.rir,
        "effort": one.effort,
        "plates": one.plates,
        "kind": None if one.kind == "normal" else one.kind,
    }
    return without_none(entry)


def say(report: Report, found: Found) -> str | None:
    """Say what was stored and what it means for the next session, or ask what is missing."""
    if report.kept_out:
        return "Nothing is logged then. Tell me the sets when they are done, and I store them."
    if not report.ready:
        return _question(report)
    stored = found.every("log_sets", LoggedSets)
    following = {each.exercise_id: each for each in found.every("next_load", NextLoad)}
    lines = [_stored(each) for each in stored]
    failed = [result for result in found.results if result.tool == "log_sets" and result.error]
    ahead = [
        said
        for each in stored
        if each.exercise_id in following
        and (said := _next(following[each.exercise_id], held=bool(each.holds)))
    ]
    return reply(
        *lines,
        *(_refused(report, each.code) or excuse(each) for each in failed),
        *(ahead if len(ahead) == 1 else [paragraph(*ahead)]),
        _close(stored, len(ahead)),
    )


def _stored(data: LoggedSets) -> str:
    held = listed(f"{len(list(same))} x {num(one)} s" for one, same in groupby(data.holds))
    done = listed(filter(None, (*(sets_of(group) for group in data.groups), held)))
    if data.already_logged:
        return paragraph(
            f"That is in your log already: {lower(data.exercise)}, {done}, on {day(data.day)}.",
            "I keep it once; say \u201canother\u201d if you did the same again.",
        )
    lead = f"Logged: {lower(data.exercise)}, {done}, on {day(data.day)}."
    return paragraph(lead, *data.assumptions)


def _next(data: NextLoad, *, held: bool) -> str | None:
    name = lower(data.exercise)
    if data.load is None:
        if not held and not data.sets:
            return None
        if held and (data.decision == "start" or not data.sets):
            return f"Next time hold the shortest set of the {name} a little longer."
        return paragraph(f"Next time do {target(data)} on the {name}.", data.reason)
    step = f"Next time do {target(data)} at {num(data.load)} {data.unit} on the {name}."
    return paragraph(step, data.reason, assumed(data))


def _close(stored: Sequence[LoggedSets], ahead: int) -> str | None:
    if not stored:
        return None
    rated = any(group.rpe is not None for each in stored for group in each.groups)
    if not ahead:
        return "Ask me for the next load when you plan the session after."
    return (
        "Tell me if a number is wrong and I put it right."
        if rated
        else f"{ASKED_EFFORT}, as an RPE? Then I can steer the next one better."
    )


def _refused(report: Report, code: str) -> str | None:
    """Say what the athlete should look at again; the numbers are their own."""
    if code == "doubtful_load":
        told = next((one for lift in report.ready for one in lift.sets if one.load), None)
        load = (
            f"{num(told.load)}{f' {told.unit}' if told.unit else ''}" if told and told.load else ""
        )
        return (
            f"Is {load or 'that load'} right? It is far from anything in your log or beyond what "
            "has ever been lifted, so I stored nothing. Send it again with the right number and "
            "unit, or add \u201creally\u201d if it is true."
        )
    if code == "nothing_to_repeat":
        return "There is no earlier session of it to copy. Tell me load, sets and repetitions."
    if code == "load_needed":
        return "Plates a side only tell the load of a barbell. What was the load?"
    return None


def _question(report: Report) -> str:
    """Ask the one thing that keeps the report from being stored."""
    unclear = report.work.unclear
    if unclear is None:
        return (
            f"{ASKED_LIFT} Send them again with the lift's name, such as "
            "\u201csquat 3x5 at 100\u201d, and I log them. Nothing is stored yet."
        )
    name = unclear.exercise or "lift"
    if unclear.unclear == "load":
        return (
            f"{ASKED_LOAD} the {name}? Tell me the number with its unit, and I log the sets. "
            "Nothing is stored yet."
        )
    if unclear.unclear == "failed":
        return (
            f"{ASKED_REPS} Tell me the number, or each set's repetitions with the load, and I log "
            "them. Nothing is stored yet."
        )
    return f"{ASKED_SETS} the {name}? Tell me load and repetitions. Nothing is stored."


LOG: Final = Skill(
    name="training_log",
    agents=("planner",),
    read=read,
    calls=calls,
    say=say,
    default=default,
    tools=frozenset({"log_sets", "next_load"}),
    covers=frozenset({"training_load", "next_load", "exercise_swap"}),
    reason="progressive overload: when to add load and how big the steps are",
)
