"""Sets that were told without their load, lift or last repetitions, once the answer has come."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Final

from agents.builtin.said_work import SaidLift, of_lift
from agents.builtin.skill import Heard, Skill
from agents.builtin.skills.training_log import (
    ASKED_LIFT,
    ASKED_LOAD,
    ASKED_REPS,
    LOG,
    Report,
    calls,
    say,
)
from agents.builtin.slots import SaidSet, Unit, exercises_in, sets_in

_LEAD: Final = (
    r"^(?:(?:oh|ah|sorry|oops|um+|ok(?:ay)?|yes|yeah|it was|was|they were|that was|did|used|at|with"
    r"|about|around|only|just|like|all|my bad|i think|think|got|the last one|last one|last set)\b"
    r"[ ,:]*|[@~] ?)*"
)
_LOAD: Final = re.compile(
    _LEAD + r"(\d{1,3}(?:[.,]\d{1,3})?) ?(kgs?|kilos?|lbs?|pounds?)?"
    r"(?: (?:for )?(?:all|each|every|both)(?: of (?:them|it))?(?: sets?)?| on the bar| total)?\W*$"
)
_COUNT: Final = re.compile(_LEAD + r"(\d{1,2})(?: reps?)?(?: on (?:the last|that)(?: one)?)?\W*$")


def read(heard: Heard) -> Report | None:
    """Return the sets of the message before, completed by this one; None if it does not do that."""
    before = heard.before.slots if heard.before is not None else None
    if not isinstance(before, Report) or before.ready or heard.within:
        return None
    if ASKED_LOAD in heard.replied:
        return _loaded(heard.plain, before)
    if ASKED_LIFT in heard.replied:
        return _named(heard, before)
    return _counted(heard.plain, before) if ASKED_REPS in heard.replied else None


def _loaded(plain: str, before: Report) -> Report | None:
    told = _LOAD.match(plain.strip())
    if told is None:
        return None
    load = Decimal(told[1].replace(",", "."))
    unit: Unit | None = None if not told[2] else "kg" if told[2].startswith("k") else "lb"
    lifts = tuple(
        replace(lift, sets=tuple(_at(one, load, unit) for one in lift.sets), unclear="")
        if lift.unclear == "load"
        else lift
        for lift in before.work.lifts
    )
    return _with(before, lifts)


def _at(one: SaidSet, load: Decimal, unit: Unit | None) -> SaidSet:
    bare = one.load is None and not one.plates
    return replace(one, load=load, unit=unit) if bare else one


def _named(heard: Heard, before: Report) -> Report | None:
    names = exercises_in(heard.text)
    if len(names) != 1 or sets_in(heard.plain) or "?" in heard.plain:
        return None
    lifts = tuple(
        of_lift(lift, names[0]) if lift.exercise is None else lift for lift in before.work.lifts
    )
    return _with(before, lifts)


def _counted(plain: str, before: Report) -> Report | None:
    told = _COUNT.match(plain.strip())
    if told is None:
        return None
    lifts = tuple(
        replace(lift, sets=_cut(lift.sets, int(told[1])), unclear="")
        if lift.unclear == "failed"
        else lift
        for lift in before.work.lifts
    )
    return _with(before, lifts)


def _cut(sets: tuple[SaidSet, ...], reps: int) -> tuple[SaidSet, ...]:
    """Return the sets with other repetitions in the last one."""
    *rest, last = sets
    whole = (replace(last, sets=last.sets - 1),) if last.sets > 1 else ()
    return (*rest, *whole, replace(last, sets=1, reps=reps))


def _with(before: Report, lifts: tuple[SaidLift, ...]) -> Report:
    return replace(before, work=replace(before.work, lifts=lifts))


ANSWER: Final = Skill(
    name="sets_answer",
    answers=True,
    agents=LOG.agents,
    read=read,
    calls=calls,
    say=say,
    tools=LOG.tools,
    covers=LOG.covers,
    reason=LOG.reason,
)
