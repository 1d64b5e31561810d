"""Says what to do next session: one lift or several, wanted repetitions, and loads a gym lacks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from agents.builtin.answer import excuse
from agents.builtin.intents import by_rule
from agents.builtin.json_values import json_number, without_none
from agents.builtin.load_words import (
    DISAGREES,
    MISSED,
    MORE_SETS,
    WARM,
    WHY_LOAD,
    Ease,
    Mode,
    ease_in,
    gap_in,
    if_mode,
    wanted_in,
)
from agents.builtin.say_loads import (
    brief,
    eased,
    gap_filled,
    held_to,
    if_met,
    if_missed,
    lead_up,
    more_sets,
    why_load,
)
from agents.builtin.say_training import next_load
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.slots import exercises_in
from agents.builtin.wants import Intent
from agents.builtin.wording import reply
from coach.safety.rules.text import folded
from tools.results.training import NextLoad

MOST_LIFTS: Final = 5
"""Lifts planned in one reply. Source: own choice, a session; more would not fit a phone screen."""


@dataclass(frozen=True, slots=True)
class LoadWish:
    """What an athlete wants to know about the next loads."""

    lifts: tuple[str, ...]
    """Empty: the lift they train most."""
    mode: Mode = "plan"
    reps: int | None = None
    rpe: Decimal | None = None
    available: tuple[Decimal, ...] = ()
    missing: tuple[Decimal, ...] = ()
    ease: Ease | None = None
    seed: str = ""


_TEMPLATE = re.compile(
    r"^(?:n|and|what about|how about|what if|if i|also|ok(?:ay)?|so|then|make it|rather|instead|for"
    r"|at rpe|with|let'?s (?:say|do)|i want|i'?d rather)\b|^[&+]"
)
_ITS_PLATES = re.compile(
    r"\b(?:plates?|per side|each side)\b.{0,20}\b(?:that|it|this|those)\b"
    r"|^(?:and )?(?:the |what |which )?plates\b|\bhow (?:do|should) i load (?:it|that)\b"
)
_DAYS = re.compile(r"\b(?:tomorrow|today|tonight|2moro\w*|tmr\w*|next (?:session|time|workout))\b")
_DOING = re.compile(r"\b(?:what|how|which)\b|\?|\bnext\b|\bweights?\b|\bloads?\b|\bplan\b")


_REACH = re.compile(
    r"\bhow (?:close|far) am i\b|\bwhat (?:would|does|will) (?:a|an) \d{2,3}\S* \w+ (?:take|need)\b"
)
"""Asks how far a load is away, not which one is next."""


def read(heard: Heard) -> LoadWish | None:
    """Return what the words want of next loads; None if nothing."""
    plain = heard.plain
    lifts = exercises_in(heard.text)[:MOST_LIFTS]
    before = _before(heard)
    if lifts and _REACH.search(plain):
        return None
    gap = gap_in(plain)
    known = lifts or before
    if gap and known and (before or lifts):
        return LoadWish(known, missing=gap[0], available=gap[1], seed=heard.text)
    mode = _mode(heard, lifts, before)
    if mode is not None and known:
        reps, rpe = _wish_before(heard) if mode in {"disagree", "why_load"} else (None, None)
        return LoadWish(known, mode, reps, rpe, seed=heard.text)
    if _planned_before(heard) and _ITS_PLATES.search(plain) and known:
        return LoadWish(known[:1], seed=heard.text)
    if MISSED.search(plain) and known:
        return LoadWish(known[:1], seed=heard.text)
    if _is_plan(heard, lifts) or _is_follow_up(heard, lifts, before):
        reps, rpe = wanted_in(plain, told_too=not lifts)
        ease = ease_in(plain, "") if lifts else None
        return LoadWish(known, reps=reps, rpe=rpe, ease=ease, seed=heard.text) if known else None
    return None


def default(heard: Heard) -> LoadWish:
    """Return the most that a message about next loads can mean, for the lift spoken of."""
    plain = heard.plain
    lifts = exercises_in(heard.text) or exercises_in(heard.whole) or _before(heard)
    known = lifts[:MOST_LIFTS]
    gap = gap_in(plain)
    if gap is not None:
        return LoadWish(known, missing=gap[0], available=gap[1], seed=heard.text)
    ease = ease_in(plain, heard.replied)
    if ease is not None:
        return LoadWish(known, ease=ease, seed=heard.text)
    mode = _default_mode(plain)
    reps, rpe = wanted_in(plain, told_too=False) if mode == "plan" else _wish_before(heard)
    return LoadWish(known, mode, reps, rpe, seed=heard.text)


def _default_mode(plain: str) -> Mode:
    if (asked := if_mode(plain)) is not None:
        return asked
    rules: tuple[tuple[Mode, re.Pattern[str]], ...] = (
        ("warm_up", WARM),
        ("more_sets", MORE_SETS),
        ("why_load", WHY_LOAD),
        ("disagree", DISAGREES),
    )
    found: list[Mode] = [mode for mode, rule in rules if rule.search(plain)]
    return found[0] if found else "plan"


def _before(heard: Heard) -> tuple[str, ...]:
    """Return the lifts of the wish before, or the lift spoken of lately."""
    slots = heard.before.slots if heard.before is not None else None
    if isinstance(slots, LoadWish):
        return slots.lifts
    name = heard.exercise_before()
    return (name,) if name else ()


def _wish_before(heard: Heard) -> tuple[int | None, Decimal | None]:
    """Return the repetitions and the RPE that the load before was wanted for."""
    slots = heard.before.slots if heard.before is not None else None
    return (slots.reps, slots.rpe) if isinstance(slots, LoadWish) else (None, None)


def _planned_before(heard: Heard) -> bool:
    """Tell whether the coach has just named a load."""
    if heard.before is not None and isinstance(heard.before.slots, LoadWish):
        return True
    return _A_PLAN.search(heard.replied) is not None


_A_PLAN = re.compile(r"\b\d+ x \d+.{0,14} at \d|\d (?:kg|lb) for \d+ x \d|\bsession:")
_MAXIMUM = re.compile(r"\b(?:max\w*|1 ?rm|e1rm)\b")
_HURTS = re.compile(r"\b(?:hurt\w*|pain\w*|ach(?:e|es|ing)|injur\w*|tweaked|sore)\b")


def _mode(heard: Heard, lifts: tuple[str, ...], before: tuple[str, ...]) -> Mode | None:
    """Return how the next load is asked about, where it is not simply asked for."""
    plain = heard.plain
    if WARM.search(plain) and (lifts or before) and not re.search(r"\brun\w*\b|\d{2}", plain):
        return "warm_up"
    if MORE_SETS.search(plain) and (lifts or before):
        return "more_sets"
    if not _planned_before(heard):
        return None
    if WHY_LOAD.search(plain):
        return "why_load"
    return "disagree" if DISAGREES.search(plain) else None


def _is_plan(heard: Heard, lifts: tuple[str, ...]) -> bool:
    """Tell whether the words ask for a load by the rules of the next session."""
    if _HURTS.search(folded(heard.whole)):
        return False
    intent = by_rule(heard.plain, heard.exercise, None)
    if not lifts:
        asked = intent is Intent.NEXT_LOAD and heard.exercise_before() is not None
        return asked and _asks_of_before(heard)
    if intent is Intent.NEXT_LOAD:
        return True
    several = len(lifts) > 1 and (_DAYS.search(heard.plain) or _DOING.search(heard.plain))
    return bool(several) and intent is None


def _asks_of_before(heard: Heard) -> bool:
    """Tell whether a message without a lift still asks for one spoken of."""
    return not re.search(r"\b(?:legs?|chest|back|arms?|push|pull|upper|lower)\b", heard.plain)


def _is_follow_up(heard: Heard, lifts: tuple[str, ...], before: tuple[str, ...]) -> bool:
    """Tell whether "and for 3 reps?" or "and bench?" goes on from the wish before."""
    if not _planned_before(heard) or not _TEMPLATE.match(heard.plain):
        return False
    if _MAXIMUM.search(heard.plain):
        return False
    reps, rpe = wanted_in(heard.plain)
    short = len(heard.plain.split()) <= SHORT
    return short and (bool(lifts) or (bool(before) and (reps is not None or rpe is not None)))


_AGAIN = re.compile(
    r"\b(?:if|when) (?:i|it|that)\b|\bnext (?:week|time|session|one)\b|\bsame (?:weight|load)\b"
    r"|\b(?:what|how) (?:then|next|much|heavy|many|number)\b|\bwhat number\b"
    r"|^(?:so |ok |and )*next\b"
    r"|\b(?:triple|single|double)\b|\bfor (?:\d+s?|reps)\b"
)


def follow(heard: Heard, before: LoadWish) -> LoadWish | None:
    """Return the load before as these words go on from it: "same weight next week?"."""
    plain, lifts = heard.plain, exercises_in(heard.text)[:MOST_LIFTS]
    if _HURTS.search(plain):
        return None
    gap = gap_in(plain)
    if gap:
        return replace(before, missing=gap[0], available=gap[1], mode="plan", seed=heard.text)
    ease = ease_in(plain, heard.replied)
    if ease is not None:
        return LoadWish(lifts or before.lifts, ease=ease, seed=heard.text)
    mode = _default_mode(plain)
    if "why" in plain.split():
        mode = "why_load"
    if mode != "plan":
        return replace(before, lifts=lifts or before.lifts, mode=mode, ease=None, seed=heard.text)
    reps, rpe = wanted_in(plain)
    if lifts and len(plain.split()) <= SHORT:
        return LoadWish(lifts, reps=reps, rpe=rpe, seed=heard.text)
    if reps is None and rpe is None and not _AGAIN.search(plain):
        return None
    return replace(
        before, mode="plan", reps=reps or before.reps, rpe=rpe or before.rpe, seed=heard.text
    )


SHORT: Final = 8
"""Words up to which a lift alone goes on from a load. Source: own choice."""


def calls(wish: LoadWish, found: Found) -> Sequence[Call]:
    """Ask for the next load of each lift."""
    del found
    return [Call("next_load", _args(wish, lift)) for lift in wish.lifts or ("",)]


def _args(wish: LoadWish, lift: str) -> dict[str, Any]:
    args: dict[str, Any] = {
        "exercise": lift or None,
        "reps": wish.reps,
        "rpe": json_number(wish.rpe),
        "ease": wish.ease,
    }
    if wish.available:
        args["available"] = [json_number(each) for each in wish.available]
    if wish.missing:
        args["not_available"] = [json_number(each) for each in wish.missing]
    return without_none(args)


def say(wish: LoadWish, found: Found) -> str | None:
    """Say the loads, the sets they stand on and what speaks against more."""
    plans = found.every("next_load", NextLoad)
    if not plans:
        failed = found.error("next_load")
        return _WHICH if failed is not None and failed.code == "exercise_missing" else None
    if len(wish.lifts) > 1:
        missed = [r for r in found.results if r.error]
        return reply(*(brief(each) for each in plans), *(excuse(each) for each in missed), _AFTER)
    data = plans[0]
    return _said(wish, data)


def _said(wish: LoadWish, data: NextLoad) -> str:
    """Say the load of one lift in the way it was asked about."""
    if wish.ease is not None:
        return eased(data, wish.ease)
    match wish.mode:
        case "disagree":
            return held_to(data, folded(wish.seed))
        case "why_load":
            return why_load(data)
        case "warm_up":
            return lead_up(data)
        case "more_sets":
            return more_sets(data)
        case "missed":
            return if_missed(data)
        case "met":
            return if_met(data)
        case "plan":
            missing = data.lower is not None or data.higher is not None
            return gap_filled(data) if missing else next_load(data, wish.seed)


_AFTER: Final = "Tell me what you get, with an RPE if you can, and I set the sessions after."
_WHICH: Final = (
    "Which lift is it about? Name it with the last sets you did, such as \u201cbench 3x8 at "
    "60\u201d, and I set the next load."
)


_DIRECT = re.compile(
    r"\b(?:what's|whats|what is|what goes) (?:going )?on the bar\b|\b(?:repeat|stay) or go up\b|"
    r"\b(?:what|how (?:much|heavy)|which (?:weight|load)).{0,30}\b(?:should|do|can|shall|to)\b"
)
_PROGRAMME = re.compile(
    r"\b(?:stall\w*|stuck|plateau\w*|deload\w*|programme|program|routine|plan|minutes|min"
    r"|exercises?)\b"
)
_SHARE = re.compile(r"%|\bpercent\b|\b5/?3/?1\b|\bwendler\b|\btraining max\b")
_BEGINS = re.compile(
    r"\b(?:where|how|what)\b.{0,30}\b(?:start|begin)\b"
    r"|\b(?:starting|first) (?:\w+ )?(?:weight|load)\b"
    r"|\bfirst time\b.{0,40}\b(?:what|how|where|weight|load)\b|\bnever (?:done|tried|did)\b.{0,40}"
    r"\b(?:what|how|where|weight|load)\b"
)


def read_direct(heard: Heard) -> LoadWish | None:
    """Return a wish that names lift and load so plainly that nothing else is meant by it."""
    if not heard.exercise or _PROGRAMME.search(heard.plain) or _SHARE.search(heard.plain):
        return None
    if _BEGINS.search(heard.plain):
        return LoadWish(exercises_in(heard.text)[:MOST_LIFTS], seed=heard.text)
    if not _DIRECT.search(heard.plain):
        return None
    return read(heard) if by_rule(heard.plain, heard.exercise, None) is Intent.NEXT_LOAD else None


LOAD: Final = Skill(
    name="training_load",
    agents=("planner", "form_critic"),
    read=read,
    calls=calls,
    say=say,
    default=default,
    follow=follow,
    tools=frozenset({"next_load"}),
    reason="progressive overload: when to add load and how big the steps are",
)
DIRECT: Final = replace(LOAD, read=read_direct)
"""The same, asked before the skills that also hear of holidays and days."""
